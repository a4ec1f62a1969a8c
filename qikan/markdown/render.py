"""Tokens -> HTML, in the words and with the addresses of one edition."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qikan.markdown.addresses import encode
from qikan.markdown.han import IDEOGRAPH
from qikan.markdown.highlight import highlight
from qikan.markdown.maths import MATHS
from qikan.markdown.tex import joins, math_html

if TYPE_CHECKING:
    from markdown_it.token import Token

    from qikan.markdown.parser import Dialect, Document


def render(document: Document, address: Callable[[str], str], beside: str) -> str:
    """Typeset as HTML.

    ``address`` turns an address inside the site into a link's target; ``beside`` is where the
    files that stand beside the entry are published.
    """
    if "html" not in document.cache:
        document.cache["html"] = _pieces(document.tokens)
    pieces: list[str | Token] = document.cache["html"]
    return "".join(
        [
            piece if isinstance(piece, str) else _SHOWN[piece.type](piece, address, beside)
            for piece in pieces
        ]
    )


@functools.cache
def _renderer() -> tuple[Dialect, dict[str, Any]]:
    from qikan.markdown.parser import parser  # late: only what is typeset needs it

    md = parser()
    rules: dict[str, Any] = dict(md.renderer.rules)  # type: ignore[attr-defined]
    rules["fence"] = functools.partial(_fence, rules["fence"])
    rules["table_open"] = lambda *_: '<div class="scroll" tabindex="0">\n<table>\n'
    rules["table_close"] = lambda *_: "</table>\n</div>\n"
    return md, rules


def _fence(plain: Any, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    """A block of code; that of a known language with its words marked."""
    token = tokens[index]
    language = token.info.split()[0] if token.info.strip() else ""
    marked = highlight(token.content, language)
    if marked is None:
        return str(plain(tokens, index, options, env))
    return f'<pre><code class="language-{html.escape(language)}">{marked}</code></pre>\n'


def _pieces(tokens: Sequence[Token]) -> list[str | Token]:
    """What each token is as HTML, or the token if that is not the same in every edition."""
    md, rules = _renderer()
    plain = md.renderer.renderToken  # type: ignore[attr-defined]
    pieces: list[str | Token] = []
    for index, token in enumerate(tokens):
        if show := _SHOWN.get(token.type):
            if token.type == "math_inline" and index and tokens[index - 1].type == "text":
                token.meta["is_joined"] = joins(tokens[index - 1].content)
            pieces.append(token if _varies(token) else show(token, str, ""))
        elif token.type == "inline":
            pieces += _pieces(token.children or ())
        else:
            rule: Any = rules.get(token.type, plain)
            pieces.append(rule(tokens, index, md.options, {}))
    return pieces


def _varies(token: Token) -> bool:
    """Whether a token is not the same in every edition."""
    if token.type == "link_open":
        return token.meta.get("kind") == "page"
    return token.type not in MATHS or bool(IDEOGRAPH.search(token.content))


def _text(token: Token, address: Callable[[str], str], beside: str) -> str:
    return html.escape(token.content, quote=False).replace('"', "&quot;")


def _link_open(token: Token, address: Callable[[str], str], beside: str) -> str:
    href = str(token.attrGet("href") or "")
    kind = token.meta.get("kind")
    if kind == "page":
        href = address(encode(href).lstrip("/"))
    elif kind == "fragment":
        href = encode(f"#{token.meta['id']}")
    elif kind in ("bad-link", "bad-fragment"):  # refused with its place by the check of links
        href = "#"
    else:
        href = _renderer()[0].encode_link(href)
    return f'<a href="{html.escape(href)}">'


def _image(token: Token, address: Callable[[str], str], beside: str) -> str:
    source = str(token.attrGet("src") or "")
    alt = html.escape("".join(child.content for child in token.children or ()))
    kind = token.meta.get("kind")
    if kind == "remote-image":
        source = f"https:{source}" if source.startswith("//") else source
        source = html.escape(_renderer()[0].encode_link(source))
        return f'<a href="{source}">{alt or source}</a>'
    source = encode(source)
    base = beside + source if kind == "file" else address(source.lstrip("/"))
    title = token.meta.get("title")
    shown = f' title="{html.escape(title.content)}"' if title else ""
    return f'<img src="{html.escape(base)}" alt="{alt}"{shown} loading="lazy">'


def _math(token: Token, address: Callable[[str], str], beside: str) -> str:
    return math_html(token.content, "inline", is_joined=token.meta.get("is_joined", False))


def _math_block(token: Token, address: Callable[[str], str], beside: str) -> str:
    return f"<p>{math_html(token.content, 'block')}</p>\n"


_SHOWN = {
    "text": _text,
    "link_open": _link_open,
    "image": _image,
    "math_inline": _math,
    "math_block": _math_block,
}
"""What may differ between editions: words, those inside formulas too, and addresses of pages."""


# ---------------------------------------------------------------- on other pages


def lower_headings(typeset: str) -> str:
    """The same HTML with its headings one level lower, to stand under an entry's own heading."""
    return re.sub(r"(</?h)([2-5])(?=[ >])", lambda m: f"{m[1]}{int(m[2]) + 1}", typeset)


def embed(typeset: str, page: str) -> str:
    """The same HTML to stand on another page or in a feed: without ids, which would be there
    twice; links inside the text lead to ``page``, the address of its own page.
    """
    if ' id="' not in typeset and ' href="#' not in typeset:
        return typeset
    return re.sub(r' id="[^"]*"', "", typeset).replace(' href="#', f' href="{page}#')


def outline(typeset: str) -> list[tuple[str, str]]:
    """The id and the plain text of each heading of the highest level, in order."""
    headings = re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', typeset, re.DOTALL)
    return [(html.unescape(name), html.unescape(re.sub("<[^>]*>", "", t))) for name, t in headings]
