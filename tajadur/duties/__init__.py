"""Holds what is asked and what is owed."""
