"""Serves who consulted a record, and what was changed: of a unit, of a person, of a directive."""
