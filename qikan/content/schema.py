"""The fields of an entry, one row each: what all parts of qikan know of a field stands here.

The parser, conversion, search, importing, the reference in docs/ and the JSON Schema follow from
this table. A plain field is an attribute of ``model.entry.Entry``, a row here, its label in
``layouts/messages.yaml`` and a line in ``layouts/entry.html``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qikan.editions import EDITIONS, SCRIPTS
from qikan.model.entry import LINK_TYPES, Correction, Day, Entry, Link, Provenance


class Field(NamedTuple):
    """A field of an entry.

    ``shape``, a key of ``SHAPES``, is how it is read. ``convert``: how the other edition's text
    is made: as ``words``, as a ``name`` (one character for one), as an ``organisation`` (what
    ``Engine.organisation`` says) or, if empty, not at all.
    ``search`` is the part of the searchable text it stands in (``authors`` counts for more than
    ``rest``). ``label`` is the name of its label in layouts/messages.yaml. ``update`` is what an
    import may do to an entry there is: ``fill`` the field where it is empty, ``merge`` its items
    into those there are. ``reason``: why something of this is absent; a test requires it.
    """

    name: str
    shape: str
    doc: str
    convert: str = ""
    search: str = ""
    label: str = ""
    update: str = ""
    reason: str = ""


_QUOTED_SCRIPTS = ", ".join(f"`{tag}`" for tag in SCRIPTS)
_INNER = "not shown: it decides about the entry, and readers see what follows from it"
_PLAIN = "no words of a script"
_HEAD = "part of the headline, which is converted, searched and shown as one"

FIELDS = (
    Field(
        "title",
        "own text",
        "required. Unquoted it is the rest of the line, so a colon works",
        label="field_title",
        reason=_HEAD,
    ),
    Field(
        "title_zh",
        "text",
        "the Chinese title, in the entry's script, where `title` is in another language",
        label="field_title_zh",
        reason=_HEAD,
    ),
    Field(
        "title_en",
        "text",
        "the English title, where `title` is Chinese",
        label="field_title_en",
        reason=_HEAD,
    ),
    *(
        Field(
            f"title_{EDITIONS[script].field}",
            "text",
            f"the title for the {EDITIONS[script].english} edition, where conversion will not do",
            reason=_HEAD,
        )
        for script in SCRIPTS
    ),
    Field(
        "lang",
        "language",
        f"required: the script it is written in, {_QUOTED_SCRIPTS} or `en`",
        reason=_INNER,
    ),
    Field(
        "kind",
        "kind",
        "`paper` or `news`; without it a paper is what has an `arxiv` or `doi`",
        reason=_INNER,
    ),
    Field(
        "id",
        "own text",
        "the last part of the address; without it the arXiv id of a paper, else the file's name",
        reason=_INNER,
    ),
    Field(
        "date",
        "own day",
        "required: the day the archive carries it, `2024-06-21`, or `2024-06` if only the month "
        "is known",
        label="field_date",
        reason="dates are no searched words",
    ),
    Field(
        "published",
        "day",
        "the day the paper or news appeared",
        label="field_published",
        update="fill",
        reason="dates are no searched words",
    ),
    Field(
        "arxiv",
        "own text",
        "the paper's arXiv id, without its version",
        search="rest",
        label="field_arxiv",
        update="fill",
        reason=_PLAIN,
    ),
    Field(
        "doi",
        "own text",
        "the paper's DOI",
        search="rest",
        label="field_doi",
        update="fill",
        reason=_PLAIN,
    ),
    Field(
        "categories",
        "codes",
        "arXiv categories, the primary one first: `[cs.CL, cs.LG]`",
        search="rest",
        label="field_categories",
        update="fill",
        reason=_PLAIN,
    ),
    Field(
        "authors",
        "people",
        "names, in the paper's order",
        convert="name",
        search="authors",
        label="field_authors",
        update="fill",
    ),
    Field(
        "orgs",
        "names",
        "names of organisations",
        convert="organisation",
        search="rest",
        label="field_orgs",
        update="fill",
    ),
    Field(
        "topics",
        "words",
        "slugs, names or aliases from `topics.yaml`, in either script; any other word is a tag; "
        "lists and feeds show the first 20",
        convert="words",
        label="field_topics",
        update="fill",
        reason="a topic is found on its own page, a tag among the searched words",
    ),
    Field(
        "links",
        "links",
        f"a list of `{{type, url, label}}`; types: {', '.join(LINK_TYPES)}. "
        "Short: `links: {code: https://…}`",
        convert="words",
        search="rest",
        label="field_links",
        update="merge",
    ),
    Field(
        "issue",
        "text",
        "the id of a written issue; without it the date and the cadence decide",
        label="issue",
        reason="an issue has its own page",
    ),
    Field(
        "about",
        "arxiv ids",
        "news: the arXiv ids of the papers it is about",
        label="field_about",
        update="fill",
        reason="ids, searched where the paper has no entry of its own",
    ),
    Field(
        "updates",
        "words",
        "the ids of earlier entries that this one continues; entries about the same paper or "
        "address are found without it",
        reason="ids, shown as the titles of the entries",
    ),
    Field(
        "whats_new",
        "text",
        "what is new since the earlier entries",
        convert="words",
        search="rest",
        label="whats_new",
    ),
    Field(
        "sources",
        "sources",
        "where the editor learned of it: a list of `{name, url, fields}`",
        convert="words",
        search="rest",
        label="sources",
        update="merge",
    ),
    Field(
        "source_notes",
        "notes",
        "errors of the source: cut off, a wrong figure",
        convert="words",
        search="rest",
        label="source_notes",
    ),
    Field(
        "corrections",
        "corrections",
        "changes to a published entry: a list of `{date, note}`",
        convert="words",
        search="rest",
        label="corrections",
    ),
    Field(
        "written_by",
        "model",
        "`{model: …}` where a model wrote the summary",
        search="rest",
        label="written_by",
        reason=_PLAIN,
    ),
    Field(
        "checked_by",
        "text",
        "the person who has read it",
        convert="name",
        search="rest",
        label="checked_by",
    ),
    Field(
        "status",
        "status",
        "`published` (the default), `draft` (built with `--drafts` only) or `withdrawn`",
        reason=_INNER,
    ),
    Field(
        "withdrawn",
        "own text",
        "why it was withdrawn: its page states it and no list has it",
        convert="words",
        label="withdrawn",
        reason="a withdrawn entry is not found",
    ),
    Field(
        "replaced_by",
        "text",
        "of a withdrawn entry: the `id` of the entry that stands in its place; "
        "its page leads there",
        label="replaced_by",
        reason="readers see the title of the other entry",
    ),
    Field(
        "aliases",
        "addresses",
        "old addresses, `old/address`, which lead to the entry",
        reason=_INNER,
    ),
    Field(
        "conversion",
        "rules",
        "rules for this entry alone, as in the [glossary](../explanation/conversion.md): "
        "`[Mamba 架构 > Mamba 架構]`",
        reason=_INNER,
    ),
    *(
        Field(
            f"summary_{EDITIONS[script].field}",
            "markdown",
            f"the Markdown for the {EDITIONS[script].english} edition, written by hand: "
            "`|` and indented lines",
            reason="the summary, which is searched and shown as one",
        )
        for script in SCRIPTS
    ),
)
"""The fields in the order ``entry.format`` writes them."""

TITLE_FIELDS = tuple(field.name for field in FIELDS if field.name.startswith("title"))

SUMMARY = Field(
    "summary",
    "markdown",
    "`.yaml` files only: the Markdown",
    label="field_summary",
    reason="the summary, which is searched and shown as one",
)

SPLIT = frozenset(
    field.name
    for field in FIELDS
    if field.shape in ("words", "names", "people", "arxiv ids", "addresses", "rules")
)
"""Lists whose unquoted values are split at commas."""

NAMES = tuple(field.name for field in FIELDS)
CONVERTED = tuple(field for field in FIELDS if field.convert == "words")
PERSONS = tuple(field for field in FIELDS if field.convert == "name")
ORGANISATIONS = tuple(field for field in FIELDS if field.convert == "organisation")
FILLED = tuple(field.name for field in FIELDS if field.update == "fill")


def texts(entry: Entry, field: Field) -> tuple[str, ...]:
    """The texts of a field that readers see: labels of links, names of sources, notes."""
    value = getattr(entry, field.name)
    return tuple(filter(None, _texts(value))) if value else ()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Link):
        yield value.label
    elif isinstance(value, Provenance):
        yield value.name
    elif isinstance(value, Correction):
        yield value.note
    elif isinstance(value, tuple) and not isinstance(value, Day):
        for item in value:
            yield from _texts(item)


def reference() -> str:
    """The table of docs/reference/entry-format.md."""
    rows = [
        f"| `{field.name}` | {field.doc.replace('|', chr(92) + '|')} |"
        for field in (*FIELDS, SUMMARY)
    ]
    return "\n".join(["| field | |", "|---|---|", *rows])
