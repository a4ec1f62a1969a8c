"""Where qikan is installed: the files that come with it, its source and its libraries."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from qikan import disk
from qikan.scan import Stamp, stamp_of

HOME = Path(__file__).resolve().parent.parent
"""The folder that holds the package ``qikan``: a checkout, or where it is installed."""


def shipped_layouts() -> Path:
    """The layouts that come with qikan: beside the package in a checkout, else inside it."""
    installed = HOME / "qikan" / "layouts"
    return installed if installed.is_dir() else HOME / "layouts"


def shipped_file(path: str) -> bytes:
    """A file of the package, such as ``qikan/search/pinyin.txt``."""
    return disk.read(HOME, path)


def installed_versions() -> bytes:
    """The versions of Python and of the libraries that are installed."""
    places = [place for place in sys.path if os.path.isdir(place)]
    installed = {name for place in places for name in os.listdir(place)}
    libraries = [name for name in installed if name.endswith((".dist-info", ".egg-info"))]
    return "\n".join([sys.version, *sorted(libraries)]).encode()


def source_bytes() -> bytes:
    """The source of qikan and the words it ships."""
    return b"".join([disk.read(HOME, path) for path in _source_paths()])


def source_stamps() -> Mapping[str, Stamp]:
    """The stamps of the files of ``source_bytes``."""
    return {path: stamp_of(os.stat(HOME / path)) for path in _source_paths()}


def _source_paths() -> list[str]:
    """The files of the package, by their paths below ``HOME``."""
    start = len(os.path.join(HOME, ""))
    paths = list[str]()
    for folder, folders, names in os.walk(HOME / "qikan"):
        if folder == str(HOME / "qikan") and "layouts" in folders:  # of an installed package
            folders.remove("layouts")  # a page's key holds their texts
        paths += [
            os.path.join(folder, name)[start:]
            for name in names
            if name.endswith((".py", ".txt", ".yaml"))
        ]
    return sorted(paths)
