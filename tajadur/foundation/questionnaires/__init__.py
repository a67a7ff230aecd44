"""Forms that are data: their definition, XLSForm in and out, expressions, and what answers they take. Knows no room."""
