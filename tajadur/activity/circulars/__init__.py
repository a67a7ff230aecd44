"""Holds circulars: their texts and versions, the posts they are addressed to, who read and who confirmed them."""
