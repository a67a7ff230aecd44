"""Holds the trees of units, their bodies and spellings, and where each unit stood on which day."""
