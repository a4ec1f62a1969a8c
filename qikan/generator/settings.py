"""The settings and glossaries of a root -> what its entries are typeset with."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import replace
from pathlib import Path

from qikan import disk
from qikan.cache import fingerprint
from qikan.cache.store import Cache
from qikan.content.glossary import Glossary, glossary_texts, read_glossaries
from qikan.content.site import Config, read_settings
from qikan.conversion.converter import Converter
from qikan.errors import CacheError
from qikan.generator.entries import LibraryRequest, TypesetFiles, typeset_uncertain
from qikan.generator.request import BuildRequest
from qikan.generator.typesetting import TypesetContext
from qikan.model import Problem
from qikan.pages.assets import static_pages

GLOSSARY = "glossary"
"""The cache's name for the key of the parsed glossaries: a root that was never built has none."""
_PARSED = "parsed"
"""The cache's name for the parsed glossaries."""


def open_settings(request: BuildRequest, problems: list[Problem]) -> Config:
    """The settings that typesetting reads; what is wrong in them is added to the problems."""
    config = read_settings(request.root, request.base_url, problems)
    return replace(config, static_pages=static_pages(request.listing.static))


def open_converter(
    request: BuildRequest, config: Config, cache: Cache, problems: list[Problem]
) -> tuple[Converter, str]:
    """The converter, and the key of its glossaries, which the cache keeps parsed."""
    texts = glossary_texts(disk.HOME, request.root, config.packs)
    key = fingerprint.glossary_key(request.code, texts)
    kept = (key, config.quotes, config.style)
    if cache.value(GLOSSARY) == key:

        def make() -> Converter:
            load = functools.partial(_parsed_glossary, cache.path.parent)
            return Converter(load, config.quotes, config.style)

        return cache.kept("converter", kept, make), key
    new_problems = list[Problem]()
    glossary = read_glossaries(texts, new_problems)
    problems += new_problems
    if not new_problems:
        cache.write_value(GLOSSARY, key)
        cache.write_value(_PARSED, glossary)
    return Converter(glossary, config.quotes, config.style), key


def _parsed_glossary(folder: Path) -> Glossary:
    """The parsed glossaries of the cache in a folder, read in whichever process needs them."""
    with contextlib.closing(Cache(folder, read_only=True)) as cache:
        parsed = cache.value(_PARSED)
    if parsed is None:
        raise CacheError("the parsed glossaries are missing")
    return Glossary.from_json(parsed)


def library_request(
    request: BuildRequest, config: Config, converter: Converter, glossary: str
) -> LibraryRequest:
    """What typesetting needs; ``glossary`` is the key of the converter's glossaries."""
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
    return LibraryRequest(
        root=request.root,
        context=TypesetContext(config, converter, request.clock),
        key=fingerprint.typesetting_key(glossary, settings),
        jobs=request.jobs,
        executor=request.executor,
        unchanged=request.unchanged,
        ahead=request.ahead,
    )


def typeset_changed(request: BuildRequest, folder: Path) -> TypesetFiles | None:
    """The entries that changed since the cache in a folder was written, typeset.

    None if all others have to be typeset again too.

    Raises:
        QikanError: the settings cannot be read, or the cache lacks the parsed glossaries.
    """
    config = open_settings(request, [])
    with contextlib.closing(Cache(folder, read_only=True)) as cache:
        converter, glossary = open_converter(request, config, cache, [])
        library = library_request(request, config, converter, glossary)
        return typeset_uncertain(library, request.listing, cache)
