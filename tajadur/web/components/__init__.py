"""Draws in Python the marks and big tables that would be too slow as a template for each cell."""
