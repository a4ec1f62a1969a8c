"""A search of the pages' text to compare the search index with, and questions for both."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest
from conftest import ROOT
from lxml import html

EDITIONS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BLOCKS = set("p h1 h2 h3 h4 h5 h6 ul ol li div pre blockquote table tr td th br".split())


# ---------------------------------------------------------------- asking


def node() -> str:
    program = shutil.which("node")
    if program is None:
        reason = "no node found: the search's JavaScript is not tested"
        if os.environ.get("CI") == "true":  # there a test that cannot run has failed
            pytest.fail(reason)
        pytest.skip(reason)
    return program


def ask(
    site: Path, questions: Sequence[Sequence[Any]], *, keep: bool = False, brief: bool = False
) -> list[dict[str, Any]]:
    """Answers to ``(query, edition)`` or ``(query, edition, filters)``.

    ``keep``: files of the index that an earlier question read are not read again. ``brief``: only
    the numbers of the entries, not what a page shows of them.
    """
    options = ["--keep"] * keep + ["--brief"] * brief
    run = subprocess.run(
        [node(), str(ROOT / "tests/ask.mjs"), str(site), *options],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def addresses(site: Path) -> list[str]:
    """The addresses of all entries, in the order of their numbers in the index."""
    run = subprocess.run(
        [node(), str(ROOT / "tests/ask.mjs"), str(site), "--addresses"],
        input="[]",
        capture_output=True,
        text=True,
        check=True,
    )
    listed: list[str] = json.loads(run.stdout)
    return listed


def found_ids(site: Path, query: str, edition: str = "zh-Hans", **filters: str) -> list[str]:
    """The ids of the results, in order."""
    answer = ask(site, [[query, edition, filters]])[0]
    return [result["address"].split("/")[1] for result in answer["results"]]


# ---------------------------------------------------------------- the text of pages


@cache
def simplified(char: str) -> str:
    return str(_t2s().convert(char))


@cache
def _t2s() -> opencc.OpenCC:
    folder = Path(opencc.__file__).resolve().parent / "clib/share/opencc"
    return opencc.OpenCC(str(folder / "t2s.json"))


def folded(text: str) -> str:
    return "".join(map(simplified, unicodedata.normalize("NFKC", text).casefold()))


def shown(page: Path) -> str:
    """The texts that a page marks as searchable, separated by NUL."""

    def walk(element: Any) -> Iterator[str]:
        apart = element.tag in BLOCKS or "data-search" in element.attrib
        yield "\0" if apart else ""
        yield element.text or ""
        for child in element:
            yield from walk(child)
            yield child.tail or ""
        yield "\0" if apart else ""

    document = html.fromstring(page.read_bytes().decode())
    marked = document.xpath("//*[@data-search][not(ancestor::*[@data-search])]")
    return "\0".join("".join(walk(element)) for element in marked)


def entries(site: Path) -> Iterator[Path]:
    for page in sorted([*site.glob("papers/*/index.html"), *site.glob("news/*/index.html")]):
        if 'class="facts' in page.read_text("utf-8"):  # neither a redirect nor withdrawn
            yield page.relative_to(site)


def searchable(root: Path) -> dict[str, tuple[dict[str, str], str]]:
    """By address: what each edition's page shows, and all of it folded."""
    site = root / "site"
    by_address = {}
    for page in entries(site):
        texts = {edition: shown(site / prefix / page) for edition, prefix in EDITIONS.items()}
        by_address[f"{page.parent.as_posix()}/"] = texts, folded("\0".join(texts.values()))
    return by_address


def cuttings(texts: Iterable[Mapping[str, str]], count: int, seed: int) -> list[tuple[str, str]]:
    """Random stretches of two to six Han characters of some text, and an edition to ask."""
    rng = random.Random(seed)
    runs = [re.findall(f"[{HAN}]{{2,}}", text) for both in texts for text in both.values()]
    questions: list[tuple[str, str]] = []
    while len(questions) < count:
        run = rng.choice(rng.choice([some for some in runs if some]))
        length = rng.randint(2, min(6, len(run)))
        start = rng.randrange(len(run) - length + 1)
        questions.append((run[start : start + length], rng.choice(list(EDITIONS))))
    return questions
