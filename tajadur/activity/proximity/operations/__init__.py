"""Writes: a unit records what it did, and corrects what it recorded."""
