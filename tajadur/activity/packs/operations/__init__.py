"""Writes: a pack is made, its decisions written, commented, sent; what was sent stands on the agenda of the meeting."""
