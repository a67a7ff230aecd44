"""Recomputes in plain Python what the tables should say, and names each row that says otherwise. It only reads."""
