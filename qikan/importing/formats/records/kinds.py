"""What a value of a document is: a record, a paper, a list of records or of other things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qikan.importing.formats.records.names import is_title, meanings, plain_name

OTHERS = re.compile(
    r"references?|citations?|related\w*|similar\w*|recommend\w*|authors?|versions?|comments?|links?"
    r"|images?|files?|tags|labels|stages|sections|provenance",
    re.IGNORECASE,
)
"""Lists inside a record whose members have titles and are no entries."""


def is_untitled(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a record that lacks its title: several of its names say so."""
    known = [name for name, item in value.items() if item and meanings(name)]
    return len(known) > 1


def holds_untitled(value: Mapping[str, Any]) -> bool:
    """Whether the mapping of a whole file is a frame: a list without titles stands in it."""
    return not _is_paper(value) and any(
        plain_name(name) in FRAMES
        and isinstance(item, list)
        and len([one for one in item if isinstance(one, dict)]) > 1
        for name, item in value.items()
    )


def mappings(value: Any) -> list[dict[str, Any]]:
    """The mappings in a list; none in another value."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def has_own_title(record: Mapping[str, Any]) -> bool:
    """Whether a name in a record is that of a title, and cannot be a person's."""
    return any(is_title(name) and plain_name(name) not in _PLAIN_NAMES for name in record)


_PLAIN_NAMES = frozenset("name 名称 名字".split())
"""Names that may be those of a person as well as titles."""


def is_untitled_list(value: Sequence[Any]) -> bool:
    """Whether the members of a list are messages without titles, but for a few of another kind."""
    members = mappings(list(value))
    titled = sum(is_record(one) or any(map(is_title, one)) for one in members)
    return 3 <= len(members) == len(value) and 0 < 2 * titled < len(members)


FRAMES = frozenset(
    "db group issues worksummary message messages papers items entries articles data results"
    " records list posts news content rows works"
    " hits hit result response payload output body notes documents publications docs feed children"
    " 论文 条目 文章 列表 数据 资讯 新闻".split()
)
"""Names of lists that say nothing of what is in them."""


_LIST_WORDS = frozenset(
    "all top new latest recent best hot daily weekly today main core selected featured must"
    " other others more picks pick highlights list read paper papers article articles item items"
    " news post posts story stories entry entries result results data".split()
)


def names_a_list(name: str) -> bool:
    """Whether a name is that of a list and no subject: ``top_picks``, ``allPapers``."""
    words = re.findall(r"[A-Z]?[a-z]+", name) if name.isascii() and " " not in name else []
    return len(words) > 1 and all(word.lower() in _LIST_WORDS for word in words)


def is_record(value: Mapping[str, Any]) -> bool:
    """Whether a mapping has a title, in itself or one level below."""
    return any(is_title(name) and _is_text(item) for name, item in value.items()) or any(
        isinstance(item, dict)
        and any(is_title(f"{name}.{inner}") and _is_text(text) for inner, text in item.items())
        for name, item in value.items()
    )


def _is_text(value: Any) -> bool:
    if isinstance(value, dict):  # title: {en: …, zh: …}, title: {title: {value: …}} of ORCID
        texts = [item for item in value.values() if item is not None]
        return bool(texts) and all(
            isinstance(item, str) or (isinstance(item, dict) and _is_text(item)) for item in texts
        )
    if isinstance(value, list):  # Crossref writes title: [text]
        return bool(value) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and bool(value.strip())


def lists_of_records(value: Mapping[str, Any]) -> list[str]:
    """The lists of a mapping that hold records themselves: it is their frame, not one of them."""
    names = [
        name
        for name, item in value.items()
        if isinstance(item, list)
        and any(
            lists_of_records(one) or (is_record(one) and not OTHERS.fullmatch(name))
            for one in mappings(item[:20])
        )
    ]
    return [] if _is_paper(value) else names


def _is_paper(value: Mapping[str, Any]) -> bool:
    """Whether a mapping has what only papers have."""
    return any(
        meanings(name).keys() & {"arxiv", "doi", "authors"} - {"links"}
        for name in value
        if plain_name(name) not in ("id", "url", "link", "key")
    )


def says_something(value: Any) -> bool:
    """Whether there is a text anywhere in what a file holds."""
    if isinstance(value, dict):
        return any(map(says_something, value.values()))
    if isinstance(value, list | tuple):
        return any(map(says_something, value))
    return isinstance(value, str) and bool(value.strip())
