"""An issue's file."""

import pytest
from make import cases, shown

from qikan.content import issue as issuefile
from qikan.content.source import Source
from qikan.model.entry import Day
from qikan.model.issue import IssueFile
from qikan.model.problem import Where

REFUSED = cases("refused-issues.txt")
FIELDS = ("number: 3", "title: 甲", "lang: zh-Hans", "date: 2024-06-21")


def read(
    *fields: str, issue_id: str = "2024-W25", body: str = ""
) -> tuple[IssueFile | None, list[str]]:
    """An issue with the required fields and these; one of these may replace a required one."""
    names = {line.split(":")[0] for line in fields}
    kept = [line for line in FIELDS if line.split(":")[0] not in names]
    text = "\n".join(["---", *kept, *fields, "---", body])
    parsed_issue, problems = issuefile.parse(
        Source(f"content/issues/{issue_id}.md", text), "digest"
    )
    return parsed_issue, [
        str(problem).removeprefix(f"content/issues/{issue_id}.md:") for problem in problems
    ]


def good(*fields: str, issue_id: str = "2024-W25", body: str = "") -> IssueFile:
    parsed, problems = read(*fields, issue_id=issue_id, body=body)
    assert problems == []
    assert parsed
    return parsed


def test_an_issue_is_read_with_all_its_fields() -> None:
    parsed = good(
        "title: 记忆: 三篇",
        "lang: zh-Hant",
        "cadence: weekly",
        "view: table",
        "order: [2406.10210, 'news-1']",
        body="\n導言。\n\n第二段。\n",
    )
    assert parsed == IssueFile(
        id="2024-W25",
        number=3,
        title="记忆: 三篇",
        lang="zh-Hant",
        date=Day(2024, 6, 21),
        cadence="weekly",
        view="table",
        order=("2406.10210", "news-1"),
        body="導言。\n\n第二段。",
        where=Where("anywhere"),
    )
    assert parsed.where.body_line == 11


def test_an_issue_without_a_view_is_shown_as_the_site_says() -> None:
    assert good().view == "digest"


@pytest.mark.parametrize(
    ("issue_id", "cadence"),
    [
        ("2024-06-21", "daily"),
        ("2024-02-29", "daily"),
        ("2024-W01", "weekly"),
        ("2020-W53", "weekly"),
        ("2024-12", "monthly"),
    ],
)
def test_the_id_says_the_cadence(issue_id: str, cadence: str) -> None:
    assert good(issue_id=issue_id).cadence == cadence


@pytest.mark.parametrize(
    "issue_id",
    "2024 2024-6 2024-13 2024-00 2024-06-31 2023-02-29 2024-W53 2024-W00 2024-W1 2024-w25 W25 "
    "2024-06-21-2 0000-W01 六月 ２０２４-06 2024-W２５".split(),
)
def test_a_file_whose_name_is_no_issue_is_refused(issue_id: str) -> None:
    parsed, problems = read(issue_id=issue_id)
    assert parsed is None
    assert len(problems) == 1
    assert problems[0].startswith(f"1:1: `{issue_id}` is not an issue's id; name the file like")


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_mistake_is_shown_with_its_place_and_its_cure(text: str, expected: str) -> None:
    _, problems = issuefile.parse(Source("2024-W25.md", text), "list")
    assert shown(problems) == expected
