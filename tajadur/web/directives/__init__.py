"""What is asked, and its exceptions."""
