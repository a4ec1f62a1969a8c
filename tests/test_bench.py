"""The corpus and the comparison of bench/; nothing is measured here."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
BENCH = ROOT / "bench"
sys.path.append(str(BENCH))

import compare  # noqa: E402
import corpus  # noqa: E402
import handover  # noqa: E402
import report  # noqa: E402
import variants  # noqa: E402

ENTRIES = 120


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus_root = tmp_path_factory.mktemp("corpus") / "qikan"
    corpus.write_corpus(corpus_root, ENTRIES, seed=1)
    (corpus_root / "layouts").mkdir()
    (corpus_root / "layouts/entry.html").write_text('<article class="entry">', "utf-8")
    return corpus_root


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_same_seed_makes_the_same_corpus_and_another_seed_another(
    root: Path, tmp_path: Path
) -> None:
    for seed in (1, 2):
        corpus.write_corpus(tmp_path / str(seed), ENTRIES, seed)
    first, second = (tree(tmp_path / seed / "content/entries") for seed in ("1", "2"))
    assert first == tree(root / "content/entries")
    assert first != second


def test_a_corpus_has_what_real_entries_have(root: Path) -> None:
    texts = [path.read_text("utf-8") for path in (root / "content/entries").rglob("*.md")]
    bodies = [text.split("---\n", 2)[2] for text in texts]
    assert 500 < sum(map(len, bodies)) / len(bodies) < 820
    for lang in ("zh-Hans", "zh-Hant"):
        assert any(f"\nlang: {lang}\n" in text for text in texts)
    for pattern in (r"^\| ", r"^```", r"\$", r"[A-Za-z]{4}", r"\*\*", r"^- |^1\. "):
        assert any(re.search(pattern, body, re.MULTILINE) for body in bodies), pattern


@pytest.mark.parametrize("peer", handover.PEERS)
def test_a_peer_is_handed_every_entry_in_both_languages_and_the_same_edits(
    peer: str, root: Path, tmp_path: Path
) -> None:
    handover.main(["--root", str(root), "--to", str(tmp_path), "--peers", peer])
    folder = tmp_path / peer
    edits = json.loads((tmp_path / "edits.json").read_text("utf-8"))
    for variant in ("zh-hans", "zh-hant"):
        sections = (folder / "content" / variant / name for name in ("papers", "news"))
        entries = [path for each in sections for path in each.iterdir() if path.stem != "_index"]
        assert len(entries) == ENTRIES
    for name, (scenario, edit) in itertools.product(("qikan", peer), compare.REBUILDS.items()):
        place = compare.Place(name, root if name == "qikan" else folder, edits)
        before = tree(place.folder)
        edit(place, 1)
        changed = {path for path, data in tree(place.folder).items() if before[path] != data}
        assert bool(changed) == (scenario != "nothing changed"), (name, scenario)
        assert len(changed) <= 2, (name, scenario)
        for path in changed:  # as it was, for the next peer
            (place.folder / path).write_bytes(before[path])


def test_a_bound_that_is_not_reached_is_shown_and_a_missing_figure_is_no_success() -> None:
    assert "reached" in report.verdict(0.5, 0.5)
    assert "reached" not in report.verdict(0.51, 0.5)
    assert report.verdict(None, 0.5) == "not measured"


def run(generator: str, scenario: str, wall: float, *, timed: bool = True) -> dict[str, object]:
    costs: dict[str, object] = {"user": wall, "system": 0.0, "flush": 0.0, "peak": 1_000_000}
    costs |= {"stages": {"index": 1.0} if generator == "qikan" else {}}
    known = {"entries": 1000, "generator": generator, "scenario": scenario, "timed": timed}
    return {**known, **costs, "wall": wall}


def test_the_table_shows_medians_of_the_timed_runs_in_parts_of_hugos_with_the_index_apart() -> None:
    walls = [("hugo", (2.0, 4.0, 9.0)), ("qikan", (2.0, 3.0, 9.0))]
    runs = [run(name, "cold", wall) for name, times in walls for wall in times]
    runs.append(run("qikan", "cold", 100.0, timed=False))
    site = {"pages": 1, "files": 1, "bytes": 1}
    result = {
        "command": "python bench/compare.py",
        "timed runs": 3,
        "machine": {},
        "versions": {},
        "load at the start": 0.0,
        "load at the end": 0.0,
        "sites": {"1000": {"qikan": site, "hugo": site}},
        "runs": runs,
    }
    text = report.markdown(result)
    assert "| cold build, wall, ÷ Hugo's | 0.5 ≤ 0.9 reached |" in text
    assert "| … with the index | 0.75 |" in text
    assert "| one body edited, wall, ÷ Hugo's rebuild | not measured |" in text
    assert "| qikan | 3.00 | 0.75 |" in text


# In a process that has read the glossary in the first build: another variant is a fork of it.
BUILD_EACH = """
import os, sys
import variants
from builder import ROOT, keep_glossary
from qikan import cli

def build(name, jobs):
    getattr(variants, name)()
    return cli.main(["--root", os.path.join(sys.argv[1], name), "--jobs", jobs], ROOT)

keep_glossary(setattr)
assert build(sys.argv[2], "1") == 0
for name in sys.argv[3:]:
    child = os.fork()
    if child == 0:
        os._exit(build(name, "2"))
    _, status = os.waitpid(child, 0)
    assert status == 0, name
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_rejected_variants_still_make_the_same_site(tmp_path: Path) -> None:
    names = [variant.__name__ for variant in variants.VARIANTS]
    for name in names:
        corpus.write_corpus(tmp_path / name, 12, seed=1)
    subprocess.run(
        [sys.executable, "-B", "-c", BUILD_EACH, tmp_path, *names],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, TESTS, BENCH)))},
        check=True,
        capture_output=True,
    )
    as_it_is = tree(tmp_path / names[0] / "site")
    assert "index.html" in as_it_is
    assert [name for name in names if tree(tmp_path / name / "site") != as_it_is] == []
