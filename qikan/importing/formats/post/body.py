"""What a post's Markdown holds that only its old generator understood.

It stays as it is written, and is reported with the line where it first stands: an editor mends it.
Only what is certain is done here: the mark where a list's excerpt ended is taken out, and an image
that a tag or shortcode names and nothing else becomes a Markdown image.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

from qikan.content.source import Source
from qikan.markdown.marks import find_marks, mark_message
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_MORE = re.compile(r"<!--+\s*(?:more|truncate|excerpt|summary)\s*--+>", re.IGNORECASE)
_PRIVATE = re.compile(r"%%(?=[^\s%])[^%\n]*%%")
_FENCE = re.compile(
    r"(?:[ \t]*+(?:>|[-*+]|\d+[.)])[ \t]++)*+[ \t]*+(?P<mark>`{3,}|~{3,})(?P<info>.*)"
)
_CODE = re.compile(r"(?<!`)(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)|\$\$.*?\$\$|\$[^$\s][^$\n]*\$")
_FIGURE = re.compile(r"\{\{[<%]\s*(?:figure|img|image)\s+(?P<attributes>[^<>{}]*?)/?\s*[>%]\}\}")
_ASSET = re.compile(r"\{%\s*asset_img\s+(?P<file>[\w.\-/]+\.\w+)\s*%\}")
_EMBED = re.compile(
    r"!\[\[(?P<file>[^\[\]|#\n]+\.(?:png|jpe?g|gif|webp|avif|svg))(?:\|(?P<alt>[^\[\]\n]*))?\]\]",
    re.IGNORECASE,
)
"""An image of Obsidian's; behind ``|`` stands its size, or what it shows."""
_ATTRIBUTE = re.compile(r"\s*(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_GONE = "\0"
"""What stands for a line of which an image took the text: the others keep their numbers."""
_IMG = re.compile(r"<img(?P<attributes>(?:\s[^<>]*)?)/?>")
_ANY_CODE = re.compile(
    r"(?ms)^[ \t]*(?P<fence>`{3,}|~{3,}).*?^[ \t]*(?P=fence)[`~]*[ \t]*$"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
)
_PLAIN = {"src", "alt", "width", "height", "class", "align", "loading"}
"""Attributes of a figure that an image keeps or can do without."""

_KINDS = (
    (r"(?:(?<=\s)|\A)#(?=[^\W\d_])[\w/-]+(?!\S)", "post-hashtag"),
    (r"\{\{[<%][^{}]*\}\}", "post-shortcode"),
    (r"\{%[^{}]*%\}|\{\{[^{}]*\}\}", "post-template-tag"),
    (
        r"\A(?:import\s+(?:[\w*{}\s,]+\s+from\s+)?[\"'].*|export\s+(?:const|default|let)\s.*)",
        "post-mdx-import",
    ),
    (r"</?[A-Z][\w.]*(?:\s[^<>]*)?/?>", "post-mdx-component"),
    (r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", "post-html"),
    (r"\{:[^{}]*\}|\A\s*\[TOC\]\s*\Z|\A\s*\[\[TOC\]\]\s*\Z", "post-generator-mark"),
    (r"\A\([\w:.-]+\)=\s*\Z|\A%\s+\S.*\Z|\A\+\+\+\s*\Z", "post-myst"),
)
"""What only an old generator understood, with its problem."""
_PATTERNS = [
    (re.compile(pattern, re.IGNORECASE if "TOC" in pattern else 0), message(name))
    for pattern, name in _KINDS
]

_SUSPECT = re.compile(
    r"[<{\[]|==|%%|\A(?:import|export|:::|!!!|\?\?\?|\([\w:.-]+\)=|%\s|\+\+\+)|(?<!\S)[#^]\w"
)
"""What a line must hold for any of this to be on it; most lines hold none."""

_DIRECTIVE = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|:{3,})\{[\w:.-]+\}")
_ROLE = re.compile(r"(?<![\w`])\{[A-Za-z][\w:+.-]*\}`[^`\n]+`")
"""A directive and a role of MyST: ```` ```{note} ```` and ``{cite}`Brook2031` ``."""

_TARGET = re.compile(
    r"(?P<image>!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?(?P<address>[^\s<>()]*(?:\([^\s()]*\)[^\s()]*)*)"
)


def tidy(source: Source, body: str, line: int) -> tuple[str, list[Problem]]:
    """The body as qikan takes it, and what an editor has still to mend.

    ``line`` is that of the body's first line in its file.
    """
    lines: list[str] = []
    problems: dict[Message, Problem] = {}
    was_code = False
    for number, (raw, is_code) in enumerate(_marked(_with_images(body).split("\n")), line):
        typed = raw.removeprefix(_GONE)
        if is_code and not was_code and _DIRECTIVE.match(typed):
            fault = message("post-myst")
            problems.setdefault(fault, source.problem(number, 1, fault))
        was_code = is_code
        if raw == _GONE:
            continue
        if is_code or not _SUSPECT.search(typed):
            lines.append(typed)
            continue
        kept = _certain(typed)
        for mark, fault in _remarks(typed, kept):
            if fault not in problems:
                col = max(typed.find(mark), 0) + 1
                problems[fault] = source.problem(number, col, fault)
        if kept is not None:
            lines.append(kept)
    return "\n".join(lines).strip("\n").rstrip(), list(problems.values())


def _with_images(body: str) -> str:
    """A text with its images in HTML as those of Markdown, on the lines where they begin."""
    if "<img" not in body:
        return body
    parts, at = [], 0
    for code in _ANY_CODE.finditer(body):
        parts += [_IMG.sub(_image, body[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _IMG.sub(_image, body[at:])])


def _image(match: re.Match[str]) -> str:
    attributes = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(match["attributes"])}
    file, alt = attributes.get("src", ""), attributes.get("alt", "")
    if not file or re.search(r"[\s()<>{}]", file):
        return match[0]
    escaped = re.sub(r"([\\\[\]])", r"\\\1", " ".join(alt.split()))
    return f"![{escaped}]({file.removesuffix('/')})" + f"\n{_GONE}" * match[0].count("\n")


def _marked(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Every line, and whether it is code or a formula, whose text has no markup."""
    fence = ""
    formula = False
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            closes = match and match["mark"].startswith(fence) and not match["info"].strip()
            fence = "" if closes else fence
            yield line, True
        elif match and not (match["mark"][0] == "`" and "`" in match["info"]):
            fence = match["mark"]
            yield line, True
        elif line.count("$$") % 2:
            formula = not formula
            yield line, True
        else:
            yield line, formula


def _certain(line: str) -> str | None:
    """The line with what is certain done to it; None where nothing is left of it."""
    kept = _PRIVATE.sub("", _MORE.sub("", line))
    if kept != line:
        kept = kept.rstrip()
        if not kept:
            return None
    return _EMBED.sub(_embedded, _ASSET.sub(r"![](\g<file>)", _FIGURE.sub(_figure, kept)))


def _embedded(match: re.Match[str]) -> str:
    alt = match["alt"] or ""
    alt = "" if re.fullmatch(r"\d+(?:x\d+)?", alt) else alt
    file = match["file"].strip()
    return f"![{alt}]({urllib.parse.quote(file, safe='/')})" if " " in file else f"![{alt}]({file})"


def _figure(match: re.Match[str]) -> str:
    attributes = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(match["attributes"])}
    rest = _ATTRIBUTE.sub("", match["attributes"]).strip()
    file, alt = attributes.get("src", ""), attributes.get("alt", "")
    if rest or not attributes.keys() <= _PLAIN or not file or re.search(r"[\s()<>]", file):
        return match[0]
    escaped = re.sub(r"([\\\[\]])", r"\\\1", alt)
    return f"![{escaped}]({file})"


_ONLY_PARSED = frozenset(
    ("mark-footnote", "mark-comment", "mark-strong", "mark-dollars", "mark-table", "mark-tex")
)
"""Marks that only a text shows of which the parser has read emphasis, formulas and tables."""


def _remarks(typed: str, kept: str | None) -> Iterator[tuple[str, Message]]:
    """What a line holds that is reported, as it is typed, with its message."""
    if more := _MORE.search(typed):
        yield more[0], message("post-more-mark")
    if private := _PRIVATE.search(typed):
        yield private[0], message("post-private-comment")
    if role := _ROLE.search(kept or ""):
        yield role[0], message("post-myst")
    text = _CODE.sub("", _ROLE.sub("", kept or ""))
    for pattern, remark in _PATTERNS:
        if match := pattern.search(text):
            yield match[0], remark
            text = pattern.sub("", text)
    marks = ((mark, mark_message(mark)) for _, mark in find_marks(text))
    yield from ((mark, fault) for mark, fault in marks if fault.id not in _ONLY_PARSED)
    for match in _TARGET.finditer(text):
        if fault := _target(match["address"], image=bool(match["image"])):
            yield match[0], fault


def _target(address: str, *, image: bool) -> Message | None:
    """What is to be done about an address that stood on the old blog."""
    if not address or re.match(r"(?:https?:)?//|mailto:|data:", address, re.IGNORECASE):
        return None
    if image:
        name = "post-image-static" if address.startswith("/") else "post-image-beside"
        return message(name, address=address)
    return None if address.startswith("/") else message("post-link-inside")
