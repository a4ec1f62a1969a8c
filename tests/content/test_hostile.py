"""Content cannot run, reach outside its folder, hang or kill a build (docs/security.md).

Hostile texts stand in every field of the table of fields and in the body. Each is refused with a
place or published as text.
"""

import html.parser
import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import keep_glossary

from qikan import cli
from qikan.content.entry import parse
from qikan.content.schema import FIELDS
from qikan.content.source import MAX_BYTES, decode
from qikan.markdown.parser import parse as parse_markdown
from qikan.markdown.render import render
from qikan.model.entry import Entry
from qikan.model.problem import Problem

SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
RUNS = "window.ran=1"
HOSTILE = (
    f"<script>{RUNS}</script>",
    f"</script><script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"' onmouseover='{RUNS}",
    f"</title><svg onload={RUNS}>",
    f"]]><script>{RUNS}</script><![CDATA[",
    f"<!--><script>{RUNS}</script>-->",
    f"javascript:{RUNS}",
    f"JaVaScRiPt&#58;{RUNS}",
    f"data:text/html,<script>{RUNS}</script>",
    f"[甲](javascript:{RUNS})",
    f"![甲](x' onerror='{RUNS})",
    f"<javascript:{RUNS}>",
    "{{ 7 * 191 }}",
    "{% for n in range(9 ** 9) %}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "a/../../b",
    "file:///etc/passwd",
    "![甲](../../secret.png)",
    "con",
    "%s %(title)s {0} {title} ${HOME} $(touch ran) `touch ran`",
    "\u202e\u2066甲",
    "甲\u0000乙",
    "\u0007\u001b[31m",
    "\ufffe\ud800",
    "\u2028甲\u2029",
    "甲\r\nSet-Cookie: a=b",
    "&lol;&#0;&#x202e;&amp;lt;",
    "&a [*a, *a] <<: !!python/object/apply:os.system ['touch ran']",
    "e\u0301" * 200,
    "𪚥👩‍👩‍👧‍👦" * 50,
    "甲" * 2_000,
    "x" * 2_000,
    "> " * 300 + "甲",
    "[" * 3_000,
    "*_" * 2_000,
    "`" * 3_000,
    "$" * 3_000,
    "<" * 3_000,
    "\\frac{" * 500,
    "$" + "{" * 500 + "$",
    "|甲" * 500 + "|\n" + "|-" * 500 + "|",
    "- " * 300 + "甲",
    "[^1]" * 500,
)
ALPHABET = "甲乙 <>&\"'`$[](){}|\\/#*_~:;,.!?%@=+-^\n\t\u202e\u200b\u0000\ud83d1aA\ufeff中文"


def text_of(fields: dict[str, str], body: str = "正文。") -> str:
    """An entry whose values are double-quoted, so that each arrives as it is."""
    stated = {"title": "一则消息", "lang": "zh-Hans", "date": "2024-05-06", **fields}
    lines = (f"{name}: {json.dumps(value)}\n" for name, value in stated.items())
    return f"---\n{''.join(lines)}---\n{body}\n"


def read(text: str) -> tuple[Entry | None, list[Problem]]:
    source, problems = decode("content/entries/a.md", text.encode("utf-8", "surrogatepass"))
    return (None, problems) if problems else parse(source)


def texts() -> Iterator[str]:
    """The hostile texts, and a thousand of pieces of them."""
    yield from HOSTILE
    chance = random.Random(1)
    for _ in range(1000):
        pieces = (chance.choice(HOSTILE)[:40], *chance.choices(ALPHABET, k=8))
        yield "".join(chance.sample(pieces, len(pieces)))


def test_every_field_takes_a_hostile_text_as_text_or_refuses_it_with_a_place() -> None:
    names = [field.name for field in FIELDS]
    for number, text in enumerate(texts()):
        wanted = names if number < len(HOSTILE) else [names[number % len(names)]]
        for name in wanted:
            _, problems = read(text_of({name: text}))
            for problem in problems:
                assert (problem.line, problem.col) >= (1, 1)
                assert "\n" not in str(problem) or "\n" in text


def test_no_body_runs_or_takes_long() -> None:
    for body in HOSTILE:
        page = Page(render(parse_markdown(body), lambda path: path, "/news/a/"))
        assert (page.faults, page.scripts) == ([], set()), body[:80]


def test_what_is_too_large_or_too_deep_is_refused() -> None:
    for text in (
        "x" * (MAX_BYTES + 1),
        text_of({}) + "甲" * MAX_BYTES,
        f"---\ntitle: 甲\nlang: zh-Hans\ndate: 2024-05-06\ntopics: {'[' * 9999}\n---\n",
        "---\na: &a [甲]\n" + "".join(f"b{n}: [*a, *a, *a]\n" for n in range(50)) + "---\n",
    ):
        entry, problems = read(text)
        assert entry is None
        assert problems


class Page(html.parser.HTMLParser):
    """The parts of a page that could run, or link where they must not."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.data: list[str] = []
        self.scripts: set[str] = set()
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = dict(attrs)
        self.inside = str(stated.get("type", "script")) if tag == "script" else ""
        for name, value in stated.items():
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", value or "", re.IGNORECASE)
            if name.startswith("on") or (
                name in ("href", "src", "action")
                and scheme
                and scheme[1].lower() not in ("http", "https", "mailto")
            ):
                self.faults.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if "json" in self.inside:
            self.data.append(data)
        elif self.inside:
            self.scripts.add(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def accepted() -> Iterator[tuple[str, str]]:
    """Entries, by file name, that each hold one hostile text wherever it is accepted."""
    for number, text in enumerate(HOSTILE):
        fields: dict[str, str] = {}
        for field in FIELDS:
            if field.name not in ("lang", "date", "id", "issue", "arxiv", "replaced_by", "updates"):
                entry, problems = read(text_of({field.name: text}))
                if entry and not problems and entry.status == "published":
                    fields[field.name] = text
        entry, problems = read(text_of(fields, text))
        body = text if not problems else "正文。"
        if read(text_of(fields, body))[1]:
            fields = {"title": text} if not read(text_of({"title": text}))[1] else {}
        yield f"e{number:03}.md", text_of(fields, body)


def test_a_site_of_hostile_entries_runs_nothing_and_stays_in_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_glossary(monkeypatch.setattr)
    root = tmp_path / "archive"
    entries = root / "content/entries"
    entries.mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    for name, text in accepted():
        (entries / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    while cli.main(["--root", str(root), "--jobs", "1"], root, "build.py"):
        errors = capsys.readouterr().err
        assert "a bug" not in errors
        refused = set(re.findall(r"(?m)^content/entries/(e\d+\.md):\d+:\d+: (?!warning)", errors))
        assert refused, errors
        for name in refused:  # links that lead nowhere are seen when the archive is whole
            (entries / name).unlink()
    assert len(list(entries.iterdir())) > len(HOSTILE) // 2
    assert {path.name for path in tmp_path.iterdir()} == {"archive"}
    assert {path.name for path in root.iterdir()} <= {
        "content",
        "site",
        ".cache",
        ".site-site-standby",
    }
    look_over(root / "site")


def look_over(site: Path) -> None:
    own = Page((site / "404.html").read_text("utf-8")).scripts
    assert RUNS not in str(own)
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), name
        assert not path.is_symlink()
        if path.suffix == ".html":
            page = Page(path.read_text("utf-8"))
            assert page.faults == [], name
            assert page.scripts <= own, name
            for data in page.data:
                json.loads(data)
            assert "1337" not in path.read_text("utf-8"), name
        elif path.suffix in (".xml", ".opml"):
            ET.parse(path)
        elif path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
