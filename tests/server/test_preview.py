"""A preview outlives whatever becomes of its cache."""

from __future__ import annotations

import concurrent.futures
import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from test_golden import SOURCE

from qikan.cache.store import Cache
from qikan.commands import request
from qikan.commands.arguments import parse_call
from qikan.errors import CacheError, CallError
from qikan.problems.message import message
from qikan.server.preview import Preview
from qikan.server.resident import Resident

Open = Callable[[int], tuple[Resident, Cache]]


@pytest.fixture
def open_resident(tmp_path: Path) -> Iterator[Open]:
    """Opens a resident build of the golden site with a new cache for each attempt."""
    shutil.copytree(SOURCE / "content", tmp_path / "content")
    call = parse_call(["serve", "--root", str(tmp_path), "--jobs", "1"], tmp_path)
    with contextlib.ExitStack() as stack:

        def opened(attempt: int) -> tuple[Resident, Cache]:
            folder = tmp_path / f"cache{attempt}"
            folder.mkdir(exist_ok=True)
            cache = Cache(folder, resident=True)
            stack.callback(cache.close)
            return Resident(lambda stamps: request.make_request(call, stamps), cache), cache

        yield opened


def visit(preview: Preview, requests: Callable[[], None]) -> None:
    """Do requests in a thread of their own, while this one builds: it opened the cache."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        done = pool.submit(requests)
        done.add_done_callback(lambda _: preview.stop())
        preview.run()
        done.result()


def test_a_cache_that_fails_is_left_for_another(open_resident: Open) -> None:
    messages: list[str] = []
    preview = Preview(open_resident, lambda one: messages.append(one.id))
    preview.update()

    def requests() -> None:
        before = preview.file("index.html")
        faults = [CacheError("full"), mock.DEFAULT]
        with mock.patch.object(Resident, "file", side_effect=faults, return_value=before):
            assert preview.file("index.html") == before
        assert preview.file("index.html") == before

    visit(preview, requests)
    assert messages.count("cache-damaged") == 1
    assert not preview.status.failure


def test_a_failure_of_every_cache_is_reported_until_the_next_change(
    open_resident: Open,
) -> None:
    messages: list[str] = []
    preview = Preview(open_resident, lambda one: messages.append(one.id))
    preview.update()

    def wait_until(is_so: Callable[[], bool]) -> None:
        for _ in range(60):
            number = preview.status.number
            if is_so():
                return
            preview.wait(number, 1)
        raise AssertionError(preview.status)

    def requests() -> None:
        with mock.patch.object(Resident, "update", side_effect=CacheError("full")):
            preview.files_changed()
            wait_until(lambda: bool(preview.status.failure))
        assert preview.status.failure
        assert preview.status.failure.id == "cache-failed"
        preview.files_changed()
        wait_until(lambda: bool(preview.status.version) and not preview.status.failure)
        assert preview.file("index.html")

    visit(preview, requests)
    assert messages.count("up-to-date") == 2


def test_content_that_was_away_and_is_back_is_no_failure(
    open_resident: Open,
) -> None:
    preview = Preview(open_resident, lambda _: None)
    preview.update()
    version = preview.status.version
    away = CallError(message("no-content-folder", root="."))
    with mock.patch.object(Resident, "update", side_effect=away):
        preview.update()
    assert preview.status.failure
    assert preview.status.version == version
    preview.update()
    assert not preview.status.failure
    assert preview.status.version == version
