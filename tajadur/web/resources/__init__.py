"""Serves requests for resources: asked, spoken of, decided, delivered, confirmed; the budget and who decides."""
