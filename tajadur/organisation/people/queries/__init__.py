"""Reading persons, posts, mandates and accounts."""
