"""Small archives for tests of the command line, and calls of build.py."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from builder import run_build
from make import tree

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build.py"
BASE = "/sub/"
SITE = f"title: 试站\nbase_url: https://example.org{BASE}\ntimezone: Asia/Shanghai\n"

Run = subprocess.CompletedProcess[str]


def call(
    *arguments: str | Path, flags: Sequence[str] = (), env: Mapping[str, str] | None = None
) -> Run:
    """Run build.py; its output never has a stack trace or the message of a bug."""
    if flags or env:  # a Python of its own
        run = subprocess.run(
            [sys.executable, *flags, str(BUILD), *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, **(env or {})},
        )
    else:
        run = run_build(*arguments)
    assert "Traceback" not in run.stderr, run.stderr
    assert "a bug" not in run.stderr, run.stderr
    return run


def entry(
    title: str = "一则消息", date: str = "2024-05-06", body: str = "正文。", **more: str
) -> str:
    """The text of an entry's file."""
    fields = {"title": title, "lang": "zh-Hans", "date": date, **more}
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n{body}\n"


def archive(root: Path, **entries: str) -> Path:
    """A root with these entries; a name's ``_`` is a dash."""
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    for name, text in entries.items():
        (root / f"content/entries/{name.replace('_', '-')}.md").write_text(text, "utf-8")
    return root


def naming(site: Path, words: str) -> list[str]:
    """The files of a site that have these words."""
    return sorted(
        path
        for path, data in tree(site).items()
        if words.encode() in data and path != ".qikan-manifest"
    )


class Links(HTMLParser):
    """The addresses that a page links to or loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value for name, value in attrs if name in ("href", "src") and value]


def dead_links(site: Path) -> list[str]:
    """The links of a site's pages that lead to no file of the site."""
    dead = []
    for page in site.rglob("*.html"):
        for link in Links(page.read_text("utf-8")).addresses:
            path = re.sub("[#?].*", "", link.removeprefix("https://example.org"))
            target = site / path.removeprefix(BASE)
            if path.startswith("/") and not (
                path.startswith(BASE)
                and (target / "index.html" if path.endswith("/") else target).is_file()
            ):
                dead.append(f"{page.relative_to(site)}: {link}")
    return dead
