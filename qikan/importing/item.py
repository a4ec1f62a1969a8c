"""What an importer reads in a foreign text: items exactly as the source states them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qikan.content.source import Source
from qikan.importing.account import Account, filled_lines, of_numbers
from qikan.model.entry import Day, Link
from qikan.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The options of a call for the files to import; empty where it has none."""

    date: Day | None = None
    issue: str = ""
    issues: bool = False
    """Whether each file is an issue of its own."""
    lang: str = ""
    source: str = ""
    status: str = "draft"
    field_map: Source | None = None
    """The file that maps the fields of a source to those of an entry (``--map``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a foreign text; what the source does not state is empty.

    ``path`` and ``line`` say where it stands there. ``title`` is the title in its first language,
    ``title_zh`` the Chinese one beside a foreign title. ``topics`` are the source's own words,
    unmapped; ``outlets`` are where the source says that it has an item from; links keep the
    source's labels. ``id`` is a stated slug, ``issue`` the id of the issue that its file is,
    ``notes`` are faults of the source that the item shows. ``body`` is plain text, or Markdown
    where ``markdown`` is true.
    """

    path: str
    line: int
    title: str
    title_zh: str = ""
    lang: str = ""
    kind: str = ""
    id: str = ""
    issue: str = ""
    date: Day | None = None
    published: Day | None = None
    arxiv: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    body: str = ""
    markdown: bool = False


def texts_of(item: Item) -> list[str]:
    """Every text that an item holds: titles, names, topics, links, notes and the text itself."""
    links = [part for link in item.links for part in (link.url, link.label)]
    lists = (*item.authors, *item.orgs, *item.topics, *item.outlets, *item.notes, *item.aliases)
    return [item.title, item.title_zh, item.arxiv, item.doi, item.body, *lists, *links]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a format makes of one file: items, its problems, and the account.

    ``account`` counts the lines or records of the file by their use; a file whose account does not
    add up is refused. ``proposed_map`` is the text of a map for the editor to check, where
    it is not certain which field of the source is which.
    """

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    account: Account
    proposed_map: str = ""


def of_records(
    path: str, total: int, items: Sequence[Item], problems: Sequence[Problem], frame: int = 0
) -> ReadResult:
    """What a file of records gives: those that are in no item and no frame count as reported."""
    used = len(items)
    account = Account(
        path=path,
        unit="record",
        total=total,
        used=used,
        frame=frame,
        reported=total - used - frame,
    )
    return ReadResult(items=tuple(items), problems=tuple(problems), account=account)


def nothing_of(source: Source, problems: Sequence[Problem]) -> ReadResult:
    """What a text gives that has no item: every line counts as reported."""
    lines = filled_lines(source.text)
    account = of_numbers(source.path, lines, used=(), reported=lines)
    return ReadResult(problems=tuple(problems), account=account)
