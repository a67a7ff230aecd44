"""Writes: a unit says what it needs, organises sessions, says who came; a person agrees to be remembered."""
