"""The rules that something is owed, their exceptions and ladders."""
