"""A page's fingerprint: the digest of everything it can show. Equal fingerprints, equal bytes.

It follows the page's data wherever a layout can, so that a designer's layout is covered too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qikan.cache.records import digest, pack_issue
from qikan.model import Around, Day, Facts, Issue, Page, Placed, Topic, TypesetIssue


def fingerprints(pages: Iterable[Page], basis: str) -> Iterator[str]:
    """The fingerprint of each page; the editions of a page, which are told apart by their paths,
    have the same. ``basis`` is the digest of what all pages are made with: settings, layouts,
    words, qikan itself and its libraries.
    """
    tell = _teller()
    data: Mapping[str, Any] = {}
    mark = ""
    nature: object = None
    for page in pages:
        of_page = (page.kind, page.format, page.layout, page.lastmod)
        if page.data is not data or of_page != nature:
            data, nature = page.data, of_page
            mark = digest(f"{basis} {nature} {tell(data)}".encode())
        yield mark


def _teller() -> Callable[[Any], str]:
    """A function that tells a value in a line, the same for equal values only."""
    issues: dict[int, str] = {}

    def placed(item: Placed) -> str:  # topics, tags and issue follow from entry and settings
        return item.entry.digest

    def around(value: Around) -> str:
        near = (value.previous, value.next, *value.related)
        marks = " ".join([entry.digest if entry else "-" for entry in near])
        if not (value.about or value.coverage):  # as most entries are
            return marks
        return f"{marks} {several(value.about)} {several(value.coverage)}"

    def issue(value: Issue) -> str:
        if id(value) not in issues:
            issues[id(value)] = several(value)
        return issues[id(value)]

    def several(value: Iterable[Any]) -> str:
        return f"({' '.join([makers[type(one)](one) for one in value])})"

    def mapping(value: Mapping[str, Any]) -> str:
        pairs = [f"{name!r}={makers[type(one)](one)}" for name, one in value.items()]
        return f"{{{' '.join(pairs)}}}"

    makers: dict[type, Callable[[Any], str]] = {
        Facts: lambda value: value.digest,
        Placed: placed,
        Around: around,
        Issue: issue,
        TypesetIssue: lambda value: digest(pack_issue(value)),
        Topic: lambda value: value.slug,  # its names and aliases are settings
        Day: str,
        tuple: several,
        list: lambda value: f"[{several(value)}]",
        dict: mapping,
        str: repr,
        int: repr,
        bool: repr,
        float: repr,
        type(None): repr,
    }
    return mapping
