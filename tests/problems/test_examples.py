"""Each problem's example in docs/problems gives that problem, and its cure builds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import remember_words
from problem_examples import EXAMPLES, PROBLEMS, index, run, write

from qikan.problems import catalogue, site

NEEDS_MORE = {*site.ROWS, "dead-external-link", "output-needs-package", "output-needs-sqlite"}
"""Problems that no content alone shows: of a built site, of the network, of what is installed."""
NAMES = sorted(set(catalogue.PROBLEMS) - NEEDS_MORE)


@pytest.fixture(scope="module", autouse=True)
def _words() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        remember_words(patch.setattr)
        yield


def test_every_problem_has_an_example_and_no_other_has() -> None:
    assert sorted(path.stem for path in EXAMPLES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gives_its_problem_and_its_cure_builds(name: str, tmp_path: Path) -> None:
    write(tmp_path, name, "before")
    code, told = run(tmp_path, name)
    assert any(line.endswith(f" [{name}]") for line in told), told
    assert code == int(catalogue.ROWS[name].severity == "error")
    shown = (PROBLEMS / f"{name}.md").read_text("utf-8")
    assert next(line for line in told if line.endswith(f" [{name}]")) in shown
    write(tmp_path, name, "after")
    code, told = run(tmp_path, name)
    assert (code, [line for line in told if line.endswith(f" [{name}]")]) == (0, []), told


def test_every_problem_has_a_page() -> None:
    names = {path.stem for path in PROBLEMS.glob("*.md")} - {"README"}
    assert names == set(catalogue.PROBLEMS)


def test_the_list_of_problems_is_that_of_the_catalogue() -> None:
    assert (PROBLEMS / "README.md").read_text("utf-8") == index()
