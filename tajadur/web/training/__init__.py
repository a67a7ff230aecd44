"""Pages of training: sessions, what units need, which provinces were reached, what one attended oneself."""
