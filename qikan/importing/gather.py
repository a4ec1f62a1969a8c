"""The files that a call names: single ones, and those of whole folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qikan import disk
from qikan.content.source import Source, decode
from qikan.errors import CallError
from qikan.importing.decode import MAX_BYTES
from qikan.importing.formats.document import Document
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.report import Report
from qikan.scan import list_files

ENDINGS = tuple(
    ".md .markdown .mdx .txt .html .htm .json .jsonl .ndjson .csv .tsv .yaml .yml .xml .rss .atom"
    " .eml .mhtml .mht .bib .bibtex .ris .enw .db .sqlite .sqlite3".split()
)
"""Files of a folder that are read."""
POSTS = (".md", ".markdown", ".mdx", ".html", ".htm")
"""Those of them that are posts."""
_LOOKS = tuple(
    ".png .jpg .jpeg .gif .webp .avif .svg .ico .css .scss .sass .less .js .mjs .ts .tsx .jsx .vue"
    " .astro .woff .woff2 .ttf .otf .map .lock .py .sh .toml".split()
)
"""Pictures, fonts, styles and programs: what a folder looks like, not what it says."""
_SETTINGS = re.compile(
    r"(?i)(?:package(?:-lock)?|tsconfig|composer|manifest|vercel|netlify|renovate|biome|lerna)\.json"
    r"|_?config(?:\.\w+)?\.(?:ya?ml|json)|(?:mkdocs|hugo|pnpm-lock|netlify|docker-compose)\.ya?ml"
    r"|requirements.*\.txt|robots\.txt|sitemap\.xml|(?:licen[cs]e|copying)(?:\.\w+)?|readme\.txt"
)
"""Files of a folder that are its generator's settings."""
MAP_ENDING = ".map.yaml"
"""What follows a file's name in that of its map of fields."""


def files(name: str, format_name: str) -> list[str]:
    """The file of a name, or the files below a folder that a format may read, sorted.

    Settings of a site's generator that lie among them are left alone.

    Raises:
        CallError: there is no such file.
    """
    if not os.path.isdir(name):
        if not os.path.isfile(name):
            raise CallError(message("no-input-file", name=name))
        return [name]
    paths = list_files(name, _endings(format_name))
    kept = [path for path in paths if not _is_setting(path)]
    if not kept:
        raise CallError(message("import-nothing-there", folder=name))
    return kept


def unread(name: str, format_name: str) -> Message | None:
    """The files of a folder that the format does not read, counted by their endings.

    None if it reads all, or the name is a file's.
    """
    if not os.path.isdir(name):
        return None
    read = (*_endings(format_name), *_LOOKS)
    others = [path for path in list_files(name, ("",)) if not path.lower().endswith(read)]
    by_ending: dict[str, list[str]] = {}
    for path in others:
        if not _is_setting(path):
            by_ending.setdefault(os.path.splitext(path)[1].lower(), []).append(path)
    if not by_ending:
        return None
    kinds = (f"{ending or '?'} {len(paths)} ({paths[0]})" for ending, paths in by_ending.items())
    return message("import-unread", folder=name, kinds=", ".join(kinds))


def _endings(format_name: str) -> tuple[str, ...]:
    return POSTS if format_name == "frontmatter" else ENDINGS


def _is_setting(path: str) -> bool:
    named = _SETTINGS.fullmatch(os.path.basename(path))
    return bool(named) or path.endswith(MAP_ENDING) or "/node_modules/" in path


def source_name(name: str) -> str:
    """What a source is called where the call does not say: the file's or folder's own name."""
    return os.path.basename(os.path.abspath(name))


def documents(paths: Sequence[str]) -> Iterator[Document]:
    """The files' bytes, one after the other."""
    return (Document(path, disk.read(Path(), path, MAX_BYTES + 1)) for path in paths)


def maps(paths: Sequence[str], problems: list[Problem]) -> dict[str, Source]:
    """The maps of fields that stand beside files, by the files' paths."""
    maps_by_path = {}
    for path in paths:
        beside = path + MAP_ENDING
        if disk.exists(Path(), beside):
            maps_by_path[path], faults = decode(beside, disk.read(Path(), beside))
            problems += faults
    return maps_by_path


def write_maps(proposed: Mapping[str, str], place: str, report: Report) -> None:
    """Write the maps that an editor must look over, each once, and say what to do with them."""
    for path, text in proposed.items():
        beside = place or path + MAP_ENDING
        if not disk.exists(Path(), beside):
            disk.write_new(Path(), beside, text.encode())
        option = message("with-map", path=beside) if place else message("none")
        report.print_message(message("map-written", path=path, map=beside, option=option))
