"""Files of citations, and what a page shows of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from qikan.model import Facts, Page
from qikan.outputs.citations import bibtex, csl, ris, styles
from qikan.outputs.citations.coins import context_object
from qikan.outputs.citations.work import Work, work_of
from qikan.outputs.context import OutputContext


class Citations(NamedTuple):
    """A work for its page: references by the name of their style, and its context object."""

    references: tuple[tuple[str, str], ...]
    coins: str


def citations(context: OutputContext, entry: Facts) -> Citations | None:
    """The references to the work that an entry is about; None where nothing can be cited.

    They are the same in every edition.
    """
    work = _work(context, entry)
    if work is None:
        return None

    def make() -> Citations:
        texts = (
            ("GB/T 7714", styles.gbt7714(work)),
            ("APA", styles.apa(work)),
            ("BibTeX", bibtex.record(work).rstrip()),
        )
        return Citations(texts, context_object(work))

    cited: Citations = context.cached(("citations", entry.digest), make)
    return cited


def bibtex_file(context: OutputContext, page: Page) -> bytes:
    """The works on a page as BibTeX."""
    return "\n".join(map(bibtex.record, _works(context, page))).encode()


def ris_file(context: OutputContext, page: Page) -> bytes:
    """The works on a page as RIS."""
    return "".join(map(ris.record, _works(context, page))).encode()


def csl_file(context: OutputContext, page: Page) -> bytes:
    """The works on a page as CSL-JSON."""
    items = map(csl.item, _works(context, page))
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]\n".encode()


def _works(context: OutputContext, page: Page) -> Iterator[Work]:
    """Every work once: two entries with one arXiv id are one work."""
    seen = set()
    for item in page.data["items"]:
        work = _work(context, item.entry)
        if work and work.key not in seen:
            seen.add(work.key)
            yield work


def _work(context: OutputContext, entry: Facts) -> Work | None:
    work: Work | None = context.cached(
        ("work", entry.digest), lambda: work_of(context.fetch(entry).entry)
    )
    return work
