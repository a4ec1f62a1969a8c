"""A small archive and its builds, for the properties of incremental builds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import Builder, builder
from workspace import Workspace


@pytest.fixture(scope="module")
def build() -> Iterator[Builder]:
    with builder() as builds:
        yield builds


@pytest.fixture
def workspace(tmp_path: Path, build: Builder) -> Workspace:
    return Workspace(tmp_path, build)
