"""The memory: what was done, what is to be told."""
