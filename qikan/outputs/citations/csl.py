"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

from __future__ import annotations

from typing import Any

from qikan.model.entry import Day
from qikan.outputs.citations.work import Name, Work


def item(work: Work) -> dict[str, Any]:
    """A work as a CSL item: ``article`` is a preprint or paper (CSL 1.0.2), else ``webpage``."""
    stated: dict[str, Any] = {
        "id": work.key,
        "type": "article" if work.is_paper else "webpage",
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "issued": {"date-parts": [_date_parts(work.date)]} if work.date else None,
        "publisher": work.archive or None,
        "number": f"arXiv:{work.arxiv}" if work.arxiv else None,
        "DOI": work.doi or (f"10.48550/arXiv.{work.arxiv}" if work.arxiv else None),
        "URL": work.url or None,
        "language": work.lang,
    }
    return {name: value for name, value in stated.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given} | suffix


def _date_parts(date: Day) -> list[int]:
    return [part for part in date if part]
