"""Holds when each pass last began and ended, and what the watcher last found."""
