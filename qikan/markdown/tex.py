"""TeX -> MathML, which browsers show by themselves (docs/decisions/maths.md).

The result is parsed as XML once and written again: elements and attributes of an allow-list only,
whatever the TeX contains, and no inline style, which the pages' security policy forbids.
"""

from __future__ import annotations

import functools
import html
import re
import xml.etree.ElementTree as ET

from qikan.markdown.tex_rewrite import rewrite

LONGEST = 8_000
DEEPEST = 60
"""Braces and environments inside each other: browsers stop at some 500 elements, and the
converter's recursion ends the process long before a hostile text ends."""

_NESTING = re.compile(r"\\left(?![a-z])|\\right(?![a-z])|\\begin\b|\\end\b|\\[^\n]|[{}]")
_OPENING = ("{", r"\left", r"\begin")
_CLOSING = ("}", r"\right", r"\end")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#)[A-Za-z]+;")

_ELEMENTS = frozenset(
    "math mrow mi mn mo mtext mspace msup msub msubsup mover munder munderover mmultiscripts "
    "mprescripts mfrac msqrt mroot mtable mtr mtd mpadded mphantom mstyle merror menclose".split()
)
_IN_TEXT = frozenset(("b", "i", "em", "span", "code"))
"""HTML that may stand in a formula's text."""
_ATTRIBUTES = frozenset(
    "display displaystyle scriptlevel lspace rspace width height depth voffset stretchy symmetric "
    "fence form separator accent accentunder movablelimits largeop minsize maxsize linethickness "
    "mathvariant notation".split()
)
_VALUE = re.compile(r"[A-Za-z0-9.%+-]{0,24}")

_PRIMES = ("′", "″", "‴", "⁗")

_CLASSES = {
    ("text-align", "left"): "tex-left",
    ("text-align", "right"): "tex-right",
    ("padding-left", "0"): "tex-join-left",
    ("padding-right", "0"): "tex-join-right",
    ("padding-left", "1em"): "tex-case",
    ("border-top", "0.05em solid currentcolor"): "tex-line-top",
    ("border-bottom", "0.05em solid currentcolor"): "tex-line-bottom",
    ("border-left", "0.05em solid currentcolor"): "tex-line-left",
    ("border-right", "0.05em solid currentcolor"): "tex-line-right",
    ("font-variant-caps", "small-caps"): "tex-caps",
    ("margin-left", "-0.16666667em"): "tex-back",
}
CLASSES = frozenset((*_CLASSES.values(), "tex-box", "tex-strike", "tex-long"))
"""Every class that a formula's elements may have; layouts/static/site.css styles them."""


@functools.cache
def _converter() -> object:
    from math_core import LatexToMathML  # late: few builds meet a formula

    return LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)


@functools.lru_cache(8192)
def mathml(tex: str, display: str) -> ET.Element | None:
    """A formula as a tree of MathML; None where it cannot be read.

    ``display`` is ``inline`` or ``block``. The tree is kept and must not be changed.
    """
    if len(tex) > LONGEST or depth(tex) > DEEPEST or "\0" in tex:
        return None
    from math_core import LatexError

    try:
        text = _converter().convert_with_local_state(  # type: ignore[attr-defined]
            rewrite(tex), displaystyle=display == "block"
        )
        whole = _ENTITY.sub(lambda name: html.unescape(name[0]), text)
        root = ET.fromstring(whole)  # noqa: S314  (the converter's own output)
    except (LatexError, ET.ParseError):
        return None
    if root.tag != "math" or not _allowed(root):
        return None
    root.set("display", display)
    for element in list(root.iter()):
        _lower_prime(element)
    return root


def _lower_prime(element: ET.Element) -> None:
    """Let a prime stand beside a letter and not above it: its sign is drawn high already, and only
    some fonts have another one for superscripts.
    """
    if element.tag not in ("msup", "msubsup") or len(element) < 2 or len(element[0]):
        return
    prime = element[-1]
    if prime.tag != "mo" or (prime.text or "") not in _PRIMES:
        return
    prime.set("lspace", "0")
    prime.set("rspace", "0")
    if element.tag == "msup":
        element.tag = "mrow"
        return
    base, subscript, _ = element
    element[:] = [ET.Element("mrow"), subscript]
    element[0].extend([base, prime])
    element.tag = "msub"


def depth(tex: str) -> int:
    """How deep braces, environments and fences stand in each other."""
    depth = deepest = 0
    for sign in _NESTING.findall(tex):
        if sign in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif sign in _CLOSING:
            depth -= 1
    return deepest


def _allowed(root: ET.Element) -> bool:
    """Whether a tree holds nothing but formulas; what is only looks becomes classes."""
    for element in root.iter():
        for child in element:
            if child.tag not in _ELEMENTS and (element.tag not in _TEXTS or not _is_text(child)):
                return False
        style = element.attrib.pop("style", "")
        for name in ("class", "id", "href", "xmlns"):
            element.attrib.pop(name, None)
        if not all(n in _ATTRIBUTES and _VALUE.fullmatch(v) for n, v in element.attrib.items()):
            return False
        _dress(element, style)
    return True


_TEXTS = _IN_TEXT | {"mtext"}


def _is_text(element: ET.Element) -> bool:
    if element.tag == "a":  # the number of an equation: a formula has no links
        element.tag = "span"
    return element.tag in _IN_TEXT


def _dress(element: ET.Element, style: str) -> None:
    """Give an element the classes and the colour that stand for its inline style."""
    classes = list[str]()
    if notation := element.attrib.pop("notation", ""):
        classes.append("tex-box" if "box" in notation else "tex-strike")
        element.tag = "mrow"
    for rule in filter(None, style.split(";")):
        name, _, value = rule.partition(":")
        pair = (name.strip(), value.strip())
        colour = re.fullmatch(r"#[0-9A-Fa-f]{6}", pair[1])
        if pair in _CLASSES:
            classes.append(_CLASSES[pair])
        elif colour and pair[0] in ("color", "background-color"):
            element.set("mathcolor" if pair[0] == "color" else "mathbackground", pair[1])
    if classes:
        element.set("class", " ".join(classes))


_IN_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f)\]]\Z")


def joins(text: str) -> bool:
    """Whether a formula behind a text continues its last word (``La$_3$``)."""
    return bool(_IN_WORD.search(text))


_NARROW = 14
"""Characters of a formula that are on one line of the narrowest screen in any case."""


@functools.lru_cache(8192)
def math_html(tex: str, display: str, *, is_joined: bool = False) -> str:
    """A formula as HTML: MathML with its TeX as alternative text, or TeX as code where it cannot be
    read. The number of a displayed formula stands behind it. A formula that may be wider than a
    screen has the class ``tex-long``: it scrolls. One that continues a word (``is_joined``) stays
    on the word's line.
    """
    code = html.escape(tex)
    root = mathml(tex, display)
    if root is None:
        return f'<code class="tex">{code}</code>'
    number = ""
    if display == "block" and tex.count(r"\tag") == 1:
        root, number = _without_number(root)
    is_long = len("".join(root.itertext())) > _NARROW
    scrolls = is_long and display == "inline"
    if scrolls:
        root.attrib |= {"class": "tex-long", "tabindex": "0"}
    written = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    written = written.replace("<math", f'<math alttext="{code}"', 1)
    tag = f'<span class="tag">{html.escape(number)}</span>' if number else ""
    # the keyboard scrolls what has the focus, or what it stands in
    focus = ' tabindex="0"' if is_long and not scrolls else ""
    name = "math joined" if is_joined else "math"
    return f'<span class="{name}"{focus}>{written}</span>{tag}'


def _without_number(root: ET.Element) -> tuple[ET.Element, str]:
    """A formula without the number that stands behind it (``tex_rewrite``), and the number."""
    if len(root) < 3 or [root[-2].tag, root[-1].tag] != ["mspace", "mtext"]:
        return root, ""
    bare = ET.Element(root.tag, root.attrib)
    bare.extend(root[:-2])
    return bare, "".join(root[-1].itertext())
