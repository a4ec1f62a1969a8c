"""Content -> a plan of the site: read, typeset, assemble, plan (``publishing`` comes next)."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from qikan.archive import policy
from qikan.archive.check import unconverted
from qikan.cache.records import unpack
from qikan.cache.store import Cache
from qikan.content.messages import Messages, read_layouts
from qikan.content.silence import not_silenced
from qikan.content.site import Config
from qikan.conversion import site_texts
from qikan.conversion.converter import Converter
from qikan.conversion.phrases import phrases_html
from qikan.generator import typesetting
from qikan.generator.assembling import Assembly, Content
from qikan.generator.copying import versions
from qikan.generator.entries import Library, open_library
from qikan.generator.request import BuildRequest
from qikan.generator.settings import (
    glossary_sources,
    library_request,
    open_converter,
    open_settings,
)
from qikan.model.archive import Archive, Facts
from qikan.model.entry import Typeset
from qikan.model.issue import TypesetIssue
from qikan.model.page import Asset
from qikan.model.problem import Problem
from qikan.pages import images
from qikan.pages.plan import Pages
from qikan.problems.message import message
from qikan.report import TYPESETTING, Report, counted

_Value = TypeVar("_Value")


class Plan(NamedTuple):
    """What is to be published, and what it is made with.

    ``glossary_key`` is that of the converter's glossaries, ``structure`` the key of what follows
    from the shapes of the entries. ``fetch`` gives whole entries.
    ``problems`` are warnings. ``days`` are the build's day, and the first one after it on which a
    build of the same files makes something else ('' if none does).
    """

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    converter: Converter
    glossary_key: str
    structure: str
    archive: Archive
    pages: Pages
    assets: list[Asset]
    problems: list[Problem]
    fetch: Callable[[Facts], Typeset]
    days: tuple[str, str]
    images: Mapping[str, images.Image]


class Opened(NamedTuple):
    """The content of a root, typeset: settings, texts and layouts, entries and issues.

    ``problems`` are those that were found so far.
    """

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    converter: Converter
    glossary_key: str
    library: Library
    problems: list[Problem]


def prepare(request: BuildRequest, cache: Cache, report: Report) -> Plan:
    """Read, typeset, assemble and plan.

    Raises:
        ContentError: the content is wrong; the problems have been shown.
    """
    return assemble(request, open_content(request, cache, report), cache, report)


def open_content(request: BuildRequest, cache: Cache, report: Report) -> Opened:
    """Read the root, and typeset its entries and issues.

    Raises:
        ContentError: the settings are wrong; the problems have been shown.
    """
    listing = request.listing
    problems = list(listing.problems)
    config = open_settings(request, problems)
    messages, layouts = read_layouts(request.layouts, listing.layouts, problems)
    counts = counted(len(listing.entries), "entry-file"), counted(len(listing.issues), "issue")
    report.stage("read", message("done-read", entries=counts[0], issues=counts[1]))
    texts = glossary_sources(request, config)
    meanwhile = functools.partial(request.meanwhile, layouts) if request.meanwhile else None
    if meanwhile and request.parsed:
        meanwhile()
    converter, glossary_key, faults = open_converter(request, config, texts, cache)
    config = _complete(request, config, converter, glossary_key, cache)
    needed = library_request(request, config, converter, glossary_key)
    needed = needed._replace(watch=functools.partial(_watch, report), meanwhile=meanwhile)
    library = open_library(needed, listing, cache)
    problems += [*faults, *library.problems]
    return Opened(config, messages, layouts, converter, glossary_key, library, problems)


def assemble(request: BuildRequest, opened: Opened, cache: Cache, report: Report) -> Plan:
    """Assemble what was typeset, and plan the site.

    Raises:
        ContentError: the content is wrong; the problems have been shown.
    """
    config, library, problems = opened.config, opened.library, opened.problems
    fetch = functools.partial(_fetch, cache)
    assembly = _assembly(request, config, library, fetch, cache)
    done = {"count": len(assembly.entries), "changed": library.changed}
    report.stage("typeset", message("done-typeset", editions=", ".join(config.variants), **done))
    entry_problems = assembly.check_entries()
    problems = [*problems, *entry_problems]
    problems += _unconverted(assembly.entries, assembly.issues)
    report.refuse(not_silenced(config.silence, problems))
    assembled = assembly.assemble(entry_problems)
    problems = not_silenced(config.silence, [*problems, *assembled.problems])
    report.refuse(problems)
    done = {"issues": len(assembled.archive.issues), "topics": len(assembled.archive.by_topic)}
    report.stage("assemble", message("done-assemble", **done))
    return Plan(
        config=config,
        messages=opened.messages,
        layouts=opened.layouts,
        converter=opened.converter,
        glossary_key=opened.glossary_key,
        structure=assembled.structure,
        archive=assembled.archive,
        pages=assembled.pages,
        assets=assembled.copied,
        problems=problems,
        fetch=fetch,
        days=(request.day(config.timezone).isoformat(), assembly.next_day),
        images=assembled.images,
    )


def _fetch(cache: Cache, entry: Facts) -> Typeset:
    return unpack(cache.record(entry.record, entry.digest))


def _complete(
    request: BuildRequest, config: Config, converter: Converter, glossary_key: str, cache: Cache
) -> Config:
    """The settings with what follows from them and from files."""
    once = site_texts.given_once(config)
    key = [glossary_key, config.variants, config.style, config.quotes, once]
    written = _kept(
        cache, "site texts", key, lambda: site_texts.write_for_editions(converter, config)
    )
    config = site_texts.with_editions(config, written)
    return replace(
        config,
        versions=versions(request),
        description_html=_phrases(config, converter, glossary_key, cache),
    )


def _phrases(
    config: Config, converter: Converter, glossary_key: str, cache: Cache
) -> dict[str, str]:
    """The site's description as HTML that breaks between phrases."""
    texts = config.description

    def write() -> dict[str, str]:
        return {v: phrases_html(converter.segmenter, text) for v, text in texts.items()}

    return _kept(cache, "description", [glossary_key, *texts.values()], write)


def _kept(cache: Cache, name: str, key: Sequence[Any], make: Callable[[], _Value]) -> _Value:
    """A value that the cache keeps as long as its key is the same."""
    text = json.dumps(key, ensure_ascii=False)
    cached = cache.value(name) or {}
    if cached.get("key") != text:
        cached = {"key": text, "value": make()}
        cache.write_value(name, cached)
    value: _Value = cached["value"]
    return value


def _watch(
    report: Report, results: Iterator[list[typesetting.Result]], total: int
) -> Iterator[list[typesetting.Result]]:
    """Show how far typesetting is, and note how long each entry took."""
    for batch in report.watch(results, total):
        report.costs += [(TYPESETTING, r.path, r.seconds) for r in batch if r.seconds]
        yield batch


def _assembly(
    request: BuildRequest,
    config: Config,
    library: Library,
    fetch: Callable[[Facts], Typeset],
    cache: Cache,
) -> Assembly:
    """All entries together; drafts apart, unless they are built too."""
    drafts = [e for e in library.entries if e.status == "draft" and not request.drafts]
    stated = [e for e in library.entries if e.status != "draft" or request.drafts]
    today = request.day(config.timezone)
    issues = policy.without_waiting(library.issues, stated, drafts)
    content = Content(library.shape, stated, drafts, issues, today)
    return Assembly(request, config, content, cache, lambda entry: fetch(entry).where)


def _unconverted(entries: Iterable[Facts], issues: Iterable[TypesetIssue]) -> Iterator[Problem]:
    """Warnings about words that could not be converted."""
    texts = [(entry.path, entry.unconverted) for entry in entries]
    texts += [(issue.where.path, issue.unconverted) for issue in issues]
    return itertools.chain(*itertools.starmap(unconverted, texts))
