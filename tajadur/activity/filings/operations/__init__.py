"""Writes: declarations follow the mandates; the unit records the receipt."""
