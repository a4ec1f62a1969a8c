"""Whether what the Markdown and the menu point to is on the site."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from pathlib import PurePosixPath

from qikan.content.site import Config
from qikan.content.source import forbidden_text
from qikan.model import Archive, Asset, Page, Problem, Target, TypesetIssue
from qikan.pages.addresses import entry_address, html_file, issue_address

Pointer = tuple[str, str, Target]
"""The path of the file that points, the address of its page, and what it points to."""


def pointers(archive: Archive, issues: Iterable[TypesetIssue]) -> list[Pointer]:
    """Everything that the Markdown of entries and issues points to inside the site."""
    made = [
        (item.entry.path, entry_address(item.entry), item.entry.targets)
        for item in (*archive.entries, *archive.withdrawn)
        if item.entry.targets
    ]
    made += [(i.file.where.path, issue_address(i.file), i.targets) for i in issues]
    return [(path, address, target) for path, address, all_ in made for target in all_]


def check_links(
    config: Config,
    planned: Sequence[Page],
    copied: Sequence[Asset],
    pointers: Iterable[Pointer],
    files: Iterable[str],
) -> list[Problem]:
    """Links that lead nowhere and images that are not there.

    ``files`` are those that stand beside the entries.
    """
    taken = {page.path.casefold() for page in planned}
    taken |= {asset.path.casefold() for asset in copied}
    problems = list[Problem]()
    prefix, beside = config.prefix(config.variants[0]), set(files)
    for origin, _, target in pointers:
        fault = _fault(origin, target, taken, prefix, beside)
        severity = "warning" if target.kind == "remote-image" else "error"
        if fault:
            problems.append(Problem(origin, target.line, 1, fault, severity))
    for item in config.menu:
        if "://" not in item.to and not _exists(taken, prefix, item.to):
            text = f"the menu leads to {item.to}, which is no page; correct it"
            problems.append(Problem("content/site.yaml", *item.place, text))
    return problems


def _fault(
    origin: str, target: Target, taken: Container[str], prefix: str, beside: Container[str]
) -> str:
    """What is wrong with what the Markdown points to, or ''."""
    address = target.address
    file = str(PurePosixPath(origin).parent / address)
    if target.kind == "character":
        return forbidden_text(address)
    if target.kind == "page":
        found = _exists(taken, prefix, address)
        return "" if found else f"the link {address} leads nowhere on this site; correct it"
    if target.kind == "file":
        return "" if file in beside else f"there is no file {file}; put the image beside the entry"
    if target.kind == "remote-image":
        return (
            f"the image {address} is on another host, so a link is shown instead; put a copy "
            "beside the entry"
        )
    return (
        f"`{address}` cannot be linked to; write https://…, or /papers/<id>/ for a page of this "
        "site, or the name of an image beside the entry"
    )


def _exists(taken: Container[str], prefix: str, address: str) -> bool:
    path = re.split("[#?]", address, maxsplit=1)[0].lstrip("/")
    return html_file(prefix + path).casefold() in taken
