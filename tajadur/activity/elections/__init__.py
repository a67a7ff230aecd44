"""Holds how ready the party is for an election: constituencies, what is done by when, who coordinates; no voter."""
