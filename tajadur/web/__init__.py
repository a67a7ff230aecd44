"""The front door: HTTP."""
