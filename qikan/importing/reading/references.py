"""References of a page by anchors: what ``[[3]](#ref-3)`` means is a line further down."""

from __future__ import annotations

import re

from qikan.importing.reading.urls import addresses

_ANCHOR = re.compile(
    r"<(?P<tag>a|span)\s+(?:id|name)=[\"']?(?P<name>[^\"'\s>]+)[\"']?\s*>"
    r"(?P<text>[^<>]{0,12})</(?P=tag)>"
)
"""An anchor, around nothing or a number."""
_INSIDE = re.compile(r"\]\(#(?P<name>[^()\s]+)\)")
_SEARCH = re.compile(r"https?://[^/]*/(?:search|s)\?")


def with_references(text: str) -> str:
    """A text without its anchors; links to one on a line with an address lead to that.

    The lines keep their numbers. An address of a search is taken only where no other stands there.
    """
    if "</" not in text:
        return text
    targets: dict[str, str] = {}
    lines = []
    for line in text.split("\n"):
        names = [match["name"] for match in _ANCHOR.finditer(line)]
        plain = _ANCHOR.sub(r"\g<text>", line) if names else line
        if names and (found := [address.url for address in addresses(plain)]):
            best = next((url for url in found if not _SEARCH.match(url)), found[0])
            targets |= dict.fromkeys(names, best)
        lines.append(plain)
    return _INSIDE.sub(
        lambda match: f"]({targets[match['name']]})" if match["name"] in targets else match[0],
        "\n".join(lines),
    )
