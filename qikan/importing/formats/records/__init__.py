"""Records that programs write: JSON, JSON Lines, CSV, YAML and SQLite."""
