"""Which files of a root are content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qikan.scan import scan

SCRATCH = (
    "4913",
    "CNAME~",
    "#CNAME#",
    ".CNAME.swp",
    ".~lock.CNAME#",
    "~$note.docx",
    ".goutputstream-A1B2C3",
    "~syncthing~CNAME.tmp",
    ".syncthing.CNAME.tmp",
    "CNAME___jb_tmp___",
    ".DS_Store",
)


@pytest.mark.parametrize("folder", ["entries", "issues", "static"])
def test_what_programs_keep_beside_a_file_is_neither_read_nor_reported(
    tmp_path: Path, folder: str
) -> None:
    place = tmp_path / "content" / folder
    place.mkdir(parents=True)
    for name in SCRATCH:
        (place / name).write_text("x", "utf-8")
    if hasattr(os, "symlink"):  # of Emacs: it names who edits, not a file
        (place / ".#CNAME").symlink_to("somebody@host.1:2")
    listing = scan(tmp_path, tmp_path / "layouts")
    assert (listing.static, listing.beside, listing.problems) == ((), (), ())


def test_other_hidden_files_of_the_site_are_published(tmp_path: Path) -> None:
    (tmp_path / "content/static/.well-known").mkdir(parents=True)
    (tmp_path / "content/static/.well-known/security.txt").write_text("x", "utf-8")
    listing = scan(tmp_path, tmp_path / "layouts")
    assert listing.static == ("content/static/.well-known/security.txt",)
