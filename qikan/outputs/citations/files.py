"""Files of citations, and what a page shows of them."""

from __future__ import annotations

from typing import NamedTuple

from qikan.model.archive import Facts
from qikan.model.page import Page
from qikan.outputs.citations import bibtex, csl, ris, styles
from qikan.outputs.citations.coins import context_object
from qikan.outputs.citations.work import Work, work_of
from qikan.outputs.context import OutputContext, to_json


class Citations(NamedTuple):
    """A work for its page: references by the name of their style, and its context object."""

    references: tuple[tuple[str, str], ...]
    coins: str


def citations(context: OutputContext, entry: Facts) -> Citations | None:
    """The references to the work that an entry is about; None where nothing can be cited.

    They are the same in every edition.
    """

    def make() -> Citations | None:
        work = _work_of(context, entry)
        if work is None:
            return None
        texts = (
            ("GB/T 7714", styles.gbt7714(work)),
            ("APA", styles.apa(work)),
            ("BibTeX", records_of(context, entry)["bibtex"].rstrip()),
        )
        return Citations(texts, context_object(work))

    cited: Citations | None = context.cached(("citations", entry.digest), make)
    return cited


def bibtex_file(context: OutputContext, page: Page) -> bytes:
    """The works on a page as BibTeX."""
    return "\n".join(_records(context, page, "bibtex")).encode()


def ris_file(context: OutputContext, page: Page) -> bytes:
    """The works on a page as RIS."""
    return "".join(_records(context, page, "ris")).encode()


def csl_file(context: OutputContext, page: Page) -> bytes:
    """The works on a page as CSL-JSON."""
    lines = ",\n".join(_records(context, page, "csl"))
    return f"[\n{lines}\n]\n".encode()


def _records(context: OutputContext, page: Page, format_: str) -> list[str]:
    """The works on a page in a format, every work once: two entries with one arXiv id are one."""
    texts: dict[str, str] = {}
    for item in page.data["items"]:
        if work := records_of(context, item.entry):
            texts.setdefault(work["key"], work[format_])
    return list(texts.values())


def records_of(context: OutputContext, entry: Facts) -> dict[str, str]:
    """The work of an entry in every format, with its key; empty where nothing can be cited."""

    def make() -> dict[str, str]:
        work = _work_of(context, entry)
        if work is None:
            return {}
        csl_text = to_json(csl.item(work))
        texts = {"bibtex": bibtex.record(work), "ris": ris.record(work), "csl": csl_text}
        return {"key": work.key, **texts}

    records: dict[str, str] = context.entry_value("citation", entry, make)
    return records


def _work_of(context: OutputContext, entry: Facts) -> Work | None:
    """The work of an entry: its references and its records are mostly made one after the other."""
    work: Work | None = context.cached(
        ("work", entry.digest), lambda: work_of(context.fetch(entry).entry)
    )
    return work
