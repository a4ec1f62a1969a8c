"""Foreign texts read into items; the formats are listed in formats.py."""
