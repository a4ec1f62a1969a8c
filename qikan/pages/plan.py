"""Which pages exist, of which kind, from which layout, out of which data.

``KINDS`` has a row for each kind of page that every edition has, ``SHARED`` for each file that the
editions share. Addresses are in ``addresses.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from types import MappingProxyType
from typing import NamedTuple

from qikan.content.site import Config
from qikan.model import Archive, Day, Issue, Page
from qikan.pages import addresses
from qikan.pages.cards import cards
from qikan.pages.citations import citation_files, citations_of_all
from qikan.pages.corrections import correction_feeds, correction_page
from qikan.pages.data import api_files, data_files, file_addresses
from qikan.pages.feeds import feed_index, feeds, opml
from qikan.pages.listing import list_pages, numbered
from qikan.pages.reading import icons, manifest, offline, worker
from qikan.pages.spec import (
    TWINS,
    FeedFormat,
    PageSpec,
    PlanContext,
    feed_formats,
    last_change,
)
from qikan.pages.subjects import (
    organisation_index,
    organisation_pages,
    people_index,
    people_pages,
    topic_index,
    topic_pages,
    trends,
)
from qikan.pages.trends import daily

DATASET = "dataset"
"""The kind of files that hold something of every entry."""
SITEMAP_LIMIT = 50_000
"""Addresses a sitemap may hold (https://www.sitemaps.org/protocol.html)."""


class PageKind(NamedTuple):
    """A kind of page: its name, its layout (none where no layout makes it), and its pages."""

    name: str
    layout: str
    make: Callable[[PlanContext], Iterable[PageSpec]]
    is_shared: bool = False
    """Whether the editions share it, so that there is one of each."""


class Pages:
    """The pages of a site in every edition, each planned when it, or one after it, is asked for.

    An address's editions stand together. ``formats`` are those of feeds, by name; ``ids`` are those
    of what was first published at another address, by the present one.
    """

    def __init__(
        self,
        config: Config,
        archive: Archive,
        formats: Mapping[str, FeedFormat],
        ids: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        context = PlanContext(config, archive, feed_formats(config, formats), ids)
        self._rest = _planned(context)
        self._made: list[Page] = []
        self._by_path: dict[str, Page] = {}

    def find(self, path: str) -> Page | None:
        """The page at a path in the output folder, or None."""
        while path not in self._by_path and self._make_one():
            pass
        return self._by_path.get(path)

    def all(self) -> list[Page]:
        """All of them."""
        while self._make_one():
            pass
        return self._made

    def _make_one(self) -> bool:
        """Make the next page; whether there was one."""
        for page in self._rest:
            self._made.append(page)
            self._by_path[page.path] = page
            return True
        return False


def _planned(context: PlanContext) -> Iterator[Page]:
    pages = list[Page]()
    for kind in KINDS:
        for spec in kind.make(context):
            new = _pages(context.config, kind, spec)
            pages += new
            yield from new
    for make in SHARED:
        yield from make(context.config, pages)


def _pages(config: Config, kind: PageKind, spec: PageSpec) -> list[Page]:
    """The pages at an address, in every edition, then their Markdown twins."""
    address, data, lastmod, indexed, format_ = spec
    name, layout, _, is_shared = kind
    path = addresses.html_file(address) if layout else address
    alternates = config.variants if layout else ()
    look = (name, format_, data, layout, alternates, indexed, lastmod)
    pages = [
        Page(config.prefix(variant) + path, address, variant, *look)
        for variant in (config.variants[:1] if is_shared else config.variants)
    ]
    if name in TWINS and "markdown" in config.outputs:
        twin = addresses.twin_address(address)
        look = (name, "markdown", data, "", (), False, lastmod)
        pages += [Page(config.prefix(v) + twin, twin, v, *look) for v in config.variants]
    return pages


# ---------------------------------------------------------------- home, entries, issues


_CONTENTS = 12
"""Titles of the newest issue on the home page."""
_EARLIER = 6
"""Earlier issues on the home page."""
_HEADLINES = 3
"""Titles of each issue on the index of issues."""


def _home(context: PlanContext) -> Iterator[PageSpec]:
    archive = context.archive
    issues, _ = _regular_issues(context)
    latest = issues[0] if issues else None
    besides = (item for item in archive.entries if latest is None or item.issue != latest.id)
    data = {
        "latest": _with_members(latest, _CONTENTS) if latest else None,
        "issues": [_without_members(issue) for issue in issues[1 : _EARLIER + 1]],
        "recent": tuple(islice(besides, context.config.home_size)),
        "topics": sorted(context.counted_topics(), key=lambda pair: -pair[1]),
        "total": len(archive.entries),
    }
    yield PageSpec(addresses.HOME, data, last_change(archive.entries))


def _regular_issues(context: PlanContext) -> tuple[list[Issue], list[Issue]]:
    """The issues that are written or of the site's cadence, and those that hold what is left
    over: entries of which only the month is known, under another cadence. All if none is regular.
    """
    issues = context.archive.issues
    regular, leftovers = list[Issue](), list[Issue]()
    for issue in issues:
        is_regular = issue.written or issue.cadence == context.config.cadence
        (regular if is_regular else leftovers).append(issue)
    return (regular, leftovers) if regular else (leftovers, [])


def _with_members(issue: Issue, count: int) -> Issue:
    return issue._replace(members=issue.members[:count])


def _without_members(issue: Issue) -> Issue:
    """What a page shows of an issue that must not change with each of its members."""
    return issue._replace(members=())


def _entries(context: PlanContext) -> Iterator[PageSpec]:
    archive = context.archive
    issues = {issue.id: _without_members(issue) for issue in archive.issues}
    for item, around in zip(archive.entries, archive.around, strict=True):
        named = context.archive.contributors.named.get(item.entry.path, {})
        data = {
            "item": item,
            "around": around,
            "issue": issues[item.issue],
            "named": named,
            "earlier": [(other, issues[other.issue]) for other in around.earlier],
        }
        yield PageSpec(addresses.entry_address(item.entry), data, item.entry.changed)


def _withdrawn(context: PlanContext) -> Iterator[PageSpec]:
    issues = {issue.id: _without_members(issue) for issue in context.archive.issues}
    archive = context.archive
    by_id = {item.entry.id: item.entry for item in (*archive.withdrawn, *archive.entries)}
    for item in archive.withdrawn:
        replacement = by_id.get(item.entry.replaced_by)
        data = {"item": item, "issue": issues.get(item.issue), "replacement": replacement}
        yield PageSpec(addresses.entry_address(item.entry), data, indexed=False)


def _issues(context: PlanContext) -> Iterator[PageSpec]:
    for issues in _regular_issues(context):
        lines = [_without_members(issue) for issue in issues]
        for issue, newer, older in zip(issues, [None, *lines], [*lines[1:], None], strict=False):
            data = {"issue": issue, "newer": newer, "older": older}
            changed = last_change(issue.members) or issue.date
            yield PageSpec(addresses.issue_address(issue), data, changed)


def _issue_index(context: PlanContext) -> Iterator[PageSpec]:
    regular, leftovers = _regular_issues(context)
    lines = (_with_members(issue, _HEADLINES) for issue in regular)
    years = [(year, list(issues)) for year, issues in groupby(lines, lambda i: i.date.year)]
    data = {"years": years, "leftovers": [_without_members(issue) for issue in leftovers]}
    yield PageSpec(addresses.ISSUES, data)


def _latest_issue(context: PlanContext) -> Iterator[PageSpec]:
    """A lasting address that leads to the newest issue, or to the index while there is none."""
    issues, _ = _regular_issues(context)
    to, names = addresses.ISSUES, dict[str, str]()
    if issues:
        to = addresses.issue_address(issues[0])
    if issues and issues[0].written:
        names = {tag: edition.title for tag, edition in issues[0].written.editions.items()}
    yield PageSpec(addresses.LATEST, {"to": to, "names": names}, indexed=False)


# ---------------------------------------------------------------- months


def _months(context: PlanContext) -> Iterator[PageSpec]:
    for month, count in _counted_months(context.archive):
        members = context.archive.by_month[month.year, month.month]
        data = {"month": month, "count": count}
        yield from list_pages(context, addresses.month_address(month), members, data)


def _month_index(context: PlanContext) -> Iterator[PageSpec]:
    by_month = context.archive.by_month
    months = [
        (month, count, daily(month, by_month[month.year, month.month]))
        for month, count in _counted_months(context.archive)
    ]
    years = [(year, list(rows)) for year, rows in groupby(months, lambda row: row[0].year)]
    has_papers = any(item.entry.kind == "paper" for item in context.archive.entries)
    yield PageSpec(addresses.ARCHIVE, {"years": years, "has_papers": has_papers})


def _counted_months(archive: Archive) -> list[tuple[Day, int]]:
    """The months that have entries, newest first, with their number."""
    by_month = archive.by_month
    return [(Day(*month), len(by_month[month])) for month in sorted(by_month, reverse=True)]


# ---------------------------------------------------------------- search, old addresses


def _search(context: PlanContext) -> Iterator[PageSpec]:
    config = context.config
    editions = {variant: config.path(variant, addresses.HOME) for variant in config.variants}
    old_topics = {old: topic.slug for topic in config.topics for old in topic.old_slugs}
    data = {"editions": editions, "index": addresses.SEARCH_INDEX, "old_topics": old_topics}
    yield PageSpec(addresses.SEARCH, data)


def _saved(_: PlanContext) -> Iterator[PageSpec]:
    yield PageSpec(addresses.SAVED, {}, indexed=False)


def _llms(context: PlanContext) -> Iterator[PageSpec]:
    """What programs that read text find first."""
    issues, _ = _regular_issues(context)
    data = {
        "issues": [_without_members(issue) for issue in issues],
        "topics": context.counted_topics(),
        "files": file_addresses(context),
    }
    yield PageSpec(addresses.LLMS, data, indexed=False, format="llms")


def _redirects(context: PlanContext) -> Iterator[PageSpec]:
    """Pages at old addresses: ``to`` is the present one, ``names`` what stands there."""
    archive = context.archive
    for subject in context.config.subjects:
        first = addresses.subject_address(subject)
        for old in addresses.old_subject_addresses(subject):
            for number, _ in numbered(archive.members(subject), context.config.page_size):
                to = addresses.list_page(first, number)
                address = addresses.list_page(old, number)
                yield PageSpec(address, {"to": to, "names": subject.names}, indexed=False)
    for item in (*archive.entries, *archive.withdrawn):
        for alias in item.entry.aliases:
            names = {variant: title for variant, (title, *_) in item.entry.titles.items()}
            to = addresses.entry_address(item.entry)
            data: dict[str, object] = {"to": to, "names": names, "entry": item.entry}
            yield PageSpec(addresses.alias_address(alias), data, indexed=False)


KINDS: Sequence[PageKind] = (
    PageKind("entry", "entry.html", _entries),
    PageKind("withdrawn", "withdrawn.html", _withdrawn),
    PageKind("home", "home.html", _home),
    PageKind("issue", "issue.html", _issues),
    PageKind("issues", "issues.html", _issue_index),
    PageKind("latest", "redirect.html", _latest_issue),
    PageKind("topics", "topics.html", topic_index),
    PageKind("topic", "subject.html", topic_pages),
    PageKind("organisations", "contributors.html", organisation_index),
    PageKind("organisation", "subject.html", organisation_pages),
    PageKind("people", "contributors.html", people_index),
    PageKind("person", "subject.html", people_pages),
    PageKind("trends", "trends.html", trends),
    PageKind("archive", "archive.html", _month_index),
    PageKind("month", "month.html", _months),
    PageKind("search", "search.html", _search),
    PageKind("feeds", "feeds.html", feed_index),
    PageKind("corrections", "corrections.html", correction_page),
    PageKind("saved", "saved.html", _saved),
    PageKind("offline", "offline.html", offline),
    PageKind("feed", "", feeds),
    PageKind("feed", "", correction_feeds),
    PageKind("opml", "", opml),
    PageKind("llms", "", _llms),
    PageKind("card", "", cards),
    PageKind("icon", "", icons),
    PageKind("manifest", "", manifest),
    PageKind("citations", "", citation_files, is_shared=True),
    PageKind("api", "", api_files, is_shared=True),
    PageKind(DATASET, "", citations_of_all, is_shared=True),
    PageKind(DATASET, "", data_files, is_shared=True),
    PageKind("redirect", "redirect.html", _redirects),
)
"""Every kind of page that each edition has, in the order of the sitemap."""


# ---------------------------------------------------------------- files that the editions share


def _not_found(config: Config, _: Sequence[Page]) -> Iterator[Page]:
    yield _shared(config, "not_found", "html", addresses.NOT_FOUND, "404.html")


def _no_jekyll(config: Config, _: Sequence[Page]) -> Iterator[Page]:
    """GitHub Pages leaves out files that begin with an underscore unless this file is there."""
    yield _shared(config, "no_jekyll", "empty", addresses.NO_JEKYLL)


def _robots(config: Config, _: Sequence[Page]) -> Iterator[Page]:
    yield _shared(config, "robots", "robots", addresses.ROBOTS, sitemap=addresses.SITEMAP)


def _sitemaps(config: Config, pages: Sequence[Page]) -> Iterator[Page]:
    """One file, or a list of parts: entries apart from lists, from the oldest, so that a part that
    is full never changes by itself.
    """
    listed = [page for page in pages if page.indexed]
    if len(listed) <= SITEMAP_LIMIT:
        yield _shared(config, "sitemap", "sitemap", addresses.SITEMAP, pages=_rows(listed))
        return
    entries = [page for page in reversed(listed) if page.kind == "entry"]
    lists = [page for page in listed if page.kind != "entry"]
    parts = {
        addresses.sitemap_part(name, number): group[start : start + SITEMAP_LIMIT]
        for name, group in (("entries", entries), ("lists", lists))
        for number, start in enumerate(range(0, len(group), SITEMAP_LIMIT), 1)
    }
    days = [
        (name, max((p.lastmod for p in part if p.lastmod), default=None))
        for name, part in parts.items()
    ]
    yield _shared(config, "sitemap", "sitemap_index", addresses.SITEMAP, parts=days)
    for name, part in parts.items():
        yield _shared(config, "sitemap", "sitemap", name, pages=_rows(part))


def _rows(pages: Iterable[Page]) -> list[tuple[str, str, Day | None]]:
    return [(page.variant, page.address, page.lastmod) for page in pages]


def _shared(
    config: Config, kind: str, format_: str, path: str, layout: str = "", **data: object
) -> Page:
    return Page(path, path, config.variants[0], kind, format_, data, layout)


SHARED: Sequence[Callable[[Config, Sequence[Page]], Iterator[Page]]] = (
    _not_found,
    _no_jekyll,
    _robots,
    _sitemaps,
    worker,
)
"""The makers of files that the editions share; they are given the editions' pages."""
