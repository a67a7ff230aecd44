"""How notices reach people: gathered for the holders of a post, worded, and handed to mail servers and devices."""
