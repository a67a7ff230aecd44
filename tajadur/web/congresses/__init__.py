"""Serves the board of the congresses, the road of one region and its tasks, delegates and results."""
