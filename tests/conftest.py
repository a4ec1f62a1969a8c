from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import leftovers
import pytest
from builder import run_build
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from leftovers import temporary_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
CONTENT = Path(os.environ.get("QIKAN_CONTENT", ROOT / "content"))
"""The real content, or another one to be tested in its place."""
BASE_URL = "https://example.org/qikan/"
"""The address of the real site in tests: its links are paths below /qikan/."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
"""Programs looked for, in this order; tests/browser.sh looks for the same."""

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-dev-shm-usage"
).split()
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


for name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # problems are in English here
    if os.environ.get(name, "").startswith("zh"):
        os.environ[name] = "C.UTF-8"

# Hypothesis writes files even without a database of examples: not into the checkout.
set_hypothesis_home_dir(temporary_folder("hypothesis-"))

# The same examples on every machine, however slow it is.
settings.register_profile(
    "qikan",
    deadline=None,
    max_examples=60,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("qikan")

MARKS = {
    "browser": "browser",
    "laws": "laws",
    "search": "search",
    "parallel/test_cluster.py": "cluster",
    "test_package.py": "package",
}
"""The mark of the tests in a folder or file, so that a part can be run or left out."""


def pytest_sessionfinish() -> None:
    leftovers.at_end.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        path = item.path.relative_to(ROOT / "tests").as_posix()
        for start, mark in MARKS.items():
            if path == start or path.startswith(f"{start}/"):
                item.add_marker(mark)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site made of the real content, built once a worker."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(CONTENT, root / "content")
    done = run_build("--root", root, "--base-url", BASE_URL)
    assert done.returncode == 0, done.stderr
    return root / "site"


def find_browser() -> str | None:
    stated = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [stated] if stated else BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, one a worker."""
    program = find_browser()
    if program is None:
        reason = "no Chromium found; install one (sh tests/browser.sh) or name it in CHROMIUM"
        if os.environ.get("CI") == "true":  # there a test that cannot run has failed
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # late: only browser tests pay for it

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=[*ARGUMENTS, NO_OTHER_HOST]
        )
        yield started
        started.close()
