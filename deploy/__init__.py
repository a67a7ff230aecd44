"""What runs, checks and measures the product from outside: nothing in tajadur imports it."""
