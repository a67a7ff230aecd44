"""Serves help from above: advice with its answers, visits, promises, observations, and the members of the cell."""
