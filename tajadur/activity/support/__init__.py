"""Holds advice to units and their answers, visits, promises made from above, and observations."""
