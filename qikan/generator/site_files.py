"""The files of the site with their keys: all of them, or those that an edit of texts can reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.cache import fingerprint
from qikan.cache.encoding import digest
from qikan.cache.store import Cache
from qikan.generator import reach
from qikan.generator.copying import copied_bytes, without_versions
from qikan.generator.pipeline import Plan
from qikan.generator.request import BuildRequest
from qikan.generator.search_index import Index, IndexFile
from qikan.model.page import Page
from qikan.outputs.cards import card
from qikan.pages.references import reachable
from qikan.publish import changes, tree_files, trees
from qikan.publish.published import published_digest

_PAGES, _FILES = "page", "file"
"""The cache's kinds of rows: the key and digest of each page, and of each other file, by path."""


class PageFile(NamedTuple):
    """A page of the site: ``number`` is its place among the pages that were planned."""

    path: str
    key: str
    number: int


class CopiedFile(NamedTuple):
    """A file that is copied from the content or the layouts."""

    path: str
    key: str
    source: str


Output = PageFile | CopiedFile | IndexFile
"""A file of the site, by what makes it."""


class SiteFiles(NamedTuple):
    """The files that a build looks at, and the rows that the last build made for them.

    ``pages`` are those that were planned, of ``page_count`` in all; all were where there are
    ``groups`` (``reach``), by path of the entry. ``texts`` are those of entries, ``key`` stands for
    all else that pages are made of.
    """

    pages: Sequence[Page]
    page_count: int
    page_files: Sequence[PageFile]
    other_files: Sequence[CopiedFile | IndexFile]
    known_pages: Mapping[str, str]
    known_files: Mapping[str, str]
    key: str
    texts: Mapping[str, str]
    groups: Mapping[str, list[int]] | None = None

    @property
    def outputs(self) -> list[Output]:
        """All files that are looked at."""
        return [*self.page_files, *self.other_files]

    def changes(
        self, standby: tree_files.Manifest, published: tree_files.Manifest
    ) -> changes.Changes[Output]:
        """What the standby tree lacks, given the manifests of both trees."""
        known = {**self.known_pages, **self.known_files}
        rest: tree_files.Manifest = {}
        if self.groups is None:
            looked_at = known.keys() | {output.path for output in self.outputs}
            rest = {path: name for path, name in published.items() if path not in looked_at}
        return changes.plan_changes(self.outputs, known, standby, published, rest)

    def keep(self, cache: Cache, written: tree_files.Manifest, site: str) -> None:
        """Keep for the next build what was published, given the digest of the whole."""
        for kind, outputs, known in (
            (_PAGES, self.page_files, self.known_pages),
            (_FILES, self.other_files, self.known_files),
        ):
            rows = {output.path: f"{output.key} {written[output.path]}" for output in outputs}
            changed = {path: row for path, row in rows.items() if known.get(path) != row}
            cache.update_rows(kind, changed, known.keys() - rows.keys())
        if self.groups is not None:
            reach.keep_groups(cache, self.groups)
        reach.keep_published(cache, self.key, site, self.texts, self.page_count)


def read_known_files(cache: Cache) -> Mapping[str, str]:
    """The key and digest of each file but pages, as the last build made it, by path."""
    return cache.rows(_FILES)


def wanted_files(
    finder: Finder, staging: trees.Staging
) -> tuple[SiteFiles, changes.Changes[Output]]:
    """The files that a build has to look at, and what the standby tree lacks of the site."""
    files = None
    if staging.published:  # empty where a user deleted it
        files = finder.reached_files(published_digest(staging.out))
    if files:
        wanted = files.changes(staging.standby, staging.published)
        if not tree_files.missing(staging.out, wanted.copy):
            return files, wanted
    files = finder.all_files()
    wanted = files.changes(staging.standby, staging.published)
    gone = tree_files.missing(staging.out, wanted.copy)
    if gone:  # a user deleted files of the published site
        existing = {path: row for path, row in staging.published.items() if path not in gone}
        wanted = files.changes(staging.standby, existing)
    return files, wanted


class Finder:
    """Finds the files of a plan, and the keys of each.

    It plans what edits reach at once, for another process may still copy the standby tree.
    """

    def __init__(
        self,
        request: BuildRequest,
        planned: Plan,
        index: Index,
        cache: Cache,
        known_files: Mapping[str, str],
    ) -> None:
        self._request, self._planned, self._cache = request, planned, cache
        self._layouts = _layout_values(planned)
        self._known_files = known_files
        self._other_files: list[CopiedFile | IndexFile] = [
            *_copied_files(request, planned, self._known_files),
            *index.files,
        ]
        issues = [issue.written for issue in planned.archive.issues]
        messages = planned.messages
        self._key = fingerprint.plan_key(planned.structure, issues, self._layouts, messages)
        self._texts = reach.entry_texts(planned.archive)
        self._site = published_digest(request.out)
        self._reached = self._reached_files(self._site)

    def reached_files(self, site: str) -> SiteFiles | None:
        """The files that edits of texts since the last build reach, whose digest is given; None
        if all files have to be looked at.
        """
        return self._reached if site == self._site else None

    def _reached_files(self, site: str) -> SiteFiles | None:
        reached = reach.reached(self._cache, self._key, site, self._texts)
        if reached is None:
            return None
        pages = self._planned.pages.of_groups(reached.groups)
        known = self._cache.rows_of(_PAGES, [page.path for page in pages])
        page_files = [
            PageFile(page.path, key, number)
            for number, (page, (key, _)) in enumerate(zip(pages, self._keys(pages), strict=True))
        ]
        return self._files(pages, reached.page_count, page_files, known)

    def all_files(self) -> SiteFiles:
        """All files of the site."""
        archive, plan = self._planned.archive, self._planned.pages
        pages, groups = plan.all(), plan.groups
        entries = [item.entry for item in (*archive.entries, *archive.withdrawn)]
        collector = reach.ReachCollector(entries)
        page_files = []
        for number, (key, shown) in enumerate(self._keys(pages)):
            page_files.append(PageFile(pages[number].path, key, number))
            collector.add(groups[number], shown)
        files = self._files(pages, len(pages), page_files, self._cache.rows(_PAGES))
        return files._replace(groups=collector.groups())

    def _files(
        self,
        pages: Sequence[Page],
        page_count: int,
        page_files: Sequence[PageFile],
        known: Mapping[str, str],
    ) -> SiteFiles:
        return SiteFiles(
            pages=pages,
            page_count=page_count,
            page_files=page_files,
            other_files=self._other_files,
            known_pages=known,
            known_files=self._known_files,
            key=self._key,
            texts=self._texts,
        )

    def _keys(self, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
        config = self._planned.config
        return fingerprint.page_keys(
            pages,
            self._request.code,
            without_versions(config),
            self._layouts,
            self._planned.messages,
            [getattr(config, name) for name in card.SETTINGS],
        )


def _layout_values(planned: Plan) -> dict[str, object]:
    """What the pages of each layout depend on beside settings: all the layouts it leads to."""
    digests = {name: digest(text.encode()) for name, text in planned.layouts.items()}
    versions = dict(planned.config.versions)
    return {
        name: [versions, {other: digests[other] for other in sorted(reached)}]
        for name, reached in reachable(planned.layouts).items()
    }


def _copied_files(
    request: BuildRequest, planned: Plan, known: Mapping[str, str]
) -> Iterator[CopiedFile]:
    """The files that are copied; their keys are their digests, which the last build may know."""
    versions = planned.config.versions
    for path, source in planned.assets:
        if source.startswith("layouts/"):
            key = versions[path]
        elif path in known and request.unchanged(source):
            key = known[path].partition(" ")[0]
        else:
            key = digest(copied_bytes(request, source))
        yield CopiedFile(path, key, source)
