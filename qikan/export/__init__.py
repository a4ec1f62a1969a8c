"""An issue as one file that is posted, mailed or read elsewhere."""
