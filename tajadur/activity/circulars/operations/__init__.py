"""The acts: drafting, issuing and amending, confirming, withdrawing."""
