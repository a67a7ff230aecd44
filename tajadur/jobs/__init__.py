"""The back door: the clock rings, one call is made."""
