"""Chinese punctuation where YAML has its own: read where it can mean one thing only.

``mend`` works on lines before YAML is read (``title：值``, ``date:2024-06-21``, ``－ 项``),
``split`` on the plain text of a list (``大模型，推理``). Where two readings make sense the editor
is asked.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from qikan.editions import TAGS
from qikan.model.entry import LINK_TYPES
from qikan.patterns import pattern
from qikan.problems.message import Message, message

INNER_KEYS = frozenset(
    "type url label name fields date note model slug names facet aliases old_slugs en to "
    "summary_min summary_max require punctuation".split()
).union(LINK_TYPES, TAGS)
"""Names of fields that stand inside others: below the first level a colon may be part of a text."""

_BLANKS = "[ \t\u3000\u00a0]"
_COLONS = "：﹕∶"
_KEY = "|".join(sorted(INNER_KEYS, key=len, reverse=True))
_TOP = pattern(
    rf"(?P<key>[^\s:{_COLONS}#'\"\[\]{{}}&*!|>%@`,，、-][^\s:{_COLONS}#'\"\[\]{{}},，、]*)"
    rf"(?:{_BLANKS}*[{_COLONS}]|(?<=[A-Za-z_0-9]){_BLANKS}*:(?!//)(?=[^ \t])){_BLANKS}*"
)
_INSIDE = pattern(
    rf"(?P<lead>[ \t\u3000]*(?:[-－–•] *)?)(?P<key>{_KEY}){_BLANKS}*"
    rf"(?:[{_COLONS}]|:(?!//)(?=[^ \t])){_BLANKS}*"
)
_FLOW = pattern(
    rf"(?P<lead>[{{,，、]\s*)(?P<key>{_KEY}){_BLANKS}*(?:[{_COLONS}]|:){_BLANKS}*(?=[^\s]|$)"
)
_TITLES = pattern(r"title: \{zh-Han")
"""The site's title by variant; any other title is the rest of its line."""
_BULLET = pattern(
    r"(?P<lead>[ \t\u3000]*)"
    r"(?:[－–•·]\s*|[*+]\s+|-(?=[^\s\-])|\d{1,2}(?:[.)]\s+|[、）．.](?=[\u3400-\u9fff])))(?=\S)"
)
_QUOTED = pattern(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_QUOTED_LIST = pattern(
    rf"(?P<start>[ \t]*[\w-]+:[ \t]+)(?P<open>\[[ \t]*)?"
    rf"(?P<values>(?:{_QUOTED.pattern})(?:[ \t]*[，、；,][ \t]*(?:{_QUOTED.pattern}))+)"
    r"[ \t]*(?(open)\])[ \t]*"
)
_BRACES = pattern(r"([ \t]*(?:- +)?(?:[\w-]+:[ \t]+)?)｛(.*)｝[ \t]*")
_BLOCK = pattern(r"(?:^|[:\-]\s+)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_OPENS_QUOTE = pattern(r"""(?:^\s*(?:-\s+)?|:\s+|[\[{,]\s*)(["'])[^"']*$""")
_SUSPECT = (
    pattern(
        rf"^(?:[^:{_COLONS}\n'\"]*[{_COLONS}]"
        r"|[ \t]*(?:(?:- *)?[A-Za-z_][\w-]*[ \t]*:(?!//)[^\s]"
        r"|[\u3000－–•·]|-[^\s-]|[*+]\s|\d{1,2}[.)、）．]"
        r"|[\w-]+:[ \t]+[\"'][^\n\"']*[\"'][ \t]*,))",
        re.MULTILINE,
    ),
    pattern(r"[\"'][ \t]*[，、；]"),
    pattern(r":[ \t]*[｛\u3000\u00a0]"),
    pattern(rf"[{{,，、]\s*(?:{_KEY})\s*(?:[{_COLONS}]|:(?!//)[^\s])"),
    pattern(rf"[，、]\s*(?:{_KEY})\s*:"),
)
"""What a line holds that ``mend`` may change: few texts have any, and one pattern of all of it is
slower.
"""


class Mended(NamedTuple):
    """A text that YAML reads, and what was added: (column, characters) by line from 0."""

    text: str
    added: Mapping[int, tuple[tuple[int, int], ...]]


def mend(text: str) -> Mended:
    """Give keys, bullets and separators of mappings the ASCII form that YAML knows."""
    if not any(suspect.search(text) for suspect in _SUSPECT):
        return Mended(text, {})
    lines, added = [], {}
    block = -1  # the indent of the field whose block scalar is being passed over
    quote = ""
    open_key = False
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" \t\u3000"))
        is_text = bool(quote) or (block >= 0 and (not line.strip() or indent > block))
        if quote:
            quote = "" if line.count(quote) % 2 else quote
        elif not is_text:
            block = -1
            fixed, places = _mend_line(line, open_key)
            if places:
                added[number] = tuple(places)
            line = fixed  # noqa: PLW2901
            if _BLOCK.search(line):
                block = indent
            match = _OPENS_QUOTE.search(_QUOTED.sub("", line))
            quote = match[1] if match and not line.startswith("title") else ""
            if line.strip():
                open_key = line.rstrip().endswith(":") or (open_key and line.lstrip()[:1] == "-")
        lines.append(line)
    return Mended("\n".join(lines), added)


def _mend_line(line: str, open_key: bool) -> tuple[str, list[tuple[int, int]]]:
    places: list[tuple[int, int]] = []
    if line.lstrip().startswith("#"):
        return line, places
    if open_key and (match := _BULLET.match(line)):
        line = _put(line, match.end(), match["lead"].replace("\u3000", "  ") + "- ", places)
    match = _TOP.match(line) or _INSIDE.match(line)
    if match:
        lead = match.groupdict().get("lead", "").replace("\u3000", "  ")
        key = unicodedata.normalize("NFKC", match["key"])
        line = _put(line, match.end(), f"{lead}{key}: ", places)
    elif line.startswith("\u3000"):
        indent = len(line) - len(line.lstrip("\u3000"))
        line = _put(line, indent, "  " * indent, places)
    if line.startswith("title"):
        return (_mend_flow(line, places) if _TITLES.match(line) else line), places
    return _mend_flow(_mend_quotes(line, places), places), places


def _mend_quotes(line: str, places: list[tuple[int, int]]) -> str:
    """Values in quotes, parted by full-width commas or not in brackets; full-width braces."""
    if match := _BRACES.fullmatch(line):
        return f"{match[1]}{{{match[2]}}}"
    if match := _QUOTED_LIST.fullmatch(line):
        values = ", ".join(value[0] for value in _QUOTED.finditer(match["values"]))
        start = match["start"] + (match["open"] or "[")
        if not match["open"]:
            places.append((len(start), 1))
        return f"{start}{values}]"
    return line


def _put(line: str, end: int, start: str, places: list[tuple[int, int]]) -> str:
    """Replace the beginning of a line up to ``end``."""
    if len(start) != end:
        places.append((len(start), len(start) - end))
    return start + line[end:]


def _mend_flow(line: str, places: list[tuple[int, int]]) -> str:
    """Mappings on one line: ``{type：code，url：https://…}``."""
    if "{" not in line:
        return line
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    pieces, last, grown = [], 0, 0
    for match in _FLOW.finditer(line):
        if any(start < match.start() < end for start, end in quoted):
            continue
        opens = match["lead"][0]
        lead = ("{" if opens == "{" else ",") + (match["lead"][1:] or " " * (opens != "{"))
        new = f"{lead}{match['key']}: "
        pieces += [line[last : match.start()], new]
        last = match.end()
        if len(new) != len(match[0]):
            grown += len(new) - len(match[0])
            places.append((match.end() + grown, len(new) - len(match[0])))
    return "".join([*pieces, line[last:]])


# ---------------------------------------------------------------- lists

_FULL = "，、；;"
_HAN_NAME = "[\u3400-\u9fff]{2,4}"
_SEVERAL_PEOPLE = (
    rf"\S (?:and|&) (?=\S)|^and (?=\S)|^{_HAN_NAME}(?:[ /]{_HAN_NAME})+$|\w/(?=[A-Z\u3400-\u9fff])"
)
_OTHERS = r"\bet\.? al\b|^others$|[\u3400-\u9fff ]等人?$|^等$"
_UNSAFE = pattern(
    rf"[，、；;,“”‘’＂「」『』【】［］〔〕。|｜＃#]|\]$|^[(（]|{_SEVERAL_PEOPLE}|{_OTHERS}"
)
_QUOTES = {"“": "”", "‘": "’", "＂": "＂", "「": "」", "『": "』", "”": "”"}
_INSIDE_OF = {"(": ")", "（": "）", "《": "》", "〈": "〉", "「": "」", "“": "”", "【": "】"}
_HAN = pattern("[\u3400-\u9fff]")
_PLACES = frozenset(
    "北京 上海 天津 重庆 重慶 香港 澳门 澳門 台北 臺北 新竹 台中 台南 高雄 深圳 广州 廣州 杭州 "
    "南京 苏州 合肥 武汉 武漢 西安 成都 哈尔滨 长沙 厦门 济南 青岛 大连 沈阳 中国 中國 台湾 臺灣 "
    "美国 美國 英国 英國 新加坡 日本 东京 東京".split()
)
"""What stands behind a comma in an organisation's address."""


class Piece(NamedTuple):
    """A value of a list, and where it begins in the text that was typed."""

    text: str
    at: int


def split(
    text: str, *, alone: bool, listed: bool, names: bool, whole_words: Collection[str] = ()
) -> tuple[Piece, ...] | Message:
    """The values in an unquoted text that stands for a list or in one, or what is not clear in it.

    ``alone``: it is the field's whole value. ``listed``: a line of its own, ``- …``. ``names``:
    people or organisations, in whose names a comma may stand. ``whole_words`` are one value
    each, although they hold a separator.
    """
    if fault := _bracket_fault(text) if alone else None:
        return fault
    if re.search(r"[」”』】][「“『【]|\s[#＃]", text):
        return message("several-values", text=text)
    at = int(alone and _is_wrapped(text))
    text = text[at : len(text) - at]
    separators = _FULL + ("," if alone or not names else "") + ("" if names else "|｜")
    if names and _FAMILY_FIRST.fullmatch(text):
        separators = "；;"
    cuts = _cuts(text, separators, whole_words)
    pieces = [_clean(text, at, start, end) for start, end in cuts]
    values = tuple(piece for piece in pieces if piece.text)
    if not names:
        return tuple(_without_sign(piece) for piece in values)
    if len(values) > 1:
        used = {text[end] for _, end in cuts[:-1]}
        shown = ", ".join(piece.text for piece in values)
        if listed and used & set("，"):
            return message("comma-in-line", names=shown)
        if used & set(",，") and not _are_names(values):
            return message("comma-in-name", names=shown)
    return values


_FAMILY_FIRST = pattern(r"[^,;；]+, [^,;；]+(?:[;；][^,;；]+, [^,;；]+)+[;；]?")
"""Names as bibliographies have them: ``Brook, Ada; Reef, Bo``."""


def people_fault(text: str) -> Message | None:
    """Why an unquoted text is not the name of one author, or None."""
    if re.search(_OTHERS, text):
        return message("not-an-author", text=text)
    return message("several-values", text=text) if re.search(_SEVERAL_PEOPLE, text) else None


def _are_names(pieces: Collection[Piece]) -> bool:
    """Whether pieces between commas are whole names each: Han and no place, or several words."""
    return all(
        " " in piece.text or (_HAN.search(piece.text) and piece.text not in _PLACES)
        for piece in pieces
    )


def _bracket_fault(text: str) -> Message | None:
    """Why the brackets around a field's whole value are no list, or None."""
    if text[0] in "【［〔" and text[-1] not in "】］〕]":
        return message("list-unclosed", sign=text[0])
    if text[-1] in "】］〕]" and not any(char in text[:-1] for char in "【［〔["):
        return message("list-unopened", sign=text[-1])
    return None


def _is_wrapped(text: str) -> bool:
    """Whether a field's whole value stands in full-width brackets, or round ones around a list."""
    if text[0] in "【［〔":
        return True
    pair = text[0] + text[-1]
    inside = text[1:-1]
    return (
        pair in ("()", "（）") and bool(re.search("[，、；,;]", inside)) and pair[1] not in inside
    )


def _without_sign(piece: Piece) -> Piece:
    """A word without the number sign that chats put in front of a topic."""
    text = piece.text.lstrip("#＃")
    return Piece(text, piece.at + len(piece.text) - len(text)) if text else piece


def _cuts(text: str, separators: str, whole_words: Collection[str]) -> list[tuple[int, int]]:
    """The spans between separators that stand outside brackets, quotes and whole words."""
    spans, start, closing = [], 0, list[str]()
    inside = {
        number
        for word in whole_words
        for match in re.finditer(re.escape(word), text)
        for number in range(*match.span())
    }
    for number, char in enumerate(text):
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _INSIDE_OF and _INSIDE_OF[char] in text[number:]:
            closing.append(_INSIDE_OF[char])
        elif char in separators and not (closing or number in inside or _is_figure(text, number)):
            spans.append((start, number))
            start = number + 1
    return [*spans, (start, len(text))]


def _is_figure(text: str, number: int) -> bool:
    """Whether a comma stands inside a number: ``1,000``."""
    around = text[max(0, number - 1)], text[min(len(text) - 1, number + 1)]
    return text[number] == "," and all(char.isascii() and char.isdigit() for char in around)


def _clean(text: str, at: int, start: int, end: int) -> Piece:
    """A piece without the blanks, quotes and full stop around it."""
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    piece = piece.strip().rstrip("。")
    if len(piece) > 2 and _QUOTES.get(piece[0]) == piece[-1]:
        piece, begin = piece[1:-1].strip(), begin + 1
    return Piece(piece, at + begin)


@functools.lru_cache(4096)
def is_safe(text: str) -> bool:
    """Whether an unquoted text of a list is read as it stands."""
    return not _UNSAFE.search(text)


def list_fault(text: str, *, alone: bool, folded: bool) -> Message | None:
    """Why a text in a list is certainly several values without a separator, or None."""
    if alone and folded and not re.search("[，、；;,]", text):
        return message("lines-are-one")
    if re.search("”[，、,；]\\s*“", text):
        return message("quotes-mixed")
    return None
