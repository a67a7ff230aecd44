"""Serves directives: reading, drafting, amending, putting in force, and their exceptions."""
