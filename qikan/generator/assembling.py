"""All entries and issues together: checked, put in their places, and the pages made of them.

Most of it follows from the shapes of the entries (``Facts.shape``) and is kept in the cache: after
an edit of texts nothing of it is made again, be it in a build or in a preview.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from qikan import disk
from qikan.archive import policy
from qikan.archive.assemble import assemble
from qikan.archive.check import check, misplaced, unnamed
from qikan.archive.ledger import (
    FILE,
    Ledger,
    check_ledger,
    permanent_ids,
    published,
    read_ledger,
)
from qikan.archive.structure import structure_of
from qikan.cache import fingerprint
from qikan.cache.records import problem_from, problem_rows
from qikan.cache.store import Cache
from qikan.content.entry import ids_of_unread
from qikan.content.site import Config
from qikan.content.source import decode
from qikan.content.subjects import row_place
from qikan.conversion.folding import fold
from qikan.generator.copying import without_versions
from qikan.generator.request import BuildRequest
from qikan.model.archive import Archive, Facts, Locate
from qikan.model.issue import TypesetIssue
from qikan.model.page import Asset
from qikan.model.problem import Problem
from qikan.outputs.cards.check import check_cards
from qikan.outputs.data.check import check_data
from qikan.pages import assets, images, links
from qikan.pages.plan import Pages
from qikan.pages.problem_columns import with_columns
from qikan.scan import Listing

_KEPT = "structure"
"""The cache's name for what follows from the shapes of the entries."""


class Content(NamedTuple):
    """What the root states: ``shape`` stands for the shapes of all entries.

    ``stated`` are all entries but the ``drafts``, which no page shows. ``today`` is the build's
    day: on some later one more of them may appear.
    """

    shape: str
    stated: Sequence[Facts]
    drafts: Sequence[Facts]
    issues: Sequence[TypesetIssue]
    today: datetime.date


class Assembled(NamedTuple):
    """The archive, its pages, the files that are copied, the images that texts show, and what is
    wrong with them. ``structure`` is the key of what follows from the shapes of the entries.
    """

    structure: str
    archive: Archive
    pages: Pages
    copied: list[Asset]
    images: Mapping[str, images.Image]
    problems: list[Problem]


class _Files(NamedTuple):
    """What texts point to, the files that are copied, and the images among them."""

    pointers: list[links.Pointer]
    copied: list[Asset]
    images: dict[str, images.Image]


class _Kept(NamedTuple):
    """What follows from the shapes of the entries: the archive's structure, the ids of what has
    another address than it was first published at, and problems.
    """

    structure: Mapping[str, Any]
    ids: Mapping[str, str]
    problems: list[list[Any]]


class Assembly:
    """The entries and issues of a root; ``locate`` gives the places of an entry's fields.

    ``next_day`` is the first day after the build's on which one more of them appears ('' if none).
    """

    def __init__(
        self, request: BuildRequest, config: Config, content: Content, cache: Cache, locate: Locate
    ) -> None:
        self._request, self._config, self._content = request, config, content
        self._cache, self._locate = cache, locate
        self.next_day = policy.next_day(content.stated, content.issues, content.today)
        self._key = self._structure_key()
        key, *kept = cache.value(_KEPT) or [""]
        self._kept = _Kept(*kept) if key == self._key else None
        shown = policy.appeared(config, content.stated, content.issues, content.today)
        self.entries, self.issues = shown

    def _structure_key(self) -> str:
        request, content, listing = self._request, self._content, self._request.listing
        ledger = listing.stamps.get(FILE) and disk.read(request.root, FILE).decode(
            "utf-8", "replace"
        )
        files = [listing.static, listing.layout_files, listing.beside]
        others = [request.drafts, self.next_day, ledger, *files]  # the same until that day
        settings = without_versions(self._config)
        return fingerprint.structure_key(
            request.code, content.shape, settings, content.issues, others
        )

    def check_entries(self) -> list[Problem]:
        """Mistakes that show when all entries and issues are seen together, at places that an edit
        of a text may move.
        """
        if self._kept:  # nothing is kept where there is any of them: they move with the text
            return []
        _, stated, drafts, issues, today = self._content
        ahead = policy.ahead(self._config, stated, issues, today, self._locate)
        unread = self._ids_of_unread()
        return [*check(stated, issues, self._locate, drafts, unread), *ahead]

    def _ids_of_unread(self) -> set[str]:
        """The ids of entries and issues whose files have mistakes, which are reported already."""
        listing, content = self._request.listing, self._content
        read = {entry.path for entry in (*content.stated, *content.drafts)}
        read |= {issue.file.where.path for issue in content.issues}
        ids = set[str]()
        for path in {*listing.entries, *listing.issues} - read:
            text = disk.read(self._request.root, path).decode("utf-8", "replace")
            ids |= ids_of_unread(path, text)
        return ids

    def assemble(self, entry_problems: Sequence[Problem]) -> Assembled:
        """Put everything in its place, and check what is where.

        With any ``entry_problems``, those of ``check_entries``, nothing is kept for the next time.
        """
        config, kept = self._config, self._kept
        files = self._open_files()
        entries = images.size_facts(config, self.entries, files.images)
        issues = images.size_issues(self.issues, files.images)
        structure = kept.structure if kept else None
        archive = assemble(config, entries, issues, fold, structure)
        if kept:
            pages = self._pages(archive, kept.ids)
            problems = [problem_from(row) for row in kept.problems]
        else:
            pages, problems = self._settle(archive, files, keep=not entry_problems)
        weights = {path: stamp[3] for path, stamp in self._request.listing.stamps.items()}
        problems += images.check_images(config, files.pointers, files.images, weights, files.copied)
        problems += [*check_cards(config, archive, self._locate), *check_data(config)]
        problems = with_columns(problems, self._lines)
        return Assembled(self._key, archive, pages, files.copied, files.images, problems)

    def _lines(self, path: str) -> Sequence[str]:
        """The lines of a file of the root that has a problem."""
        source, _ = decode(path, disk.read(self._request.root, path))
        return source.text.split("\n")

    def _settle(
        self, archive: Archive, files: _Files, *, keep: bool
    ) -> tuple[Pages, list[Problem]]:
        """The pages and the problems that follow from shapes; ``keep`` them for the next time."""
        config, content = self._config, self._content
        unnamed_people = list(unnamed(config.people, archive, self._row_place))
        problems = [*misplaced(archive), *unnamed_people]
        ledger = self._ledger(problems)
        items = published(config, archive) if ledger.rows else ()
        problems += check_ledger(ledger, config, items, content.drafts)
        ids = permanent_ids(ledger, items)
        pages = self._pages(archive, ids)
        beside = frozenset(self._request.listing.beside)
        drafts = {item.entry.path for item in archive.entries if item.entry.status == "draft"}
        planned, copied = pages.all(), files.copied
        paths = {page.path for page in planned} | {asset.path for asset in copied}
        problems += links.check_links(config, paths, files.pointers, beside, drafts)
        places = assets.check_places(planned, copied, self._locate, self._row_place)
        if keep and not (places or unnamed_people):
            kept = _Kept(structure_of(archive), ids, problem_rows(problems))
            self._cache.write_value(_KEPT, [self._key, *kept])
        return pages, [*problems, *places]

    def _row_place(self, path: str, slug: str) -> tuple[int, int]:
        """The place of a slug in a list; such problems are not kept, for lines move."""
        source, _ = decode(path, disk.read(self._request.root, path))
        return row_place(source, slug)

    def _pages(self, archive: Archive, ids: Mapping[str, str]) -> Pages:
        from qikan.generator.registry import FEEDS  # late: it imports every format

        return Pages(self._config, archive, FEEDS, ids)

    def _ledger(self, problems: list[Problem]) -> Ledger:
        """What was published; without a file nothing is known to have been."""
        if FILE not in self._request.listing.stamps:
            return Ledger()
        source, new_problems = decode(FILE, disk.read(self._request.root, FILE))
        problems += new_problems
        known, new_problems = read_ledger(source)
        problems += new_problems
        return known

    def _open_files(self) -> _Files:
        listing = self._request.listing
        pointers = links.pointers(self.entries, self.issues)
        copied = assets.assets(self._config, pointers, listing.static, listing.layout_files)
        copied = [asset for asset in copied if not _is_missing(asset, listing)]
        return _Files(pointers, copied, self._read_images(pointers, copied))

    def _read_images(
        self, pointers: list[links.Pointer], copied: list[Asset]
    ) -> dict[str, images.Image]:
        """The images that texts show, with their sizes; missing ones are reported elsewhere."""
        root, stamps = self._request.root, self._request.listing.stamps
        there = [a for a in copied if a.source.startswith("content/") and a.source in stamps]

        def read(source: str) -> bytes:
            return disk.read(root, source, images.HEAD)

        return images.read_images(self._config, pointers, there, read)


def _is_missing(asset: Asset, listing: Listing) -> bool:
    """Whether an image is named that does not stand beside its entry, as a draft may."""
    return asset.source.startswith("content/entries/") and asset.source not in listing.stamps
