"""Serves circulars: drafted, previewed, issued, read and confirmed, amended, withdrawn; who did and who did not."""
