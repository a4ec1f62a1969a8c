"""Text of one script in the other."""
