"""The invented party of the demonstration, written in bulk."""
