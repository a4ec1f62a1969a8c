"""The files that are copied into the site: their bytes, and the versions that pages name."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from qikan import disk
from qikan.content.site import Config
from qikan.generator.request import BuildRequest
from qikan.pages.assets import layout_assets
from qikan.pages.scripts import bundle, is_script


def copied_bytes(request: BuildRequest, source: str) -> bytes:
    """What is copied: a script stands with its modules in one file."""

    def read(path: str) -> bytes:
        return disk.read(request.base(path), path)

    if not is_script(source):
        return read(source)
    return bundle(source, lambda path: read(path).decode()).encode()


def versions(request: BuildRequest) -> dict[str, str]:
    """The digests of the layouts' files, by their paths in the site (``Config.versions``)."""
    return {
        path: hashlib.sha256(copied_bytes(request, source)).hexdigest()[:16]
        for path, source in layout_assets(request.listing.layout_files)
    }


def without_versions(config: Config) -> Config:
    """The settings without the versions of copied files, which layouts alone name."""
    return replace(config, versions={})
