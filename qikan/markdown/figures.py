"""The title of an image: its caption where it stands alone in its paragraph, else its `title`."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def _rule(state: StateCore) -> None:
    if "![" not in state.src:
        return
    tokens = state.tokens
    for index in range(len(tokens) - 3, -1, -1):
        opening, inline = tokens[index : index + 2]
        children = inline.children or []
        if opening.type != "paragraph_open" or [c.type for c in children] != ["image"]:
            _keep_titles(children)
            continue
        caption = str(children[0].attrs.pop("title", ""))
        if not caption:
            continue
        text = Token("inline", "", 0, content=caption, map=inline.map, children=[])
        text.children = state.md.inline.parse(caption, state.md, state.env, [])
        tokens[index : index + 3] = [
            Token("figure_open", "figure", 1, block=True, map=opening.map),
            inline,
            Token("figcaption_open", "figcaption", 1),
            text,
            Token("figcaption_close", "figcaption", -1),
            Token("figure_close", "figure", -1, block=True),
        ]


def _keep_titles(children: Sequence[Token]) -> None:
    """Make the titles of images texts, so that they are converted as all words are."""
    for image in children:
        if image.type == "image" and (title := str(image.attrs.pop("title", ""))):
            image.meta["title"] = Token("text", "", 0, content=title)


def use_figures(md: MarkdownIt) -> None:
    """Teach a parser captions."""
    md.core.ruler.after("inline", "figures", _rule)
