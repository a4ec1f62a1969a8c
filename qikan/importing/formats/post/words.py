"""The words and names in a field, typed as a list, as a mapping or between commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.importing.formats.post.values import Value

_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")


def plain_word(typed: str) -> str:
    """A name or a word without the brackets of a wiki link: ``[[people/ada|Ada Brook]]``."""
    return _WIKI_LINK.sub(r"\1", typed.strip())


def words_of(value: Value, *, several: bool) -> Iterator[str]:
    """The words of a list, however deep; a text's between commas, for Jekyll between spaces."""
    if isinstance(value, str):
        if value[:1] == "[" and value[-1:] == "]":  # a list that YAML could not read
            value = value[1:-1]
        if re.search("[,，、;；]", value):
            yield from (word.strip(" \"'") for word in re.split("[,，、;；]", value))
        else:
            yield from value.split() if several else [value]
        return
    if isinstance(value, dict):  # {label: 推理, permalink: /x}
        inner = {key.lower(): content for key, content in value.items()}
        named = [inner[key] for key in ("label", "name", "title") if key in inner][:1]
        value = named or list(value.values())
    for item in value:
        if isinstance(item, str):
            yield " ".join(item.split())
        else:
            yield from words_of(item, several=False)


def people_of(value: Value, *, plural: bool) -> Iterator[str]:
    """The names of people in a value; ``plural``: a text may hold two, with a comma between."""
    if isinstance(value, str):
        yield from _split_names(value, plural=plural)
    elif isinstance(value, dict):
        inner = {key.lower(): content for key, content in value.items()}
        yield from people_of(inner.get("name", inner.get("title", [])), plural=False)
    else:
        for item in value:
            if isinstance(item, str):
                yield item
            else:
                yield from people_of(item, plural=plural)


def _split_names(text: str, *, plural: bool) -> list[str]:
    """Names between commas, but not ``Last, First`` of one person."""
    text = " ".join(text.split())
    names = [name.strip() for name in re.split(r"[,，、;；]| (?:&|and) ", text)]
    one = len(names) == 2 and text.isascii() and "," in text and " " not in min(names, key=len)
    return [text] if one and not plural else names
