"""Whether what the Markdown and the menu point to is on the site, as a web server sees it."""

from __future__ import annotations

import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from qikan.content.site import Config
from qikan.content.source import forbidden_text
from qikan.markdown.addresses import decode
from qikan.markdown.headings import LAYOUT_IDS, find_heading
from qikan.markdown.marks import mark_message
from qikan.model import Asset, Facts, Page, Problem, Target, TypesetIssue
from qikan.pages.addresses import entry_address, issue_address, path_in_edition

Pointer = tuple[str, str, Target]
"""The path of the file that points, the address of its page, and what it points to."""


def pointers(entries: Iterable[Facts], issues: Iterable[TypesetIssue]) -> list[Pointer]:
    """Everything that the Markdown of entries and issues points to inside the site."""
    pages = [
        (entry.path, entry_address(entry), entry.targets) for entry in entries if entry.targets
    ]
    pages += [(i.file.where.path, issue_address(i.file), i.targets) for i in issues]
    return [(path, address, target) for path, address, targets in pages for target in targets]


class _Site(NamedTuple):
    """What links may lead to.

    ``paths`` are those of all files; ``near`` gives the path that is spelled nearly so;
    ``headings`` are the ids in the texts of pages; ``beside`` are the files beside entries.
    """

    config: Config
    paths: frozenset[str]
    near: Mapping[str, str]
    headings: Mapping[str, Mapping[str, str]]
    beside: frozenset[str]
    near_beside: Mapping[str, str]


def check_links(
    config: Config,
    planned: Sequence[Page],
    copied: Sequence[Asset],
    pointers: Iterable[Pointer],
    files: Iterable[str],
    drafts: Container[str] = (),
) -> list[Problem]:
    """Links that lead nowhere in an edition, images that are not there, and what is shown otherwise
    than it was meant.

    ``files`` are those that stand beside the entries. In ``drafts``, given by their paths, all but
    forbidden characters are warnings: an editor sees what was imported before they mend its links.
    """
    pointers = list(pointers)
    paths = frozenset([page.path for page in planned] + [asset.path for asset in copied])
    headings: dict[str, dict[str, str]] = {}
    for _, address, target in pointers:
        if target.kind == "anchor":
            headings.setdefault(address, {})[target.address] = target.address
    beside = frozenset(files)
    site = _Site(config, paths, _spellings(paths), headings, beside, _spellings(beside))
    problems = list[Problem]()
    for origin, _, target in pointers:
        if target.kind != "anchor" and (fault := _FAULTS[target.kind](site, origin, target)):
            is_warning = target.kind in _WARNINGS or (
                origin in drafts and target.kind != "character"
            )
            severity = "warning" if is_warning else "error"
            problems.append(Problem(origin, target.line, 1, fault, severity))
    for item in config.menu:
        if "://" not in item.to and (fault := _page_fault(site, item.to)):
            text = f"the menu leads to {item.to}, which is no page{fault}"
            problems.append(Problem("content/site.yaml", *item.place, text))
    return problems


def _spellings(paths: Iterable[str]) -> Mapping[str, str]:
    return {_folded(path): path for path in paths}


def _folded(path: str) -> str:
    """A path as a person reads it: case, width and percent signs do not count."""
    return unicodedata.normalize("NFKC", urllib.parse.unquote(path)).casefold()


def _page_fault(site: _Site, address: str) -> str:
    """How to mend an address that leads nowhere; '' if it leads somewhere in every edition."""
    inside = decode(address).lstrip("/")
    for variant in site.config.variants:
        path = path_in_edition(site.config, variant, inside)
        if path in site.paths:
            continue
        near = site.near.get(_folded(path))
        if not near:
            return "; correct it"
        if near == urllib.parse.quote(path) or "%" in near:
            return f": a server looks for {path}; rename the file {near}"
        shown = "/" + near.removesuffix("index.html")
        return f": a server tells spellings apart; write {shown}"
    return ""


def _page(site: _Site, origin: str, target: Target) -> str:
    address = target.address
    if fault := _page_fault(site, address):
        return f"the link {address} leads nowhere on this site{fault}"
    return _heading_fault(site, address)


def _heading_fault(site: _Site, address: str) -> str:
    """Whether a link to a heading of another page finds it."""
    page, _, fragment = address.partition("#")
    fragment = urllib.parse.unquote(fragment)
    known = site.headings.get(decode(page).lstrip("/"), {})
    inside = re.match(r"/?(?:papers|news|issues)/[^/]+/\Z", decode(page))
    if not fragment or not inside or fragment in known or fragment in LAYOUT_IDS:
        return ""
    if re.fullmatch(r"fn(?:ref)?\d+|item-\d+", fragment):
        return ""
    near = find_heading(dict(known), fragment)
    cure = f"write {page}#{near}" if near else "correct it"
    return f"the link {address} leads to no heading of that page; {cure}"


def _own_address(site: _Site, origin: str, target: Target) -> str:
    """A whole address of this very site."""
    rest = target.address[len(site.config.base_url) :]
    path = decode(rest)
    path = f"{path}index.html" if not path or path.endswith("/") else path
    return "" if path in site.paths else f"the link {target.address} leads nowhere; correct it"


def _file(site: _Site, origin: str, target: Target) -> str:
    file = str(PurePosixPath(origin).parent / decode(target.address))
    if file in site.beside:
        return ""
    if near := site.near_beside.get(_folded(file)):
        return f"there is no file {file}: a server tells spellings apart; the file is {near}"
    return f"there is no file {file}; put the image beside the entry"


def _remote_image(site: _Site, origin: str, target: Target) -> str:
    return (
        f"the image {target.address} is on another host, so a link is shown instead; put a copy "
        "beside the entry"
    )


def _bad_link(site: _Site, origin: str, target: Target) -> str:
    return (
        f"`{target.address}` cannot be linked to; write https://…, or /papers/<id>/ for a page of "
        "this site, or the name of an image beside the entry"
    )


def _formula(site: _Site, origin: str, target: Target) -> str:
    tex = " ".join(target.address.split())
    tex = tex if len(tex) <= 60 else tex[:60] + "…"
    return f"the formula `{tex}` cannot be set and is shown as code; write it in other commands"


_FAULTS: Mapping[str, Callable[[_Site, str, Target], str]] = {
    "page": _page,
    "own-address": _own_address,
    "file": _file,
    "remote-image": _remote_image,
    "bad-link": _bad_link,
    "bad-image": _bad_link,
    "bad-fragment": lambda _, __, t: f"{t.address} leads to no heading of this text; correct it",
    "character": lambda _, __, target: forbidden_text(target.address),
    "formula": _formula,
    "mark": lambda _, __, target: mark_message(target.address),
    "footnote": lambda _, __, t: (
        f"the footnote {t.address} is not shown: no mark in the text refers to it; add one"
    ),
    "image-text": lambda _, __, t: (
        f"the image {t.address} has no text for readers who cannot see it; write ![text](…)"
    ),
}
_WARNINGS = frozenset(("remote-image", "own-address", "formula", "mark", "footnote", "image-text"))
