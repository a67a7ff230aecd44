"""What a post promised or is asked for outside the periods of directives: its days, its ladder, who is told."""
