"""Who met, who is silent, who needs help."""
