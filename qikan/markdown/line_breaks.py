"""Line breaks of paragraphs: Chinese has no space where a line ends, and some lines stay lines."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from qikan.markdown.han import HAN, IDEOGRAPH
from qikan.patterns import pattern

_QUOTES = "“”‘’—…·"
_ITEM = pattern(
    r"[•●▪◦‣]|[·－—] |\d{1,2}[、．](?!\d)|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\S"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[①-⑳❶-❿]"
    rf"|(?:[-*+]|\d{{1,2}}[.)] ?|[(（]\d{{1,2}}[)）] )(?={IDEOGRAPH.pattern})"
)
"""How people begin the lines of a list that is none of Markdown's."""
_COLONS = ("：", ":")


def set_line_breaks(children: list[Token]) -> None:
    """Take out a soft line break between two Han characters.

    A line stays a line if it begins with a number or a bullet of Chinese typing, with the two
    spaces of a paragraph or with a bold label (``**方法：**``), or follows a line in bold.
    """
    typed = list(children)
    breaks = [number for number, token in enumerate(typed) if _is_break(token)]
    ends = [-1, *breaks, len(typed)]
    for place in range(len(breaks), 0, -1):
        index = ends[place]
        if typed[index].type != "softbreak" or not 0 < index < len(typed) - 1:
            continue
        before, after = typed[ends[place - 1] + 1 : index], typed[index + 1 : ends[place + 1]]
        first = next((child for child in after if child.content), None)
        if first and first.content.startswith("\u3000\u3000"):
            first.content = first.content.lstrip("\u3000")
            children[index] = Token("hardbreak", "br", 0)
        elif (first and _ITEM.match(first.content)) or _is_label(after) or _is_bold(before):
            children[index] = Token("hardbreak", "br", 0)
        else:
            pair = _edge(children, index, -1) + _edge(children, index, 1)
            if HAN.search(pair) and all(HAN.match(char) or char in _QUOTES for char in pair):
                del children[index]


def _is_label(line: Sequence[Token]) -> bool:
    """Whether a line begins with bold words and a colon."""
    end = _bold_end(line)
    if not end:
        return False
    words = "".join(token.content for token in line[:end])
    behind = line[end + 1].content if end + 1 < len(line) else ""
    return words.endswith(_COLONS) or behind.startswith(_COLONS)


def _is_bold(line: Sequence[Token]) -> bool:
    """Whether a line is bold from its beginning to its end."""
    words = [token for token in line if token.content or token.type != "text"]
    end = _bold_end(words)
    return end > 0 and end == len(words) - 1


def _bold_end(line: Sequence[Token]) -> int:
    """Which token ends the bold words that a line begins with; 0 if it begins otherwise."""
    words = [number for number, token in enumerate(line) if token.content or token.type != "text"]
    if not words or line[words[0]].type != "strong_open":
        return 0
    return next((n for n, token in enumerate(line) if token.type == "strong_close"), 0)


def _is_break(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak")


def _edge(children: list[Token], index: int, step: int) -> str:
    """The character next to a token, looking through emphasis and link marks."""
    index += step
    while 0 <= index < len(children) and not children[index].content:
        index += step
    if not 0 <= index < len(children):
        return ""
    text = children[index].content
    return text[-1] if step < 0 else text[0]
