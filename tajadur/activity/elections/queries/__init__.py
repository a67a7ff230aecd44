"""Reads: elections, how ready each place is, what is missing, and the record of one constituency or unit."""
