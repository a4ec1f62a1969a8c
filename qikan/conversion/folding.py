"""How words and names are compared, whatever the script they are written in."""

from __future__ import annotations

import re
import unicodedata

from qikan.conversion.characters import fold_script


def fold(text: str) -> str:
    """A word as it is compared: script, width, case and spaces do not count."""
    simple = fold_script(unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", simple).casefold()
