"""The law: who may do what to which unit; no tables."""
