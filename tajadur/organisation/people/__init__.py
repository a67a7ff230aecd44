"""Holds persons, posts, mandates and accounts, and how each person wishes to be told."""
