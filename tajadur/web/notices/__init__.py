"""The inbox, and the ledger of deliveries."""
