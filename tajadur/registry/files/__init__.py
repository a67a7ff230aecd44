"""Keeps the files that hang on a record: checked, stored whole, counted for their unit, gone with what held them."""
