"""Reads: needs with when they were met, the sessions an actor reads, who came, which provinces were reached."""
