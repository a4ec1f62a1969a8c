"""What a build reads: the root's files, listed with stamps that tell whether they changed."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qikan.errors import machine_error
from qikan.problems.message import message

if TYPE_CHECKING:
    from qikan.model.problem import Problem

PART = ".qikan-part"
"""The ending of a hidden file that is being written beside the place where it belongs."""
_SCRATCH = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|4913|.*~|#.*#|\.#.*|~\$.*|\.~lock\..*#|\..*\.sw[a-px]|"
    r"\.goutputstream-.*|\.?~syncthing~.*|\.syncthing\..*\.tmp|.*___jb_(?:tmp|old)___",
    re.DOTALL,
)
"""Names of files that systems and editors' programs keep beside a file for a while: no content."""


class Listing(NamedTuple):
    """What the root holds; paths are relative to it, with ``/``, sorted.

    ``stamps`` tell of each file (and of the settings, layouts' root included) whether it is still
    what an earlier build read. ``parts`` are files of qikan that a kill left half written.
    """

    entries: tuple[str, ...]
    issues: tuple[str, ...]
    beside: tuple[str, ...]
    static: tuple[str, ...]
    layouts: tuple[str, ...]
    layout_files: tuple[str, ...]
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp]
    parts: tuple[str, ...] = ()


Stamp = list[int]
"""Modification and change time in nanoseconds, inode, size."""

SETTINGS = (
    "content/site.yaml",
    "content/topics.yaml",
    "content/organisations.yaml",
    "content/people.yaml",
    "content/glossary.yaml",
    "content/ledger.tsv",
)
_FOLDERS = ("entries", "issues", "static", "imports", "alternatives", "morning")
_OTHERS = ("conversion-accepted.yaml", "README.md")
"""Files and folders of ``content/`` that other verbs read, or people."""
_ENTRY_ENDINGS = (".md", ".yaml", ".yml")
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


def scan(root: Path, layouts: Path) -> Listing:
    """List what a build reads; what is not a plain file is a problem, not read."""
    problems: list[Problem] = []
    stamps: dict[str, Stamp] = {}
    parts: list[str] = []

    def walk(folder: Path, name: str) -> list[str]:
        files = _walk(folder, name, problems, parts)
        stamps.update(files)
        return [*files]

    for name in SETTINGS:
        with contextlib.suppress(FileNotFoundError):
            stamps[name] = stamp_of(os.stat(root / name))
    inside = walk(root / "content/entries", "content/entries")
    entries = [path for path in inside if path.endswith(_ENTRY_ENDINGS)]
    others = [path for path in inside if not path.endswith(_ENTRY_ENDINGS)]
    issues = walk(root / "content/issues", "content/issues")
    strays = [(path, "an-entry-file") for path in others]
    strays += [(path, "an-issue-file") for path in issues if not path.endswith(".md")]
    for path, what in strays:
        if not path.lower().endswith(IMAGE_ENDINGS):
            problems.append(_problem(path, "stray-file", what=message(what)))
    problems += _unread(root, stamps)
    in_layouts = walk(layouts, "layouts")
    return Listing(
        entries=tuple(entries),
        issues=tuple(path for path in issues if path.endswith(".md")),
        beside=(*others, *(path for path in issues if not path.endswith(".md"))),
        static=tuple(walk(root / "content/static", "content/static")),
        layouts=tuple(path for path in in_layouts if not path.startswith("layouts/static/")),
        layout_files=tuple(path for path in in_layouts if path.startswith("layouts/static/")),
        problems=tuple(problems),
        stamps=stamps,
        parts=tuple(parts),
    )


def _unread(root: Path, stamps: dict[str, Stamp]) -> list[Problem]:
    """Texts in ``content/`` that stand where no text is read, each folder once.

    They have stamps as well: the preview reports one that is new.
    """
    known = {*_FOLDERS, *_OTHERS, *(path.removeprefix("content/") for path in SETTINGS)}
    try:
        with os.scandir(root / "content") as items:
            others = {item.name: item.is_dir(follow_symlinks=False) for item in items}
    except OSError:
        return []
    problems = []
    for name in sorted(others.keys() - known, key=os.fsencode):
        if name.startswith(".") or _SCRATCH.fullmatch(name) or not _is_utf8(name):
            continue
        is_folder = others[name]
        texts = list_files(f"{root}/content/{name}", _ENTRY_ENDINGS) if is_folder else [name]
        if any(text.endswith(_ENTRY_ENDINGS) for text in texts):
            problems.append(_problem(f"content/{name}", "unread-text"))
            stamps[f"content/{name}"] = stamp_of(os.stat(root / "content" / name))
    return problems


def _is_utf8(name: str) -> bool:
    """Whether the bytes of a file's name are text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _problem(path: str, name: str, **values: object) -> Problem:
    from qikan.model.problem import Problem  # late: an unchanged site does without the data types

    return Problem(path, 1, 1, message(name, **values))


def stamp_of(stat: os.stat_result) -> Stamp:
    """The stamp of a file, given its status."""
    return [stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_size]


def _walk(
    folder: str | Path, name: str, problems: list[Problem], parts: list[str]
) -> dict[str, Stamp]:
    """Files and their stamps; what is none is added to the problems, or to the parts."""
    with contextlib.ExitStack() as stack:
        try:
            items = _items(folder, stack)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise machine_error(error, name) from error
        return _files(items, folder, name, problems, parts)


def _items(folder: str | Path, stack: contextlib.ExitStack) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted, to be looked at while the stack is open.

    Through an open folder the system finds each file by its name alone, which takes a sixth off.
    """
    place: str | Path | int = folder
    if os.scandir in os.supports_fd:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        stack.callback(os.close, place)
    with os.scandir(place) as items:
        return sorted(items, key=lambda item: os.fsencode(item.name))


def _files(
    items: Sequence[os.DirEntry[str]],
    folder: str | Path,
    name: str,
    problems: list[Problem],
    parts: list[str],
) -> dict[str, Stamp]:
    files: dict[str, Stamp] = {}
    skips_hidden = not name.startswith("content/static")
    for item in items:
        path = f"{name}/{item.name}"
        if not item.name.isascii():
            try:
                path = f"{name}/{os.fsencode(item.name).decode()}"
            except UnicodeDecodeError:
                problems.append(_problem(f"{name}/{item.name!a}", "name-not-utf8"))
                continue
        if item.name.endswith(PART):
            parts.append(path)
        elif (skips_hidden and item.name.startswith(".")) or _SCRATCH.fullmatch(item.name):
            continue
        elif item.is_file(follow_symlinks=False):
            files[path] = stamp_of(item.stat(follow_symlinks=False))
        elif item.is_dir(follow_symlinks=False):
            files |= _walk(os.path.join(folder, item.name), path, problems, parts)
        else:
            problems.append(_problem(path, "not-a-plain-file"))
    return files


def list_files(folder: str, endings: tuple[str, ...]) -> list[str]:
    """The files of these endings in a folder and those below it, sorted."""
    name = folder.rstrip("/") or folder
    return [path for path in _walk(folder, name, [], []) if path.lower().endswith(endings)]


def list_names(root: Path, folder: str) -> list[str]:
    """The files in a folder below the root, which need not be there, sorted."""
    return [*_walk(root / folder, folder, [], [])]
