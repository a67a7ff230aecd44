"""The invariants: what the tables should say, recomputed in plain Python from what was submitted and decided.

Reads only. Each check names the rows that say otherwise; `verify_invariants`, the tests and the faults run them.
"""
