"""Task lists: ``- [ ] text`` and ``- [x] text``."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_MARK = re.compile(r"\[([ xX])\](?=\s)")


def _rule(state: StateCore) -> None:
    """A box as a character: it is text for feeds and for readers of every kind."""
    if "[" not in state.src:
        return
    tokens = state.tokens
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (item.type, paragraph.type) != ("list_item_open", "paragraph_open"):
            continue
        first = inline.children[0] if inline.children else None
        match = _MARK.match(first.content) if first and first.type == "text" else None
        if first and match:
            box = "☐" if match[1] == " " else "☑"
            first.content = box + first.content[match.end() :]
            item.attrSet("class", "task")


def use_tasks(md: MarkdownIt) -> None:
    """Teach a parser task lists."""
    md.core.ruler.after("inline", "tasks", _rule)
