"""Holds what units do and report. Each app is one kind of record, and only the unit itself writes its own."""
