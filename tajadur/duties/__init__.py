"""What is asked and what is owed."""
