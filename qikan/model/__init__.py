"""The data types: frozen values, complete when made. A later stage makes a new type.

Most are named tuples: they are made, compared, sent and written to the cache by the ten thousand.
"""
