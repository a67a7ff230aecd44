"""Holds what is to be told to which post, and each message that carried it on each channel."""
