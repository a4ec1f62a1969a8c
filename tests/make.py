"""Builders of small test values (entries, issues, sites) and the readers of tests/cases."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qikan.archive import assemble as archives
from qikan.cache import records
from qikan.content import entry as entryfile
from qikan.content import issue as issuefile
from qikan.content.glossary import Glossary
from qikan.content.messages import Messages, read_messages
from qikan.content.site import Config
from qikan.content.site_file import read_config
from qikan.content.source import Source, decode
from qikan.content.values import parse_day
from qikan.conversion.converter import Converter
from qikan.conversion.folding import fold
from qikan.conversion.typeset import typeset_entries, typeset_issues
from qikan.editions import USUAL
from qikan.generator.registry import FEEDS
from qikan.model.archive import Archive, Facts, Placed
from qikan.model.entry import Day, Edition, Entry, Typeset
from qikan.model.issue import IssueFile, TypesetIssue
from qikan.model.page import Page
from qikan.model.problem import Problem, Where
from qikan.model.subjects import Contributor, Topic
from qikan.outputs.context import OutputContext
from qikan.pages.plan import Pages

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"

SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
description: {zh-Hans: 测试用的期刊。, zh-Hant: 測試用的期刊。}
base_url: https://example.org/repo/
timezone: Asia/Shanghai
"""


def day(text: str) -> Day:
    parsed = parse_day(text)
    assert isinstance(parsed, Day), parsed
    return parsed


def entry(number: int = 1, date: str = "2024-06-21", **fields: Any) -> Entry:
    """A paper with an invented arXiv id; ``kind="news"`` makes it news."""
    paper = fields.get("kind", "paper") == "paper"
    entry_id = f"2406.{number:05}" if paper else f"news-{number}"
    stated: dict[str, Any] = {
        "id": entry_id,
        "kind": "paper",
        "lang": "zh-Hans",
        "title": f"第 {number} 篇",
        "date": day(date),
        "arxiv": entry_id if paper else "",
        "body": f"正文 {number}。",
    }
    stated |= fields
    where = Where(f"content/entries/2024/{stated['id']}.md", 8)
    return Entry(**{"where": where} | stated)


def topic(slug: str, hans: str, hant: str = "", *aliases: str) -> Topic:
    return Topic(slug, {"zh-Hans": hans, "zh-Hant": hant or hans}, "topic", aliases)


def contributor(kind: str, slug: str, name: str, *aliases: str, **more: Any) -> Contributor:
    """An organisation or a person with one name in all editions."""
    return Contributor(kind, slug, dict.fromkeys(USUAL, name), aliases, **more)


@functools.cache
def _site() -> Config:
    site, problems = read_config(Source("content/site.yaml", SITE), Source("topics.yaml", ""))
    assert not problems
    return site


def config(**fields: Any) -> Config:
    """A site at https://example.org/repo/ in both scripts, without topics."""
    return dataclasses.replace(_site(), **fields)


def bare(entry_: Entry) -> Typeset:
    """An entry in both editions without conversion, which is the slowest part."""
    edition = Edition(entry_.title, "zh-Hans", "", entry_.body, f"<p>{entry_.body}</p>\n", {})
    return Typeset(entry_, dict.fromkeys(USUAL, edition), ())


PLAIN = Converter(Glossary({"zh-Hans": {}, "zh-Hant": {}}, ()), quotes=False)
"""A converter with OpenCC's standards alone; the glossary has its own tests."""


def typeset_all(entries: Sequence[Entry], site: Config | None = None) -> list[Typeset]:
    return typeset_entries(site or config(), PLAIN, entries)


def typeset(entry_: Entry, site: Config | None = None) -> Typeset:
    return typeset_all([entry_], site)[0]


def typeset_issue(file: IssueFile) -> TypesetIssue:
    return typeset_issues(config(), PLAIN, [file])[0]


_RECORDS: dict[str, bytes] = {}
"""Packed typeset entries by their digest, as a build's cache holds them."""


def facts(typeset_: Typeset) -> Facts:
    """The facts of a typeset entry; ``fetch`` returns the whole of it."""
    record = records.pack(typeset_)
    known = records.facts(typeset_, record)
    _RECORDS[known.digest] = record
    return known


def fetch(known: Facts) -> Typeset:
    return records.unpack(_RECORDS[known.digest])


def locate(known: Facts) -> Where:
    return fetch(known).where


def assemble(
    site: Config, entries: Iterable[Typeset], issues: Sequence[TypesetIssue] = ()
) -> Archive:
    return archives.assemble(site, map(facts, entries), issues, fold)


def ids(items: object) -> list[str]:
    """The ids of entries, placed or not."""
    assert isinstance(items, tuple)
    return [(item.entry if isinstance(item, Placed) else item).id for item in items]


def all_entries(archive: Archive) -> list[Facts]:
    """The facts of everything published, withdrawn entries too."""
    return [item.entry for item in (*archive.entries, *archive.withdrawn)]


def plan(site: Config, archive: Archive) -> list[Page]:
    return Pages(site, archive, FEEDS).all()


def output_context(site: Config) -> OutputContext:
    return OutputContext(site, messages(), fetch)


def layouts() -> dict[str, str]:
    """The layouts as they are shipped, by name."""
    folder = ROOT / "layouts"
    paths = [*folder.glob("*.html"), *folder.glob("export/*")]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def edition(entry_: Entry, variant: str) -> Edition:
    return typeset(entry_).editions[variant]


def assembled(
    site: Config, entries: Iterable[Entry], issues: Sequence[TypesetIssue] = ()
) -> Archive:
    return assemble(site, map(bare, entries), issues)


def issue(issue_id: str, number: int = 1, **fields: object) -> TypesetIssue:
    """A written issue: its file's fields as an editor types them."""
    stated = {"number": number, "title": f"第 {number} 期", "lang": "zh-Hans"} | fields
    stated.setdefault("date", "2024-06-21")
    front = "".join(f"{name}: {value}\n" for name, value in stated.items())
    source = Source(f"content/issues/{issue_id}.md", f"---\n{front}---\n")
    file, problems = issuefile.parse(source, "list")
    assert file, problems
    assert not problems
    return typeset_issue(file)


@functools.cache
def messages() -> Messages:
    path = ROOT / "layouts" / "messages.yaml"
    texts, problems = read_messages(Source("layouts/messages.yaml", path.read_text("utf-8")))
    assert not problems
    return texts


def read(
    raw: str | bytes, path: str = "content/entries/a.md"
) -> tuple[Entry | None, list[Problem]]:
    """Read an entry's file as a build does."""
    source, problems = decode(path, raw.encode() if isinstance(raw, str) else raw)
    return (None, problems) if problems else entryfile.parse(source)


def entry_text(*fields: str, body: str = "正文。") -> str:
    """An entry's file with the required fields and ``fields``, which may replace required ones."""
    names = {line.split(":")[0] for line in fields}
    required = ("title: 甲", "lang: zh-Hans", "date: 2024-06-21")
    kept = [line for line in required if line.split(":")[0] not in names]
    return "\n".join(["---", *kept, *fields, "---", body, ""])


def parse_entry(raw: str | bytes, path: str = "content/entries/a.md") -> Entry:
    """Parse an entry's file that has no problems."""
    parsed, problems = read(raw, path)
    assert [str(problem) for problem in problems] == []
    assert parsed
    return parsed


def front(text: str) -> str:
    """The fields of an entry's file."""
    return text.split("\n---\n", maxsplit=1)[0].removeprefix("---\n")


def faults(raw: str | bytes, path: str = "content/entries/a.md") -> list[str]:
    """The problems of an entry's file as the editor reads them."""
    return [str(problem) for problem in read(raw, path)[1]]


def shown(problems: Iterable[Problem]) -> str:
    """Problems as an editor sees them on a terminal, each with its caret."""
    return "".join(f"{problem}\n{problem.caret()}\n" for problem in sorted(problems))


def tree(folder: Path) -> dict[str, bytes]:
    """The files below a folder by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def lines(name: str) -> list[str]:
    """The lines of a file of tests/cases, as they are."""
    return (CASES / name).read_text("utf-8").removesuffix("\n").split("\n")


def pairs(name: str) -> list[tuple[str, str]]:
    """The lines ``typed => shown`` of a file of cases."""
    split = [line.split(" =>") for line in lines(name) if " =>" in line]
    return [(typed.replace("⏎", "\n"), shown.strip()) for typed, shown in split]


def cases(name: str) -> list[tuple[str, str, str]]:
    """The blocks of a file of tests/cases: title, ``.``, input, ``.``, expected, ``.``."""
    blocks = []
    heading = ""
    remaining = iter(lines(name))
    for line in remaining:
        title = line.strip()
        if title == ".":
            blocks.append((heading, _until_dot(remaining), _until_dot(remaining)))
        elif title:
            heading = title
    return blocks


def _until_dot(remaining: Iterator[str]) -> str:
    block: list[str] = []
    for line in remaining:
        if line == ".":
            return "".join(block)
        block.append(f"{line}\n")
    raise ValueError("a block without its closing dot")


def prose() -> list[str]:
    """Invented summaries in Simplified Chinese."""
    return [line for line in lines("prose.txt") if line and not line.startswith("#")]


def table(name: str) -> list[list[str]]:
    """The rows of a file of tests/cases with `` = `` between cells and ``#`` before remarks."""
    kept = [line for line in lines(name) if line.strip() and not line.startswith("#")]
    return [[cell.strip() for cell in re.split(r"\s=(?!\S)", line)] for line in kept]
