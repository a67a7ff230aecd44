"""Writes the invented party of the demonstration in bulk, and moves it forward day by day."""
