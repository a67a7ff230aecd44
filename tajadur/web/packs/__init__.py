"""The pack of the pole's meeting: its list, one of them on the screen and as a file, its decisions and comments."""
