"""Reads: editions, what units follow and how far it is, the measures of a day, the nation by region."""
