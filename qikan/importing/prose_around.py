"""A page of prose around the BibTeX of one paper: the prose is the text of the paper's entry."""

from __future__ import annotations

import dataclasses
import re

from qikan.content.source import Source
from qikan.importing.formats.post import post
from qikan.importing.item import ImportOptions, ReadResult

_FENCED = re.compile(
    r"(?ms)^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n\s*@\w+\s*[{(].*?^[ \t]*(?P=fence)[ \t]*$"
)
_BARE = re.compile(r"(?ms)^[ \t]*@\w+\s*\{.*?(?:^[ \t]*\}|\}\s*\})[ \t]*$")
_HEADING = re.compile(r"(?im)^#{1,6}[ \t]*(?:bibtex|citation|cite|引用|引用格式)?[ \t]*:?\s*\Z")
_MARKS = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|https?://\S+|^#.*$|[\W_]", re.MULTILINE)
_FEWEST = 40
"""Characters of prose, without headings and links, that are a text of their own."""


def with_prose(result: ReadResult, source: Source, options: ImportOptions) -> ReadResult:
    """What BibTeX gives, with the prose around the record of its only item as the item's text.

    The day, the topics and the script of a post's front matter hold for it.
    """
    if len(result.items) != 1:
        return result
    item = result.items[0]
    outer = post.read(source, options).items if post.looks_like(source.text) else ()
    text = outer[0].body if outer else source.text
    prose = _HEADING.sub("", _BARE.sub("", _FENCED.sub("", text)).strip()).strip()
    if len(_MARKS.sub("", prose)) < _FEWEST:
        return result
    if outer and outer[0].title != item.title:
        prose = f"# {outer[0].title}\n\n{prose}"
    prose = re.sub(r"\A# ", "## ", prose)
    prose = f"{prose}\n\n{item.body}".strip() if item.body else prose
    item = dataclasses.replace(item, body=prose, markdown=True)
    if outer:
        item = dataclasses.replace(
            item,
            date=outer[0].date or item.date,
            topics=tuple(dict.fromkeys((*item.topics, *outer[0].topics))),
            lang=outer[0].lang,
        )
    return dataclasses.replace(result, items=(item,))
