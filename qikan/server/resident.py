"""A build that stays in memory: what changed is read again, a page is made when it is asked for.

It is the build's own way as far as the plan (``pipeline.prepare``). Then nothing is written: the
bytes of a page, a copied file or a file of the search index are made by what ``publishing``
makes them with, when they are requested.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from qikan import disk, installation
from qikan.cache import store
from qikan.content.glossary_file import Places, glossary_texts, rule_places
from qikan.content.source import decode
from qikan.errors import ContentError
from qikan.generator import pipeline, printing, publishing, search_index
from qikan.generator.copying import copied_bytes
from qikan.generator.request import BuildRequest
from qikan.model.archive import Facts
from qikan.model.page import Page
from qikan.model.problem import Problem
from qikan.pages.addresses import SEARCH_INDEX, entry_address, html_file
from qikan.pages.render import layout_faults
from qikan.report import Report
from qikan.scan import Stamp
from qikan.server import panel, review
from qikan.server.background_checks import BackgroundChecks

Stamps = Mapping[str, Stamp | None]
"""Stamps of files as the last update read them; None where a file may have changed unnoticed."""
MakeRequest = Callable[[Stamps], BuildRequest]


class File(NamedTuple):
    """A file of the site; ``page`` is what it was planned as, None if it is not a page."""

    data: bytes
    page: Page | None = None


class Resident:
    """The site of a root, as a build of this moment makes it.

    All methods are for the one thread that made it, which has the cache open.
    """

    def __init__(self, make_request: MakeRequest, cache: store.Cache) -> None:
        self._make_request = make_request
        self._cache = cache
        self._stamps: Stamps | None = None
        self._days = ("", "")
        self._site: _Site | None = None
        self._index: dict[str, tuple[str, bytes]] = {}
        self._background_checks = BackgroundChecks()

    def update(self, report: Report) -> bool:
        """Read what changed and plan the site again; True if anything changed.

        Raises:
            ContentError: the content is wrong; the site before stays.
        """
        clock = disk.clock_now(self._cache.path.parent)
        request = self._make_request(self._stamps or {})
        stamps = {p: s if s[1] < clock else None for p, s in request.listing.stamps.items()}
        if self._stamps == request.listing.stamps and self._is_same_day(request):
            return False
        try:
            planned = pipeline.prepare(request, self._cache, report)
            if not self._site or self._site.planned.layouts != planned.layouts:
                report.refuse(layout_faults(planned.layouts))
        except ContentError:
            self._stamps = stamps
            self._cache.commit()
            raise
        except Exception:
            self._stamps = None  # it is unknown what was read: the next update reads everything
            raise
        self._cache.purge()  # what only the site before shows
        self._cache.commit()  # the pages' reader sees what was committed
        self._stamps, self._days = stamps, planned.days
        self._site = _Site(request, planned, self._cache)
        return True

    def _is_same_day(self, request: BuildRequest) -> bool:
        """Whether the content's dates mean what they meant in the last update."""
        if not self._site:
            return True  # there were mistakes, and they are still there
        first, until = self._days
        today = request.day(self._site.planned.config.timezone).isoformat()
        return first <= today and (not until or today < until)

    @property
    def base_path(self) -> str:
        """The path that the site stands under, such as ``/`` or ``/repo/``."""
        return self._site.planned.config.base_path if self._site else "/"

    @property
    def warnings(self) -> Sequence[Problem]:
        """What is doubtful in the content."""
        return self._site.planned.problems if self._site else ()

    @property
    def remarks(self) -> Sequence[Problem]:
        """The problems of the last ``background_checks`` with files that did not change since."""
        if not self._site:
            return ()
        request, planned = self._site.request, self._site.planned
        return self._background_checks.problems(planned.config, request.listing.stamps)

    def background_checks(self) -> Iterator[None]:
        """Run the checks beyond those of a build, in many small steps."""
        if self._site:
            request, planned = self._site.request, self._site.planned
            yield from self._background_checks.steps(request.root, planned, request.listing.stamps)

    @property
    def counts(self) -> tuple[int, int]:
        """How many entries and issues the site has."""
        if not self._site:
            return 0, 0
        archive = self._site.planned.archive
        return len(archive.entries), len(archive.issues)

    @property
    def drafts(self) -> Mapping[str, Sequence[str]]:
        """The paths, from the host on, of the drafts' pages by edition."""
        if not self._site:
            return {}
        config, archive = self._site.planned.config, self._site.planned.archive
        addresses = [
            entry_address(item.entry) for item in archive.entries if item.entry.status == "draft"
        ]
        return {v: [config.path(v, address) for address in addresses] for v in config.variants}

    def file(self, path: str) -> File | None:
        """A file of the site, or None.

        Raises:
            LayoutError: the page's layout is wrong.
        """
        site = self._site
        if not site:
            return None
        if path in site.copied:
            return File(copied_bytes(site.request, site.copied[path]))
        if path.startswith(SEARCH_INDEX) and path in site.index_keys:
            return File(self._index_file(site, path))
        page = site.planned.pages.find(path)  # the last: all are planned where there is none
        if not page:
            return None
        if path not in site.rendered:
            site.rendered[path] = site.render(page)
        return File(site.rendered[path], page)

    def warm_up(self) -> str:
        """Load what the first edit needs; gives an entry's page whose layout is worth compiling."""
        if not self._site:
            return ""
        planned = self._site.planned
        planned.converter.warm_up(planned.config.variants)
        entries = planned.archive.entries
        return html_file(entry_address(entries[0].entry)) if entries else ""

    def scripts(self, path: str) -> dict[str, Any] | None:
        """The texts of the entry that a page shows, in both scripts; None if it shows none."""
        site, facts = self._site, self._entry(path)
        if not site or not facts:
            return None
        typeset, planned = site.planned.fetch(facts), site.planned
        source, _ = decode(facts.path, disk.read(site.request.root, facts.path))
        return panel.scripts(
            planned.config, planned.converter, site.rule_places, typeset, source.text
        )

    def review(self, action: review.ReviewAction) -> review.Answer:
        """Publish or withdraw the entry that a page shows, if it is still what was seen."""
        site, facts = self._site, self._entry(action.page)
        if not site or not facts or facts.digest != action.digest:
            return review.Answer(HTTPStatus.CONFLICT, "这一页刚刚改过，请看过新的页面再操作")
        typeset, whole_words = site.planned.fetch(facts), site.planned.config.whole_words
        return review.carry_out(site.request.root, typeset, action, whole_words)

    def _entry(self, path: str) -> Facts | None:
        page = self._site.planned.pages.find(path) if self._site else None
        return panel.source_of(page).facts if page else None

    def _index_file(self, site: _Site, path: str) -> bytes:
        """A file of the search index; all that changed are made when one is asked for."""
        keys = site.index_keys
        current = {p: row for p, row in self._index.items() if row[0] == keys.get(p)}
        known = {path: key for path, (key, _) in self._index.items()}
        missing = keys.keys() - current.keys()
        if missing:
            begun = search_index.begin_work(site.index, self._cache, known)
            work = search_index.plan_work(begun, missing, self._cache)
            tasks = begun.task(self._cache), work.task(self._cache)
            results = itertools.chain(*(site.request.executor(*task) for task in tasks))
            new = search_index.no_values()
            parts = search_index.collect_parts(work, results, self._cache, new)
            files = search_index.index_files(work, parts, self._cache, new)
            current |= {p: (keys[p], data) for p, data in files}
            search_index.keep_index(work, new, self._cache)
            self._cache.commit()
        self._index = current
        return current[path][1]


class _Site:
    """What was planned last, and the pages of it that were rendered."""

    def __init__(self, request: BuildRequest, planned: pipeline.Plan, cache: store.Cache) -> None:
        self.request, self.planned = request, planned
        self.copied = dict(planned.assets)
        self.rendered: dict[str, bytes] = {}
        context = publishing.print_context(request, planned)
        fetch = cache.kept("reader", str(cache.path), lambda: store.reader(cache.path))
        self.render = printing.page_renderer(context, fetch)

    @functools.cached_property
    def rule_places(self) -> Places:
        """Where the rules of the glossaries stand, for the panel."""
        texts = glossary_texts(installation.HOME, self.request.root, self.planned.config.packs)
        return rule_places(texts)

    @functools.cached_property
    def index(self) -> search_index.Index:
        """The search index, settled when the first of its files is asked for."""
        return publishing.planned_index(self.request, self.planned)

    @functools.cached_property
    def index_keys(self) -> dict[str, str]:
        """The key of each file of the index."""
        return {file.path: file.key for file in self.index.files}
