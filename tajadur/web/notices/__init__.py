"""Serves the inbox, the ledger and forecast of deliveries, letters in trouble, and the channels."""
