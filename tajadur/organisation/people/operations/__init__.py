"""Acts on persons, posts, mandates and accounts."""
