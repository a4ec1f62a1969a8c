"""The verbs of the command line, one a file: each has a function ``run`` that takes a Call."""
