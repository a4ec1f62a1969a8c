"""Footnotes of a digest: each stands with the item that refers to it, wherever it was defined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qikan.importing.item import Item

_DEFINITION = re.compile(r"(?m)^\[\^(?P<name>[^\]\s]{1,40})\]:[^\n]*(?:\n[ \t]+\S[^\n]*)*\n*")


def with_items(items: Sequence[Item]) -> list[Item]:
    """The items, the definitions of footnotes moved to those that refer to them."""
    if not any("[^" in item.body for item in items):
        return list(items)
    moved: dict[int, list[str]] = {}
    kept = []
    for number, item in enumerate(items):
        body = item.body
        for definition in _DEFINITION.finditer(item.body):
            users = [at for at, other in enumerate(items) if _refers(other.body, definition)]
            if users and number not in users:
                body = body.replace(definition[0], "")
                for at in users:
                    moved.setdefault(at, []).append(definition[0].strip())
        kept.append(body.rstrip())
    return [
        replace(item, body="\n\n".join([body, *moved.get(at, ())]).strip())
        if body != item.body or at in moved
        else item
        for at, (item, body) in enumerate(zip(items, kept, strict=True))
    ]


def _refers(body: str, definition: re.Match[str]) -> bool:
    """Whether a text has the number of a footnote, not its definition alone."""
    return bool(re.search(rf"\[\^{re.escape(definition['name'])}\](?!:)", body))
