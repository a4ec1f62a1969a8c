"""Blocks as Markdown, which ends with a line break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from qikan.markdown.from_html.escaping import Escaping
from qikan.markdown.from_html.inline import InlineWriter
from qikan.markdown.from_html.tree import Element, Node
from qikan.patterns import pattern

_CALLOUT = pattern(r"callout-(\w+)")


def write(children: Iterable[Node], escaping: Escaping) -> str:
    """The Markdown of blocks, whose texts are escaped as those of their origin; '' for nothing."""
    return _BlockWriter(escaping).blocks(children)


class _BlockWriter:
    """Writes each kind of block."""

    def __init__(self, escaping: Escaping) -> None:
        self.inline = InlineWriter(escaping)
        self.writers: Mapping[str, Callable[[Element], str]] = {
            "p": lambda element: self.paragraph(element.children),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self.heading),
            "ul": self.list,
            "ol": self.list,
            "blockquote": self.quotation,
            "pre": _code_block,
            "table": self.table,
            "figure": self.figure,
            "section": self.footnotes,
            # a rule with a class stands before the footnotes and is no text
            "hr": lambda element: "" if "class" in element.attributes else "---\n",
            "div": lambda element: self.blocks(element.children),
        }

    def blocks(self, children: Iterable[Node], *, is_tight: bool = False) -> str:
        """Blocks one below the other; those of a tight list without an empty line between."""
        parts: list[str] = []
        inline: list[Node] = []
        for child in children:
            write = self.writers.get(child.name) if isinstance(child, Element) else None
            if isinstance(child, str) or write is None:
                inline.append(child)
            else:
                parts += [self.paragraph(inline), write(child)]
                inline = []
        parts.append(self.paragraph(inline))
        return ("" if is_tight else "\n").join(filter(None, parts))

    def paragraph(self, children: Sequence[Node]) -> str:
        text = self.inline.write(children).strip()
        return f"{self.inline.escaping.paragraph(text)}\n" if text else ""

    def heading(self, element: Element) -> str:
        return f"{'#' * int(element.name[1])} {self.inline.one_line(element.children)}\n"

    def list(self, element: Element) -> str:
        items = element.elements
        first = int(element.attributes.get("start", "1"))
        is_tight = not any(child.name == "p" for item in items for child in item.elements)
        texts = []
        for number, item in enumerate(items, first):
            marker = "- " if element.name == "ul" else f"{number}. "
            text = self.blocks(item.children, is_tight=is_tight)
            if item.attributes.get("class") == "task":
                text = re.sub("^[☐☑]", lambda box: "[ ]" if box[0] == "☐" else "[x]", text)
            texts.append(_indented(text, marker))
        return ("" if is_tight else "\n").join(texts)

    def quotation(self, element: Element) -> str:
        children, head = element.children, ""
        if callout := _CALLOUT.search(element.attributes.get("class", "").partition(" ")[2]):
            title = element.elements[0]
            head = f"[!{callout[1]}] {self.inline.write(title.children).strip()}\n"
            children = children[children.index(title) + 1 :]
        text = f"{head}{self.blocks(children)}"
        return "".join(f"> {line}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))

    def table(self, element: Element) -> str:
        """A table of rows, or of parts that hold its rows."""
        rows = [
            row
            for part in element.elements
            for row in ([part] if part.name == "tr" else part.elements)
        ]
        lines = [" | ".join(map(self.cell, row.elements)) for row in rows]
        lines.insert(1, " | ".join(map(_alignment, rows[0].elements)))
        return "".join(f"| {line} |\n" for line in lines)

    def cell(self, element: Element) -> str:
        return self.inline.one_line(element.children).replace("|", "\\|")

    def figure(self, element: Element) -> str:
        image, *caption = element.elements
        title = "".join(self.inline.write(one.children) for one in caption).strip()
        return self.inline.image(image, title.replace('"', '\\"')) + "\n"

    def footnotes(self, element: Element) -> str:
        (notes,) = element.elements
        return "\n".join(
            f"[^{note.attributes['id'].removeprefix('fn')}]: "
            + self.blocks(note.children).replace("\n", "\n    ").rstrip()
            + "\n"
            for note in notes.elements
        )


def _indented(text: str, marker: str) -> str:
    """A text as an item of a list: below its first line everything is moved in."""
    pad = " " * len(marker)
    lines = [f"{pad}{line}" if line else "" for line in text.rstrip("\n").split("\n")]
    return f"{marker}{lines[0].removeprefix(pad)}\n" + "".join(f"{line}\n" for line in lines[1:])


def _code_block(element: Element) -> str:
    code = element.text.removesuffix("\n")
    inner = next(iter(element.elements), element)
    language = inner.attributes.get("class", "").removeprefix("language-")
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
    return f"{fence}{language}\n{code}\n{fence}\n"


def _alignment(cell: Element) -> str:
    side = cell.attributes.get("class", "")
    left, right = side in ("left", "center"), side in ("right", "center")
    return f"{':' if left else '-'}-{':' if right else '-'}"
