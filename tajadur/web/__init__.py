"""Answers HTTP: one package for each subject, with its addresses, views and forms. A view makes one call."""
