"""Exports of reference managers: BibTeX, RIS and CSL-JSON."""
