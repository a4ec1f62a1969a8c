"""The images of imported texts: copied beside their entries, and the texts mended.

An image that stands beside the foreign file, or in a folder of its site, gets a name of its own in
ASCII: ``<entry>-<name>.png``. Links between posts of one import lead to the new addresses. What
cannot be found is reported at once, with a list.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from qikan.importing.plan import File, Plan
from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.pages.addresses import entry_address
from qikan.problems.message import message
from qikan.scan import IMAGE_ENDINGS

_ABOVE = 6
"""Folders above a foreign file in which an address from the old site's root is looked for."""
_STATIC = (
    "",
    *"static public assets source content images docs src/assets attachments 附件".split(),
)
"""Where generators keep the files whose addresses begin with ``/``, and vaults of notes theirs."""
_TARGET = re.compile(
    r"(?P<mark>!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\(\s*)"
    r"(?:<(?P<angle>[^<>\n]*)>|(?P<plain>[^\s<>()]*(?:(?:\([^\s()]*\)| (?![\"' ]))[^\s()]*)*))"
    r"(?P<end>(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\))"
)
_CODE = re.compile(
    r"(?ms)^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*[ \t]*$"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
)


class Copy(NamedTuple):
    """An image to copy: from where, and to which path below the root."""

    source: str
    path: str


class Mended(NamedTuple):
    """The images to copy, those on other hosts by the entries that show them, what is reported."""

    copies: list[Copy]
    remote: dict[str, list[str]]
    problems: list[Problem]


def mend_images(planned: Plan, beside: Sequence[str]) -> Mended:
    """Mend the images and links of new entries, in place.

    ``beside`` are the files that stand beside the entries already.
    """
    mender = _Mender(planned, beside)
    for file in planned.files:
        if not file.before and "](" in file.written:
            mender.mend(file)
    return Mended(list(mender.copies.values()), mender.remote, mender.problems())


def without_found(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of an import but for those of images that are there to copy."""
    return [problem for problem in problems if not _is_of_found(problem)]


def _is_of_found(problem: Problem) -> bool:
    if problem.id not in ("post-image-beside", "post-image-static"):
        return False
    address = str(dict(problem.message.values)["address"])
    return any(map(_is_image, _places(address, problem.path)))


class _Mender:
    """Mends the texts of new entries; a file is copied once for each entry that shows it."""

    def __init__(self, planned: Plan, beside: Sequence[str]) -> None:
        self.entries = planned.entries
        self.taken = {path.casefold() for path in beside}
        self.copies: dict[tuple[str, str], Copy] = {}
        self.remote: dict[str, list[str]] = {}
        self.addresses = _new_addresses(planned)

    def mend(self, file: File) -> None:
        entry = self.entries[file.path]
        if not file.origins:
            return
        origin = next(iter(file.origins))
        body = _outside_code(entry.body, lambda text: self.text(text, entry, origin))
        if body != entry.body:
            start = len(file.written) - len(entry.body) - 1
            file.written = f"{file.written[:start]}{body}\n"
            file.updated = file.written

    def text(self, text: str, entry: Entry, origin: str) -> str:
        def replace(match: re.Match[str]) -> str:
            stated = match["angle"] if match["angle"] is not None else match["plain"]
            is_image = match["mark"].startswith("!")
            new = self.image(stated, entry, origin) if is_image else self.link(stated, origin)
            return f"{match['mark']}{new}{match['end']}" if new != stated else match[0]

        return _TARGET.sub(replace, text)

    def image(self, stated: str, entry: Entry, origin: str) -> str:
        """The image's name beside the entry; as it was where it is elsewhere."""
        if re.match(r"(?:https?:)?//", stated):
            self.remote.setdefault(entry.where.path, []).append(stated)
            return stated
        if not stated or ":" in stated.split("/", maxsplit=1)[0]:
            return stated
        source = next((path for path in _places(stated, origin) if _is_image(path)), "")
        if not source:
            return stated
        key = entry.where.path, source
        if key not in self.copies:
            folder = str(PurePosixPath(entry.where.path).parent)
            path = f"{folder}/{self.name(entry.id, source, folder)}"
            self.copies[key] = Copy(source, path)
        return PurePosixPath(self.copies[key].path).name

    def name(self, entry_id: str, source: str, folder: str) -> str:
        """A name in ASCII that no other file in the folder has, whatever the case."""
        stem, ending = os.path.splitext(os.path.basename(source))
        plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
        words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40]
        digest = hashlib.sha256(source.encode()).hexdigest()
        base = entry_id[:60].rstrip(".-")
        names = [
            f"{base}-{words or digest[:8]}",
            *(f"{base}-{words}-{digest[:n]}".replace("--", "-") for n in (6, 64)),
        ]
        for name in names:
            path = f"{folder}/{name}{ending.lower()}"
            if path.casefold() not in self.taken:
                self.taken.add(path.casefold())
                return f"{name}{ending.lower()}"
        return f"{names[-1]}{ending.lower()}"

    def link(self, stated: str, origin: str) -> str:
        """The new address of a post that came with this import; as it was for any other."""
        path, hash_sign, anchor = stated.partition("#")
        if not path or "://" in stated or stated.startswith(("mailto:", "//")):
            return stated
        for place in _link_keys(path, origin):
            if place in self.addresses:
                return f"/{self.addresses[place]}{hash_sign}{anchor}"
        return stated

    def problems(self) -> list[Problem]:
        """Images on other hosts: reported once, with a list."""
        if not self.remote:
            return []
        addresses = list(dict.fromkeys(url for urls in self.remote.values() for url in urls))
        first = next(iter(self.remote))
        shown = ", ".join(addresses[:3]) + (", …" if len(addresses) > 3 else "")
        fault = message(
            "import-images-elsewhere",
            count=len(addresses),
            entries=len(self.remote),
            shown=shown,
        )
        return [Problem(first, 1, 1, fault)]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed but code."""
    parts, at = [], 0
    for match in _CODE.finditer(text):
        parts += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, change(text[at:])])


def _is_image(path: str) -> bool:
    is_image = path.lower().endswith(IMAGE_ENDINGS)
    return is_image and os.path.isfile(path) and not os.path.islink(path)


def _places(stated: str, origin: str) -> Iterator[str]:
    """Where the file of a relative address, or of one from the old site's root, may be."""
    path = unquote(stated.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    if not path or ".." in PurePosixPath(path).parts[3:]:
        return
    folder = os.path.dirname(origin)
    if not path.startswith("/"):
        yield os.path.normpath(os.path.join(folder, path))
        yield os.path.normpath(os.path.join(os.path.splitext(origin)[0], path))  # Hexo's folder
    inside = path.lstrip("/.")
    for _ in range(_ABOVE):
        for name in _STATIC:
            yield os.path.normpath(os.path.join(folder, name, inside))
        if not folder or folder == os.path.dirname(folder):
            return
        folder = os.path.dirname(folder)


def _new_addresses(planned: Plan) -> dict[str, str]:
    """The addresses of the new entries by the files they came from, and by their old addresses.

    A file of several entries has none.
    """
    by_origin: dict[str, list[str]] = {}
    by_name: dict[str, dict[str, None]] = {}
    new_addresses: dict[str, str] = {}
    for file in planned.files:
        entry = planned.entries.get(file.path)
        if entry is None:
            continue
        address = entry_address(entry)
        for origin in file.origins:
            by_origin.setdefault(os.path.normpath(origin), []).append(address)
        new_addresses |= {f"/{alias.strip('/')}": address for alias in (*entry.aliases, address)}
    for origin, addresses in by_origin.items():
        if len(addresses) == 1:
            new_addresses[origin] = addresses[0]
            stem = os.path.splitext(origin)[0]
            name = os.path.basename(stem)
            folder = os.path.dirname(origin) if name in ("index", "_index", "README") else ""
            for key in filter(None, (stem, folder)):
                new_addresses.setdefault(key, addresses[0])
            for key in _name_keys(name):
                by_name.setdefault(key, {})[addresses[0]] = None
    unique = {key: next(iter(named)) for key, named in by_name.items() if len(named) == 1}
    return unique | new_addresses


def _name_keys(name: str) -> tuple[str, str]:
    """A name by which a link may mean a file: as it is, and without its date."""
    return f"name:{name.casefold()}", f"name:{_slug(name)}"


def _slug(name: str) -> str:
    """A file's name as addresses have it: without its date."""
    return re.sub(r"\A\d{4}-\d{1,2}-\d{1,2}-", "", name).casefold()


def _link_keys(path: str, origin: str) -> Iterator[str]:
    """What an address on the old site may be called here."""
    plain = unquote(path).strip()
    folder = os.path.dirname(origin)
    for base in (folder, os.path.splitext(origin)[0]):
        full_path = os.path.normpath(os.path.join(base, plain)) if not plain.startswith("/") else ""
        if full_path:
            yield full_path
            yield (
                os.path.splitext(full_path)[0]
                if full_path.endswith((".md", ".html", ".markdown", ".mdx"))
                else full_path
            )
    yield f"/{plain.strip('/')}"
    name = (
        os.path.splitext(plain.rstrip("/").rpartition("/")[2])[0]
        if plain.endswith((".md", ".html"))
        else plain.rstrip("/").rpartition("/")[2]
    )
    if name not in ("index", "", ".", ".."):
        yield from _name_keys(name)
