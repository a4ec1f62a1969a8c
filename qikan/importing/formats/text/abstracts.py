"""A plain list of papers: a title, perhaps its Chinese title, the abstract; blank lines or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qikan.content.source import Source
from qikan.importing.formats.text import digest
from qikan.importing.formats.text.blocks import (
    HAN,
    is_arxiv_id,
    is_chinese_title,
    is_table_or_post,
    read_block,
    shown_text,
)
from qikan.importing.item import ImportOptions, Item
from qikan.importing.reading import labels
from qikan.importing.reading.urls import addresses, stated_links, without
from qikan.model import Problem

_NUMBER = re.compile(
    r"\s*(?:#{1,6}\s+)?(?:\*\*)?(?:\d{1,3}[.、)）:：](?!\d)|[\[【(（]\d{1,3}[\]】)）]|#\d{1,3}(?=\s)|[-*•](?=\s))\s*"
)
_ENDS = re.compile(r"[。！？!?.](?:[”’」』）)\"'*_]|\[\d{1,3}\]){0,3}\Z")
_ENDS_TEXT = re.compile(r"(?:。|(?<=[㐀-鿿])\.)[^\w]{0,3}\Z")
_BROKEN_OFF = re.compile(r"(?:…|\.\.)\Z")
_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s[\w.'’-]+){1,3}[*†‡\d]*")
_CONTINUES = re.compile(r"[a-z]{1,20}[ ,]")

NOTHING = (
    "no paper found (a line with its title, a line with its abstract below it); nothing is imported"
)
SPARE = "this line belongs to no paper; it was left out"
BARE = "nothing stands below this title; it was left out"
_CUT = "来源的摘要在“{}”处中断。"


@dataclass(slots=True)
class _Item:
    """A paper as it is met, line by line."""

    line: int
    title: str
    title_zh: str = ""
    lines: list[str] = field(default_factory=list)
    told: bool = False


def read(source: Source, asked: ImportOptions) -> tuple[list[Item], list[Problem]]:
    """The papers of a list; an abstract that breaks off is kept and noted."""
    items, spare = _items(source.text)
    bare = [item.line for item in items if not item.lines]
    items = [item for item in items if item.lines]
    if not items:
        return [], [source.problem(1, 1, NOTHING, "warning")]
    items[-1].lines = items[-1].lines[: digest.chrome(items[-1].lines)]
    date = digest.issued(source.text.split("\n")[: items[0].line - 1])
    return [replace(_found(source, item), date=date) for item in items], [
        *(source.problem(line, 1, SPARE, "warning") for line in spare),
        *(source.problem(line, 1, BARE, "warning") for line in bare),
    ]


def looks_like(text: str) -> bool:
    """Whether a text is foreign titles, each over an abstract, with little else."""
    if is_table_or_post(text) or digest.looks_like(text):
        return False
    items, spare = _items(text)
    told = sum(item.told and not HAN.search(item.title) for item in items)
    return bool(items) and told * 4 >= 3 * len(items) and len(spare) <= len(items)


# ---------------------------------------------------------------- lines


def _items(text: str) -> tuple[list[_Item], list[int]]:
    """The papers, and the lines that belong to none."""
    lines = _joined(text)
    items: list[_Item] = []
    spare: list[int] = []
    for at, (number, line) in enumerate(lines):
        below = lines[at + 1][1] if at + 1 < len(lines) else ""
        item = items[-1] if items else None
        said = labels.field(_bare(line))
        if said and said[0] in ("title", "title_zh"):
            if item and not item.told and _completes(item, said[1]):
                item.title_zh = said[1]
            elif said[1]:
                items.append(_Item(number, said[1]))
        elif item is None or not (said or is_arxiv_id(line) or _is_link(line, below)):
            _place(items, spare, number, line, below)
        else:
            item.lines.append(line)
            item.told = item.told or (said is not None and said[0] == "body")
    return items, spare


def _place(items: list[_Item], spare: list[int], number: int, line: str, below: str) -> None:
    """Take a line that is neither field nor link: a title, a Chinese title, or text."""
    item = items[-1] if items else None
    text, bare = _is_text(line), _bare(line)
    if item and not item.told and not text and _are_people(line):
        item.lines.append(f"作者：{line}")
    elif item and not item.told and _completes(item, bare) and not text and _goes_on(below):
        item.title_zh = bare
    elif not text and (not HAN.search(line) or _is_text(below)) and _starts(item, line):
        items.append(_Item(number, bare))
    elif item:
        item.lines.append(line)
        item.told = True
    elif re.search(r"\w", line):
        spare.append(number)


def _joined(text: str) -> list[tuple[int, str]]:
    """The lines that hold words, with their numbers; English that was wrapped is one line again."""
    made: list[tuple[int, list[str]]] = []
    before = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if len(before) >= 50 and _CONTINUES.match(line) and not _ENDS.search(before):
            made[-1][1].append(line)
        elif re.search(r"\w", line):
            made.append((number, [line]))
        before = line
    return [(number, " ".join(parts)) for number, parts in made]


def _bare(line: str) -> str:
    """A title without its number, its marks and the quotes around it."""
    return shown_text(line[found.end() :] if (found := _NUMBER.match(line)) else line).strip("*# ")


def _is_text(line: str) -> bool:
    """Whether a line is an abstract, or a paragraph of one, rather than a title."""
    if HAN.search(line):
        return len(line) > 110 or bool(_ENDS_TEXT.search(line)) or (len(line) > 20 and "。" in line)
    return len(line) > 220 or (line.count(" ") > 4 and bool(re.search(r"\.\W{0,3}\Z", line)))


def _are_people(line: str) -> bool:
    """Whether a line is the names of authors: two or more, of two words and more each."""
    names = re.split(r"\s*[,;，；&]\s*(?:and\s)?|\sand\s", line) if len(line) < 2000 else []
    return len(names) > 1 and all(_PERSON.fullmatch(name) for name in names)


def _is_link(line: str, below: str) -> bool:
    pieces = list(stated_links(line))
    if pieces:
        return not without(line, pieces)
    first = next(addresses(below), None)
    return labels.is_label(line.strip("*：: ")) and first is not None and first.start == 0


def _completes(item: _Item, line: str) -> bool:
    """Whether a line can be the Chinese title of a paper that has a foreign one."""
    return not item.title_zh and not HAN.search(item.title) and is_chinese_title(line)


def _goes_on(below: str) -> bool:
    """Whether the line below is more of the same paper: then the one above it was no abstract."""
    told = _is_text(below) or _are_people(below) or is_arxiv_id(below)
    return bool(told or labels.field(below) or _is_link(below, ""))


def _starts(item: _Item | None, line: str) -> bool:
    """Whether a short line begins a paper: no Chinese one where a paper waits for its abstract."""
    return item is None or item.told or not HAN.search(line)


# ---------------------------------------------------------------- papers


def _found(source: Source, item: _Item) -> Item:
    block = read_block(item.lines)
    body = block.paragraphs
    return block.found(
        path=source.path,
        line=item.line,
        title=item.title,
        title_zh=item.title_zh,
        kind="paper",
        notes=(_CUT.format(body[-1][-12:].strip()),) if body and _breaks_off(body[-1]) else (),
        body="\n\n".join(body),
    )


def _breaks_off(text: str) -> bool:
    """Whether a text stops inside a sentence."""
    if _BROKEN_OFF.search(text):
        return True
    ends = [address.end for address in addresses(text[-300:])]
    return not _ENDS.search(text) and not (ends and ends[-1] == len(text[-300:]))
