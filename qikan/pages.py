"""Which pages exist, at which address, from which layout, out of which inputs.

Addresses are the same in every edition but for its prefix. They are settled here and nowhere
else, before any conversion.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from qikan.config import Config
from qikan.model import (
    Archive,
    Asset,
    Day,
    Issue,
    Page,
    Placed,
    Problem,
    Target,
    Topic,
    TypesetIssue,
    Where,
)
from qikan.source import forbidden_text

SITEMAP_LIMIT = 50_000
"""Addresses a sitemap may hold (https://www.sitemaps.org/protocol.html)."""


def plan(config: Config, archive: Archive) -> list[Page]:
    """Every page of the site, in every edition."""
    pages = [
        page
        for variant in config.variants
        for page in (
            _home(config, archive, variant),
            *_entries(config, archive, variant),
            *_issues(config, archive, variant),
            *_topics(config, archive, variant),
            *_archive(config, archive, variant),
            _search(config, variant),
            *_feeds(config, archive, variant),
            *_redirects(config, archive, variant),
        )
    ]
    return [*pages, *_for_machines(config, pages)]


def _html(
    config: Config,
    variant: str,
    address: str,
    layout: str,
    data: dict[str, object],
    *,
    indexed: bool = True,
    lastmod: Day | None = None,
) -> Page:
    return Page(
        path=f"{config.prefix(variant)}{address}index.html",
        address=address,
        variant=variant,
        maker="html",
        layout=layout,
        data=data,
        alternates=config.variants,
        indexed=indexed,
        lastmod=lastmod,
    )


def _home(config: Config, archive: Archive, variant: str) -> Page:
    data: dict[str, object] = {
        "latest": archive.issues[0] if archive.issues else None,
        "issues": archive.issues[1:7],
        "recent": archive.entries[: config.home_size],
        "topics": _counted(config, archive),
    }
    return _html(config, variant, "", "home.html", data, lastmod=_newest(archive.entries))


def _counted(config: Config, archive: Archive) -> list[tuple[Topic, int]]:
    """The topics that have entries, in the taxonomy's order, with their number."""
    by_topic = archive.by_topic
    return [(t, len(by_topic[t.slug])) for t in config.topics if t.slug in by_topic]


# ---------------------------------------------------------------- entries, issues


def _entries(config: Config, archive: Archive, variant: str) -> Iterator[Page]:
    issues = {issue.id: issue for issue in archive.issues}
    for item in archive.entries:
        entry = item.typeset.entry
        data: dict[str, object] = {"item": item, "issue": issues[item.issue]}
        changed = _changed(item)
        yield _html(config, variant, entry.address, "entry.html", data, lastmod=changed)
    for item in archive.withdrawn:
        address = item.typeset.entry.address
        yield _html(config, variant, address, "withdrawn.html", {"item": item}, indexed=False)


def _changed(item: Placed) -> Day:
    """The last day on which the content says that an entry changed."""
    entry = item.typeset.entry
    return max([entry.date, *(correction.date for correction in entry.corrections)])


def _newest(items: Iterable[Placed]) -> Day | None:
    return max(map(_changed, items), default=None)


def _issues(config: Config, archive: Archive, variant: str) -> Iterator[Page]:
    around: list[Issue | None] = [None, *archive.issues, None]
    for issue, newer, older in zip(archive.issues, around, around[2:], strict=False):
        data: dict[str, object] = {"issue": issue, "newer": newer, "older": older}
        changed = _newest(issue.members) or issue.date
        yield _html(config, variant, issue.address, "issue.html", data, lastmod=changed)
    years = [
        (year, list(issues)) for year, issues in groupby(archive.issues, lambda i: i.date.year)
    ]
    yield _html(config, variant, "issues/", "issues.html", {"years": years})


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
    variant: str,
    address: str,
    layout: str,
    members: Sequence[Placed],
    data: dict[str, object],
) -> Iterator[Page]:
    pages = numbered(members, config.page_size)
    for number, items in pages:
        own = f"{address}{number}/" if number else address
        listing = {"number": number, "full": len(pages) - 1, "front": address, "items": items}
        yield _html(config, variant, own, layout, data | listing, lastmod=_newest(items))


def _topics(config: Config, archive: Archive, variant: str) -> Iterator[Page]:
    counted = _counted(config, archive)
    facets = dict.fromkeys(topic.facet for topic, _ in counted)
    groups = [(facet, [pair for pair in counted if pair[0].facet == facet]) for facet in facets]
    yield _html(config, variant, "topics/", "topics.html", {"groups": groups})
    for topic, count in counted:
        members = archive.by_topic[topic.slug]
        data: dict[str, object] = {"topic": topic, "count": count}
        yield from _lists(config, variant, topic_address(topic), "topic.html", members, data)


def topic_address(topic: Topic) -> str:
    """The front page of a topic."""
    return f"topics/{topic.slug}/"


def _archive(config: Config, archive: Archive, variant: str) -> Iterator[Page]:
    months = [
        (Day(year, month), len(archive.by_month[year, month]))
        for year, month in sorted(archive.by_month, reverse=True)
    ]
    years = [(year, list(pairs)) for year, pairs in groupby(months, lambda pair: pair[0].year)]
    yield _html(config, variant, "archive/", "archive.html", {"years": years})
    for month, count in months:
        members = archive.by_month[month.year, month.month]
        data: dict[str, object] = {"month": month, "count": count}
        yield from _lists(config, variant, month_address(month), "month.html", members, data)


def month_address(month: Day) -> str:
    """The front page of a month of the archive."""
    return f"archive/{month.year:04}/{month.month:02}/"


def _search(config: Config, variant: str) -> Page:
    editions = {other: config.path(other, "") for other in config.variants}
    data: dict[str, object] = {"editions": editions}
    return _html(config, variant, "search/", "search.html", data)


# ---------------------------------------------------------------- feeds, redirects, machines


def _feeds(config: Config, archive: Archive, variant: str) -> Iterator[Page]:
    counted = _counted(config, archive)
    yield _html(config, variant, "feeds/", "feeds.html", {"topics": counted})
    yield _feed(config, variant, "", archive.entries, None)
    for topic, _ in counted:
        members = archive.by_topic[topic.slug]
        yield _feed(config, variant, topic_address(topic), members, topic)


def _feed(
    config: Config, variant: str, home: str, members: Sequence[Placed], topic: Topic | None
) -> Page:
    address = f"{home}feed.xml"
    return Page(
        path=config.prefix(variant) + address,
        address=address,
        variant=variant,
        maker="rss",
        data={"home": home, "items": whole_days(members, config.feed_size), "topic": topic},
    )


def whole_days(members: Sequence[Placed], size: int) -> Sequence[Placed]:
    """The newest members, at least ``size`` if there are, never cutting a day in half."""
    end = min(size, len(members))
    while 0 < end < len(members) and _day(members[end]) == _day(members[end - 1]):
        end += 1
    return members[:end]


def _day(item: Placed) -> object:
    return item.typeset.entry.date.first


def _redirects(config: Config, archive: Archive, variant: str) -> Iterator[Page]:
    for item in (*archive.entries, *archive.withdrawn):
        for alias in item.typeset.entry.aliases:
            data: dict[str, object] = {"item": item}
            yield _html(config, variant, f"{alias}/", "redirect.html", data, indexed=False)


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


# ---------------------------------------------------------------- files and links


def assets(
    config: Config,
    pointers: Iterable[Pointer],
    static: Iterable[str],
    layout_files: Iterable[str],
) -> list[Asset]:
    """Files that are copied: the site's own, the layouts', and images beside entries."""
    found = [Asset(path.removeprefix("content/static/"), path) for path in static]
    found += [Asset(path.removeprefix("layouts/"), path) for path in layout_files]
    images = {}
    for where, address, target in pointers:
        if target.kind == "file":
            path = config.prefix(config.variants[0]) + address + target.address
            images[path] = Asset(path, str(PurePosixPath(where.path).parent / target.address))
    return found + list(images.values())


def check(
    config: Config,
    planned: Iterable[Page],
    copied: Iterable[Asset],
    pointers: Iterable[Pointer],
    files: Iterable[str],
) -> list[Problem]:
    """Links that lead nowhere, images that are not there, two outputs at one path.

    ``files`` are those that stand beside the entries.
    """
    taken: dict[str, str] = {}
    problems = list(dict.fromkeys(_clashes(planned, copied, taken)))
    prefix, beside = config.prefix(config.variants[0]), set(files)
    for where, _, target in pointers:
        fault = _fault(where, target, taken, prefix, beside)
        severity = "warning" if target.kind == "remote-image" else "error"
        if fault:
            problems.append(Problem(where.path, target.line, 1, fault, severity))
    for item in config.menu:
        if "://" not in item.to and not _exists(taken, prefix, item.to):
            text = f"the menu leads to {item.to}, which is no page; correct it"
            problems.append(Problem("content/site.yaml", *item.place, text))
    return problems


def _clashes(
    planned: Iterable[Page], copied: Iterable[Asset], taken: dict[str, str]
) -> Iterator[Problem]:
    """Outputs at a path that is taken, or is a folder, or has a file above it; fills ``taken``."""
    folders: dict[str, str] = {}

    def take(path: str, what: str) -> str:
        key = path.casefold()
        above = list(_above(key))
        clash = taken.get(key) or folders.get(key) or next(filter(None, map(taken.get, above)), "")
        taken.setdefault(key, what)
        folders.update((folder, f"the folder /{folder}/") for folder in above)
        return clash

    for page in sorted(planned, key=lambda page: page.layout == "redirect.html"):
        clash = take(page.path, f"the page /{page.address}")
        if clash and page.layout == "redirect.html":
            text = f"the old address /{page.address} is taken by {clash}; leave it out"
            where = page.data["item"].typeset.entry.where
            yield where.problem(f"aliases:{page.address.rstrip('/')}", text)
    for asset in copied:
        if clash := take(asset.path, asset.source):
            text = f"its place in the site is taken by {clash}; rename the file"
            yield Problem(asset.source, 1, 1, text)


def _above(path: str) -> Iterator[str]:
    """The folders a path stands in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _fault(
    where: Where, target: Target, taken: Mapping[str, str], prefix: str, beside: Container[str]
) -> str:
    """What is wrong with what the Markdown points to, or ''."""
    address = target.address
    file = str(PurePosixPath(where.path).parent / address)
    if target.kind == "character":
        return forbidden_text(address)
    if target.kind == "page":
        found = _exists(taken, prefix, address)
        return "" if found else f"the link {address} leads nowhere on this site; correct it"
    if target.kind == "file":
        return "" if file in beside else f"there is no file {file}; put the image beside the entry"
    if target.kind == "remote-image":
        return (
            f"the image {address} is on another host, so a link is shown instead; put a copy "
            "beside the entry"
        )
    return (
        f"`{address}` cannot be linked to; write https://…, or /papers/<id>/ for a page of this "
        "site, or the name of an image beside the entry"
    )


def _exists(taken: Mapping[str, str], prefix: str, address: str) -> bool:
    path = prefix + re.split("[#?]", address, maxsplit=1)[0].lstrip("/")
    return (path + "index.html" if not path or path.endswith("/") else path).casefold() in taken


Pointer = tuple[Where, str, Target]
"""The file that points, the address of its page, and what it points to."""


def pointers(archive: Archive, issues: Iterable[TypesetIssue]) -> list[Pointer]:
    """Everything that the Markdown of entries and issues points to inside the site."""
    made: list[tuple[Where, str, tuple[Target, ...]]] = [
        (item.typeset.entry.where, item.typeset.entry.address, item.typeset.targets)
        for item in (*archive.entries, *archive.withdrawn)
    ]
    made += [(i.file.where, f"issues/{i.file.id}/", i.targets) for i in issues]
    return [(where, address, target) for where, address, all_ in made for target in all_]
