"""Writes: asking that something be told, clearing what is settled, reading the inbox; channel addresses."""
