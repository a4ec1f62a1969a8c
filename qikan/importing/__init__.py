"""Foreign files to draft entries."""
