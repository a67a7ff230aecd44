"""Serves the forms that declare something done, or not held, and the declaration that was made."""
