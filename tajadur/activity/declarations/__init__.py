"""Holds what a unit declares: that something was done, or was not held and why."""
