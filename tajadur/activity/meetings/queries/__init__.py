"""Reads of meetings and of their reports."""
