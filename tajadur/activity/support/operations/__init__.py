"""Acts of those above, and the answers of the unit."""
