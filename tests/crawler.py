"""A crawler of a folder of pages and feeds: it knows web servers and HTML, and nothing of qikan.

``python tests/crawler.py SITE BASE_URL`` names every address that leads nowhere.
"""

from __future__ import annotations

import functools
import re
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import lxml.etree
import lxml.html

ATTRIBUTES = ("href", "src", "action", "poster", "data-index")
FEEDS = (".xml", ".json")


def dead_links(site: Path, base_url: str) -> list[str]:
    """The addresses in pages and feeds of a site that lead to no file of the site.

    Names are compared letter for letter and percent signs are decoded once, as file
    servers do.
    """
    site, dead = site.resolve(), []
    for path in sorted(site.rglob("*")):
        if path.suffix == ".html" or path.suffix in FEEDS:
            name = path.relative_to(site).as_posix()
            dead += [
                f"{name}: {address}: {fault}"
                for address in addresses(path)
                if (fault := _fault(site, base_url, path, address))
            ]
    return dead


def addresses(path: Path) -> Iterator[str]:
    """Every address in a page or a feed."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        yield from in_html(text)
    elif path.suffix == ".xml":
        for element in lxml.etree.fromstring(text.encode()).iter():
            words = element.text or ""
            name = lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""
            yield from (str(element.get(name)) for name in ("href", "url") if element.get(name))
            if name in ("link", "loc", "url", "docs") and words.strip():
                yield words.strip()
            elif "<" in words:
                yield from in_html(words)


def in_html(text: str) -> Iterator[str]:
    """The addresses of a piece of HTML."""
    for element in lxml.html.document_fromstring(f"<div>{text}</div>").iter():
        if not isinstance(element.tag, str):
            continue
        for name in ATTRIBUTES:
            if (value := element.get(name)) is not None:
                yield str(value)
        for part in str(element.get("srcset", "")).split(","):
            if part.strip():
                yield part.split()[0]
        refresh = re.search(r"url=(\S+)", str(element.get("content", "")))
        if element.get("http-equiv") == "refresh" and refresh:
            yield refresh[1]


def _fault(site: Path, base_url: str, path: Path, address: str) -> str:
    """Why an address leads nowhere; empty if it does, or is on another site."""
    page = path.relative_to(site).as_posix()
    own = urllib.parse.urljoin(base_url, urllib.parse.quote(page).removesuffix("index.html"))
    target, fragment = urllib.parse.urldefrag(urllib.parse.urljoin(own, address))
    if not target.startswith(base_url):
        same = urllib.parse.urlsplit(target)[:2] == urllib.parse.urlsplit(base_url)[:2]
        return "outside the site's folder" if same and address.startswith("/") else ""
    name = urllib.parse.unquote(urllib.parse.urlsplit(target).path)
    name = name.removeprefix(urllib.parse.urlsplit(base_url).path)
    file = f"{name}index.html" if not name or name.endswith("/") else name
    if file not in files(site) and not (name.endswith("/") and _is_folder(site, name)):
        return "there is no such file"
    wanted = urllib.parse.unquote(fragment)
    if wanted and wanted != "top" and file.endswith(".html") and wanted not in ids(site / file):
        return "nothing there has that id"
    return ""


def _is_folder(site: Path, name: str) -> bool:
    """Whether an address is a folder that scripts complete, such as that of a search index."""
    return name.rstrip("/") + "/" in {f"{file.rpartition('/')[0]}/" for file in files(site)}


@functools.cache
def files(site: Path) -> frozenset[str]:
    return frozenset(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())


@functools.cache
def ids(path: Path) -> frozenset[str]:
    tree = lxml.html.document_fromstring(path.read_text("utf-8"))
    return frozenset(str(value) for value in tree.xpath("//@id | //a/@name"))


if __name__ == "__main__":
    lost = dead_links(Path(sys.argv[1]), sys.argv[2])
    print(*lost, sep="\n")
    sys.exit(bool(lost))
