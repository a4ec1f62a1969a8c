"""Markdown -> tokens -> HTML, whose text runs alone can be said otherwise.

A *run* is the text of one stretch of a paragraph across its emphasis and link marks; it ends at
code, maths, images and line breaks. It is converted in its pieces, and as many come back, so that
``头**发**`` is read as one word, and code, addresses and formulas are never seen by conversion.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from qikan.content.source import FORBIDDEN
from qikan.model import Target

_HAN = "\u2e80-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
HAN = re.compile(f"[{_HAN}]")
"""Han characters and the full-width punctuation that goes with them."""
IDEOGRAPH = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Han characters alone."""
_QUOTES = "“”‘’—…·"
_LEAD_LENGTH = 108
"""Characters a lead may have before it is cut, about three lines on a phone."""

_INLINE_MARKS = {"em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"}
_LINKS = {"link_open", "link_close"}
_ADDRESSES = {"link_open": "href", "image": "src"}


@dataclass(frozen=True)
class Document:
    """Parsed Markdown, and what it points to inside the site or must not point to."""

    tokens: list[Token]
    targets: tuple[Target, ...]

    @functools.cached_property
    def runs(self) -> list[list[Token]]:
        """The text tokens of every run."""
        inline = [token.children for token in self.tokens if token.children]
        return list(itertools.chain.from_iterable(map(_runs, inline)))

    @functools.cached_property
    def form(self) -> list[str | Token]:
        """HTML in pieces, among them the tokens that every edition shows in its own way."""
        return _form(self.tokens)


# ---------------------------------------------------------------- parsing


class _CjkState(StateInline):
    """Delimiters beside Han text: ``**注意：**这是`` is emphasis.

    CommonMark's flanking rule takes full-width punctuation for a word border. Rule of
    https://github.com/tats-u/markdown-cjk-friendly: punctuation that is itself CJK counts as a
    letter, and a CJK neighbour counts as a border for other punctuation.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        scanned = super().scanDelims(start, canSplitWord)
        stop = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[stop] if stop < self.posMax else " "
        if not (HAN.match(before) or HAN.match(after)) or not canSplitWord:
            return scanned
        return Scanned(_touches(after, before), _touches(before, after), scanned.length)


def _touches(inner: str, outer: str) -> bool:
    """Whether a delimiter run belongs to the word on its inner side."""
    if inner.isspace():
        return False
    if HAN.match(inner) or inner.isalnum():
        return True
    return outer.isspace() or not outer.isalnum() or bool(HAN.match(outer))


def _use_cjk_state(state: StateInline, silent: bool) -> bool:
    """An inline rule that matches nothing: it gives the state our delimiter scan.

    The parser's state class cannot be chosen, and its delimiter scan is a method.
    """
    if type(state) is StateInline:
        state.__class__ = _CjkState
    return False


_INLINE_SIGN = re.compile(r"[\n$&*<\[\\\]_`~]|!(?=\[)")
"""Where an inline rule of the dialect may begin; all before it is text."""
_ONE_LINE = re.compile(r"[^\s#$*+\-0-9:<=>\[_`|~][^\n]*(?=\n[ \t]*(?:\n|\Z)|\Z)")
"""A line that begins like no other block, with an empty line below or none: a paragraph."""


def _paragraph(state: StateBlock, line: int, _: int, silent: bool) -> bool:
    """A block rule that finds most paragraphs at once, as the last rule would after all others."""
    found = _ONE_LINE.match(state.src, state.bMarks[line] + state.tShift[line])
    if not found or state.is_code_block(line):
        return False
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [line, state.line]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = mdTrim(found[0]), [line, state.line], []
    state.push("paragraph_close", "p", -1)
    return True


def _inline(state: StateCore) -> None:
    """The core rule that parses inlines, for those that have any sign of Markdown."""
    for token in state.tokens:
        if token.type == "inline" and _INLINE_SIGN.search(token.content):
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])
        elif token.content and token.type == "inline":
            token.children = [Token("text", "", 0, content=token.content)]


def _dialect(*, with_html: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": with_html}).enable(["table", "strikethrough"])
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    md.inline.ruler.before("strikethrough", "cjk_state", _use_cjk_state)
    md.inline.terminator_re = _INLINE_SIGN
    md.block.ruler.before("table", "one_line", _paragraph)
    md.core.ruler.at("inline", _inline)
    return md


@functools.cache
def _parser() -> MarkdownIt:
    md = _dialect(with_html=False)
    rules: dict[str, Any] = md.renderer.rules  # type: ignore[attr-defined]
    rules["math_inline"] = _math
    rules["math_block"] = _math_block
    rules["table_open"] = lambda *_: '<div class="scroll" tabindex="0">\n<table>\n'
    rules["table_close"] = lambda *_: "</table>\n</div>\n"
    return md


def parse(text: str, line: int = 1) -> Document:
    """Parse Markdown that stands in its file from ``line`` on."""
    tokens = _parser().parse(text)
    _rank_headings(tokens)
    targets = list[Target]()
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            _align(token)
        if token.children:
            at = line + (token.map[0] if token.map else 0)
            # while every line break is there
            targets += _targets(token.children, at, has_entities="&" in text)
            _join_han_lines(token.children)
    return Document(tokens, tuple(targets))


def _rank_headings(tokens: list[Token]) -> None:
    """The body's headings begin below the page's ``<h1>`` and skip no level."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(2 + used.index(token.tag), 6)}"


def _align(token: Token) -> None:
    """A column's alignment as a class: the pages' security policy forbids inline styles."""
    style = token.attrs.pop("style", "")
    if isinstance(style, str) and style:
        token.attrSet("class", style.removeprefix("text-align:"))


def _join_han_lines(children: list[Token]) -> None:
    """Take out a soft line break between two Han characters: Chinese has no space there."""
    for index in range(len(children) - 2, 0, -1):
        if children[index].type == "softbreak":
            before = _edge(children, index, -1)
            after = _edge(children, index, 1)
            pair = f"{before}{after}"
            if HAN.search(pair) and all(HAN.match(char) or char in _QUOTES for char in pair):
                del children[index]


def _edge(children: list[Token], index: int, step: int) -> str:
    """The character next to a token, looking through emphasis and link marks."""
    index += step
    while 0 <= index < len(children) and not children[index].content:
        index += step
    if not 0 <= index < len(children):
        return ""
    text = children[index].content
    return text[-1] if step < 0 else text[0]


def _targets(children: list[Token], line: int, *, has_entities: bool) -> Iterator[Target]:
    """Classify links and images, and mark on each token how it is to be shown."""
    for token in children:
        line += token.type in ("softbreak", "hardbreak")
        for char in _forbidden(token) if has_entities else ():
            yield Target("character", char, line)
        name = _ADDRESSES.get(token.type)
        if name is None:
            continue
        address = str(token.attrGet(name) or "")
        kind = _kind(token.type, address)
        token.meta["kind"] = kind
        if kind != "web":
            yield Target(kind, address, line)


def _forbidden(token: Token) -> Iterator[str]:
    """Characters behind entities (``&#12;``), which the file's own text did not show."""
    if not token.children:
        yield from FORBIDDEN.findall(token.content)
    for child in token.children or ():
        yield from _forbidden(child)


def _kind(shown_as: str, address: str) -> str:
    remote = re.match(r"(?:https?:)?//", address)
    if shown_as == "image":
        if remote:
            return "remote-image"
        inside = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", address)
        return "file" if inside else "page" if address.startswith("/") else "bad-image"
    if re.match(r"https?://[^/]|mailto:.", address):
        return "web"
    return "page" if address.startswith("/") and not remote else "bad-link"


# ---------------------------------------------------------------- text


def texts(document: Document) -> list[tuple[str, ...]]:
    """The runs of the document, each in its pieces."""
    return [tuple([piece.content for piece in run]) for run in document.runs]


def say(document: Document, said: Iterable[Sequence[str]]) -> None:
    """Let the document's runs say something else, given in as many pieces, in place."""
    for run, pieces in zip(document.runs, said, strict=True):
        for piece, text in zip(run, pieces, strict=True):
            piece.content = text


def _runs(children: list[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    shows_address = False  # the text of ``<https://…>`` is an address
    for token in children:
        if token.info == "auto":
            shows_address = token.type == "link_open"
        if token.type == "text" and not shows_address:
            run.append(token)
        elif token.type not in _INLINE_MARKS and token.type not in _LINKS:
            if run:
                yield run
            run = []
            if token.type == "image" and token.children:
                yield from _runs(token.children)
    if run:
        yield run


_STOP = (
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"  # code
    r"|\$\$.+?\$\$|(?<![\\\d$])\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<!\s)\$(?![\d$])"  # maths
    r"|<[A-Za-z/!][^>\n]*>|\n+"
)
_MARK = r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: +\"[^\"\n]*\")?\)|\*+|__+|~~|!?\[|\]"
_SPLIT = re.compile(f"(?P<stop>{_STOP})|(?P<mark>{_MARK})", re.DOTALL)


def split_runs(text: str) -> list[list[tuple[str, bool]]]:
    """Markdown source as runs of (piece, is text), which joined give the source again.

    It sees what ``parse`` sees: a run goes on across emphasis and links and ends at code and
    formulas. It is for text that stays Markdown.
    """
    runs: list[list[tuple[str, bool]]] = [[]]
    end = 0
    for match in _SPLIT.finditer(text):
        runs[-1].append((text[end : match.start()], True))
        runs[-1].append((match[0], False))
        if match["stop"]:
            runs.append([])
        end = match.end()
    runs[-1].append((text[end:], True))
    return runs


def plain_text(document: Document, enough: int = sys.maxsize) -> str:
    """The words of the paragraphs, without any mark, a space between paragraphs.

    No more paragraphs than hold ``enough`` characters.
    """
    blocks = []
    for opening, token in itertools.pairwise(document.tokens):
        if opening.type == "paragraph_open":
            text = "".join([_word(child) for child in token.children or ()]).strip()
            blocks.append(text)
            enough -= len(text)
            if enough <= 0:
                break
    return " ".join(filter(None, blocks))


def _word(token: Token) -> str:
    if token.type == "image":
        return ""
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def lead_of(document: Document) -> str:
    """The first sentences of a document, at most about three lines on a phone."""
    return lead(plain_text(document, _LEAD_LENGTH + 1))


def lead(text: str) -> str:
    """The first sentences of a text, as short."""
    if len(text) <= _LEAD_LENGTH:
        return text
    head = text[:_LEAD_LENGTH]
    sentences = list(re.finditer(r"[。！？!?][”」』]?|[.](?=\s)", head))
    if sentences and sentences[-1].end() >= _LEAD_LENGTH // 4:
        return head[: sentences[-1].end()]
    clauses = [match.start() for match in re.finditer("[，；：、]", head)]
    if clauses and clauses[-1] >= _LEAD_LENGTH // 2:
        return head[: clauses[-1]] + "……"
    return re.sub(r"[A-Za-z0-9.-]+$", "", head).rstrip(" ，；：、") + "……"


def only_text(text: str) -> str | None:
    """What Markdown says that is one paragraph of plain text, without its line breaks.

    Formulas count as typed, unless they hold Han text. None if it is anything else.
    """
    tokens = parse(text).tokens
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    said = []
    for token in tokens[1].children or ():
        if token.type == "math_inline" and not IDEOGRAPH.search(token.content):
            said.append(f"${token.content}$")
        elif token.type == "text":
            said.append(token.content)
        elif token.type != "softbreak":
            return None
    return "".join(said)


# ---------------------------------------------------------------- foreign text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of foreign inline Markdown as its reader sees it; a line break is a newline.

    ``url`` is where it links to. The text of an image is its description, which is not shown.
    """

    text: str
    url: str = ""
    image: bool = False


_foreign = functools.cache(functools.partial(_dialect, with_html=True))
_INLINE_SIGNS = re.compile(r"[\\`*_\[\]<>&$~!\n]")
_LONGEST_INLINE = 20_000
_ONE_LINK = re.compile(r"\[([^\\`*_\[\]<>&$~!\n]+)\]\((https?://[A-Za-z0-9_./:?=#-]+)\)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)|<!--", re.IGNORECASE)
_ATTRIBUTE = r"""\b{}\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)"""
_HREF, _ALT = (re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("href", "alt"))
_BREAKS = frozenset("br p div li ul ol details summary tr hr".split())
_SILENT = frozenset(
    "a b i u s em strong sub sup small big span code kbd font mark ins del center nobr".split()
)


def references(text: str) -> dict[str, Any]:
    """The link definitions (``[name]: address``) of a text, for ``pieces``."""
    found: dict[str, Any] = {}
    _foreign().parse(text, found)
    return found


def pieces(text: str, defined: dict[str, Any]) -> list[Piece]:
    """Inline Markdown and HTML of a source that is not ours, as the words and links it shows.

    Formulas stay TeX between dollars. A tag that HTML does not know is text, as in ``<image>``.
    So is all of a text too long for the parser, whose time on hostile text is quadratic.
    """
    if not _INLINE_SIGNS.search(text) or len(text) > _LONGEST_INLINE:
        return [Piece(text)]
    if link := _ONE_LINK.fullmatch(text):  # most cells of most tables, a tenth of the time
        return [Piece(link[1], link[2])]
    (root,) = _foreign().parseInline(text, defined)
    found: list[Piece] = []
    url = ""
    for token in root.children or ():
        if token.type in _LINKS:
            url = str(token.attrGet("href") or "")
            continue
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag and (tag[1] or "").lower() == "a":
            url = _attribute(_HREF, token.content)
        piece = _tag_piece(tag, url) if tag else _piece(token, url)
        if piece and found and url and found[-1].url == url and not found[-1].image | piece.image:
            found[-1] = Piece(found[-1].text + piece.text, url)
        elif piece:
            found.append(piece)
    return found


def _piece(token: Token, url: str) -> Piece | None:
    if token.type in ("softbreak", "hardbreak"):
        return Piece("\n")
    if token.type == "image":
        return Piece(token.content, url, image=True)
    math = token.markup if token.type.startswith("math") else ""
    return Piece(f"{math}{token.content}{math}", url) if token.content else None


def _tag_piece(tag: re.Match[str], url: str) -> Piece | None:
    name = (tag[1] or "").lower()
    if name in _BREAKS:
        return Piece("\n")
    if name == "img":
        return Piece(_attribute(_ALT, tag.string), url, image=True)
    return Piece(tag.string, url) if name and name not in _SILENT else None


def _attribute(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag)
    return html.unescape(found[1].strip("\"'")) if found else ""


# ---------------------------------------------------------------- HTML


def render(document: Document, address: Callable[[str], str], beside: str) -> str:
    """Typeset as HTML.

    ``address`` turns an address inside the site into a link's target; ``beside`` is where the
    files that stand beside the entry are published.
    """
    return "".join(
        [
            piece if isinstance(piece, str) else _SHOWN[piece.type](piece, address, beside)
            for piece in document.form
        ]
    )


def _form(tokens: Sequence[Token]) -> list[str | Token]:
    """What each token is as HTML, or the token if that is not the same in every edition."""
    renderer: Any = _parser().renderer
    options = _parser().options
    form: list[str | Token] = []
    for index, token in enumerate(tokens):
        if token.type in _SHOWN:
            form.append(token)
        elif token.type == "inline":
            form += _form(token.children or ())
        else:
            rule = renderer.rules.get(token.type, renderer.renderToken)
            form.append(rule(tokens, index, options, {}))
    return form


def lower_headings(typeset: str) -> str:
    """The same HTML with its headings one level lower, to stand under an entry's own heading."""
    return re.sub(r"(</?h)([2-5])>", lambda m: f"{m[1]}{int(m[2]) + 1}>", typeset)


def _text(token: Token, address: Callable[[str], str], beside: str) -> str:
    return escapeHtml(token.content)


def _link_open(token: Token, address: Callable[[str], str], beside: str) -> str:
    href = str(token.attrGet("href") or "")
    kind = token.meta.get("kind")
    if kind == "page":
        href = address(href.lstrip("/"))
    elif kind == "bad-link":  # refused with its place by archive.check
        href = "#"
    return f'<a href="{html.escape(href)}">'


def _image(token: Token, address: Callable[[str], str], beside: str) -> str:
    source = str(token.attrGet("src") or "")
    alt = html.escape("".join(child.content for child in token.children or ()))
    kind = token.meta.get("kind")
    if kind == "remote-image":
        source = f"https:{source}" if source.startswith("//") else source
        return f'<a href="{html.escape(source)}">{alt or html.escape(source)}</a>'
    base = beside + source if kind == "file" else address(source.lstrip("/"))
    return f'<img src="{html.escape(base)}" alt="{alt}" loading="lazy">'


_SHOWN = {"text": _text, "link_open": _link_open, "image": _image}
"""What is not the same in every edition: words, and the addresses of its pages."""


def _math(tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    return math_html(tokens[index].content.strip(), "inline")


def _math_block(tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    return f"<p>{math_html(tokens[index].content.strip(), 'block')}</p>\n"


_MATHML = re.compile(
    r"(?:</?(?:math|semantics|m[a-z]+)(?: (?:xmlns|display|stretchy|fence|form|separator|accent|"
    r"accentunder|movablelimits|symmetric|largeop|lspace|rspace|minsize|maxsize|linethickness|"
    r"columnalign|columnspacing|rowspacing|columnlines|rowlines|displaystyle|scriptlevel|"
    r'mathvariant|mathsize|width|height|depth|notation)="[^"<>&]*")*/?>|[^<>&]|&#x[0-9A-F]+;)*'
)
"""The MathML we let through: no links, styles, classes or handlers, whatever the TeX says."""


@functools.lru_cache(4096)
def math_html(tex: str, display: str) -> str:
    """TeX as MathML, which browsers show by themselves; as code where it cannot be read."""
    from latex2mathml.converter import convert  # late: few builds meet a formula

    try:
        mathml = convert(tex, display=display)
    except Exception:  # noqa: BLE001  (no common error type; TeX from outside is any text)
        mathml = "<unreadable>"
    code = html.escape(tex)
    if not _MATHML.fullmatch(mathml):
        return f'<code class="tex">{code}</code>'
    return f'<span class="math" data-tex="{code}">{mathml}</span>'


def without_mathml(typeset: str) -> str:
    """The same HTML with formulas as TeX code, for feed readers, which do not know MathML."""
    pattern = r'<span class="math" data-tex="([^"]*)">.*?</math></span>'
    return re.sub(pattern, r"<code>\1</code>", typeset, flags=re.DOTALL)
