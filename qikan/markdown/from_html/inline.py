"""What stands inside a line, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from qikan.markdown.from_html.escaping import Escaping
from qikan.markdown.from_html.tree import Element, Node


class InlineWriter:
    """Writes texts and the elements between them; ``escaping`` is that of their origin."""

    def __init__(self, escaping: Escaping) -> None:
        self.escaping = escaping
        self._escape = escaping.text
        self._writers: Mapping[str, Callable[[Element], str]] = {
            "em": lambda element: f"*{self._inner(element)}*",
            "strong": lambda element: f"**{self._inner(element)}**",
            "html-em": lambda element: f"<em>{self._inner(element)}</em>",
            "html-strong": lambda element: f"<strong>{self._inner(element)}</strong>",
            "s": lambda element: f"~~{self._inner(element)}~~",
            "code": _code,
            "a": self._link,
            "img": self._image,
            "br": lambda _: "\\",  # a line break follows
            "sup": lambda element: f"[^{element.text.strip('[]')}]",
            "tex": _formula,
        }

    def write(self, children: Iterable[Node]) -> str:
        """Texts and elements one behind the other."""
        return "".join(
            self._escape(child)
            if isinstance(child, str)
            else self._writers.get(child.name, self._inner)(child)
            for child in children
        )

    def one_line(self, children: Iterable[Node]) -> str:
        """The same without an end of line, for headings and the cells of tables."""
        return self.write(children).strip().replace("\\\n", "<br>").replace("\n", " ")

    def image(self, element: Element, title: str) -> str:
        """An image with a title, which is Markdown."""
        alt, source = element.attributes.get("alt", ""), element.attributes.get("src", "")
        stated = f' "{title}"' if title else ""
        return f"![{self.escaping.text(alt)}]({_target(source)}{stated})"

    def _inner(self, element: Element) -> str:
        return self.write(element.children)

    def _link(self, element: Element) -> str:
        if "footnote-backref" in element.attributes.get("class", ""):
            return ""
        whole, url = element.text, element.attributes.get("href", "")
        if whole in (url, url.removeprefix("mailto:")):
            return f"<{whole}>"
        self._escape = lambda text: self.escaping.words(text, whole=whole)
        words = self._inner(element)
        self._escape = self.escaping.text
        return f"[{words}]({_target(url)})"

    def _image(self, element: Element) -> str:
        title = element.attributes.get("title", "").replace("\\", "\\\\").replace('"', '\\"')
        return self.image(element, title)


def _target(url: str) -> str:
    return f"<{url}>" if re.search(r"[\s()<>]", url) else url


def _code(element: Element) -> str:
    code = element.text
    if element.attributes.get("class") == "tex":
        return f"${code}$"
    fence = "`" * max([0, *(len(run) for run in re.findall("`+", code))]) + "`"
    space = " " if code[:1] == "`" or code[-1:] == "`" else ""
    return f"{fence}{space}{code}{space}{fence}"


def _formula(element: Element) -> str:
    tex = element.attributes["value"]
    return f"$$\n{tex.strip()}\n$$" if element.attributes.get("display") == "block" else f"${tex}$"
