"""Marks and big tables drawn in Python: many cells, one escaped string."""
