"""Programming meetings."""
