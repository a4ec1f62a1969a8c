"""A site's files as a reader's browser meets them: links, editions, feeds, and the host's limits.

It reads the published files alone and knows nothing of what they were made from, so that it sees
what a build, a layout or a copy did wrong.
"""

from __future__ import annotations

import functools
import html
import json
import re
import urllib.parse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.publish import tree_files
from qikan.scan import list_names

_ATTRIBUTE = r"""=(?:"([^"]*)"|'([^']*)')"""
_ADDRESS = re.compile(rf"\s(?:href|src){_ATTRIBUTE}")
_ID = re.compile(rf"\sid{_ATTRIBUTE}")
_LINK = re.compile(r"<link\s[^>]*>")
_HREFLANG = re.compile(rf"\shreflang{_ATTRIBUTE}")
_HREF = re.compile(rf"\shref{_ATTRIBUTE}")
_CANONICAL = re.compile(r"""\srel=["']canonical["']""")
_SCRIPT = re.compile(r"<(script|template)\b[^>]*>.*?</\1>", re.DOTALL)
_FEED_ROOTS = ("rss", "feed", "urlset", "sitemapindex", "opml")
_FULL = ("https://", "http://", "//")
_MEGABYTE = 1_000_000
_EXAMPLE_NAMES = ("example.com", "example.net", "example.org")


class Host(NamedTuple):
    """What a host takes: bytes of the whole site and of a file, number of files; 0: any."""

    site_bytes: int = 0
    file_bytes: int = 0
    files: int = 0


HOSTS = {
    # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
    "pages": Host(site_bytes=1_000_000_000, file_bytes=100_000_000),
    # https://developers.cloudflare.com/pages/platform/limits/
    "cloudflare": Host(file_bytes=25 * 1024 * 1024, files=20_000),
    # https://vercel.com/docs/limits
    "vercel": Host(file_bytes=100_000_000, files=15_000),
    "server": Host(),
}
"""The hosts with a workflow, and any server. Limits of the plans that cost nothing."""


@dataclass
class _Pages:
    """What all pages say: addresses with a page that has them, ids, and editions by language."""

    addresses: dict[str, str] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    editions: dict[str, Mapping[str, str]] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)


def verify(out: Path, base_url: str, host: Host) -> list[Problem]:
    """What is wrong with the files of a published site at an address, for a host."""
    sizes = {path: (out / path).stat().st_size for path in list_names(out, ".")}
    sizes = {path.removeprefix("./"): size for path, size in sizes.items()}
    problems = [*_missing(out), *_limits(sizes, host)]
    pages = _Pages()
    for path in sizes:
        if path.endswith(".html"):
            _read_page(pages, path, disk.read(out, path).decode("utf-8", "replace"), base_url)
        elif path.endswith((".xml", ".json", ".opml")):
            problems += _feed_faults(path, disk.read(out, path))
    home = pages.canonical.get("index.html", base_url)
    if home != base_url and home.startswith(("http://", "https://")):
        fault = {"address": home, "other": base_url}
        return sorted({*problems, _problem("index.html", "site-of-other-address", **fault)})
    find = functools.partial(_target, sizes, base_url)
    problems += _dead_links(pages, find)
    problems += _edition_faults(pages, find)
    return sorted(set(problems))


def example_address(base_url: str) -> Iterator[Problem]:
    """Warns of an address kept for examples (RFC 2606): a new archive's, until it is replaced."""
    host = urllib.parse.urlsplit(base_url).hostname or ""
    if ".".join(host.split(".")[-2:]) in _EXAMPLE_NAMES or host.endswith(".example"):
        yield _problem("index.html", "site-of-example", address=base_url)


def _problem(path: str, name: str, /, **values: object) -> Problem:
    return Problem(f"site/{path}", 1, 1, message(name, **values))


def _missing(out: Path) -> Iterator[Problem]:
    """Files of the manifest that are missing: they were deleted after the build."""
    for path in tree_files.missing(out, tree_files.manifest(out)):
        yield _problem(path, "site-file-missing")


def _limits(sizes: Mapping[str, int], host: Host) -> Iterator[Problem]:
    total = sum(sizes.values())
    if host.site_bytes and total > host.site_bytes:
        yield _problem("", "site-too-large", **_megabytes(total, host.site_bytes))
    if host.files and len(sizes) > host.files:
        yield _problem("", "site-too-many-files", count=len(sizes), most=host.files)
    for path, size in sizes.items():
        if host.file_bytes and size > host.file_bytes:
            yield _problem(path, "site-file-too-large", **_megabytes(size, host.file_bytes))


def _megabytes(size: int, most: int) -> dict[str, int]:
    return {"size": size // _MEGABYTE, "most": most // _MEGABYTE}


# ---------------------------------------------------------------- pages


def _read_page(pages: _Pages, path: str, text: str, base_url: str) -> None:
    """Note what a page leads to, its ids, and its editions."""
    own = base_url + urllib.parse.quote(path.removesuffix("index.html"))
    text = _SCRIPT.sub(lambda script: script[0].partition(">")[0] + ">", text)
    pages.ids[path] = frozenset(map(_value, _ID.finditer(text)))
    for match in _ADDRESS.finditer(text):
        address = _value(match)
        if address.startswith(_FULL) and not address.startswith(base_url):
            continue  # Another site, perhaps on the same host: GitHub Pages has one a project.
        if not address.startswith("/"):
            address = urllib.parse.urljoin(own, address)
        pages.addresses.setdefault(address, path)
    editions = {}
    for link in _LINK.findall(text):
        href = _HREF.search(link)
        lang = _HREFLANG.search(link)
        if href and lang:
            editions[_value(lang)] = _value(href)
        elif href and _CANONICAL.search(link):
            pages.canonical[path] = _value(href)
    if editions:
        pages.editions[path] = editions


def _value(match: re.Match[str]) -> str:
    return html.unescape(match[1] if match[1] is not None else match[2])


def _target(sizes: Mapping[str, int], base_url: str, address: str) -> str | None:
    """The file of an address on the site, '' if there is none, None for one elsewhere."""
    parts = urllib.parse.urlsplit(base_url)
    if address.startswith("/") and not address.startswith("//"):
        address = f"{parts.scheme}://{parts.netloc}{address}"
    file_address = urllib.parse.urldefrag(address)[0].partition("?")[0]
    if not file_address.startswith(base_url):
        on_host = file_address.startswith(f"{parts.scheme}://{parts.netloc}/")
        return "" if on_host else None
    path = urllib.parse.unquote(file_address.removeprefix(base_url))
    names = [f"{path}index.html"] if not path or path.endswith("/") else [path, f"{path}.html"]
    return next((name for name in names if name in sizes), "")


def _dead_links(pages: _Pages, find: functools.partial[str | None]) -> Iterator[Problem]:
    for address, path in pages.addresses.items():
        target = find(address)
        if target is None:
            continue
        fragment = urllib.parse.unquote(urllib.parse.urldefrag(address)[1])
        if not target:
            yield _problem(path, "site-dead-link", address=address)
        elif target in pages.ids and fragment not in {"", "top", *pages.ids[target]}:
            values = {"address": address, "file": target, "name": fragment}
            yield _problem(path, "site-dead-fragment", **values)


def _edition_faults(pages: _Pages, find: functools.partial[str | None]) -> Iterator[Problem]:
    """Search engines heed editions only if each names itself and all others, and they name it.

    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    for path, editions in pages.editions.items():
        own = pages.canonical.get(path, "")
        if own and own not in editions.values():
            yield _problem(path, "site-edition-not-itself")
        if "x-default" not in editions:
            yield _problem(path, "site-edition-no-default")
        for lang, address in editions.items():
            target = find(address)
            if target and pages.editions.get(target) != editions:
                yield _problem(path, "site-edition-one-way", lang=lang, address=address)


# ---------------------------------------------------------------- feeds and data


def _feed_faults(path: str, data: bytes) -> Iterator[Problem]:
    """A feed, sitemap or list of feeds that programs cannot read, or with an item twice."""
    if path.endswith(".json"):
        try:
            json.loads(data)
        except ValueError:
            yield _problem(path, "site-no-json")
        return
    from lxml import etree  # late: only this verb reads feeds

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield _problem(path, "site-no-xml", reason=error.msg)
        return
    if etree.QName(root).localname not in _FEED_ROOTS:
        return
    guids: dict[str, int] = defaultdict(int)
    for element in root.iter("guid", "{http://www.w3.org/2005/Atom}id"):
        parent = element.getparent()
        if parent is not None and etree.QName(parent).localname in ("item", "entry"):
            guids[element.text or ""] += 1
    for guid, count in guids.items():
        if count > 1:
            yield _problem(path, "site-item-twice", id=guid, count=count)
