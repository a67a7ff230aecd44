"""Reads: the premises of units on a day, those of one unit with what was said before, what a form may begin with."""
