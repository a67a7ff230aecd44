"""Writes: a unit records its premises, corrects what it recorded, says that it has none."""
