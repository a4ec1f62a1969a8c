"""The ledger: addresses and guids that were published stay, whatever an editor does."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import lxml.etree
import pytest
from make import SITE, assembled, config, day, entry, entry_text, output_context, topic

from qikan import cli
from qikan.archive.ledger import (
    FILE,
    Ledger,
    check_ledger,
    permanent_ids,
    published,
    read_ledger,
    record,
)
from qikan.content.site import Config
from qikan.content.source import Source
from qikan.generator.registry import FEEDS
from qikan.model.archive import Archive
from qikan.model.entry import Entry
from qikan.model.page import Page
from qikan.model.subjects import Topic
from qikan.outputs.atom import atom
from qikan.pages import plan

RAG = topic("rag", "检索增强")
ATOM = "{http://www.w3.org/2005/Atom}"


def read(text: str) -> Ledger:
    ledger, problems = read_ledger(Source(FILE, text))
    assert problems == []
    return ledger


def recorded(entries: list[Entry], site: Config | None = None, text: str = "") -> str:
    site = site or config()
    return record(read(text), site, published(site, assembled(site, entries)))


def faults(text: str, entries: list[Entry], site: Config | None = None) -> list[str]:
    site = site or config()
    subjects = published(site, assembled(site, entries))
    return [str(problem) for problem in check_ledger(read(text), site, subjects)]


def test_a_ledger_lists_topics_and_entries_in_the_archives_order() -> None:
    entries = [entry(2, "2024-06-22"), entry(1, "2024-06-21"), entry(3, "2024-05", kind="news")]
    assert recorded(entries, config(topics=(RAG,))).split("\n") == [
        "site_id\texample.org",
        "0000-00\ttopics/rag\ttopics/rag",
        "2024-05\tnews/news-3\tnews/news-3",
        "2024-06-21\tpapers/2406.00001\tpapers/2406.00001",
        "2024-06-22\tpapers/2406.00002\tpapers/2406.00002",
        "",
    ]


def test_what_was_recorded_keeps_its_row() -> None:
    first = recorded([entry(1, "2024-06-21")])
    again = recorded([entry(1, "2024-07-01"), entry(2)], text=first)
    assert set(first.split("\n")) <= set(again.split("\n"))


def test_an_address_that_would_vanish_is_reported_with_its_cure() -> None:
    text = recorded([entry(1)])
    (fault,) = faults(text, [])
    assert fault.startswith(f"{FILE}:2:1: /papers/2406.00001/ was published")
    assert "aliases: [papers/2406.00001]" in fault
    assert faults(text, [entry(1, status="withdrawn", withdrawn="作者撤稿")]) == []
    assert faults(text, [entry(2, aliases=("papers/2406.00001",))]) == []


def test_a_renamed_topic_needs_its_old_slug() -> None:
    text = recorded([], config(topics=(RAG,)))
    (fault,) = faults(text, [], config(topics=(RAG._replace(slug="retrieval"),)))
    assert "old_slugs: [rag]" in fault
    renamed = RAG._replace(slug="retrieval", old_slugs=("rag",))
    assert faults(text, [], config(topics=(renamed,))) == []


def test_a_site_that_moves_keeps_its_guids() -> None:
    (fault,) = faults(recorded([]), [], config(site_id="example.net"))
    assert fault.startswith("content/site.yaml:1:1: ")
    assert "site_id: example.org" in fault


def test_what_moves_twice_keeps_its_first_id() -> None:
    text = recorded([entry(1, id="a", kind="news", arxiv="")])
    second = entry(1, id="b", kind="news", arxiv="", aliases=("news/a",))
    text = recorded([second], text=text)
    third = entry(1, id="c", kind="news", arxiv="", aliases=("news/b", "news/a"))
    subjects = published(config(), assembled(config(), [third]))
    assert permanent_ids(read(text), subjects) == {"news/c": "news/a"}


@pytest.mark.parametrize(
    "line", ["<<<<<<< main", "2024-06-21 a b", "2024-06-21\ta", "soon\ta\tb", "2024-06-21\t\tb"]
)
def test_a_line_that_is_no_row_is_reported(line: str) -> None:
    (problem,) = read_ledger(Source(FILE, f"site_id\texample.org\n{line}\n"))[1]
    assert (problem.line, problem.path) == (2, FILE)


def test_one_address_has_one_id() -> None:
    rows = "2024-06\ta\ta\n2024-06\ta\ta\n2024-06\ta\tb\n"
    (problem,) = read_ledger(Source(FILE, rows))[1]
    assert problem.line == 3


def test_the_ledger_command_records_what_is_published_and_feeds_keep_their_guids(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    (content / "entries").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, "utf-8")
    file = content / "entries/a.md"
    file.write_text(entry_text("date: 2024-06-21"), "utf-8")

    def run(verb: str) -> int:
        return cli.main([verb, "--root", str(tmp_path), "--jobs", "1"], tmp_path)

    def guids() -> list[str]:
        feed = lxml.etree.parse(tmp_path / "site/feed.xml")
        return [guid.text for guid in feed.iter("guid")]

    assert (run("build"), run("ledger")) == (0, 0)
    before, text = guids(), (content / "ledger.tsv").read_text("utf-8")
    assert text == "site_id\texample.org\n2024-06-21\tnews/a\tnews/a\n"
    assert (run("build"), guids()) == (0, before)
    file.rename(content / "entries/b.md")
    assert run("build") == 1
    (content / "entries/b.md").write_text(entry_text("aliases: [news/a]"), "utf-8")
    assert (run("build"), guids()) == (0, before)
    assert (run("ledger"), run("build")) == (0, 0)
    assert guids() == before
    assert (content / "ledger.tsv").read_text("utf-8") == text + "2024-06-21\tnews/b\tnews/a\n"


# ---------------------------------------------------------------- a thousand random edits


class EditedArchive:
    """An archive that random edits change; the ledger records it after each."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.entries = [self.new(n) for n in range(8)]
        self.topics: list[Topic] = [RAG, topic("agents", "智能体")]
        self.text = ""
        self.last = 8

    def new(self, number: int) -> Entry:
        date = f"2024-{1 + number % 9:02}-{1 + number % 28:02}"
        topics = (self.random.choice(["rag", "agents"]),)
        return entry(number, date, kind="news", id=f"e{number}", arxiv="", topics=topics)

    def edit(self, number: int, **fields: object) -> None:
        self.entries[number] = dataclasses.replace(self.entries[number], **fields)  # type: ignore[arg-type]

    def apply_random_edit(self) -> None:
        """Rename, retitle, re-date, move, withdraw or bring back, add; rename a topic."""
        number = self.random.randrange(len(self.entries))
        chosen = self.entries[number]
        choice = self.random.choice([0, 1, 2, 3, 4, 5] * 6 + [6, 6, 7])
        if choice == 0:
            self.last += 1
            old = (*chosen.aliases, f"news/{chosen.id}")
            self.edit(number, id=f"e{self.last}", aliases=old)
        elif choice == 1:
            self.edit(number, title=f"新标题 {self.last}")
        elif choice == 2:
            self.edit(number, date=day(f"2024-{self.random.randrange(1, 13):02}-10"))
        elif choice == 3:
            self.edit(number, topics=(self.random.choice(["rag", "agents"]),))
        elif choice == 4:
            self.edit(number, status="withdrawn", withdrawn="撤稿")
        elif choice == 5:
            self.edit(number, status="published", withdrawn="")
        elif choice == 6:
            self.last += 1
            self.entries.append(self.new(self.last))
        else:
            place = self.random.randrange(len(self.topics))
            old_topic = self.topics[place]
            self.last += 1
            self.topics[place] = old_topic._replace(
                slug=f"t{self.last}", old_slugs=(*old_topic.old_slugs, old_topic.slug)
            )

    def archive(self) -> tuple[Config, Archive]:
        site = config(topics=tuple(self.topics))
        return site, assembled(site, self.entries)

    def pages(self, site: Config, archive: Archive) -> list[Page]:
        ids = permanent_ids(read(self.text), published(site, archive))
        return plan.Pages(site, archive, FEEDS, ids).all()


def ids_in_feed(site: Config, planned: list[Page]) -> dict[str, str]:
    """The ids of the archive's feed by the entry's body, which no edit changes."""
    page = next(page for page in planned if page.path == "atom.xml")
    feed = lxml.etree.fromstring(atom(output_context(site), page))
    return {
        item.findtext(f"{ATOM}summary"): item.findtext(f"{ATOM}id")
        for item in feed.iter(f"{ATOM}entry")
    }


def test_addresses_and_guids_outlive_a_thousand_edits() -> None:
    edited = EditedArchive(1)
    known: dict[str, str] = {}
    for number in range(1000):
        edited.apply_random_edit()
        site, archive = edited.archive()
        subjects = published(site, archive)
        assert list(check_ledger(read(edited.text), site, subjects)) == []
        before = edited.text
        edited.text = record(read(before), site, subjects)
        assert set(before.split("\n")) <= set(edited.text.split("\n"))
        if number % 20 == 0:
            planned = edited.pages(site, archive)
            paths = {page.path for page in planned}
            missing = [a for a in read(edited.text).rows if f"{a}/index.html" not in paths]
            assert missing == [], "every address that was published is a page"
            ids = ids_in_feed(site, planned)
            assert {body: known.get(body, guid) for body, guid in ids.items()} == ids
            known |= ids


def test_to_delete_is_refused_and_an_unchanged_archive_keeps_its_bytes() -> None:
    edited = EditedArchive(2)
    for _ in range(40):
        edited.apply_random_edit()
        site, archive = edited.archive()
        edited.text = record(read(edited.text), site, published(site, archive))
    context = output_context(site)
    for page, page_again in zip(
        edited.pages(site, archive), edited.pages(*edited.archive()), strict=True
    ):
        if page.format == "atom":
            assert atom(context, page) == atom(context, page_again)
    del edited.entries[0]
    site, archive = edited.archive()
    assert list(check_ledger(read(edited.text), site, published(site, archive)))
