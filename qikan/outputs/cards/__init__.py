"""Pictures of titles for the places that show a link with one (``og:image``)."""
