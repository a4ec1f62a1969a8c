"""Digests, abstracts and listings."""
