"""A root with the builds of it, compared with cold builds of the same."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

from builder import Builder, BuildResult
from edits import BASE, put
from make import tree


class Call(NamedTuple):
    """The options of a build; it ends early at the change ``stop``, by ``how``."""

    out: str = "site"
    jobs: int = 1
    drafts: bool = False
    base_url: str = ""
    version: str = ""
    stop: int = 0
    how: str = "kill"

    def options(self) -> list[str]:
        """Options that change the site."""
        options = ["--drafts"] * self.drafts
        return options + ["--base-url", self.base_url] * bool(self.base_url)


Tree = dict[str, bytes]


def _conditions(call: Call) -> dict[str, Any]:
    """Under which a builder builds: a search index of several blocks."""
    return {"version": call.version, "small_blocks": True}


class Workspace:
    """A root with the builds of it, and cold builds of the same to compare them with."""

    def __init__(self, folder: Path, build: Builder) -> None:
        self.root, self.build = folder / "root", build
        self.colds: dict[object, tuple[BuildResult, Tree]] = {}
        self.reset()

    def reset(self) -> None:
        """The small archive again."""
        shutil.rmtree(self.root / "layouts", ignore_errors=True)
        shutil.rmtree(self.root / "content", ignore_errors=True)
        for path, text in BASE.items():
            put(self.root, path, text)

    def cold(self, call: Call) -> tuple[BuildResult, Tree]:
        """The output and the site of a first build."""
        folders = {name: tree(self.root / name) for name in ("content", "layouts")}
        contents = {name: tuple(sorted(files.items())) for name, files in folders.items()}
        key = (*contents.items(), *call.options(), call.version)
        if key not in self.colds:
            cold = self.root.with_name("cold")
            for name in filter(folders.get, folders):
                shutil.copytree(self.root / name, cold / name)
            ran = self.build("--root", cold, "--jobs", 1, *call.options(), **_conditions(call))
            assert ran.code in (0, 1), ran.err
            self.colds[key] = ran, tree(cold / "site")
            shutil.rmtree(cold)
        return self.colds[key]

    def warm(self, call: Call, stop: int = 0) -> BuildResult:
        """A build that starts from the earlier site and cache."""
        options = ["--jobs", call.jobs, "--out", self.root / call.out, *call.options()]
        conditions = _conditions(call)
        return self.build("--root", self.root, *options, **conditions, stop=stop, how=call.how)

    def check(self, call: Call) -> bool:
        """Build and compare output and site with a cold build; True where the build succeeded."""
        before = tree(self.root / call.out)
        cold, expected_site = self.cold(call)
        if call.stop:
            early = self.warm(call, call.stop)
            assert early.code in (cold.code, 3, -9), early.err
            assert "a bug" not in early.err
            assert tree(self.root / call.out) in (before, expected_site)
        warm = self.warm(call)
        end = time.monotonic() + 120
        while "another build" in warm.err and time.monotonic() < end:
            warm = self.warm(call)  # until the workers of the earlier build have ended
        assert (warm.code, warm.err, warm.remarks) == (cold.code, cold.err, cold.remarks)
        after = tree(self.root / call.out)
        expected = expected_site if cold.code == 0 else before
        assert sorted(after) == sorted(expected)
        assert [path for path in sorted(after) if after[path] != expected[path]] == []
        if cold.code == 0:
            left = [path.name for path in self.root.glob(f".site-{call.out}-*")]
            assert set(left) <= {f".site-{call.out}-standby"}
        return cold.code == 0
