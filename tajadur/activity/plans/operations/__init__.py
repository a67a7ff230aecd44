"""Writes: headquarters drafts and issues editions; units adopt, adapt, tell and state; the pass measures."""
