"""A whole party, union or association from one file: read and checked as a whole, then laid down in one transaction."""
