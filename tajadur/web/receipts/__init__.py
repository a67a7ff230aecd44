"""Checking a receipt."""
