"""Writes: staging a file on a form, attaching what was staged, letting go; the checks of what is in a file."""
