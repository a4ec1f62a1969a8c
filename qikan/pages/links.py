"""Whether what the Markdown and the menu point to is on the site, as a web server sees it."""

from __future__ import annotations

import functools
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from qikan.content.site import Config
from qikan.content.source import forbidden_text
from qikan.markdown.addresses import decode
from qikan.markdown.headings import LAYOUT_IDS, find_heading
from qikan.markdown.marks import mark_message
from qikan.markdown.tex_faults import formula_message
from qikan.model.archive import Facts
from qikan.model.entry import Target
from qikan.model.issue import TypesetIssue
from qikan.model.problem import Problem
from qikan.pages.addresses import entry_address, issue_address, path_in_edition
from qikan.problems.message import Message, message

Pointer = tuple[str, str, Target]
"""The path of the file that points, the address of its page, and what it points to."""


def pointers(entries: Iterable[Facts], issues: Iterable[TypesetIssue]) -> list[Pointer]:
    """Everything that the Markdown of entries and issues points to inside the site."""
    pages = [
        (entry.path, entry_address(entry), entry.targets) for entry in entries if entry.targets
    ]
    pages += [(i.file.where.path, issue_address(i.file), i.targets) for i in issues]
    return [(path, address, target) for path, address, targets in pages for target in targets]


@dataclass(frozen=True)
class _Site:
    """What links may lead to.

    ``paths`` are those of all files, ``headings`` the ids in the texts of pages, ``beside`` the
    files beside entries.
    """

    config: Config
    paths: frozenset[str]
    headings: Mapping[str, Mapping[str, str]]
    beside: frozenset[str]

    @functools.cached_property
    def near(self) -> Mapping[str, str]:
        """Paths by how a person reads them: only a dead link asks."""
        return {_folded(path): path for path in self.paths}

    @functools.cached_property
    def near_beside(self) -> Mapping[str, str]:
        """Files beside entries by how a person reads them."""
        return {_folded(path): path for path in self.beside}


def check_links(
    config: Config,
    paths: Iterable[str],
    pointers: Iterable[Pointer],
    beside: Iterable[str],
    drafts: Container[str] = (),
) -> list[Problem]:
    """Links that lead nowhere in an edition, images that are not there, and what is shown otherwise
    than it was meant.

    ``paths`` are those of all files of the site, ``beside`` those of the files beside the entries.
    In ``drafts``, given by their paths, all but forbidden characters are warnings: an editor sees
    what was imported before they mend its links.
    """
    pointers = list(pointers)
    headings: dict[str, dict[str, str]] = {}
    for _, address, target in pointers:
        if target.kind == "anchor":
            headings.setdefault(address, {})[target.address] = target.address
    site = _Site(config, frozenset(paths), headings, frozenset(beside))
    problems = list[Problem]()
    for origin, _, target in pointers:
        if target.kind != "anchor" and (fault := _FAULTS[target.kind](site, origin, target)):
            is_warning = origin in drafts and target.kind != "character"
            severity = "warning" if is_warning else fault.severity
            problems.append(Problem(origin, target.line, 1, fault, severity))
    for item in config.menu:
        if "://" not in item.to and (cure := _page_cure(site, item.to)):
            fault = message("dead-menu", address=item.to, cure=cure)
            problems.append(Problem("content/site.yaml", *item.place, fault))
    return problems


def _folded(path: str) -> str:
    """A path for comparison: case, width and percent signs do not count."""
    return unicodedata.normalize("NFKC", urllib.parse.unquote(path)).casefold()


def _page_cure(site: _Site, address: str) -> Message | None:
    """How to mend an address that leads nowhere; None if it leads somewhere in every edition."""
    inside = decode(address).lstrip("/")
    for variant in site.config.variants:
        path = path_in_edition(site.config, variant, inside)
        if path in site.paths:
            continue
        near = site.near.get(_folded(path)) or site.near.get(_folded(f"{path}/index.html"))
        if not near:
            bare = _without_base(site, inside)
            return message("correct-it") if bare is None else message("write-bare", near=f"/{bare}")
        if near == urllib.parse.quote(path) or "%" in near:
            return message("rename-file", path=path, near=near)
        return message("write-address", near="/" + near.removesuffix("index.html"))
    return None


def _without_base(site: _Site, inside: str) -> str | None:
    """A page's address without the path below which the site stands, if this stands in front."""
    address = f"{inside.rstrip('/')}/"
    bare = address.removeprefix(site.config.base_path.lstrip("/"))
    return bare if bare != address and f"{bare}index.html" in site.paths else None


def _page(site: _Site, origin: str, target: Target) -> Message | None:
    address = target.address
    if cure := _page_cure(site, address):
        return message("dead-link", address=address, cure=cure)
    return _heading_fault(site, address)


def _heading_fault(site: _Site, address: str) -> Message | None:
    """Whether a link to a heading of another page finds it."""
    page, _, fragment = address.partition("#")
    fragment = urllib.parse.unquote(fragment)
    known = site.headings.get(decode(page).lstrip("/"), {})
    inside = re.match(r"/?(?:papers|news|issues)/[^/]+/\Z", decode(page))
    if not fragment or not inside or fragment in known or fragment in LAYOUT_IDS:
        return None
    if re.fullmatch(r"fn(?:ref)?\d+(?:-\d+)?|item-\d+", fragment):
        return None
    near = find_heading(dict(known), fragment)
    cure = message("write-it", near=f"{page}#{near}") if near else message("correct-it")
    return message("dead-heading", address=address, cure=cure)


def _own_address(site: _Site, origin: str, target: Target) -> Message | None:
    """A whole address of this very site."""
    rest = target.address[len(site.config.base_url) :]
    path = decode(rest)
    path = f"{path}index.html" if not path or path.endswith("/") else path
    return None if path in site.paths else message("dead-own-address", address=target.address)


def _file(site: _Site, origin: str, target: Target) -> Message | None:
    file = str(PurePosixPath(origin).parent / decode(target.address))
    if file in site.beside:
        return None
    cure = message("put-image")
    if near := site.near_beside.get(_folded(file)):
        cure = message("file-spelled", near=near)
    return message("missing-image", file=file, cure=cure)


def _bad_link(site: _Site, origin: str, target: Target) -> Message:
    return message("bad-link", address=target.address)


_FAULTS: Mapping[str, Callable[[_Site, str, Target], Message | None]] = {
    "page": _page,
    "own-address": _own_address,
    "file": _file,
    "remote-image": lambda _, __, t: message("remote-image", address=t.address),
    "bad-link": _bad_link,
    "bad-image": _bad_link,
    "bad-fragment": lambda _, __, t: message("dead-fragment", address=t.address),
    "character": lambda _, __, target: forbidden_text(target.address),
    "formula": lambda _, __, t: formula_message(t.address),
    "mark": lambda _, __, target: mark_message(target.address),
    "footnote": lambda _, __, t: message("footnote-unused", name=t.address),
    "fence-open": lambda _, __, t: message("fence-open", text=t.address),
    "fence-text": lambda _, __, t: message("fence-text", text=t.address, mark=t.address[0] * 3),
    "table-head": lambda *_: message("table-head"),
    "table-row": lambda *_: message("table-row"),
    "image-text": lambda _, __, t: message("image-without-text", address=t.address),
}
