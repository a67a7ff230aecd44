"""Decides who may do what to which unit. It has no tables."""
