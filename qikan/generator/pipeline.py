"""Content -> a plan of the site: read, typeset, assemble, plan (``publishing`` comes next)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from qikan import disk
from qikan.archive import policy
from qikan.archive.assemble import assemble
from qikan.archive.check import check, misplaced, unconverted, unnamed
from qikan.archive.ledger import (
    FILE,
    Ledger,
    check_ledger,
    permanent_ids,
    published,
    read_ledger,
)
from qikan.cache import fingerprint
from qikan.cache.records import unpack
from qikan.cache.store import Cache
from qikan.content.glossary import Glossary, glossary_texts, read_glossaries
from qikan.content.messages import Messages, read_layouts
from qikan.content.silence import not_silenced
from qikan.content.site import Config, read_settings
from qikan.content.source import decode
from qikan.conversion import editions
from qikan.conversion.converter import Converter
from qikan.conversion.phrases import phrases_html
from qikan.generator import typesetting
from qikan.generator.copying import versions
from qikan.generator.entries import Library, LibraryRequest, open_library
from qikan.generator.request import BuildRequest
from qikan.model import Archive, Asset, Facts, Locate, Page, Problem, Typeset, TypesetIssue, Where
from qikan.outputs.cards.check import check_cards
from qikan.outputs.data.check import check_data
from qikan.pages import assets, images, links, plan
from qikan.report import TYPESETTING, Report


class Plan(NamedTuple):
    """What is to be published, and what it is made with.

    ``glossary`` is the key of the converter's glossaries. ``fetch`` gives whole entries.
    ``problems`` are warnings. ``days`` are the build's day, and the first one after it on which a
    build of the same files makes something else ('' if none does).
    """

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    converter: Converter
    glossary: str
    archive: Archive
    pages: list[Page]
    assets: list[Asset]
    problems: list[Problem]
    fetch: Callable[[Facts], Typeset]
    days: tuple[str, str]
    images: Mapping[str, images.Image]


def prepare(request: BuildRequest, cache: Cache, report: Report) -> Plan:
    """Read, typeset, assemble and plan.

    Raises:
        ContentError: the content is wrong; the problems have been shown.
    """
    listing = request.listing
    problems = list(listing.problems)
    config = read_settings(request.root, request.base_url, problems)
    messages, layouts = read_layouts(request.layouts, listing.layouts, problems)
    report.stage("read", f"{len(listing.entries)} entry files, {len(listing.issues)} issues")
    converter, glossary = _converter(request, config, cache, problems)
    config = _complete(request, config, converter, glossary, cache)
    library = _library(request, config, converter, glossary, cache, report)
    problems += library.problems
    drafts = [e for e in library.entries if e.status == "draft" and not request.drafts]
    stated = [e for e in library.entries if e.status != "draft" or request.drafts]
    today = request.day(config.timezone)
    entries, issues = policy.appeared(config, stated, library.issues, today)
    count = f"{len(entries)} entries in {' and '.join(config.variants)}"
    report.stage("typeset", f"{count}; {library.changed} files anew")

    def fetch(entry: Facts) -> Typeset:
        return unpack(cache.record(entry.record, entry.digest))

    def locate(entry: Facts) -> Where:
        return fetch(entry).where

    problems += check(stated, library.issues, locate, drafts)
    problems += policy.ahead(config, stated, library.issues, today, locate)
    problems += _unconverted(entries, issues)
    report.refuse(not_silenced(config.silence, problems))
    files = _files(request, config, links.pointers(entries, issues))
    entries = images.size_facts(config, entries, files.images)
    issues = images.size_issues(issues, files.images)
    archive = assemble(config, entries, issues, editions.fold)
    problems += [*misplaced(archive), *unnamed(config.people, archive)]
    ledger = _ledger(request, problems)
    things = published(config, archive)
    problems += check_ledger(ledger, config, things, drafts)
    pages = _pages(config, archive, permanent_ids(ledger, things))
    problems += assets.check_places(pages, files.copied, locate)
    problems += _check_files(request, config, archive, pages, files, locate)
    warnings = not_silenced(config.silence, problems)
    report.refuse(warnings)
    counts = f"{len(archive.issues)} issues, {len(archive.by_topic)} topics, {len(pages)} pages"
    report.stage("assemble", counts)
    days = today.isoformat(), policy.next_day(stated, library.issues, today)
    made_with = (config, messages, layouts, converter, glossary)
    return Plan(*made_with, archive, pages, files.copied, warnings, fetch, days, files.images)


def _pages(config: Config, archive: Archive, ids: Mapping[str, str]) -> list[Page]:
    from qikan.generator.registry import FEEDS  # late: it imports every format

    return plan.plan(config, archive, FEEDS, ids)


def _ledger(request: BuildRequest, problems: list[Problem]) -> Ledger:
    """What was published; without a file nothing is known to have been."""
    if FILE not in request.listing.stamps:
        return Ledger()
    source, new_problems = decode(FILE, disk.read(request.root, FILE))
    problems += new_problems
    known, new_problems = read_ledger(source)
    problems += new_problems
    return known


class _Files(NamedTuple):
    """What texts point to, the files that are copied, and the images among them."""

    pointers: list[links.Pointer]
    copied: list[Asset]
    images: dict[str, images.Image]


def _files(request: BuildRequest, config: Config, pointers: list[links.Pointer]) -> _Files:
    listing = request.listing
    copied = assets.assets(config, pointers, listing.static, listing.layout_files)
    copied = [asset for asset in copied if not _is_missing(asset, listing)]
    return _Files(pointers, copied, _read_images(request, config, pointers, copied))


def _check_files(
    request: BuildRequest,
    config: Config,
    archive: Archive,
    pages: list[Page],
    files: _Files,
    locate: Locate,
) -> list[Problem]:
    """Links that lead nowhere, images that are not there or too large, titles no card shows."""
    listing = request.listing
    drafts = {item.entry.path for item in archive.entries if item.entry.status == "draft"}
    beside = frozenset(listing.beside)
    weights = {path: stamp[3] for path, stamp in listing.stamps.items()}
    return [
        *links.check_links(config, pages, files.copied, files.pointers, beside, drafts),
        *images.check_images(config, files.pointers, files.images, weights),
        *check_cards(config, archive, locate),
        *check_data(config),
    ]


def _read_images(
    request: BuildRequest, config: Config, pointers: list[links.Pointer], copied: list[Asset]
) -> dict[str, images.Image]:
    """The images that texts show, with their sizes; missing ones are reported elsewhere."""
    there = [
        asset
        for asset in copied
        if asset.source.startswith("content/") and asset.source in request.listing.stamps
    ]

    def read(source: str) -> bytes:
        return disk.read(request.root, source, images.HEAD)

    return images.read_images(config, pointers, there, read)


def _is_missing(asset: Asset, listing: disk.Listing) -> bool:
    """Whether an image is named that does not stand beside its entry, as a draft may."""
    return asset.source.startswith("content/entries/") and asset.source not in listing.stamps


def _converter(
    request: BuildRequest, config: Config, cache: Cache, problems: list[Problem]
) -> tuple[Converter, str]:
    """The converter, and the key of its glossaries, which the cache keeps parsed."""
    texts = glossary_texts(disk.HOME, request.root, config.packs)
    key = fingerprint.glossary_key(request.code, texts)
    kept = (key, config.quotes, config.style)
    cached = cache.value("glossary") or {}
    if cached.get("key") == key:

        def make() -> Converter:
            return Converter(Glossary.from_json(cached["glossary"]), config.quotes, config.style)

        return cache.kept("converter", kept, make), key
    new_problems = list[Problem]()
    glossary = read_glossaries(texts, new_problems)
    problems += new_problems
    if not new_problems:
        cache.write_value("glossary", {"key": key, "glossary": glossary})
    return Converter(glossary, config.quotes, config.style), key


def _complete(
    request: BuildRequest, config: Config, converter: Converter, glossary: str, cache: Cache
) -> Config:
    """The settings with what follows from them and from files."""
    return replace(
        config,
        static_pages=assets.static_pages(request.listing.static),
        versions=versions(request),
        description_html=_phrases(config, converter, glossary, cache),
        organisations=editions.named_in(config.organisations, config.variants),
        people=editions.named_in(config.people, config.variants),
    )


def _phrases(config: Config, converter: Converter, glossary: str, cache: Cache) -> dict[str, str]:
    """The site's description as HTML that breaks between phrases; the cache keeps it."""
    key = [glossary, *config.description.values()]
    cached = cache.value("description") or {}
    if cached.get("key") != key:
        texts = {v: phrases_html(converter.segmenter, t) for v, t in config.description.items()}
        cached = {"key": key, "html": texts}
        cache.write_value("description", cached)
    html: dict[str, str] = cached["html"]
    return html


def _library(
    request: BuildRequest,
    config: Config,
    converter: Converter,
    glossary: str,
    cache: Cache,
    report: Report,
) -> Library:
    """The typeset entries and issues."""

    def watch(
        results: Iterator[list[typesetting.Result]], total: int
    ) -> Iterable[list[typesetting.Result]]:
        for batch in report.watch(results, total):
            report.costs += [(TYPESETTING, r.path, r.seconds) for r in batch if r.seconds]
            yield batch

    settings = (
        config.variants,
        config.base_url,
        config.quotes,
        config.style,
        config.view,
        sorted(config.static_pages),
        sorted(config.whole_words),
        config.checks,
    )
    library_request = LibraryRequest(
        root=request.root,
        context=typesetting.TypesetContext(config, converter, request.clock),
        key=fingerprint.typesetting_key(glossary, settings),
        jobs=request.jobs,
        executor=request.executor,
        unchanged=request.unchanged,
        watch=watch,
        meanwhile=request.meanwhile,
    )
    return open_library(library_request, request.listing, cache)


def _unconverted(entries: Iterable[Facts], issues: Iterable[TypesetIssue]) -> Iterator[Problem]:
    """Warnings about words that could not be converted."""
    texts = [(entry.path, entry.unconverted) for entry in entries]
    texts += [(issue.where.path, issue.unconverted) for issue in issues]
    return itertools.chain(*itertools.starmap(unconverted, texts))
