"""Tabs on the site of an invented archive, which has a page of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import invented
import pytest
from builder import run_build
from playwright.sync_api import Browser, Page
from serve import serve
from tabs import SIZES, VARIANTS, Open, new_context


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented archive's site, built once a worker."""
    root = tmp_path_factory.mktemp("invented")
    invented.write(root)
    done = run_build("--root", root, "--today", "2031-01-01")
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the invented archive's site is served."""
    with serve(site) as address:
        yield address


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_it(**options: Any) -> Page:
        contexts.append(new_context(browser, **options))
        return contexts[-1].new_page()

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[dict[bool, Page]]:
    """A tab with JavaScript and one without, kept for a worker's tests: a new one is slow."""
    contexts = {
        script: new_context(browser, java_script_enabled=script) for script in (True, False)
    }
    yield {script: context.new_page() for script, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def open_page(tabs: dict[bool, Page], served: str) -> Open:
    def open_it(
        variant: str,
        address: str,
        size: str = "desk",
        scheme: Literal["light", "dark"] = "light",
        *,
        script: bool = True,
    ) -> Page:
        page = tabs[script]
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.goto(served + VARIANTS[variant] + address)
        return page

    return open_it
