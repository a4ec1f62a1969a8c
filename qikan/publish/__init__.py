"""The site's files, and the exchange that publishes them."""
