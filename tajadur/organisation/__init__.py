"""Holds who exists and who holds which office."""
