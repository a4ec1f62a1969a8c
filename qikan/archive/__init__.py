"""What needs all entries: checks, issues, topics, neighbours."""
