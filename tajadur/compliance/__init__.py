"""Answers who met, who is late and who needs help. It only reads, mostly in SQL, and returns plain rows."""
