"""Fields above a post that stand between no fences: Pelican's, Nikola's, Notion's, Logseq's.

Pelican and MultiMarkdown write ``Title: …`` lines, Nikola ``.. title: …`` in a comment, Notion a
heading with ``Created: …`` lines below it, Logseq ``title:: …`` lines above an outline.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from qikan.importing.formats.post.values import Value
from qikan.importing.reading.inline_fields import field_of

_PELICAN = re.compile(r"(?P<name>[A-Za-z][\w ]{0,29}):(?:\s+(?P<value>\S.*)|\s*)")
_PELICAN_NAMES = frozenset(
    "title date category tags slug author authors summary status lang modified".split()
)
_NIKOLA = re.compile(r"\s*\.\.\s+(?P<name>[\w-]{1,30}):(?:\s+(?P<value>.*)|\s*)")
_NOTION_HEADING = re.compile(r"#\s+(?P<title>\S.*)")
_NOTION_NAMES = re.compile(
    r"(?i)created(?: time| by)?|tags?|status|url|date|type|author|last edited(?: time| by)?"
    r"|property|published|category|score|name|link|priority|创建时间|創建時間|标签|標籤|状态|狀態"
    r"|日期|作者|类型|網址|网址|链接|最后编辑"
)
_OF_A_WORK = frozenset("url link source arxiv doi".split())
_MOST = 60


class Headers(NamedTuple):
    """Fields with their lines, and the number of lines that they and what ends them take."""

    syntax: str
    fields: list[tuple[str, Value, int]]
    below: int


def read(lines: Sequence[str], start: int) -> Headers | None:
    """The fields above a post that begin at a line; None where there are none of these."""
    for reader in (_nikola, _pelican, _notion, _logseq):
        if headers := reader(lines, start):
            return headers
    return None


def _pelican(lines: Sequence[str], start: int) -> Headers | None:
    """``Title: …`` lines up to the first blank one; a title or a date must be among them."""
    fields: list[tuple[str, Value, int]] = []
    at = start
    while at < min(len(lines), start + _MOST) and lines[at].strip():
        match = _PELICAN.fullmatch(lines[at].rstrip())
        if match:
            fields.append((_name(match["name"]), (match["value"] or "").strip(), at + 1))
        elif fields and lines[at][:1].isspace():
            name, value, line = fields[-1]
            fields[-1] = (name, f"{value} {lines[at].strip()}".strip(), line)
        else:
            return None
        at += 1
    names = {name for name, _, _ in fields}
    is_post = "title" in names and len(names & _PELICAN_NAMES) > 1
    if not is_post or recurs(lines, at, fields[0][0]):
        return None
    return Headers("pelican", fields, at)


def recurs(lines: Sequence[str], end: int, name: str) -> bool:
    """Whether a field stands again below a blank line or a rule: then the text is a list.

    ``end`` is the index of the first line below the fields.
    """
    for before, line in itertools.pairwise(lines[end - 1 :]):
        match = _PELICAN.fullmatch(line.rstrip()) if not before.strip("-=*_ \t\r") else None
        if match and match["value"] and _name(match["name"]) == name:
            return True
    return False


def _nikola(lines: Sequence[str], start: int) -> Headers | None:
    """``.. title: …`` lines, in a comment of HTML or not."""
    at = start
    in_comment = lines[at].strip() in ("<!--", "<!---")
    at += in_comment
    fields: list[tuple[str, Value, int]] = []
    while at < min(len(lines), start + _MOST) and (match := _NIKOLA.fullmatch(lines[at].rstrip())):
        if match["value"]:
            fields.append((_name(match["name"]), match["value"].strip(), at + 1))
        at += 1
    if not any(name == "title" for name, _, _ in fields):
        return None
    if in_comment:
        while at < len(lines) and "-->" not in lines[at]:
            at += 1
        at += 1
    return Headers("nikola", fields, at)


def _notion(lines: Sequence[str], start: int) -> Headers | None:
    """A heading, a blank line, and ``Created: …`` lines that Notion writes above a page."""
    heading = _NOTION_HEADING.fullmatch(lines[start].strip())
    if not heading:
        return None
    fields: list[tuple[str, Value, int]] = [("title", heading["title"].strip(), start + 1)]
    at = start + 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    while at < min(len(lines), start + _MOST) and lines[at].strip():
        name, colon, value = lines[at].partition(":")
        if not colon or not _NOTION_NAMES.fullmatch(name.strip()):
            return None
        fields.append((_notion_name(name), value.strip(), at + 1))
        at += 1
    return Headers("notion", fields, at) if len(fields) > 2 else None


def _logseq(lines: Sequence[str], start: int) -> Headers | None:
    """``title:: …`` lines; one of them says of which work the page is: others hold items."""
    fields: list[tuple[str, Value, int]] = []
    at = start
    while at < len(lines) and (field := field_of(lines[at])) and "::" in lines[at]:
        if field.value and not field.before:
            fields.append((_name(field.name), field.value, at + 1))
        at += 1
    names = {name for name, _, _ in fields}
    return Headers("logseq", fields, at) if "title" in names and names & _OF_A_WORK else None


def _name(typed: str) -> str:
    return typed.strip().lower().replace("-", "_").replace(" ", "_")


def _notion_name(typed: str) -> str:
    name = _name(typed)
    known = {
        "created_time": "created",
        "创建时间": "created",
        "創建時間": "created",
        "日期": "date",
        "标签": "tags",
        "標籤": "tags",
        "作者": "author",
        "url": "link",
        "网址": "link",
        "網址": "link",
        "链接": "link",
        "类型": "category",
    }
    return known.get(name, name)
