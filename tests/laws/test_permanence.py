"""Permanence: after any edit all addresses exist, and guids and other feeds are unchanged.

A thousand acts by hand: ``QIKAN_ACTS=1000 python -m pytest -n 0 tests/laws/test_permanence.py``.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
from collections.abc import Callable
from typing import NamedTuple

from make import assembled, config, entry, output_context, topic

from qikan.archive.ledger import (
    Ledger,
    check_ledger,
    permanent_ids,
    published,
    read_ledger,
    record,
)
from qikan.content.site import Config
from qikan.content.site_file import with_base_url
from qikan.content.source import Source
from qikan.generator.registry import FEEDS, FORMATS
from qikan.model.archive import Archive
from qikan.model.entry import Day, Entry
from qikan.model.page import Page
from qikan.model.problem import Where
from qikan.model.subjects import Topic
from qikan.pages.addresses import alias_address, entry_address
from qikan.pages.plan import Pages

ACTS = int(os.environ.get("QIKAN_ACTS", "60"))
_FORMATS = ("rss", "atom", "json_feed")


class Site(NamedTuple):
    """An archive: settings, entries by an internal number, and the ledger."""

    config: Config
    entries: dict[int, Entry]
    ledger: Ledger


class Act(NamedTuple):
    """The result of an edit: changed entries, or new settings, which change every feed."""

    entries: frozenset[int] = frozenset()
    config: Config | None = None


def archive_of(site: Site) -> Archive:
    return assembled(site.config, site.entries.values())


def pages_of(site: Site) -> dict[str, Page]:
    archive = archive_of(site)
    ids = permanent_ids(site.ledger, published(site.config, archive))
    return {page.path: page for page in Pages(site.config, archive, FEEDS, ids).all()}


def feeds_of(site: Site, pages: dict[str, Page]) -> dict[str, bytes]:
    """The feeds of entries, those of the archive and of topics, by path."""
    context = output_context(site.config)
    return {
        path: FORMATS[page.format](context, page)
        for path, page in pages.items()
        if page.format in _FORMATS and "items" in page.data
    }


def guids(feeds: dict[str, bytes], site: Site) -> dict[tuple[int, str], str]:
    """The guid of each published entry in each edition."""
    ids = {}
    for variant in site.config.variants:
        items = json.loads(feeds[f"{site.config.prefix(variant)}feed.json"])["items"]
        by_url = {item["url"]: item["id"] for item in items}
        for number, one in site.entries.items():
            if one.status == "published":
                url = site.config.url(variant, entry_address(one))
                ids[number, variant] = by_url[url]
    return ids


# ---------------------------------------------------------------- edits


def rename(site: Site, pick: random.Random, number: int) -> Act:
    one = site.entries[number]
    old = entry_address(one).rstrip("/")
    name = f"{one.id.split('-')[0]}-{pick.randrange(10**9)}"
    site.entries[number] = dataclasses.replace(one, id=name, aliases=(old, *one.aliases))
    return Act(frozenset([number]))


def retitle(site: Site, pick: random.Random, number: int) -> Act:
    title = f"标题 {pick.randrange(10**9)}"
    site.entries[number] = dataclasses.replace(site.entries[number], title=title)
    return Act(frozenset([number]))


def redate(site: Site, pick: random.Random, number: int) -> Act:
    date = Day(2024, pick.randint(1, 12), pick.randint(1, 28))
    site.entries[number] = dataclasses.replace(site.entries[number], date=date)
    return Act(frozenset([number]))


def move(site: Site, pick: random.Random, number: int) -> Act:
    """Move it into another folder and file: the site does not change."""
    where = Where(f"content/entries/{pick.randrange(99)}/文件{pick.randrange(10**6)}.md", 8)
    site.entries[number] = dataclasses.replace(site.entries[number], where=where)
    return Act()


def write_in_other_script(site: Site, pick: random.Random, number: int) -> Act:
    lang = pick.choice(["zh-Hans", "zh-Hant", "en"])
    site.entries[number] = dataclasses.replace(site.entries[number], lang=lang)
    return Act(frozenset([number]))


def withdraw(site: Site, pick: random.Random, number: int) -> Act:
    """Withdraw, or publish what was withdrawn again."""
    one = site.entries[number]
    status, reason = ("withdrawn", "有误") if one.status == "published" else ("published", "")
    site.entries[number] = dataclasses.replace(one, status=status, withdrawn=reason)
    return Act(frozenset([number]))


def delete(site: Site, pick: random.Random, number: int) -> Act:
    """The build reports the lost addresses: another entry takes them, or the file returns."""
    one = site.entries.pop(number)
    lost = {
        row.address
        for row, _ in site.ledger.rows.values()
        if f"{row.address}/" in {entry_address(one), *map(alias_address, one.aliases)}
    }
    reported = [str(problem) for problem in problems(site)]
    assert len(reported) == len(lost)
    assert all(any(f"/{address}/ was published" in text for text in reported) for address in lost)
    if len(site.entries) > 3 and pick.random() < 0.5:
        heir = pick.choice(list(site.entries))
        taken = site.entries[heir]
        aliases = (*taken.aliases, entry_address(one).rstrip("/"), *one.aliases)
        site.entries[heir] = dataclasses.replace(taken, aliases=aliases)
        return Act(frozenset([number, heir]))
    site.entries[number] = dataclasses.replace(one, status="withdrawn", withdrawn="已删除")
    return Act(frozenset([number]))


def add(site: Site, pick: random.Random, _: int) -> Act:
    number = pick.randrange(10**8, 10**9)
    kind = pick.choice(["paper", "news"])
    topics = tuple(pick.sample(["甲题", "乙题", "丙题"], pick.randint(0, 2)))
    new = entry(number, f"2024-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}", kind=kind)
    name = f"{kind}-{number}"
    site.entries[number] = dataclasses.replace(new, id=name, arxiv="", topics=topics)
    return Act(frozenset([number]))


def rename_topic(site: Site, pick: random.Random, _: int) -> Act:
    topics = list(site.config.topics)
    place = pick.randrange(len(topics))
    old = topics[place]
    slug = f"topic-{pick.randrange(10**9)}"
    topics[place] = old._replace(slug=slug, old_slugs=(old.slug, *old.old_slugs))
    return Act(config=dataclasses.replace(site.config, topics=tuple(topics)))


def move_site(site: Site, pick: random.Random, _: int) -> Act:
    """To another host, from http to https: ``site_id`` stays."""
    scheme = pick.choice(["http", "https"])
    address = f"{scheme}://host{pick.randrange(99)}.example/x/"
    return Act(config=with_base_url(site.config, address))


_ACTS: list[Callable[[Site, random.Random, int], Act]] = [
    rename,
    retitle,
    redate,
    move,
    write_in_other_script,
    withdraw,
    delete,
    add,
    rename_topic,
    move_site,
]


# ---------------------------------------------------------------- a thousand edits


def problems(site: Site) -> list[object]:
    things = published(site.config, archive_of(site))
    return list(check_ledger(site.ledger, site.config, things))


def recorded(site: Site) -> Site:
    """The same after ``qikan ledger``."""
    things = published(site.config, archive_of(site))
    text = record(site.ledger, site.config, things)
    ledger, faults = read_ledger(Source("content/ledger.tsv", text))
    assert faults == []
    assert text.startswith(f"site_id\t{site.config.site_id}\n")
    return site._replace(ledger=ledger)


def members(site: Site) -> dict[str, set[int]]:
    """The numbers of the published entries of each topic by its slug."""
    numbers = {id(one): number for number, one in site.entries.items()}
    by_id = {(one.kind, one.id): numbers[id(one)] for one in site.entries.values()}
    archive = archive_of(site)
    return {
        subject.slug: {
            by_id[item.entry.kind, item.entry.id] for item in archive.by_topic.get(subject.slug, ())
        }
        for subject in site.config.topics
    }


def test_no_address_dies_and_no_guid_changes() -> None:
    pick = random.Random(16)
    topics: tuple[Topic, ...] = tuple(
        topic(slug, name) for slug, name in (("a", "甲题"), ("b", "乙题"), ("c", "丙题"))
    )
    outputs = frozenset(["atom", "json_feed"])
    site = Site(config(topics=topics, feed_size=10_000, outputs=outputs), {}, Ledger())
    for _ in range(8):
        add(site, pick, 0)
    site = recorded(site)
    feeds = feeds_of(site, pages_of(site))
    first = guids(feeds, site)
    for _ in range(ACTS):
        before = members(site)
        act = pick.choice(_ACTS)
        done = act(site, pick, pick.choice(list(site.entries)))
        site = site._replace(config=done.config or site.config)
        assert problems(site) == [], act.__name__
        pages = pages_of(site)
        for row, _line in site.ledger.rows.values():
            assert f"{row.address}/index.html" in pages, f"{act.__name__} lost /{row.address}/"
        new = feeds_of(site, pages)
        now = guids(new, site)
        assert {key: now[key] for key in now.keys() & first.keys()} == {
            key: first[key] for key in now.keys() & first.keys()
        }, act.__name__
        assert len(set(now.values())) == len(now)
        if not done.config:
            _check_other_feeds(done, (before, feeds), (members(site), new))
        first |= now
        feeds = new
        if pick.random() < 0.5:  # some editors note what they published later
            site = recorded(site)


def _check_other_feeds(
    done: Act,
    before: tuple[dict[str, set[int]], dict[str, bytes]],
    after: tuple[dict[str, set[int]], dict[str, bytes]],
) -> None:
    """The feeds of topics that show none of the changed entries keep their bytes."""
    (old_members, old), (new_members, new) = before, after
    for slug, numbers in new_members.items():
        if not done.entries & (numbers | old_members[slug]):
            path = f"topics/{slug}/"
            kept = {name: data for name, data in old.items() if path in name}
            assert {name: data for name, data in new.items() if path in name} == kept
    if not done.entries:
        assert new == old
