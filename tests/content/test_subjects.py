"""organisations.yaml and people.yaml; topics.yaml is in test_site.py."""

import pytest
from make import shown

from qikan.content.source import Source
from qikan.content.subjects import read_organisations, read_people
from qikan.model.subjects import Contributor


def test_one_name_does_for_all_editions() -> None:
    organisations, problems = read_organisations(
        Source("organisations.yaml", "organisations: [{slug: kestrel, names: Kestrel AI}]")
    )
    assert problems == []
    assert organisations == (Contributor("organisation", "kestrel", {"": "Kestrel AI"}),)


def test_people_of_one_name_each_have_entries_of_their_own() -> None:
    text = """
people:
  - {slug: lin-one, names: Wei Lin, entries: [2406.00001]}
  - {slug: lin-two, names: Wei Lin, entries: [2406.00002, news-two]}
"""
    people, problems = read_people(Source("people.yaml", text))
    assert problems == []
    assert [one.entries for one in people] == [("2406.00001",), ("2406.00002", "news-two")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- {slug: cedar, names: 云杉, aliases: [Cedar Lab]}\n- {slug: two, names: cedarlab}\n",
            (
                "organisations.yaml:2:22: `cedarlab` is the organisation `cedar` already; "
                "keep one\n"
                "    - {slug: two, names: cedarlab}\n                        ^\n"
            ),
        ),
        (
            "- {slug: Cedar, names: 云杉}\n",
            (
                "organisations.yaml:1:10: `Cedar` cannot be an address; "
                "write lower-case-words-in-ascii\n"
            ),
        ),
        (
            "- {slug: cedar, names: {zh-Hans: 云杉}}\n",
            "organisations.yaml:1:24: `names` has no `zh-Hant`; add `zh-Hant: …`\n",
        ),
        (
            "- {slug: cedar, names: 云杉, facet: x}\n",
            (
                "organisations.yaml:1:28: unknown field `facet`; "
                "use one of: slug, names, description, aliases, old_slugs\n"
            ),
        ),
    ],
)
def test_a_mistake_is_shown_with_its_place_and_its_cure(text: str, expected: str) -> None:
    _, problems = read_organisations(Source("organisations.yaml", f"organisations:\n{text}"))
    lines = [line.strip() for line in shown(problems).splitlines()]
    message = expected.splitlines()[0]
    path, line, rest = message.split(":", 2)
    assert lines[0] == f"{path}:{int(line) + 1}:{rest}"
