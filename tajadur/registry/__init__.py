"""Remembers what was done and what is to be told."""
