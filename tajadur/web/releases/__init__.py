"""Serves requests for release: asked by the unit, decided by the level its directive names."""
