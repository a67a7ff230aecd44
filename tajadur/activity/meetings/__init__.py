"""Holds series, meetings, their agendas and reports, the actions decided, and notes of receipt."""
