"""An issue as a book: EPUB 3.3 (https://www.w3.org/TR/epub-33/), the same bytes each time."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import lxml.etree

from qikan.export import pictures, trees
from qikan.export.context import IssueEdition
from qikan.export.strict_maths import make_strict
from qikan.model.archive import Placed
from qikan.model.page import Page
from qikan.outputs.cards.card import card_of_page
from qikan.outputs.feed_items import guid
from qikan.outputs.xml_text import DECLARATION, element, quoted
from qikan.pages.addresses import issue_address
from qikan.pages.sections import Section, sections

_XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_SVG = "http://www.w3.org/2000/svg"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the earliest that the format can state."""
_CONTAINER = (
    f'{DECLARATION}<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


class _File(NamedTuple):
    """A file of the book; ``properties`` are those of its row in the package document."""

    name: str
    data: bytes
    media_type: str
    properties: str = ""


class _Chapter(NamedTuple):
    """A file of text, its title, and the section whose first entry it is, if it begins one."""

    file: _File
    title: str
    section: str = ""


def epub(edition: IssueEdition) -> bytes:
    """The book: a cover, the editor's words, each entry as a chapter, and a table of contents."""
    book = _Book(edition)
    chapters = list(book.chapters())
    style = _File("book.css", book.style(), "text/css")
    texts = [chapter.file for chapter in chapters]
    files = [*texts, book.contents(chapters), style, *book.images.values()]
    package = book.package(files, [file.name for file in texts])
    return _zipped({"book/book.opf": package, **{f"book/{f.name}": f.data for f in files}})


class _Book:
    """Makes the files of a book; ``images`` by address are those that its texts show."""

    def __init__(self, edition: IssueEdition) -> None:
        self.edition = edition
        self.images: dict[str, _File] = {}

    def chapters(self) -> Iterator[_Chapter]:
        """The texts of the book in order."""
        edition = self.edition
        self.images["cover"] = _File(
            "images/cover.png", _cover(edition), "image/png", "cover-image"
        )
        for name in ("cover", "opening"):
            yield _Chapter(self._text(name, f"book_{name}.html"), edition.title)
        number = 0
        parts = sections(edition.issue)
        for part in parts or [Section(None, edition.issue.members)]:
            other = edition.say(part.word) if parts else ""
            section = part.topic.names[edition.variant] if part.topic else other
            for place, item in enumerate(part.items):
                number += 1
                yield self._entry(number, item, section, is_first=place == 0)

    def _entry(self, number: int, item: Placed, section: str, *, is_first: bool) -> _Chapter:
        file = self._text(f"entry-{number}", "book_entry.html", item=item, section=section)
        title, *_ = item.entry.titles[self.edition.variant]
        return _Chapter(file, title, section if is_first else "")

    def _text(self, name: str, layout: str, **values: object) -> _File:
        tree = trees.parse(self.edition.html(layout, **values))
        trees.replace_sources(tree, self._image)
        trees.tasks_as_text(tree)
        make_strict(tree)
        for node in tree.iter(lxml.etree.Element):
            for attribute in ("loading", "data-tex", "data-search"):
                node.attrib.pop(attribute, None)
        properties = "mathml" if tree.find(".//math") is not None else ""
        return _File(f"{name}.xhtml", _xhtml(tree), "application/xhtml+xml", properties)

    def _image(self, address: str) -> str:
        """Where an image stands in the book; empty for one that is not in the archive."""
        if address == "images/cover.png":
            return address
        if address not in self.images:
            data = pictures.own_image(self.edition.context, address)
            if data is None:
                return ""
            ending = pictures.ending(address)
            name = f"images/{len(self.images)}{ending}"
            self.images[address] = _File(name, data, pictures.MEDIA_TYPES[ending])
        return self.images[address].name

    def style(self) -> bytes:
        """The styles of all texts."""
        return self.edition.html("book.css").encode()

    def contents(self, chapters: list[_Chapter]) -> _File:
        """The navigation document: sections with their entries."""
        heading = self.edition.say("contents")
        body = "".join(_contents_lines(chapters[1:]))  # the cover needs no entry in the contents
        text = (
            f'{DECLARATION}<!DOCTYPE html>\n<html xmlns="{_XHTML}" '
            'xmlns:epub="http://www.idpf.org/2007/ops" '
            f"lang={quoted(self.edition.variant)} xml:lang={quoted(self.edition.variant)}>\n"
            f"<head>{element('title', heading)}</head>\n"
            f'<body><nav epub:type="toc">{element("h1", heading)}\n<ol>\n{body}</ol></nav></body>\n'
            "</html>\n"
        )
        return _File("contents.xhtml", text.encode(), "application/xhtml+xml", "nav")

    def package(self, files: list[_File], spine: list[str]) -> bytes:
        """The package document: what the book is, its files, and their order."""
        rows = "".join(
            f"<item id={quoted(_id(file.name))} href={quoted(file.name)} "
            f"media-type={quoted(file.media_type)}"
            + (f" properties={quoted(file.properties)}" if file.properties else "")
            + "/>\n"
            for file in files
        )
        order = "".join(f"<itemref idref={quoted(_id(name))}/>\n" for name in spine)
        return (
            f'{DECLARATION}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
            f'unique-identifier="id" xml:lang={quoted(self.edition.variant)}>\n'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{self._metadata()}</metadata>\n'
            f"<manifest>\n{rows}</manifest>\n<spine>\n{order}</spine>\n</package>\n"
        ).encode()

    def _metadata(self) -> str:
        edition, config = self.edition, self.edition.context.outputs.config
        day = config.instant(edition.issue.date)
        changed = [item.entry.changed for item in edition.issue.members]
        modified = config.instant(max([edition.issue.date, *changed]))
        name = guid(config, issue_address(edition.issue), edition.variant)
        lines = [
            element("dc:identifier", name, ' id="id"'),
            element("dc:title", edition.title),
            element("dc:language", edition.variant),
            element("dc:creator", edition.site),
            element("dc:publisher", edition.site),
            element("dc:date", day.date().isoformat()),
            element("dc:source", edition.url),
        ]
        if config.licence:
            licence = config.licence.of(edition.variant)
            lines.append(element("dc:rights", f"{licence.name} {licence.url}"))
        moment = modified.strftime("%Y-%m-%dT00:00:00Z")
        lines.append(element("meta", moment, ' property="dcterms:modified"'))
        return "".join(f"{line}\n" for line in lines)


def _contents_lines(chapters: list[_Chapter]) -> Iterator[str]:
    """A line for each chapter; the entries of a section are a list inside its line."""
    is_open = False
    for chapter in chapters:
        link = f"<a href={quoted(chapter.file.name)}>"
        if chapter.section:
            yield "</ol></li>\n" if is_open else ""
            yield f"<li>{link}{element('span', chapter.section)}</a>\n<ol>\n"
            is_open = True
        yield f"<li>{link}{element('span', chapter.title)}</a></li>\n"
    yield "</ol></li>\n" if is_open else ""


def _cover(edition: IssueEdition) -> bytes:
    from qikan.outputs.cards.picture import draw  # late: it loads a font of 30 MB

    page = Page("", "", edition.variant, "card", "card", {"shows": "issue", "issue": edition.issue})
    return draw(card_of_page(edition.context.outputs, page), edition.variant)


def _xhtml(tree: trees.Element) -> bytes:
    """A tree of HTML as XHTML: roots with their namespaces, the language stated twice, ids that are
    names of XML.
    """
    for name, namespace in (("html", _XHTML), ("math", _MATHML), ("svg", _SVG)):
        for root in tree.iter(name):
            root.set("xmlns", namespace)
    for node in tree.iter(lxml.etree.Element):
        if re.match(r"[\d-]", node.get("id", "")):
            node.set("id", f"_{node.get('id')}")
        if re.match(r"#[\d-]", node.get("href", "")):
            node.set("href", f"#_{node.get('href')[1:]}")
        if "lang" in node.attrib:
            node.set("{http://www.w3.org/XML/1998/namespace}lang", node.get("lang"))
    options = {"encoding": "utf-8", "doctype": "<!DOCTYPE html>", "xml_declaration": True}
    text: bytes = lxml.etree.tostring(tree, **options)
    return text + b"\n"


@functools.cache
def _id(name: str) -> str:
    """A name of XML for a file."""
    return "file-" + name.replace("/", "-")


def _zipped(files: dict[str, bytes]) -> bytes:
    """The container: the type first and as it is, the rest packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        first = zipfile.ZipInfo("mimetype", _FIRST_DAY)
        archive.writestr(first, b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in {"META-INF/container.xml": _CONTAINER.encode(), **files}.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
