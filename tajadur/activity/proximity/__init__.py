"""Holds what units do near the people around them: which help, on which day, where, and how many were reached."""
