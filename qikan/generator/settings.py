"""The settings and glossaries of a root -> what its entries are typeset with."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

from qikan import installation
from qikan.cache import fingerprint
from qikan.cache.store import Cache
from qikan.content.glossary import Glossary, ParsedGlossary
from qikan.content.glossary_file import glossary_texts, read_glossaries
from qikan.content.site import Config
from qikan.content.site_file import read_settings
from qikan.conversion.converter import Converter, load_dictionaries
from qikan.conversion.segments import AddedWords
from qikan.errors import CacheError
from qikan.generator.entries import LibraryRequest, TypesetFiles, typeset_uncertain
from qikan.generator.request import BuildRequest
from qikan.generator.typesetting import TypesetContext
from qikan.model.problem import Problem
from qikan.pages.assets import static_pages

GLOSSARY = "glossary"
"""The cache's name for the key of the parsed glossaries."""
_PARSED = "parsed"
"""The cache's name for the parsed glossaries."""
_ADDED = "words"
"""The cache's name for what the segmenter adds to its dictionary for the glossaries."""


def open_settings(request: BuildRequest, problems: list[Problem]) -> Config:
    """The settings that typesetting reads; what is wrong in them is added to the problems."""
    config = read_settings(request.root, request.base_url, problems)
    return replace(config, static_pages=static_pages(request.listing.static))


def glossary_sources(request: BuildRequest, config: Config) -> dict[str, bytes]:
    """The texts of the glossaries that the settings ask for, by path."""
    return glossary_texts(installation.HOME, request.root, config.packs)


def open_converter(
    request: BuildRequest, config: Config, texts: dict[str, bytes], cache: Cache
) -> tuple[Converter, str, list[Problem]]:
    """The converter of glossaries given by path, their key, and what is wrong in them.

    The cache keeps them parsed, and what the segmenter adds for them; else another process may
    have parsed them.
    """
    key = fingerprint.glossary_key(request.code, texts)
    kept_key = [key, [list(pair) for pair in config.style]]
    if cache.value(GLOSSARY) == kept_key:

        def make() -> Converter:
            load = functools.partial(_cached, cache.path.parent)
            return Converter(
                lambda: Glossary.from_json(load(_PARSED)),
                config.quotes,
                config.style,
                lambda: AddedWords(*load(_ADDED)),
            )

        return cache.kept("converter", (key, config.quotes, config.style), make), key, []
    load_dictionaries(config.variants)  # they are needed, and the other process is at work
    parsed = request.parsed() if request.parsed else None
    if not parsed or parsed.key != key:  # a file was written meanwhile
        parsed = _parse(key, texts)
    converter = Converter(parsed.glossary, config.quotes, config.style)
    if not parsed.problems:
        cache.write_value(GLOSSARY, kept_key)
        cache.write_value(_PARSED, parsed.glossary)
        cache.write_value(_ADDED, converter.segmenter.added)
    return converter, key, parsed.problems


def parsed_glossary(request: BuildRequest) -> ParsedGlossary:
    """The glossaries that the settings ask for, parsed."""
    texts = glossary_sources(request, open_settings(request, []))
    return _parse(fingerprint.glossary_key(request.code, texts), texts)


def _parse(key: str, texts: dict[str, bytes]) -> ParsedGlossary:
    problems = list[Problem]()
    return ParsedGlossary(key, read_glossaries(texts, problems), problems)


def _cached(folder: Path, name: str) -> Any:
    """What the cache in a folder keeps of the glossaries, in whichever process needs it."""
    with contextlib.closing(Cache(folder, read_only=True)) as cache:
        value = cache.value(name)
    if value is None:
        raise CacheError(f"{name} of the glossaries is missing")
    return value


def library_request(
    request: BuildRequest, config: Config, converter: Converter, glossary_key: str
) -> LibraryRequest:
    """What typesetting needs; ``glossary_key`` is that of the converter's glossaries."""
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
        key=fingerprint.typesetting_key(glossary_key, settings),
        jobs=request.jobs,
        executor=request.executor,
        unchanged=request.unchanged,
        typeset_ahead=request.typeset_ahead,
    )


def typeset_changed(request: BuildRequest, folder: Path) -> TypesetFiles | None:
    """The entries that changed since the cache in a folder was written, typeset.

    None if all others have to be typeset again too.

    Raises:
        QikanError: the settings cannot be read, or the cache lacks the parsed glossaries.
    """
    config = open_settings(request, [])
    with contextlib.closing(Cache(folder, read_only=True)) as cache:
        texts = glossary_sources(request, config)
        converter, glossary_key, _ = open_converter(request, config, texts, cache)
        library = library_request(request, config, converter, glossary_key)
        return typeset_uncertain(library, request.listing, cache)
