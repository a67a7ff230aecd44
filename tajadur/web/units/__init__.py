"""Serves the trees of units: opening, editing, moving and closing one, its bodies and spellings."""
