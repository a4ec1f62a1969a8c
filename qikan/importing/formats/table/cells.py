"""The data in a table's cell: a title, topics, names, paragraphs, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qikan.content.values import url_fault
from qikan.importing.reading import links
from qikan.importing.reading.urls import EMPTY_BRACKETS, addresses
from qikan.markdown.foreign import Piece
from qikan.markdown.han import HAN, IDEOGRAPH, has_han
from qikan.model.entry import Link

NOTHING = re.compile(
    r"(?i)[-–—‐−_.…·*/\\?？✗✘❌×\s]*|n/?a|null|none|nil|nan|tbd|tba|[无無]|[暂暫][无無缺]|待[补補定]|未知"
)
"""What is typed into a cell that has nothing to say."""

_LABEL_ONLY = re.compile(
    r"(?i)\W*((pdf|paper|arxiv|abs(tract)?|html|code|github|git|repo|link|url|project|home"
    r"|page|homepage|website|site|web|demo|video|blog|tweet|twitter|x|model|models|weights|data"
    r"|dataset|slides|poster|hf|hugging ?face|doi|openreview|notes?|stars?|official|here|read|more"
    r"|bib(tex)?|supp(lementary)?|原文|全文|[论論]文|代[码碼]|程式[码碼]|[链鏈連连][接结結]|[项項]目"
    r"|[专專]案|主[页頁]|地址|[数數][据據]集?|[视視][频頻]|影片|[译譯]文|中文|英文)\b[\s/&+·-]*)+\W*"
)
"""Words of a link beside a title that are no part of the title."""
_STARS = re.compile("\\A(?:[★☆⭐🔥🌟✨🏆]\ufe0f?\\s*)+(?=\\w)")
"""What a list sets in front of the titles it commends."""
_QUOTED = re.compile(r"[\"“]([^\"“”]{4,})[\"”]")
_LEFT_OVER = re.compile(r"(?m)^[\s|,，/·;；、&:：–—-]+|[\s|,，/·;；、&–—-]+$")
_BULLET = re.compile(r"\s{2,}(?=[●•▪◦‣]\s)")
_SENTENCE_END = re.compile(r"[。！？；：.!?;:][”」』）)\"']*\Z")
_BRACKETS = dict.fromkeys("(（[", 1) | dict.fromkeys(")）]", -1)
_SEPARATOR_OR_BRACKET = re.compile(r"[，、；;\n]|,(?!\d)|(?<!\d),|／|\s[/|·]\s|[(（\[\])）]")
_SLASH_OR_BRACKET = re.compile(r"(\w{0,99})/(?=(\w{0,99}))|[(（\[\])）]")
_ET_AL = re.compile(
    r"[\s,，]*(?:\bet\.?\s*al\.?|\band others|等\s*\d*\s*[余餘多]?\s*[人位名]?(?:作者)?)\W*\Z",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
"""A cell of authors that names none: ``(team)``."""
_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,3}|[A-Z]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title cell: the title on one line, the lines below it, and the links.

    ``own`` are the addresses of the title itself, ``beside`` are labels and addresses of others.
    """

    text: str
    below: tuple[str, ...]
    own: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]


def words(cell: Sequence[Piece]) -> str:
    """The text a reader of the cell sees."""
    return "".join(piece.text for piece in cell if not piece.image)


def title(cell: Sequence[Piece]) -> Title:
    """Tell the title from the links and badges (``[PDF](…)``) that stand beside it."""
    beside = [piece for piece in cell if piece.url and (piece.image or is_label(piece.text))]
    kept = [piece for piece in cell if piece not in beside and not piece.image]
    if not re.search(r"\w", _without_addresses(words(kept))[0]):  # the title is "Code", or none
        beside = [piece for piece in cell if piece.image and piece.url]
        kept = [piece for piece in cell if not piece.image]
    last = max((at for at, piece in enumerate(kept, 1) if piece.url), default=0)
    head, rest = words(kept[:last]), words(kept[last:])
    line, _, below = (rest if head.strip() else rest.lstrip()).partition("\n")
    text, typed = _without_addresses(head + line)
    if beside:
        text = _LEFT_OVER.sub("", EMPTY_BRACKETS.sub("", text))
    text = _STARS.sub("", text.strip())
    if quoted := _QUOTED.fullmatch(text.strip()):
        text = quoted[1]
    own = [piece.url for piece in kept if piece.url] + typed
    others = tuple((piece.text, piece.url) for piece in beside)
    lines = (" ".join(line.split()) for line in below.split("\n"))
    return Title(" ".join(text.split()), tuple(filter(None, lines)), tuple(own), others)


def _without_addresses(text: str) -> tuple[str, list[str]]:
    typed = list(addresses(text)) if "/" in text else []
    for address in reversed(typed):
        text = text[: address.start] + text[address.end :]
    return text, [address.url for address in typed]


def is_label(text: str) -> bool:
    """Whether a link's text names what it leads to (``PDF``, ``代码``) and is no title."""
    return len(text) < 60 and bool(_LABEL_ONLY.fullmatch(text) or not re.search(r"\w", text))


def stated_links(cell: Sequence[Piece], otherwise: str) -> Iterator[Link]:
    """The links of a cell with their labels, or ``otherwise`` where an address has none."""
    for piece in cell:
        if piece.url:
            yield from link(piece.url, piece.text, otherwise)
        elif not piece.image and "/" in piece.text:
            for address in addresses(piece.text):
                yield from link(address.url, address.anchor, otherwise)


def link(url: str, label: str, otherwise: str) -> Iterator[Link]:
    """A link, if the address is one of the web."""
    label = " ".join(label.split()).strip("[]【】")
    if not re.search(r"[^\W\d_]", label) or "://" in label or links.arxiv_id(label):
        label = otherwise
    stated = links.link(url, label)
    if not url_fault(stated.url):
        yield stated


def paragraphs(text: str) -> str:
    """A cell's text as paragraphs: a break inside a sentence is only where a line was full."""
    texts: list[str] = []
    for line in map(str.strip, _BULLET.sub("\n\n", text.strip()).split("\n")):
        if not line:
            texts.append("")
        elif texts and texts[-1] and not _SENTENCE_END.search(texts[-1]) and not _begins_item(line):
            han = HAN.match(texts[-1][-1]) and HAN.match(line)
            texts[-1] += line if han else f" {line}"
        else:
            texts.append(line)
    return "\n\n".join(filter(None, texts))


def _begins_item(line: str) -> bool:
    return bool(re.match(r"[-*●•▪◦‣–—]\s|[(（]?\d{1,2}[.)）、]", line))


def topics(cell: Sequence[Piece], *, slashes: bool) -> list[str]:
    """The subjects of a cell as typed; ``slashes``: they separate words of this column."""
    shown = words(cell)
    parts = [part for line in _split(shown) for part in _split_slashes(line, always=slashes)]
    if len(parts) == 1 and len(re.findall(r"(?:^|\s)#\w", shown)) > 1:
        parts = shown.split()
    return list(filter(None, (_topic(part) for part in parts)))


def _topic(part: str) -> str:
    text = " ".join(part.split()).strip("*`")
    text = re.sub(r"^#(?=\w)", "", text)
    return "" if NOTHING.fullmatch(text) else text


def parts_by_sign(text: str) -> bool:
    """Whether a topic cell parts its topics by a sign other than a slash."""
    return len(_split(text)) > 1


def _split(text: str) -> list[str]:
    """Parts between separators that stand in no brackets."""
    parts, start, depth = [], 0, 0
    for match in _SEPARATOR_OR_BRACKET.finditer(text):
        if match[0] in _BRACKETS:
            depth = max(0, depth + _BRACKETS[match[0]])
        elif not depth or match[0] == "\n":
            parts.append(text[start : match.start()])
            start, depth = match.end(), 0
    return [*parts, text[start:]]


def _split_slashes(text: str, *, always: bool) -> list[str]:
    """``RAG/微調`` is two topics; ``AI/ML`` and ``A/B`` are one word."""
    parts, start, depth = [], 0, 0
    for match in _SLASH_OR_BRACKET.finditer(text) if "/" in text else ():
        if match[0] in _BRACKETS:
            depth = max(0, depth + _BRACKETS[match[0]])
        elif not depth and _parts_words(match[1], match[2], always=always):
            parts.append(text[start : match.end() - 1])
            start = match.end()
    return [*parts, text[start:]]


def _parts_words(left: str, right: str, *, always: bool) -> bool:
    if has_han(left[-1:]) or IDEOGRAPH.match(right):
        return True
    return always and min(len(left), len(right)) > 2 and not (left.isupper() and right.isupper())


def people(text: str) -> tuple[list[str], bool]:
    """Names of authors, and whether the source states that there are more."""
    short = _ET_AL.sub("", text.strip())
    names: list[str] = []
    if _REMARK.fullmatch(short):
        return names, True
    sign = r"[;；\n]" if re.search("[;；]", short) else r"[,，、\n]|\s+(?:and|&|与|與|和)\s+"
    for part in re.split(sign, short):
        name = " ".join(part.split()).strip("*†‡§ ")
        name = re.sub(r"^(?:and|&)\s+", "", name)
        if names and _INITIALS.fullmatch(name):
            names[-1] += f", {name}"
        elif name and not NOTHING.fullmatch(name):
            names.append(name)
    return names, short != text.strip()
