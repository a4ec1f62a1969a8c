"""Markdown -> tokens: the dialect of entries and issues, and what a text points to."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from qikan.markdown.addresses import targets
from qikan.markdown.bare_links import use_bare_links
from qikan.markdown.callouts import use_callouts
from qikan.markdown.comments import use_comments
from qikan.markdown.emphasis import use_cjk_emphasis
from qikan.markdown.entities import use_entities
from qikan.markdown.fences import fence_targets
from qikan.markdown.figures import use_figures
from qikan.markdown.footnotes import footnote_targets, number_footnotes
from qikan.markdown.headings import name_headings, rank_headings
from qikan.markdown.line_breaks import set_line_breaks
from qikan.markdown.maths import use_maths
from qikan.markdown.shortcuts import use_shortcuts
from qikan.markdown.tables import table_targets, use_tables
from qikan.markdown.tasks import use_tasks
from qikan.markdown.tex_quotes import use_tex_quotes
from qikan.model.entry import Target


@dataclass(frozen=True)
class Document:
    """Parsed Markdown, and what it points to inside the site or must not point to."""

    tokens: list[Token]
    targets: tuple[Target, ...]
    cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


class Dialect(MarkdownIt):
    """A parser that leaves addresses as they are typed: messages show them so."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """The address as it is typed."""
        return url

    def encode_link(self, url: str) -> str:
        """An address of the web as it stands in a page."""
        return super().normalizeLink(url)


def dialect(*, with_html: bool) -> Dialect:
    """A parser of the supported Markdown; with HTML for foreign texts."""
    md = Dialect("commonmark", {"html": with_html})
    md.enable(["table", "strikethrough"])
    use_maths(md)
    use_cjk_emphasis(md)
    use_tex_quotes(md)
    use_shortcuts(md)
    use_tables(md)
    return md


@functools.cache
def parser() -> Dialect:
    """The parser of entries and issues."""
    md = dialect(with_html=False)
    md.use(footnote_plugin, inline=False)
    number_footnotes(md)
    use_comments(md)
    use_bare_links(md)
    use_tasks(md)
    use_callouts(md)
    use_figures(md)
    use_entities(md)
    return md


def parse(text: str, line: int = 1, base_url: str = "") -> Document:
    """Parse Markdown that stands in its file from ``line`` on.

    Links to addresses below ``base_url`` are links inside the site.
    """
    env: dict[str, Any] = {}
    tokens = parser().parse(text, env)
    headings: dict[str, str] = {}
    if any(token.type == "heading_open" for token in tokens):
        rank_headings(tokens)
        headings = name_headings(tokens)
    all_targets = [Target("mark", mark, line + below) for below, mark in env.get("comments", ())]
    all_targets += targets(tokens, line, headings, base_url, text)
    all_targets += footnote_targets(text, tokens, line)
    all_targets += table_targets(env, line)
    if "```" in text or "~~~" in text:
        all_targets += fence_targets(text, tokens, line)
    for token in tokens:  # after the targets: their lines are counted by line breaks
        if token.type in ("th_open", "td_open"):
            _align(token)
        if token.children:
            set_line_breaks(token.children)
    return Document(tokens, tuple(all_targets))


def _align(token: Token) -> None:
    """A column's alignment as a class: the pages' security policy forbids inline styles."""
    style = token.attrs.pop("style", "")
    if isinstance(style, str) and style:
        token.attrSet("class", style.removeprefix("text-align:"))
