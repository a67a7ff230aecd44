"""Holds how each branch stands: what the facts propose, its own word on that, and what the level above says of it."""
