"""What is done about campaigns: drafted, answered, kept while it is typed."""
