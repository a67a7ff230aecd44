"""Holds who did what, when and on which unit, and who read about persons. Rows are never changed."""
