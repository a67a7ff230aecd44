"""Acts on congresses: by the region, by its provinces for their delegates, and comments from above."""
