"""Requests to be released: asked by the unit, decided by the level above."""
