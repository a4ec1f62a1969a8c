"""The marks of footnotes, and footnotes that no mark refers to: those are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qikan.model.entry import Target

_DEFINITION = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]+)\]:")


def footnote_targets(text: str, tokens: Sequence[Token], line: int) -> Iterator[Target]:
    """The footnotes' texts that no mark refers to, with their lines."""
    if "[^" not in text:
        return
    used = {t.meta.get("label") for t in tokens if t.type == "footnote_open"}
    code = [t.map for t in tokens if t.type in ("fence", "code_block", "math_block") and t.map]
    inside = {row for start, stop in code for row in range(start, stop)}
    row = counted = 0
    for match in _DEFINITION.finditer(text):
        row, counted = row + text.count("\n", counted, match.start()), match.start()
        if match[1] not in used and row not in inside:
            yield Target("footnote", f"[^{match[1]}]", line + row)


def number_footnotes(md: MarkdownIt) -> None:
    """Show the same number at each mark of one footnote, under ids that XML takes as names."""
    md.add_render_rule("footnote_ref", _reference)
    md.add_render_rule("footnote_anchor", _way_back)


def _reference(
    renderer: object, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    number, place = _places(tokens[index])
    return f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{place}">[{number}]</a></sup>'


def _way_back(
    renderer: object, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    _, place = _places(tokens[index])
    arrow = "\u21a9\ufe0e"  # as text: iOS shows the bare arrow as an emoji
    return f' <a href="#fnref{place}" class="footnote-backref">{arrow}</a>'


def _places(token: Token) -> tuple[int, str]:
    """A footnote's number, and the name of one of its marks: ``2``, ``2-1`` for the next."""
    number, repeated = token.meta["id"] + 1, token.meta.get("subId", 0)
    return number, f"{number}-{repeated}" if repeated > 0 else str(number)
