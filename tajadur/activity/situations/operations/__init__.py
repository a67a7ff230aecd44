"""Writes: the branch confirms or contradicts what the facts propose; the level above endorses its word or not."""
