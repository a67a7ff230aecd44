"""What the pack of the pole’s meeting says: the facts of a day, their sentences, the page in each language."""
