"""qikan (期刊): a static site generator for a Chinese archive of AI papers and news."""

__version__ = "0.1.0"
