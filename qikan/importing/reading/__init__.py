"""What dates, addresses and labels in foreign texts say."""
