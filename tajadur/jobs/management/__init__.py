"""Holds the commands of operators."""
