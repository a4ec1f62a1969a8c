"""Typeset HTML -> Markdown: what ``render`` makes, in the words of its edition.

It reads the HTML of ``render`` alone, which is well formed and has few elements.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.markdown.emphasis import is_portable
from qikan.patterns import pattern

_TOKEN = pattern(r"<(/?)([a-z][a-z0-9]*)((?:\s[^>]*)?)>|([^<]+)")
_ATTRIBUTE = pattern(r'([a-z-]+)="([^"]*)"')
_FORMULA = pattern(
    r'<span class="math(?: joined)?"(?: tabindex="0")?>'
    r'<math alttext="([^"]*)"([^>]*)>.*?</math></span>'
    r'(?:<span class="tag">[^<]*</span>)?',
    re.DOTALL,
)
_VOID = frozenset(["br", "hr", "img", "tex"])
_SPECIAL = pattern(r"[\\`*\[<$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|~(?=~)|&(?=#?\w+;)")
_LINE_START = pattern(r"^( *)([#>+=|-]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
_FOOTNOTE = pattern(r'(<li id="fn|<sup class="footnote-ref"><a [^>]*>\[)(\d+)')
_CALLOUT = pattern(r"callout-(\w+)")


class _Element(NamedTuple):
    """An element of HTML: its name, its attributes, and texts and elements inside it."""

    name: str
    attributes: Mapping[str, str]
    children: list[_Element | str]


def to_markdown(typeset: str, *, for_others: bool = False) -> str:
    """Typeset HTML as Markdown, which ends with a line break; empty for nothing.

    ``for_others``: emphasis that CommonMark does not know (``**注意：**这是``) is written in HTML.
    """
    if "<math" in typeset:
        typeset = _FORMULA.sub(r'<tex value="\1"\2>', typeset)
    root = _parse(typeset)
    return _blocks((_with_html_emphasis(root) if for_others else root).children)


def escape(text: str) -> str:
    """A text as one line of Markdown, escaped."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def rename_footnotes(typeset: str, prefix: str) -> str:
    """Typeset HTML whose footnotes begin with a prefix, to stand beside other texts."""
    if "footnote-ref" not in typeset:
        return typeset
    return _FOOTNOTE.sub(lambda match: f"{match[1]}{prefix}{match[2]}", typeset)


def _parse(typeset: str) -> _Element:
    root = _Element("", {}, [])
    stack = [root]
    for closing, name, attributes, text in _TOKEN.findall(typeset):
        if text:
            stack[-1].children.append(html.unescape(text))
        elif closing:
            stack.pop()
        else:
            values = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
            element = _Element(name, values, [])
            stack[-1].children.append(element)
            if name not in _VOID:
                stack.append(element)
    return root


def _with_html_emphasis(element: _Element) -> _Element:
    """An element whose emphasis is HTML where CommonMark would take the stars for text."""
    texts = [child if isinstance(child, str) else _text_of(child) for child in element.children]
    children: list[_Element | str] = []
    for child, before, inner, after in zip(
        element.children, ["", *texts], texts, [*texts[1:], ""], strict=False
    ):
        if isinstance(child, str):
            children.append(child)
            continue
        inside = _with_html_emphasis(child)
        is_mark = child.name in ("em", "strong") and not is_portable(before, inner, after)
        children.append(inside._replace(name=f"html-{child.name}") if is_mark else inside)
    return element._replace(children=children)


# ---------------------------------------------------------------- blocks


def _blocks(children: Iterable[_Element | str], *, is_tight: bool = False) -> str:
    """Blocks one below the other; those of a tight list without an empty line between."""
    parts: list[str] = []
    inline: list[_Element | str] = []
    for child in [*children, _Element("end", {}, [])]:
        write = _BLOCKS.get(child.name) if isinstance(child, _Element) else None
        if write is None:
            inline.append(child)
            continue
        if text := _paragraph(inline):
            parts.append(text)
        inline = []
        parts.append(write(child))  # type: ignore[arg-type]
    return ("" if is_tight else "\n").join(part for part in parts if part)


def _paragraph(children: Sequence[_Element | str]) -> str:
    text = _inline(children).strip()
    return _LINE_START.sub(_escaped_start, text) + "\n" if text else ""


def _escaped_start(match: re.Match[str]) -> str:
    """The beginning of a line as text, not as a mark of a block."""
    spaces, marker = match[1], match[2]
    return f"{spaces}{marker}\\" if marker.isdigit() else f"{spaces}\\{marker}"


def _heading(element: _Element) -> str:
    return f"{'#' * int(element.name[1])} {_inline(element.children).strip()}\n"


def _list(element: _Element) -> str:
    items = [child for child in element.children if isinstance(child, _Element)]
    first = int(element.attributes.get("start", "1"))
    is_tight = not any(
        isinstance(child, _Element) and child.name == "p"
        for item in items
        for child in item.children
    )
    texts = []
    for number, item in enumerate(items, first):
        marker = "- " if element.name == "ul" else f"{number}. "
        text = _blocks(item.children, is_tight=is_tight)
        if item.attributes.get("class") == "task":
            text = text.replace("☐", "[ ]", 1) if text[0] == "☐" else text.replace("☑", "[x]", 1)
        texts.append(_indented(text, marker))
    return ("" if is_tight else "\n").join(texts)


def _indented(text: str, marker: str) -> str:
    """A text as an item of a list: below its first line everything is moved in."""
    pad = " " * len(marker)
    lines = [f"{pad}{line}" if line else "" for line in text.rstrip("\n").split("\n")]
    return f"{marker}{lines[0].removeprefix(pad)}\n" + "".join(f"{line}\n" for line in lines[1:])


def _quotation(element: _Element) -> str:
    children = element.children
    callout = _CALLOUT.search(element.attributes.get("class", "").removeprefix("callout "))
    head = ""
    if callout:
        first = next(n for n, child in enumerate(children) if isinstance(child, _Element))
        title = children[first]
        head = f"[!{callout[1]}] {_inline([title]).strip()}\n"
        children = children[first + 1 :]
    body = _blocks(children)
    text = f"{head}{body}" if head else body
    return "".join(f"> {line}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def _code_block(element: _Element) -> str:
    code = _text_of(element).removesuffix("\n")
    inner = next((c for c in element.children if isinstance(c, _Element)), element)
    language = inner.attributes.get("class", "").removeprefix("language-")
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
    return f"{fence}{language}\n{code}\n{fence}\n"


def _table(element: _Element) -> str:
    rows = [
        [cell for cell in row.children if isinstance(cell, _Element)]
        for part in element.children
        if isinstance(part, _Element)
        for row in part.children
        if isinstance(row, _Element)
    ]
    lines = [" | ".join(_cell(cell) for cell in row) for row in rows]
    lines.insert(1, " | ".join(_alignment(cell) for cell in rows[0]))
    return "".join(f"| {line} |\n" for line in lines)


def _cell(element: _Element) -> str:
    return (
        _inline(element.children)
        .strip()
        .replace("|", "\\|")
        .replace("\\\n", "<br>")
        .replace("\n", "")
    )


def _alignment(cell: _Element) -> str:
    side = cell.attributes.get("class", "")
    left, right = side in ("left", "center"), side in ("right", "center")
    return f"{':' if left else '-'}-{':' if right else '-'}"


def _figure(element: _Element) -> str:
    image, *caption = (child for child in element.children if isinstance(child, _Element))
    title = "".join(map(_inner, caption)).strip().replace('"', '\\"')
    return f'![{escape(image.attributes["alt"])}](<{image.attributes["src"]}> "{title}")\n'


def _footnotes(element: _Element) -> str:
    (items,) = (child for child in element.children if isinstance(child, _Element))
    notes = [child for child in items.children if isinstance(child, _Element)]
    texts = [_blocks(note.children) for note in notes]
    marks = [f"[^{note.attributes['id'].removeprefix('fn')}]: " for note in notes]
    return "\n".join(
        mark + text.replace("\n", "\n    ").rstrip() + "\n"
        for mark, text in zip(marks, texts, strict=True)
    )


def _rule(element: _Element) -> str:
    return "" if "class" in element.attributes else "---\n"  # that of footnotes is no text


_BLOCKS: Mapping[str, Callable[[_Element], str]] = {
    "p": lambda element: _paragraph(element.children),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "ul": _list,
    "ol": _list,
    "blockquote": _quotation,
    "pre": _code_block,
    "table": _table,
    "figure": _figure,
    "section": _footnotes,
    "hr": _rule,
    "div": lambda element: _blocks(element.children),
    "end": lambda _: "",
}


# ---------------------------------------------------------------- inside a line


def _inline(children: Iterable[_Element | str]) -> str:
    return "".join(
        escape(child) if isinstance(child, str) else _INLINE.get(child.name, _inner)(child)
        for child in children
    )


def _text_of(element: _Element) -> str:
    """The text inside an element, without any mark."""
    return "".join(c if isinstance(c, str) else _text_of(c) for c in element.children)


def _inner(element: _Element) -> str:
    return _inline(element.children)


def _marked(mark: str) -> Callable[[_Element], str]:
    return lambda element: f"{mark}{_inline(element.children)}{mark}"


def _code(element: _Element) -> str:
    code = _text_of(element)
    if element.attributes.get("class") == "tex":
        return f"${code}$"
    fence = "`" * max([0, *(len(run) for run in re.findall("`+", code))]) + "`"
    space = " " if code[:1] == "`" or code[-1:] == "`" else ""
    return f"{fence}{space}{code}{space}{fence}"


def _link(element: _Element) -> str:
    attributes = element.attributes
    if "footnote-backref" in attributes.get("class", ""):
        return ""
    text, url = _inline(element.children), attributes.get("href", "")
    if _text_of(element) in (url, url.removeprefix("mailto:")):
        return f"<{_text_of(element)}>"
    return f"[{text}]({_target(url)})"


def _target(url: str) -> str:
    return f"<{url}>" if re.search(r"[\s()<>]", url) else url


def _image(element: _Element) -> str:
    alt, source = element.attributes.get("alt", ""), element.attributes.get("src", "")
    title = element.attributes.get("title", "").replace("\\", "\\\\").replace('"', '\\"')
    stated = f' "{title}"' if title else ""
    return f"![{escape(alt)}]({_target(source)}{stated})"


def _superscript(element: _Element) -> str:
    """The mark of a footnote."""
    return f"[^{_text_of(element).strip('[]')}]"


def _formula(element: _Element) -> str:
    tex = element.attributes["value"]
    return f"$$\n{tex.strip()}\n$$" if element.attributes.get("display") == "block" else f"${tex}$"


_INLINE: Mapping[str, Callable[[_Element], str]] = {
    "em": _marked("*"),
    "strong": _marked("**"),
    "html-em": lambda element: f"<em>{_inner(element)}</em>",
    "html-strong": lambda element: f"<strong>{_inner(element)}</strong>",
    "s": _marked("~~"),
    "code": _code,
    "a": _link,
    "img": _image,
    "br": lambda _: "\\",  # a line break follows
    "sup": _superscript,
    "tex": _formula,
}
