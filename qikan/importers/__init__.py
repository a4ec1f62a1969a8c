"""Foreign texts -> items found, one module a format."""
