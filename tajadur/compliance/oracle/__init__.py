"""Recomputes in plain Python what the tables should say, and names each row that says otherwise."""

from .moment import Finding, Moment
from .verdict import INVARIANTS, verify

__all__ = ["INVARIANTS", "Finding", "Moment", "verify"]
