"""RIS, as Zotero and EndNote read it (https://en.wikipedia.org/wiki/RIS_(file_format))."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.model.entry import Day
from qikan.outputs.citations.work import Name, Work


def record(work: Work) -> str:
    """A work as one RIS record; lines end with CR LF, as the format asks."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _lines(work))


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "UNPB" if work.is_paper else "ELEC"
    yield "ID", work.key
    yield "TI", work.title
    for name in work.authors:
        yield "AU", _name(name)
    if work.date:
        yield "PY", str(work.date.year)
        yield "DA", _date(work.date)
    if work.archive:
        yield "PB", work.archive
    if work.arxiv:
        yield "M1", f"arXiv:{work.arxiv}"
    if work.doi:
        yield "DO", work.doi
    if work.url:
        yield "UR", work.url.replace(";", "%3B")  # a semicolon parts several addresses
    yield "LA", work.lang
    yield "ER", ""


def _name(name: Name) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


def _date(date: Day) -> str:
    """``YYYY/MM/DD/``, whose day may be empty."""
    return f"{date.year}/{date.month:02}/{f'{date.day:02}' if date.day else ''}/"
