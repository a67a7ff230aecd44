"""A unit's declaration that something was done, or was not held."""
