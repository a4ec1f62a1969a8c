"""The cache between builds, and every key in it."""
