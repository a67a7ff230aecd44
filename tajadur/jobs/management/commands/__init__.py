"""Holds one file for each command of `manage.py`."""
