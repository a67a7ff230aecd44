"""Reads: whom a circular reaches, the lists, one circular with its figures."""
