"""Invisible characters that an entity stands for (``&#8203;``) are left out, as typed ones are."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from qikan.content.invisible import remove


def _rule(state: StateCore) -> None:
    if "&" not in state.src:
        return
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = remove(child.content).text


def use_entities(md: MarkdownIt) -> None:
    """Teach a parser to leave such characters out."""
    md.core.ruler.after("text_join", "invisible_entities", _rule)
