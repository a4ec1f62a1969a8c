"""The text of an item: Markdown as it was written, or paragraphs put together of plain lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from qikan.importing.reading.urls import unlinked

SENTENCE_END = "。！？!?…；;.”」』）)】》\"'"
"""What a whole sentence may end with."""
_BEGINS = re.compile(
    r"[-*+•·●>#|]|[一-鿿]{2,6}[:：]|[(（【\[]?(?:\d{1,3}"
    r"|[一二三四五六七八九十①-⑳])[)）】\]、.．:：]"
)
_LATIN = re.compile(r"[!-~\u00c0-\u024f]")


def body_text(typed: Sequence[str], *, markdown: bool) -> str:
    """The lines of an item's text as one text: Markdown keeps its lines, plain text is joined."""
    if not markdown:
        return "\n\n".join(paragraphs(typed))
    text = textwrap.dedent("\n".join(line.rstrip() for line in typed)).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Paragraphs of plain lines; one that was wrapped inside a sentence is one again."""
    texts: list[str] = []
    open_ = False
    for line in lines:
        text = unlinked(line.strip())
        if not text:
            open_ = False
            continue
        if texts and open_ and goes_on(texts[-1], text):
            texts[-1] = joined(texts[-1], text)
        else:
            texts.append(text)
        open_ = True
    return texts


def goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of the paragraph above it, which was wrapped inside a sentence."""
    if len(above) < 20 or _BEGINS.match(line):
        return above[-1] in "，,、" and not _BEGINS.match(line)
    return above[-1] not in SENTENCE_END + "：:"


def joined(above: str, line: str) -> str:
    """Two lines as one; Chinese sets no blank where a line was broken."""
    return above + " " * bool(_LATIN.match(above[-1]) and _LATIN.match(line)) + line
