"""Reads: the packs, one of them, the meeting each is made for, who reads them."""
