"""Citations of the works that entries are about: BibTeX, CSL-JSON, RIS, APA and GB/T 7714."""
