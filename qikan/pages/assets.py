"""Files that are copied into the site, and outputs that want the same place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from qikan.content.site import Config
from qikan.markdown.addresses import decode
from qikan.model.archive import Locate
from qikan.model.page import Asset, Page
from qikan.model.problem import Problem, RowPlace
from qikan.pages.links import Pointer
from qikan.pages.scripts import is_script, modules
from qikan.problems.message import Message, message


def assets(
    config: Config,
    pointers: Iterable[Pointer],
    static: Iterable[str],
    layout_files: Iterable[str],
) -> list[Asset]:
    """Files that are copied: the site's own, the layouts', and images beside entries."""
    copied = [Asset(path.removeprefix("content/static/"), path) for path in static]
    copied += layout_assets(layout_files)
    images = {}
    for origin, address, target in pointers:
        if target.kind == "file":
            name = decode(target.address)
            path = config.prefix(config.variants[0]) + address + name
            images[path] = Asset(path, str(PurePosixPath(origin).parent / name))
    return copied + list(images.values())


def layout_assets(layout_files: Iterable[str]) -> list[Asset]:
    """The layouts' files that are copied; the modules of a script are part of it."""
    files = list(layout_files)
    bundled = {part for path in files if is_script(path) for part in modules(path, files)}
    return [Asset(path.removeprefix("layouts/"), path) for path in files if path not in bundled]


def static_pages(static: Iterable[str]) -> frozenset[str]:
    """The addresses of pages among the site's own files."""
    ends = "/index.html"
    inside = (path.removeprefix("content/static/") for path in static if path.endswith(ends))
    return frozenset(path.removesuffix("index.html") for path in inside)


def check_places(
    planned: Sequence[Page], copied: Sequence[Asset], locate: Locate, row_place: RowPlace
) -> list[Problem]:
    """Two outputs at one path, or a file where another needs a folder.

    ``row_place`` gives the place of a slug in the file of a list.
    """
    paths = [page.path.casefold() for page in planned]
    paths += [asset.path.casefold() for asset in copied]
    taken = set(paths)
    if len(taken) == len(paths) and not taken & _folders(taken):
        return []
    return list(dict.fromkeys(_clashes(planned, copied, locate, row_place)))


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that files stand in."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _clashes(
    planned: Iterable[Page], copied: Iterable[Asset], locate: Locate, row_place: RowPlace
) -> Iterator[Problem]:
    """Outputs at a path that is taken, or is a folder, or has a file above it."""
    taken: dict[str, Message] = {}
    folders: dict[str, Message] = {}

    def take(path: str, what: Message) -> Message | None:
        key = path.casefold()
        above = list(_above(key))
        clash = (
            taken.get(key) or folders.get(key) or next(filter(None, map(taken.get, above)), None)
        )
        taken.setdefault(key, what)
        folders.update((folder, message("folder-at", address=folder)) for folder in above)
        return clash

    redirects = [page for page in planned if page.kind == "redirect"]
    for page in planned:
        if page.kind != "redirect":  # two pages at an address are refused before
            take(page.path, message("page-at", address=page.address))
    for asset in copied:
        if clash := take(asset.path, message("path-at", path=asset.source)):
            yield Problem(asset.source, 1, 1, message("place-taken", other=clash))
    for page in redirects:
        if clash := take(page.path, message("page-at", address=page.address)):
            text = message("old-address-taken", address=page.address, other=clash)
            if entry := page.data.get("entry"):
                yield locate(entry).problem(f"aliases:{page.address.rstrip('/')}", text)
            else:
                listed = page.address.partition("/")[0]  # the old slug of a topic or the like
                path, slug = f"content/{listed}.yaml", page.address.strip("/").rpartition("/")[2]
                yield Problem(path, *row_place(path, slug), text)


def _above(path: str) -> Iterator[str]:
    """The folders a path stands in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path
