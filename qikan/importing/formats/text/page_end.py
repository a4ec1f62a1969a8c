"""The page's own text below the last item: buttons, counters, notes on the page itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qikan.importing.formats.text.line import BLANK, BULLET, COMMENT, RULE, TEXT, Line
from qikan.importing.formats.text.openings import is_only_links
from qikan.importing.reading import frame, labels
from qikan.importing.reading.urls import addresses

_SCRAP = 12
"""A text of at most so many characters without a statement belongs to the page."""
_LONG_LINE = 40
_END = re.compile(r"[-—=~*\s（(]*(?:END|完|全文完|The End|FIN)[-—=~*\s.。）)]*", re.IGNORECASE)
_NAVIGATION = re.compile(
    r"[\s|｜·•«»<>←→‹›\[\]()（）#-]*(?:(?:上一?[篇期页]|下一?[篇期页]"
    r"|返回[首目顶]?[页录部]?|目[录錄]|首页|回到?顶部|previous|next|prev"
    r"|back(?: to top)?|home|top)[^|｜·•«»]{0,40}[\s|｜·•«»<>←→‹›]*)+",
    re.IGNORECASE,
)


def starts_at(lines: Sequence[Line]) -> int:
    """Where the page's own text begins in the lines of the last item; their number if nowhere.

    It begins at a button, with the scraps of text right above it, or at a line about the page
    itself; three scraps in a row, a counter among them, are a page's too.
    """
    scraps, counters, start = 0, 0, len(lines)
    for at, line in enumerate(lines):
        if line.kind in (BLANK, RULE, COMMENT):
            continue
        text = line.text.strip("•-*·_ \t\u3000")
        if line.kind not in (TEXT, BULLET):
            scraps, counters, start = 0, 0, len(lines)
            continue
        if is_page_text(line):
            return min(start, at)
        if len(text) > _SCRAP or line.text[:2] == "**" or _says_something(text):
            scraps, counters, start = 0, 0, len(lines)
        elif text:
            scraps, start = scraps + 1, min(start, at)
            counters += not re.search(r"[^\W\d]", text)
            if scraps >= 3 and counters:
                return start
    return len(lines)


def tail(lines: Sequence[Line]) -> int:
    """Where a page's own text begins that goes on to the end: buttons, counters, no addresses.

    The number of lines if there is none.
    """
    filled = [at for at, line in enumerate(lines) if line.kind not in (BLANK, RULE, COMMENT)]
    buttons, long, start = 0, 0, len(lines)
    for done, at in enumerate(reversed(filled), 1):
        line = lines[at]
        is_text = line.kind in (TEXT, BULLET)
        if not is_text or next(addresses(line.text), None) or labels.field(line.text):
            break
        long += len(line.text) > _LONG_LINE or (len(line.text) > 24 and line.text[-1] in "。！？")
        if long * 4 > done + 8:
            break
        if is_page_text(line):
            buttons += 1
            start = at if buttons >= 3 else start
    while start < len(lines):
        above = next((n for n in reversed(filled) if n < start), -1)
        text = lines[above].text.strip("•-*·_ \t\u3000") if above >= 0 else ""
        if (
            above < 0
            or lines[above].kind not in (TEXT, BULLET)
            or len(text) > _SCRAP
            or _says_something(text)
        ):
            break
        start = above
    return start


def is_page_text(line: Line) -> bool:
    """Whether a line is a button, a note on the page itself, or a way to another page."""
    text = line.text.strip("•-*·_ \t\u3000")
    words = re.sub(r"\]\([^()\s]*\)", "]", text)
    return bool(
        frame.is_button(text)
        or _END.fullmatch(text)
        or (len(words) < 120 and _NAVIGATION.fullmatch(words))
        or (frame.speaks_of_the_page(text) and not (labels.field(text) or is_only_links(text)))
    )


def footer(lines: Sequence[Line]) -> int:
    """Where a footer begins below the last rule; the number of lines if there is none."""
    rules = [at for at, line in enumerate(lines) if line.kind == RULE]
    return rules[-1] if rules else len(lines)


def _says_something(text: str) -> bool:
    """Whether a short line is part of an item: a sentence, a label, an address."""
    return bool(
        text[-1:] in tuple("。！？!?…；;：:”」")
        or labels.is_label(text.rstrip(":："))
        or labels.has_label(text)
        or labels.field_name(text)
        or text[:1] in ":：*_`"
        or next(addresses(text), None)
    )
