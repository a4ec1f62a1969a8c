"""Each problem's example in docs/problems gives that problem, and its cure builds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import keep_glossary
from problem_examples import EXAMPLES, PROBLEMS, has_command, index, run, write

from qikan.problems import catalogue, machine, site

NEEDS_MORE = {*site.ROWS, *machine.ROWS} | set(
    """
    dead-external-link output-needs-package output-needs-sqlite executor-needs-package
    port-not-allowed port-taken host-unusable folder-is-a-link topics-file-by-hand
    arxiv-search-refused arxiv-newest-taken arxiv-no-paper arxiv-withdrawn
    records-without-title import-file-too-large csv-broken database-unreadable import-line-too-long
    digest-says-empty import-line-left-out import-lost import-reads-badly tables-without-title
    item-no-title item-field-left-out item-link-left-out item-not-a-doi item-alias-not-ascii
    item-cannot-add item-not-an-entry item-retitled item-too-long row-not-an-address
    post-field-unreadable post-line-unreadable post-no-title topics-file-wrong several-imports
    second-text-of-none second-text-of-other-script second-text-unreadable
    """.split()
)
"""What no small example shows: of a built site, the machine, the network, large or odd files."""
NAMES = sorted(set(catalogue.PROBLEMS) - NEEDS_MORE)
CODES = {"error": 1, "warning": 0, "call": 2}


@pytest.fixture(scope="module", autouse=True)
def _words() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        keep_glossary(patch.setattr)
        yield


def test_every_problem_has_an_example_and_no_other_has() -> None:
    assert sorted(path.stem for path in EXAMPLES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gives_its_problem_and_its_cure_builds(name: str, tmp_path: Path) -> None:
    before = after = tmp_path / "before"
    write(before, name, "before")
    code, output = run(before, name, "before")
    assert any(line.endswith(f" [{name}]") for line in output), output
    assert code == CODES[catalogue.ROWS[name].severity]
    shown = (PROBLEMS / f"{name}.md").read_text("utf-8")
    assert next(line for line in output if line.endswith(f" [{name}]")) in shown
    if has_command(name):  # what an import wrote is not there again
        after = tmp_path / "after"
        write(after, name, "before")
    write(after, name, "after")
    code, output = run(after, name, "after")
    assert (code, [line for line in output if line.endswith(f" [{name}]")]) == (0, []), output


def test_every_problem_has_a_page() -> None:
    names = {path.stem for path in PROBLEMS.glob("*.md")} - {"README"}
    assert names == set(catalogue.PROBLEMS)


def test_the_list_of_problems_is_that_of_the_catalogue() -> None:
    assert (PROBLEMS / "README.md").read_text("utf-8") == index()
