"""What machines read: feeds, sitemap, structured data."""
