"""Which pages there are, and how they are rendered."""
