"""The format ``rss``: files of RSS 0.9 to 2.0, RDF, Atom and JSON Feed.

lxml reads the XML without entities and without a network (docs/decisions/feeds-and-pages.md).
Elements are known by their local names: feeds in use spell namespaces in many ways.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from qikan.importing.decode import decode
from qikan.importing.escaping import as_markdown
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult, of_records
from qikan.importing.reading import links
from qikan.importing.reading.machine_dates import moment
from qikan.importing.reading.people import listed_names, split_names
from qikan.importing.reading.surrogates import without_surrogates
from qikan.markdown.from_html.web import has_tags, html_to_markdown
from qikan.model.entry import Day, Link
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

Element = Any
"""An element of lxml, whose type has no public name."""

_XML = re.compile(
    r"(?>\s+|<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+"
    r"<(?:rss|feed|rdf:RDF|atom:feed)\b",
    re.DOTALL,
)
_JSON = re.compile(r'\s*\{.{0,400}"version"\s*:\s*"https?://jsonfeed\.org/', re.DOTALL)
_ANNOUNCED = re.compile(r"\AarXiv:\S+\s+(?:Announce Type:\s*\S+\s+)?(?:Abstract:\s*)?")
"""What arXiv's own feeds put before an abstract."""
_VERSIONED = re.compile(r"\s*\(arXiv:\S+(?:\s+\[[\w.\- ]+\])?(?:\s+UPDATED)?\)\s*\Z")
_INLINE_TAG = re.compile(
    r"(?i)</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|i|img|ins|kbd|mark|p|q|s|small|span|strong"
    r"|sub|sup|tt|u|wbr)(?:\s[^<>]*)?/?>"
)
_DATES = "post_date published pubDate issued created date updated modified".split()


def looks_like(document: Document) -> bool:
    """Whether a file is a feed, by its first element."""
    return bool(_XML.match(document.head) or _JSON.match(document.head))


def read(document: Document, options: ImportOptions) -> ReadResult:
    """The items of a feed; one without a title is shown and left out."""
    if document.head.lstrip().startswith("{"):
        return _read_json(document)
    entries, problems = _entries(document)
    items: list[Item] = []
    names = _display_names(entries)
    for entry in entries:
        item = _item(document.path, entry, names)
        if why := _why_no_post(entry):
            words = item.title or " ".join(item.body.split())[:60]
            fault = message("import-line-left-out", words=words, why=why)
            problems.append(Problem(document.path, item.line, 1, fault))
        elif item.title:
            items.append(item)
        else:
            problems.append(_untitled(document.path, int(entry.sourceline or 1), item.body))
    if count := sum(len(list(_all(entry, "comment"))) for entry in entries):
        nothing = message("none")
        fault = message("fields-left-out", names=f"comment ({count})", others=nothing)
        problems.append(Problem(document.path, 1, 1, fault))
    return of_records(document.path, len(entries), items, problems)


def _display_names(entries: list[Element]) -> dict[str, str]:
    """The names of a blog's authors by those that they log in with, as WordPress exports both."""
    root = entries[0].getroottree().getroot() if entries else ()
    people = (element for channel in root for element in _all(channel, "author"))
    return {_text(who, "author_login"): _text(who, "author_display_name") for who in people}


def _why_no_post(entry: Element) -> Message | None:
    """Why an item of WordPress' export is no entry: a page, a file, a menu, a deleted post."""
    kind, status = _text(entry, "post_type"), _text(entry, "status")
    if kind and status in ("trash", "auto-draft"):
        return message("why-no-post", kind=status)
    return message("why-no-post", kind=kind) if kind not in ("", "post") else None


def _untitled(path: str, line: int, body: str) -> Problem:
    words = " ".join(body.split())[:60]
    why = message("why-item-without-title")
    return Problem(path, line, 1, message("import-line-left-out", words=words, why=why))


# ---------------------------------------------------------------- RSS and Atom


def _entries(document: Document) -> tuple[list[Element], list[Problem]]:
    """The items of the XML; broken XML is read as far as its items are whole."""
    from lxml import etree

    if b"<!ENTITY" in document.raw:
        return [], [Problem(document.path, 1, 1, message("feed-entities"))]
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    problems: list[Problem] = []
    try:
        root = etree.fromstring(document.raw, etree.XMLParser(**options))
    except (etree.XMLSyntaxError, ValueError) as error:
        line = int(getattr(error, "lineno", 0) or 1)
        try:
            escaped = _BARE_AMPERSAND.sub(lambda match: match[1] or b"&amp;", document.raw)
            root = etree.fromstring(escaped, etree.XMLParser(recover=True, **options))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None or not len(root) or _cut_off(document.raw):
            return [], [Problem(document.path, line, 1, message("feed-broken"))]
        problems.append(Problem(document.path, line, 1, message("feed-mended")))
    entries = [element for element in root.iter() if _name(element) in ("item", "entry")]
    return entries, problems


_BARE_AMPERSAND = re.compile(
    rb"(<!\[CDATA\[.*?\]\]>)|&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)",
    re.DOTALL,
)
"""A sign that begins no entity, outside CDATA; a reader that recovers would leave it out."""


def _cut_off(raw: bytes) -> bool:
    """Whether a feed ends before its last element is closed."""
    return not re.search(
        rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*?-->\s*)*\Z", raw[-2000:], re.DOTALL
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(entry: Element, name: str) -> Iterator[Element]:
    return (child for child in entry if _name(child) == name)


def _text(entry: Element, *names: str) -> str:
    """The text of the first element of these names that has one."""
    for name in names:
        for child in _all(entry, name):
            if text := _content(child).strip():
                return text
    return ""


def _content(element: Element) -> str:
    """An element's text; XHTML inside it as HTML."""
    from lxml import etree

    if not len(element):
        return element.text or ""
    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + re.sub(r"(</?)\w+:|\sxmlns(?::\w+)?=\"[^\"]*\"", r"\1", inner)


def _item(path: str, entry: Element, names: Mapping[str, str]) -> Item:
    item_links = tuple(_links(entry))
    title = _plain(_text(entry, "title"))
    arxiv = next(
        filter(None, (links.arxiv_id(text) for text in _identifiers(entry, item_links))), ""
    )
    doi = next(
        filter(
            None, (links.doi(text) for text in [_text(entry, "doi"), _text(entry, "identifier")])
        ),
        "",
    )
    days = [day for name in _DATES if (day := moment(_text(entry, name)))]
    body, markdown = _body(entry, item_links[0].url if item_links else "")
    return Item(
        path=path,
        line=int(entry.sourceline or 1),
        title=_VERSIONED.sub("", title) if arxiv else title,
        kind="paper" if arxiv or doi else "news",
        published=days[0] if days else None,
        arxiv=arxiv,
        doi=doi,
        authors=_authors(entry, names, is_paper=bool(arxiv or doi)),
        topics=tuple(_topics(entry)),
        links=item_links,
        body=body,
        markdown=markdown,
    )


def _plain(text: str) -> str:
    """A title without markup: many feeds escape twice."""
    import html

    if "<" in text:  # what is no element of a line stays: List<T>
        text = _INLINE_TAG.sub("", text)
    return " ".join(html.unescape(text).split())


def _identifiers(entry: Element, item_links: tuple[Link, ...]) -> Iterator[str]:
    yield from (link.url for link in item_links)
    yield from (_text(entry, name) for name in ("id", "guid"))
    announced = _ANNOUNCED.match(_text(entry, "description", "summary"))
    if announced:
        yield re.sub(r"v\d+\Z", "", announced[0].split()[0])


def _links(entry: Element) -> Iterator[Link]:
    """The item's own address, then what belongs to it."""
    seen = set()
    stated = [(child.get("href") or _content(child), child) for child in _all(entry, "link")]
    guid = [
        (child.text or "", child)
        for child in _all(entry, "guid")
        if child.get("isPermaLink") != "false"
    ]
    files = [(child.get("url") or "", child) for child in _all(entry, "enclosure")]
    for address, child in [*stated, *guid, *files]:
        url = " ".join(address.split())
        is_own = child.get("rel") in (None, "alternate", "related", "enclosure")
        if (
            url in seen
            or not is_own
            or not re.match(r"https?://", url)
            or (child.get("type") or "").startswith("image/")
        ):
            continue
        seen.add(url)
        yield links.link(url, child.get("title") or "")


def _authors(
    entry: Element, display_names: Mapping[str, str], *, is_paper: bool
) -> tuple[str, ...]:
    names = []
    for child in entry:
        if _name(child) == "author" and len(child):
            names.append(_text(child, "name"))
        elif _name(child) in ("creator", "author"):
            text = _content(child).strip()
            mail = re.fullmatch(r"\S+@\S+\s+\((.*)\)", text)
            shown = mail[1] if mail else "" if re.fullmatch(r"\S+@\S+", text) else text
            names.append(display_names.get(shown) or shown)
    clean = [name for name in map(_plain, names) if name]
    if len(clean) == 1 and is_paper:
        return split_names(clean[0])[0]
    return listed_names(clean)


def _topics(entry: Element) -> Iterator[str]:
    seen = set()
    for child in entry:
        if _name(child) in ("category", "subject", "primary_category"):
            text = _plain(child.get("label") or child.get("term") or _content(child))
            if text and text not in seen and "://" not in text:
                seen.add(text)
                yield text


def _body(entry: Element, base: str) -> tuple[str, bool]:
    """The item's text and whether it is Markdown; a summary that is not in it stands before it."""
    full = _text(entry, "encoded", "content")
    short = _text(entry, "description", "summary", "subtitle")
    return joined_text(full, short, base)


def joined_text(full: str, short: str, base: str) -> tuple[str, bool]:
    """A text and its summary as one body."""
    short = _ANNOUNCED.sub("", short)
    if not full or not short:
        text = full or short
        return (html_to_markdown(text, base), True) if has_tags(text) else (_unescaped(text), False)
    body = html_to_markdown(full, base) if has_tags(full) else as_markdown(_unescaped(full))
    lead = html_to_markdown(short, base) if has_tags(short) else as_markdown(_unescaped(short))
    if _letters(lead)[:60] in _letters(body):
        return body, True
    return f"{lead}\n\n{body}", True


def _unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


# ---------------------------------------------------------------- JSON Feed


def _read_json(document: Document) -> ReadResult:
    source, problems = decode(document.path, document.raw, max_line=0)
    try:
        feed = without_surrogates(json.loads(source.text))
        entries = feed["items"] if isinstance(feed.get("items"), list) else []
    except (ValueError, RecursionError, AttributeError):
        refused = Problem(document.path, 1, 1, message("json-feed-broken"))
        return of_records(document.path, 0, [], [*problems, refused])
    items: list[Item] = []
    for number, entry in enumerate(entries, 1):
        item = _json_item(document.path, number, entry if isinstance(entry, dict) else {})
        if item.title:
            items.append(item)
        else:
            problems.append(_untitled(document.path, number, item.body))
    return of_records(document.path, len(entries), items, problems)


def _json_item(path: str, number: int, entry: dict[str, Any]) -> Item:
    def text(name: str) -> str:
        value = entry.get(name)
        return value if isinstance(value, str) else ""

    addresses = [url for url in (text("url"), text("external_url")) if re.match(r"https?://", url)]
    arxiv = next(filter(None, map(links.arxiv_id, [*addresses, text("id")])), "")
    people = entry.get("authors") or [entry.get("author") or {}]
    names = [
        who["name"] for who in people if isinstance(who, dict) and isinstance(who.get("name"), str)
    ]
    body, markdown = joined_text(
        text("content_html") or text("content_text"),
        text("summary"),
        addresses[0] if addresses else "",
    )
    day: Day | None = moment(text("date_published")) or moment(text("date_modified"))
    return Item(
        path=path,
        line=number,
        title=_plain(text("title")),
        kind="paper" if arxiv else "news",
        published=day,
        arxiv=arxiv,
        authors=listed_names(names),
        topics=tuple(tag for tag in entry.get("tags") or () if isinstance(tag, str)),
        links=tuple(map(links.link, dict.fromkeys(addresses))),
        body=body,
        markdown=markdown,
    )
