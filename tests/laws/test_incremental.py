"""Incremental builds: their site and output are those of a cold build.

For some minutes by hand: ``QIKAN_EXAMPLES=200 pytest -n 0 tests/laws/test_incremental.py``.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from builder import Builder, index_small_blocks
from edits import EDITS
from hypothesis import given, settings
from hypothesis import strategies as st
from workspace import Call, Tree, Workspace

from qikan.cache.store import Cache
from qikan.commands import request
from qikan.commands.arguments import parse_call
from qikan.errors import ContentError, LayoutError
from qikan.publish import tree_files
from qikan.report import Report
from qikan.server.resident import Resident

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

EXAMPLES = int(os.environ.get("QIKAN_EXAMPLES", "2"))

# ---------------------------------------------------------------- random edits


CALLS = st.builds(
    Call,
    out=st.sampled_from(["site", "site", "site", "other"]),
    jobs=st.sampled_from([1, 1, 2]),
    drafts=st.sampled_from([False, False, True]),
    base_url=st.sampled_from(["", "", "", "https://example.com/x/"]),
    version=st.sampled_from(["", "", "", "2", "3"]),
    stop=st.sampled_from([0, 0, 0]) | st.integers(1, 150),
    how=st.sampled_from(["kill", "full"]),
)
STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 999)), max_size=3),
        CALLS,
    ),
    min_size=1,
    max_size=5 if EXAMPLES < 10 else 20,
)


@settings(max_examples=EXAMPLES)
@given(steps=STEPS)
def test_a_build_after_any_edits_is_as_a_cold_one(
    steps: list[tuple[list[tuple[str, int]], Call]],
    tmp_path_factory: pytest.TempPathFactory,
    build: Builder,
) -> None:
    folder = tmp_path_factory.mktemp("law")
    workspace = Workspace(folder, build)
    for edits, call in steps:
        for name, number in edits:
            EDITS[name](workspace.root, random.Random(number))
        if not workspace.check(call):
            workspace.reset()
    shutil.rmtree(folder)


def test_a_build_after_each_kind_of_edit_is_as_a_cold_one(workspace: Workspace) -> None:
    workspace.check(Call())
    names = list(EDITS)
    for number in range(0, len(names), 3):
        for name in names[number : number + 3]:
            EDITS[name](workspace.root, random.Random(number))
        if not workspace.check(Call()):
            workspace.reset()


# ---------------------------------------------------------------- the preview

EDITS_SERVED = int(os.environ.get("QIKAN_EDITS", "8"))
"""Edits in a row; a thousand by hand: ``QIKAN_EDITS=1000``."""
SEEN_BY_A_PREVIEW = [
    edit for name, edit in EDITS.items() if not name.startswith(("lose", "clear", "damage", "keep"))
]


def served(resident: Resident, paths: Iterable[str]) -> Tree | None:
    """A preview's answers for the files of a site; None where a layout is wrong."""
    try:
        files = {path: resident.file(path) for path in paths}
    except LayoutError:
        return None
    return {path: file.data for path, file in files.items() if file}


def test_a_preview_gives_after_every_edit_what_a_cold_build_publishes(
    tmp_path: Path, build: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_small_blocks(monkeypatch.setattr)
    workspace = Workspace(tmp_path, build)
    pick = random.Random(EDITS_SERVED)
    call = parse_call(["--root", str(workspace.root), "--drafts", "--jobs", "1"], workspace.root)
    (tmp_path / "preview").mkdir()
    with contextlib.closing(Cache(tmp_path / "preview", resident=True)) as cache:
        resident = Resident(lambda stamps: request.make_request(call, stamps), cache)
        is_wrong = False
        _, everything = workspace.cold(Call(drafts=True))  # the first edit may break a layout
        for _ in range(EDITS_SERVED):
            edit = pick.choice(SEEN_BY_A_PREVIEW)
            with contextlib.suppress(FileNotFoundError):  # there is no such entry
                edit(workspace.root, pick)
            cold, published = workspace.cold(Call(drafts=True))
            pages = {path: data for path, data in published.items() if path != tree_files.MANIFEST}
            try:
                if resident.update(Report()):
                    is_wrong = False
            except ContentError:
                is_wrong = True
            files = None if is_wrong else served(resident, pages or everything)
            assert (files is None) == (cold.code == 1), (edit, cold.err)
            assert files is None or files == pages
            everything = pages or everything
            if cold.code == 1 and pick.random() < 0.7:
                workspace.reset()
