"""Posts of blogs."""
