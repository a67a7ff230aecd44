"""Writes: declarations follow the mandates; the unit records the receipt; headquarters notes what is older."""
