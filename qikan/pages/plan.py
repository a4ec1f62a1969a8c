"""Which pages exist, of which kind, from which layout, out of which data.

``KINDS`` has a row for each kind of page; files about all the others, such as the sitemap, are in
``shared.py``, addresses in ``addresses.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from types import MappingProxyType
from typing import NamedTuple

from qikan.content.site import Config
from qikan.model.archive import Archive, Around, Issue, Placed
from qikan.model.entry import Day
from qikan.model.page import Page
from qikan.pages import addresses
from qikan.pages.cards import cards
from qikan.pages.citations import citation_files, joined_citations
from qikan.pages.corrections import correction_feeds, correction_page
from qikan.pages.data import api_files, data_files, file_addresses
from qikan.pages.feeds import feed_index, feeds, opml
from qikan.pages.listing import list_pages
from qikan.pages.offline import icons, manifest, offline, worker
from qikan.pages.redirects import redirects
from qikan.pages.shared import shared_files
from qikan.pages.spec import (
    TWINS,
    FeedFormat,
    Groups,
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

FEED = "feed"
"""The kind of feeds and of the documents of their history."""
DATASET = "dataset"
"""The kind of files that join something of many entries."""
NO_GROUP = -1
"""The number of the group of files that are about all pages."""


class PageKind(NamedTuple):
    """A kind of page: its name, its layout (none where no layout makes it), and its pages.

    The editions share it where ``is_shared``, so that there is one of each. Where ``holds_texts``
    its pages' data hold texts of entries and not the entries, so that a page's key does not tell
    which ones they are of.
    """

    name: str
    layout: str
    make: Callable[[PlanContext], Groups]
    is_shared: bool = False
    holds_texts: bool = False


def _one_group(
    make: Callable[[PlanContext], Iterable[PageSpec]],
) -> Callable[[PlanContext], Groups]:
    """The maker of a kind whose pages are one group."""
    return lambda context: [make(context)]


class Pages:
    """The pages of a site in every edition, each planned when it, or one after it, is asked for.

    An address's editions stand together. ``formats`` are those of feeds, by name; ``ids`` are those
    of what was first published at another address, by the present one. ``groups`` has the number of
    each page's group, for as many as were planned.
    """

    def __init__(
        self,
        config: Config,
        archive: Archive,
        formats: Mapping[str, FeedFormat],
        ids: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._context = PlanContext(config, archive, feed_formats(config, formats), ids)
        self._rest = _planned(self._context)
        self._made: list[Page] = []
        self.groups: list[int] = []
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

    def of_groups(self, numbers: Container[int]) -> list[Page]:
        """The pages of some groups, by number, and of all kinds that hold texts of entries."""
        pages = list[Page]()
        for number, kind, group in _groups(self._context):
            if kind.holds_texts or number in numbers:
                for spec in group:
                    pages += _pages(self._context.config, kind, spec)
        return pages

    def _make_one(self) -> bool:
        """Make the next page; whether there was one."""
        for group, page in self._rest:
            self._made.append(page)
            self.groups.append(group)
            self._by_path[page.path] = page
            return True
        return False


def _groups(context: PlanContext) -> Iterator[tuple[int, PageKind, Iterable[PageSpec]]]:
    """All groups of pages, each with its number and kind."""
    groups = ((kind, group) for kind in KINDS for group in kind.make(context))
    return ((number, kind, group) for number, (kind, group) in enumerate(groups))


def _planned(context: PlanContext) -> Iterator[tuple[int, Page]]:
    """All pages, each with the number of its group."""
    pages = list[Page]()
    for number, kind, group in _groups(context):
        for spec in group:
            new = _pages(context.config, kind, spec)
            pages += new
            for page in new:
                yield number, page
    for page in shared_files(context.config, pages):
        yield NO_GROUP, page


def _pages(config: Config, kind: PageKind, spec: PageSpec) -> list[Page]:
    """The pages at an address, in every edition, then their Markdown twins."""
    address, data, lastmod, indexed, format_ = spec
    name, layout, is_shared = kind.name, kind.layout, kind.is_shared
    path = addresses.html_file(address) if layout else address
    alternates = config.variants if layout else ()
    shared = (name, format_, data, layout, alternates, indexed, lastmod)
    pages = [
        Page(config.prefix(variant) + path, address, variant, *shared)
        for variant in (config.variants[:1] if is_shared else config.variants)
    ]
    if name in TWINS and "markdown" in config.outputs:
        twin = addresses.twin_address(address)
        shared = (name, "markdown", data, "", (), False, lastmod)
        pages += [Page(config.prefix(v) + twin, twin, v, *shared) for v in config.variants]
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
    issues, _ = context.regular_issues()
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


def _with_members(issue: Issue, count: int) -> Issue:
    return issue._replace(members=issue.members[:count])


def _without_members(issue: Issue) -> Issue:
    """What a page shows of an issue that must not change with each of its members."""
    return issue._replace(members=())


def _entries(context: PlanContext) -> Groups:
    archive = context.archive
    issues = {issue.id: _without_members(issue) for issue in archive.issues}
    for item, around in zip(archive.entries, archive.around, strict=True):
        yield _entry(archive, issues, item, around)


def _entry(
    archive: Archive, issues: Mapping[str, Issue], item: Placed, around: Around
) -> Iterator[PageSpec]:
    data = {
        "item": item,
        "around": around,
        "issue": issues[item.issue],
        "named": archive.contributors.named.get(item.entry.path, {}),
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


def _issues(context: PlanContext) -> Groups:
    for issues in context.regular_issues():
        lines = [_without_members(issue) for issue in issues]
        for issue, newer, older in zip(issues, [None, *lines], [*lines[1:], None], strict=False):
            data = {"issue": issue, "newer": newer, "older": older}
            changed = last_change(issue.members) or issue.date
            yield [PageSpec(addresses.issue_address(issue), data, changed)]


def _issue_index(context: PlanContext) -> Iterator[PageSpec]:
    regular, leftovers = context.regular_issues()
    lines = (_with_members(issue, _HEADLINES) for issue in regular)
    years = [(year, list(issues)) for year, issues in groupby(lines, lambda i: i.date.year)]
    data = {"years": years, "leftovers": [_without_members(issue) for issue in leftovers]}
    yield PageSpec(addresses.ISSUES, data)


def _latest_issue(context: PlanContext) -> Iterator[PageSpec]:
    """A lasting address that leads to the newest issue, or to the index while there is none."""
    issues, _ = context.regular_issues()
    to, names = addresses.ISSUES, dict[str, str]()
    if issues:
        to = addresses.issue_address(issues[0])
    if issues and issues[0].written:
        names = {tag: edition.title for tag, edition in issues[0].written.editions.items()}
    yield PageSpec(addresses.LATEST, {"to": to, "names": names}, indexed=False)


# ---------------------------------------------------------------- months


def _months(context: PlanContext) -> Groups:
    for month, count in _counted_months(context.archive):
        members = context.archive.by_month[month.year, month.month]
        data = {"month": month, "count": count}
        yield list_pages(context, addresses.month_address(month), members, data)


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


# ---------------------------------------------------------------- search, saved, llms.txt


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
    issues, _ = context.regular_issues()
    data = {
        "issues": [_without_members(issue) for issue in issues],
        "topics": context.counted_topics(),
        "files": file_addresses(context),
    }
    yield PageSpec(addresses.LLMS, data, indexed=False, format="llms")


KINDS: Sequence[PageKind] = (
    PageKind("entry", "entry.html", _entries),
    PageKind("withdrawn", "withdrawn.html", _one_group(_withdrawn)),
    PageKind("home", "home.html", _one_group(_home)),
    PageKind("issue", "issue.html", _issues),
    PageKind("issues", "issues.html", _one_group(_issue_index)),
    PageKind("latest", "redirect.html", _one_group(_latest_issue)),
    PageKind("topics", "topics.html", _one_group(topic_index)),
    PageKind("topic", "subject.html", topic_pages),
    PageKind("organisations", "contributors.html", _one_group(organisation_index)),
    PageKind("organisation", "subject.html", organisation_pages),
    PageKind("people", "contributors.html", _one_group(people_index)),
    PageKind("person", "subject.html", people_pages),
    PageKind("trends", "trends.html", _one_group(trends)),
    PageKind("archive", "archive.html", _one_group(_month_index)),
    PageKind("month", "month.html", _months),
    PageKind("search", "search.html", _one_group(_search)),
    PageKind("feeds", "feeds.html", _one_group(feed_index)),
    PageKind("corrections", "corrections.html", _one_group(correction_page)),
    PageKind("saved", "saved.html", _one_group(_saved)),
    PageKind("offline", "offline.html", _one_group(offline)),
    PageKind(FEED, "", feeds),
    PageKind(FEED, "", _one_group(correction_feeds)),
    PageKind("opml", "", _one_group(opml)),
    PageKind("llms", "", _one_group(_llms)),
    PageKind("card", "", cards, holds_texts=True),
    PageKind("icon", "", _one_group(icons)),
    PageKind("manifest", "", _one_group(manifest)),
    PageKind("citations", "", citation_files, is_shared=True),
    PageKind("api", "", api_files, is_shared=True),
    PageKind(DATASET, "", joined_citations, is_shared=True),
    PageKind(DATASET, "", _one_group(data_files), is_shared=True),
    PageKind("redirect", "redirect.html", redirects),
    PageKind("worker", "", _one_group(worker), is_shared=True, holds_texts=True),
)
"""Every kind of page, in the order of the sitemap."""
