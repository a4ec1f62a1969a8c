"""What the path of a post says: its slug, the day before it, the language after it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from qikan.editions import SCRIPT_BY_CODE
from qikan.importing.reading import dates
from qikan.model.entry import Day

_ENGLISH = "en en-us en-gb en-au en-ca english".split()


LANG_BY_CODE = {**SCRIPT_BY_CODE, **dict.fromkeys(_ENGLISH, "en"), "zh": ""}
"""Language codes of blogs; ``zh`` does not say the script."""


_NOTION_ID = re.compile(r"\s[0-9a-f]{32}\Z")
"""What Notion adds to the name of a page that it exports."""


_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_](.+)")


_SUFFIX = re.compile(
    r"(.+)\.(zh(?:[-_]\w+)*|en(?:[-_]\w+)?|cn|tw|ja|ko|fr|de|es|ru)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a file's path: the slug, the day before it, the language after it."""

    slug: str
    day: Day | None
    lang: str | None
    jekyll: bool
    section: bool


def name_of(path: str) -> Name:
    """The data of a post in its path."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    folders, stem = parts[:-1], PurePosixPath(parts[-1]).stem if parts else ""
    lang = None
    if match := _SUFFIX.fullmatch(stem):
        stem, lang = match[1], LANG_BY_CODE.get(match[2].lower().replace("_", "-"), "")
    section = stem == "_index"
    if stem in ("index", "README") and folders:  # a bundle: the folder is the name
        stem = folders[-1]
        folders = folders[:-1]
    stem = _NOTION_ID.sub("", stem)
    dated = _DATED.fullmatch(stem)
    day = dates.day(dated[1]) if dated else None
    if dated and lang is None and (code := dated[2].lower().replace("_", "-")) in LANG_BY_CODE:
        lang, dated = LANG_BY_CODE[code], None
    hexo = any(pair == ("source", "_posts") for pair in itertools.pairwise(folders))
    return Name(
        slug=dated[2] if dated and day else stem,
        day=day,
        lang=lang,
        jekyll=bool(day) and not hexo,
        section=section,
    )
