"""Files that an editor would otherwise begin by copying: a new archive, a new issue."""
