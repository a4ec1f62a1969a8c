"""What an editor writes, read into values."""
