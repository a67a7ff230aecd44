"""Declarations to the authority: the list, one of them with its receipt, and the sheet to print."""
