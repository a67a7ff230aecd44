"""Factories: plain keyword functions that make one thing each."""
