"""The archive as data: records of entries, an API of files, and files of all records."""
