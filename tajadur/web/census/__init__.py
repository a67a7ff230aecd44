"""Census campaigns: how far each is, what it found, its form, and the form a branch fills in."""
