"""Who did what, when, on which unit."""
