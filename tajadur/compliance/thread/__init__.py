"""The life of one unit as one list, newest first: each source of it says what it tells, and to whom."""
