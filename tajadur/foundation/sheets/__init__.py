"""Reading what offices send: sheets in four formats and CSV in any letters, as tables of text. Knows no import."""
