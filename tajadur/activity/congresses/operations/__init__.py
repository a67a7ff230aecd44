"""What a region does with its congress, a province with its delegates, those above in words of their own."""
