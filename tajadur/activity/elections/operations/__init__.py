"""Writes: headquarters prepares and issues an election; units say what is done, who coordinates, and their counts."""
