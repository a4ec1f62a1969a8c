"""The preview: a build that stays in memory, and what a browser is given of it."""
