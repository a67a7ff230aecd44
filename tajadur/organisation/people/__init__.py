"""Persons, posts, mandates, accounts."""
