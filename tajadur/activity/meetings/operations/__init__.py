"""Acts on meetings and on their reports."""
