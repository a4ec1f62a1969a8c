"""``python -m qikan`` is the command ``qikan``."""

from qikan.cli import command

if __name__ == "__main__":
    command()
