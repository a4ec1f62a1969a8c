"""Checks that need all entries and issues at once."""

import dataclasses

import pytest
from make import bare, entry, facts, issue, locate

from qikan.archive.check import check, circles
from qikan.model.entry import Entry
from qikan.model.issue import TypesetIssue


def problems_of(entries: list[Entry], *issues: TypesetIssue) -> list[str]:
    problems = sorted(check([facts(bare(entry_)) for entry_ in entries], issues, locate))
    return [str(problem).removeprefix("content/") for problem in problems]


def test_good_entries_and_issues_have_no_problems() -> None:
    entries = [entry(1), entry(2, kind="news", id="2406.00001", issue="2024-W25")]
    assert problems_of(entries, issue("2024-W25", order="[2406.00001]")) == []


def test_an_address_is_taken_by_one_entry_alone() -> None:
    taken = entry(1, id="Rho-1")
    (problem,) = problems_of([taken, entry(2, id="rho-1"), entry(3, id="RHO-1", kind="news")])
    assert problem == (
        "entries/2024/rho-1.md:1:1: the address /papers/rho-1/ is taken by "
        "content/entries/2024/Rho-1.md; give this one another `id`"
    )


def test_an_old_address_is_taken_once() -> None:
    problems = problems_of(
        [
            entry(1, aliases=("old/one", "papers/2406.00002")),
            entry(2, aliases=("OLD/one",)),
            entry(3, aliases=("papers/2406.00003",)),
        ]
    )
    assert len(problems) == 3
    assert "the address /papers/2406.00002/ is taken by" in problems[0]
    assert "the old address /OLD/one/ is taken by" in problems[1]
    assert "the old address /papers/2406.00003/ is taken by" in problems[2]


@pytest.mark.parametrize("first", [True, False])
def test_two_papers_with_one_arxiv_id_are_a_warning_whichever_comes_first(first: bool) -> None:
    pair = [entry(1), entry(1, id="another-one")]
    problems = problems_of(pair if first else pair[::-1])
    assert len(problems) == 1
    assert "warning: " in problems[0]
    assert "has the arXiv id 2406.00001 too" in problems[0]


def test_an_unknown_issue_is_shown_with_the_nearest_one() -> None:
    (near,) = problems_of([entry(1, issue="2024-W52")], issue("2024-W25"))
    assert "there is no issue `2024-W52`; did you mean `2024-W25`?" in near
    (far,) = problems_of([entry(1, issue="2019-03-07")], issue("2024-W25"))
    assert "no issue `2019-03-07`; write content/issues/2019-03-07.md, or leave `issue` out" in far
    (no_id,) = problems_of([entry(1, issue="extra")], issue("2024-W25"))
    assert "`issue: extra` names no issue; write its id, such as 2024-W25" in no_id


def test_two_files_of_one_issue_are_refused() -> None:
    one = issue("2024-W25", 1)
    where = one.file.where._replace(path="content/issues/older/2024-W25.md")
    file = dataclasses.replace(one.file, number=2, where=where)
    (problem,) = problems_of([], one, one._replace(file=file))
    assert problem.startswith("issues/older/2024-W25.md:1:1: ")
    assert "content/issues/2024-W25.md" in problem


def test_an_issues_number_is_its_own() -> None:
    (problem,) = problems_of([], issue("2024-W25", 3), issue("2024-W26", 3), issue("2024-W27", 4))
    assert problem == (
        "issues/2024-W26.md:2:9: number 3 is that of content/issues/2024-W25.md; give this one "
        "its own"
    )


def test_updates_name_entries_only() -> None:
    good = entry(2, updates=("2406.00001",))
    assert problems_of([entry(1), good]) == []
    own, near = problems_of([entry(1), entry(2, updates=("2406.00010", "2406.00002"))])
    assert ": `updates` names `2406.00010`, which is no other entry; did you mean `2406" in near
    assert ": `updates` names `2406.00002`, which is no other entry" in own


def updating(number: int, *others: int) -> Entry:
    """An entry of a day of June that continues others."""
    return entry(number, f"2024-06-0{number}", updates=tuple(entry(n).id for n in others))


def test_entries_that_continue_each_other_are_one_problem_at_the_earliest() -> None:
    assert problems_of([updating(1), updating(2, 1), updating(3, 1, 2)]) == []
    (pair,) = problems_of([updating(2, 1), updating(1, 2)])
    assert pair.startswith("entries/2024/2406.00001.md:")
    assert "`updates` names `2406.00002`" in pair
    assert "2406.00001 → 2406.00002 → 2406.00001" in pair
    (longer,) = problems_of([updating(4), updating(3, 4, 2), updating(2, 1), updating(1, 3)])
    assert "2406.00001 → 2406.00003 → 2406.00002 → 2406.00001" in longer


def test_circles_of_a_graph_are_found_once_each() -> None:
    assert not [*circles({"a": ["b", "c"], "b": ["c"], "c": []})]
    assert [*circles({"a": ["b"], "b": ["c", "d"], "c": ["b"], "d": ["d"]})] == [["b", "c"], ["d"]]
    long = {str(n): [str(n + 1)] for n in range(5000)}
    assert not [*circles(long)]
    assert [len(circle) for circle in circles(long | {"5000": ["0"]})] == [5001]


def test_of_many_unknown_names_only_the_first_are_compared_with_all_known_ones() -> None:
    many = tuple(f"2406.1{number:04}" for number in range(2000))
    problems = problems_of([entry(1), entry(2, updates=many)])
    assert len(problems) == len(many)
    advised = [problem for problem in problems if "did you mean" in problem]
    assert 0 < len(advised) < len(many)


def test_an_order_names_entries_only() -> None:
    near, far = problems_of(
        [entry(1)], issue("2024-W25", order="[2406.00001, 2406.00010, nothing]")
    )
    assert near.startswith("issues/2024-W25.md:5:")
    assert ": `order` names `2406.00010`, which is no entry" in near
    assert near.endswith("; did you mean `2406.00001`?")
    assert far.endswith(": `order` names `nothing`, which is no entry; take it out")


def test_a_withdrawn_entry_leads_to_another_entry() -> None:
    taken_back = entry(1, status="withdrawn", withdrawn="作者撤稿", replaced_by="2406.00002")
    assert problems_of([taken_back, entry(2)]) == []
    lost = dataclasses.replace(taken_back, replaced_by="2406.0002")
    (problem,) = problems_of([lost, entry(2)])
    assert "which is no other entry; did you mean `2406.00002`" in problem
    assert problems_of([dataclasses.replace(taken_back, replaced_by=taken_back.id)])


def test_replacements_end_at_an_entry() -> None:
    def withdrawn(number: int, by: int) -> Entry:
        wanted = entry(by).id
        return entry(number, status="withdrawn", withdrawn="错", replaced_by=wanted)

    assert problems_of([withdrawn(1, 2), withdrawn(2, 3), entry(3)]) == []
    there, back = problems_of([withdrawn(1, 2), withdrawn(2, 1), withdrawn(4, 1)])
    assert "`2406.00002`, from which the replacements lead back here" in there
    assert "`2406.00001`, from which the replacements lead back here" in back
