"""Callouts of GitHub and Obsidian: ``> [!note] title``."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = re.compile(r"\[!([A-Za-z][A-Za-z-]{0,20})\][+-]?(?:[ \t]+|\Z)")
_KINDS = {
    "note": ("note", "提示"),
    "info": ("note", "提示"),
    "tip": ("note", "提示"),
    "hint": ("note", "提示"),
    "question": ("note", "提示"),
    "help": ("note", "提示"),
    "faq": ("note", "提示"),
    "abstract": ("note", "摘要"),
    "summary": ("note", "摘要"),
    "tldr": ("note", "摘要"),
    "example": ("note", "示例"),
    "quote": ("note", "引文"),
    "cite": ("note", "引文"),
    "todo": ("note", "未完成"),
    "success": ("note", "完成"),
    "check": ("note", "完成"),
    "done": ("note", "完成"),
    "important": ("important", "重要"),
    "warning": ("warning", "注意"),
    "caution": ("warning", "注意"),
    "attention": ("warning", "注意"),
    "danger": ("danger", "警告"),
    "error": ("danger", "警告"),
    "bug": ("danger", "警告"),
    "failure": ("danger", "警告"),
    "fail": ("danger", "警告"),
    "missing": ("danger", "警告"),
}
"""Classes and titles; the titles are the same in both scripts."""


def _rule(state: StateCore) -> None:
    if "[!" not in state.src:
        return
    tokens = state.tokens
    for index in range(len(tokens) - 3, -1, -1):
        opening, paragraph, inline = tokens[index : index + 3]
        if (opening.type, paragraph.type) != ("blockquote_open", "paragraph_open"):
            continue
        children = inline.children or []
        match = (
            _MARK.match(children[0].content) if children and children[0].type == "text" else None
        )
        if match:
            tokens[index : index + 4] = _callout(opening, paragraph, inline, match)


def _callout(opening: Token, paragraph: Token, inline: Token, match: re.Match[str]) -> list[Token]:
    """A quotation's first tokens, with the callout's title in a paragraph of its own."""
    kind, word = _KINDS.get(match[1].lower(), ("note", match[1]))
    opening.attrSet("class", f"callout callout-{kind}")
    children = list(inline.children or ())
    children[0].content = children[0].content[match.end() :]
    cut = next((n for n, c in enumerate(children) if c.type.endswith("break")), len(children))
    title, rest = children[:cut], children[cut + 1 :]
    if not "".join(child.content for child in title).strip():
        title = [Token("text", "", 0, content=word)]
    name = Token("inline", "", 0, children=title, content=inline.content, map=inline.map)
    heading = Token("paragraph_open", "p", 1, map=inline.map)
    heading.attrSet("class", "callout-title")
    tokens = [opening, heading, name, Token("paragraph_close", "p", -1)]
    if rest:
        inline.children = rest
        inline.map = [inline.map[0] + 1, inline.map[1]] if inline.map else None
        tokens += [paragraph, inline, Token("paragraph_close", "p", -1)]
    return tokens


def use_callouts(md: MarkdownIt) -> None:
    """Teach a parser callouts."""
    md.core.ruler.after("inline", "callouts", _rule)
