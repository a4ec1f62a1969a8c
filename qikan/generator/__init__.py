"""The way from content to site: read, typeset, assemble, plan, render, publish."""
