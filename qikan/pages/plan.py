"""Which pages exist, at which address, from which layout, out of which inputs.

Addresses are the same in every edition but for its prefix. They are settled here and nowhere
else, before any conversion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from qikan.content.site import Config
from qikan.model import Archive, Day, Issue, Page, Placed, Topic

SITEMAP_LIMIT = 50_000
"""Addresses a sitemap may hold (https://www.sitemaps.org/protocol.html)."""


def plan(config: Config, archive: Archive) -> list[Page]:
    """Every page of the site, in every edition; an address's editions stand together."""
    sheets = [
        *_entries(archive),
        _home(config, archive),
        *_issues(archive),
        *_topics(config, archive),
        *_archive(config, archive),
        _search(config),
        *_feeds(config, archive),
        *_redirects(archive),
    ]
    prefixes = [(variant, config.prefix(variant)) for variant in config.variants]
    pages = [
        Page(
            f"{prefix}{sheet.address}index.html" if sheet.layout else prefix + sheet.address,
            sheet.address,
            variant,
            "html" if sheet.layout else "rss",
            sheet.data,
            sheet.layout,
            config.variants if sheet.layout else (),
            sheet.indexed,
            sheet.lastmod,
        )
        for sheet in sheets
        for variant, prefix in prefixes
    ]
    return [*pages, *_for_machines(config, pages)]


class _Sheet(NamedTuple):
    """What the editions' pages at an address have in common; a feed has no layout."""

    address: str
    layout: str
    data: Mapping[str, object]
    lastmod: Day | None = None
    indexed: bool = True


def _home(config: Config, archive: Archive) -> _Sheet:
    data = {
        "latest": _bare(archive.issues[0]) if archive.issues else None,
        "issues": [_bare(issue) for issue in archive.issues[1:7]],
        "recent": archive.entries[: config.home_size],
        "topics": _counted(config, archive),
    }
    return _Sheet("", "home.html", data, _newest(archive.entries))


def _bare(issue: Issue) -> Issue:
    """An issue without its members: what a page shows that must not change with each of them."""
    return issue._replace(members=())


def _counted(config: Config, archive: Archive) -> list[tuple[Topic, int]]:
    """The topics that have entries, in the taxonomy's order, with their number."""
    by_topic = archive.by_topic
    return [(t, len(by_topic[t.slug])) for t in config.topics if t.slug in by_topic]


# ---------------------------------------------------------------- entries, issues


def _entries(archive: Archive) -> Iterator[_Sheet]:
    issues = {issue.id: _bare(issue) for issue in archive.issues}
    for item, around in zip(archive.entries, archive.around, strict=True):
        data = {"item": item, "around": around, "issue": issues[item.issue]}
        yield _Sheet(item.entry.address, "entry.html", data, item.entry.changed)
    for item in archive.withdrawn:
        yield _Sheet(item.entry.address, "withdrawn.html", {"item": item}, indexed=False)


def _newest(items: Iterable[Placed]) -> Day | None:
    return max((item.entry.changed for item in items), default=None)


def _issues(archive: Archive) -> Iterator[_Sheet]:
    bare = [_bare(issue) for issue in archive.issues]
    for issue, newer, older in zip(archive.issues, [None, *bare], [*bare[1:], None], strict=False):
        data = {"issue": issue, "newer": newer, "older": older}
        changed = _newest(issue.members) or issue.date
        yield _Sheet(issue.address, "issue.html", data, changed)
    years = [(year, list(issues)) for year, issues in groupby(bare, lambda i: i.date.year)]
    yield _Sheet("issues/", "issues.html", {"years": years})


# ---------------------------------------------------------------- lists of many pages


def numbered(members: Sequence[Placed], size: int) -> list[tuple[int, Sequence[Placed]]]:
    """Cut a list, newest first, into pages numbered from the oldest.

    Page 0 is the front with the newest ``size`` to ``2 * size - 1`` members; every numbered page
    holds ``size`` members and keeps them for ever.
    """
    full = max(len(members) // size - 1, 0)
    front = len(members) - full * size
    pages = [(0, members[:front])]
    for number in range(full, 0, -1):
        start = front + (full - number) * size
        pages.append((number, members[start : start + size]))
    return pages


def _lists(
    config: Config,
    address: str,
    layout: str,
    members: Sequence[Placed],
    data: Mapping[str, object],
) -> Iterator[_Sheet]:
    pages = numbered(members, config.page_size)
    for number, items in pages:
        own = f"{address}{number}/" if number else address
        listing = {"number": number, "full": len(pages) - 1, "front": address, "items": items}
        yield _Sheet(own, layout, {**data, **listing}, _newest(items))


def _topics(config: Config, archive: Archive) -> Iterator[_Sheet]:
    counted = _counted(config, archive)
    facets = dict.fromkeys(topic.facet for topic, _ in counted)
    groups = [(facet, [pair for pair in counted if pair[0].facet == facet]) for facet in facets]
    yield _Sheet("topics/", "topics.html", {"groups": groups})
    for topic, count in counted:
        members = archive.by_topic[topic.slug]
        data = {"topic": topic, "count": count}
        yield from _lists(config, topic_address(topic), "topic.html", members, data)


def topic_address(topic: Topic) -> str:
    """The front page of a topic."""
    return f"topics/{topic.slug}/"


def _archive(config: Config, archive: Archive) -> Iterator[_Sheet]:
    months = [
        (Day(year, month), len(archive.by_month[year, month]))
        for year, month in sorted(archive.by_month, reverse=True)
    ]
    years = [(year, list(pairs)) for year, pairs in groupby(months, lambda pair: pair[0].year)]
    yield _Sheet("archive/", "archive.html", {"years": years})
    for month, count in months:
        members = archive.by_month[month.year, month.month]
        data = {"month": month, "count": count}
        yield from _lists(config, month_address(month), "month.html", members, data)


def month_address(month: Day) -> str:
    """The front page of a month of the archive."""
    return f"archive/{month.year:04}/{month.month:02}/"


def _search(config: Config) -> _Sheet:
    editions = {variant: config.path(variant, "") for variant in config.variants}
    return _Sheet("search/", "search.html", {"editions": editions})


# ---------------------------------------------------------------- feeds, redirects, machines


def _feeds(config: Config, archive: Archive) -> Iterator[_Sheet]:
    counted = _counted(config, archive)
    yield _Sheet("feeds/", "feeds.html", {"topics": counted})
    yield _feed(config, "", archive.entries, None)
    for topic, _ in counted:
        yield _feed(config, topic_address(topic), archive.by_topic[topic.slug], topic)


def _feed(config: Config, home: str, members: Sequence[Placed], topic: Topic | None) -> _Sheet:
    data = {"home": home, "items": whole_days(members, config.feed_size), "topic": topic}
    return _Sheet(f"{home}feed.xml", "", data, indexed=False)


def whole_days(members: Sequence[Placed], size: int) -> Sequence[Placed]:
    """The newest members, at least ``size`` if there are, never cutting a day in half."""
    end = min(size, len(members))
    while 0 < end < len(members) and _day(members[end]) == _day(members[end - 1]):
        end += 1
    return members[:end]


def _day(item: Placed) -> object:
    return item.entry.date.first


def _redirects(archive: Archive) -> Iterator[_Sheet]:
    for item in (*archive.entries, *archive.withdrawn):
        for alias in item.entry.aliases:
            yield _Sheet(f"{alias}/", "redirect.html", {"item": item}, indexed=False)


def _for_machines(config: Config, pages: Sequence[Page]) -> Iterator[Page]:
    first = config.variants[0]

    def page(path: str, maker: str, **data: object) -> Page:
        layout = "404.html" if maker == "html" else ""
        return Page(path=path, address=path, variant=first, maker=maker, layout=layout, data=data)

    yield page("404.html", "html")
    yield page(".nojekyll", "empty")
    yield page("robots.txt", "robots")
    listed = [
        (config.url(page.variant, page.address), page.lastmod) for page in pages if page.indexed
    ]
    parts = [listed[n : n + SITEMAP_LIMIT] for n in range(0, len(listed), SITEMAP_LIMIT)]
    if len(parts) == 1:
        yield page("sitemap.xml", "sitemap", pages=parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield page("sitemap.xml", "sitemap_index", names=names)
    for name, part in zip(names, parts, strict=True):
        yield page(name, "sitemap", pages=part)
