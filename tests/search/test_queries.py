"""What readers ask of an invented archive (tests/cases/queries.yaml), and what they get."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from grep import EDITIONS, ask

CASES = yaml.load((ROOT / "tests/cases/queries.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
base_url: https://example.org/
timezone: Asia/Shanghai
"""


RECENT = """
import sys
from pathlib import Path
from qikan import cli
from qikan.search import numbering
numbering.RECENT, numbering._AT_ONCE = int(sys.argv.pop(1)), 1
sys.exit(cli.main(sys.argv[1:], Path()))
"""


@pytest.fixture(scope="module", params=["100", "1"], ids=["all recent", "all but one indexed"])
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], dict[str, Any]]:
    """The answers by query and edition: from texts alone, and from terms."""
    root = tmp_path_factory.mktemp("queries")
    write(root, request.param)
    questions = [(case["query"], edition) for case in CASES["queries"] for edition in EDITIONS]
    return dict(zip(questions, ask(root / "site", questions), strict=True))


def write(root: Path, recent: str) -> None:
    """Build the invented archive; so many of the newest entries are in no block."""
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    for name in ("topics", "organisations", "people"):
        text = yaml.safe_dump({name: CASES[name]}, allow_unicode=True)
        (root / f"content/{name}.yaml").write_text(text, "utf-8")
    for name, text in CASES["entries"].items():
        (root / f"content/entries/{name}.md").write_text(f"---\nid: {name}\n{text}", "utf-8")
    command = [sys.executable, "-c", RECENT, recent, "--root", str(root), "--jobs", "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("case", CASES["queries"], ids=[case["query"] for case in CASES["queries"]])
def test_a_reader_gets_what_a_librarian_would_give(
    answers: dict[tuple[str, str], dict[str, Any]], case: dict[str, Any], edition: str
) -> None:
    answer = answers[case["query"], edition]
    ids = [result["address"].split("/")[1] for result in answer["results"]]
    says, by_topic = ids[: answer["texts"]], ids[answer["texts"] :]
    assert sorted(says) == sorted(case["says"])
    assert sorted(by_topic) == sorted(case.get("by_topic", []))
    topics = [f"topics/{slug}" for slug in case.get("topics", [])]
    assert answer["subjects"] == [*topics, *case.get("others", [])]
    assert answer["how"] == case.get("how", "")
    if first := case.get("first"):
        assert ids[0] == first
    if near := case.get("near"):
        assert answer["near"] if near == "*" else near in answer["near"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_excerpt_is_more_than_a_name_or_the_title(
    answers: dict[tuple[str, str], dict[str, Any]], edition: str
) -> None:
    for (query, asked_in), answer in answers.items():
        if asked_in == edition:
            for excerpt, title in zip(answer["excerpts"], answer["titles"], strict=True):
                text = "".join(piece["text"] for piece in excerpt)
                assert len(text) > 20, query
                assert text != "".join(piece["text"] for piece in title)


def test_a_query_reads_few_files(answers: dict[tuple[str, str], dict[str, Any]]) -> None:
    page = 4  # the page, its styles and two scripts
    for (query, _), answer in answers.items():
        assert page + len(answer["read"]) <= 15, query
        assert not [path for path in answer["read"] if not path.startswith("search/index/")]
