"""Declaring that something was done, or was not held."""
