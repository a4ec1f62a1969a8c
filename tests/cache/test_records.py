"""Records of the cache: what is packed comes back as it was, and nothing in it can run."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import day, entry, issue, typeset, typeset_issue
from strategies import BODY, again, entries

from qikan.cache import records
from qikan.model import Correction, Entry, Facts, Typeset
from qikan.pages.addresses import entry_address


def through(made: Typeset) -> Typeset:
    return records.unpack(records.pack(made))


def known(made: Typeset) -> Facts:
    return records.facts(made, records.pack(made))


@given(entries())
def test_a_packed_entry_comes_back_as_it_was(made: Entry) -> None:
    whole = typeset(again(made))
    found = through(whole)
    assert found == whole
    assert found.where == whole.where  # entries are compared without it
    assert records.pack(found) == records.pack(whole)


@given(BODY, st.sampled_from(["zh-Hans", "zh-Hant", "en"]), st.sampled_from(["甲", "\u2028", ""]))
def test_a_packed_issue_comes_back_as_it_was(body: str, lang: str, title: str) -> None:
    made = issue("2024-W25", lang=lang, order="[2406.00001]")
    whole = typeset_issue(dataclasses.replace(made.file, body=body, title=title))
    found = records.unpack_issue(records.pack_issue(whole))
    assert found == whole
    assert found.where == whole.where


@pytest.mark.parametrize("body", ["", "a", "甲"])
def test_fields_that_are_the_same_text_as_the_body_come_back(body: str) -> None:
    whole = typeset(entry(title=body or "甲", body=body, topics=(body or "甲",)))
    assert through(whole) == whole


def test_what_the_markdown_points_to_comes_back() -> None:
    whole = typeset(entry(body="[甲](/topics/) ![乙](a.png)\n\n头**发**与**发**展"))
    assert len(whole.targets) == 2
    assert through(whole).targets == whole.targets
    odd = whole._replace(unconverted=("头发", "\u2028"))
    assert through(odd) == odd


@given(entries(), st.integers(1, 10**9))
def test_facts_come_back_out_of_json_as_they_were(made: Entry, number: int) -> None:
    said = known(typeset(made))._replace(record=number)
    assert records.facts_from(json.loads(records.dump(said))) == said


def test_facts_say_what_the_archive_needs() -> None:
    made = entry(
        7,
        title="检索",
        title_en="Retrieval",
        topics=("rag",),
        about=("2406.00001",),
        aliases=("old",),
        corrections=(Correction(day("2024-07-02"), "改"), Correction(day("2024-06-30"), "改")),
        body="[甲](/topics/)",
    )
    said = known(typeset(made))
    assert (said.path, said.id, entry_address(said)) == (
        made.where.path,
        made.id,
        entry_address(made),
    )
    assert (said.date, said.changed) == (day("2024-06-21"), day("2024-07-02"))
    assert (said.topics, said.about, said.aliases) == (("rag",), ("2406.00001",), ("old",))
    assert [target.address for target in said.targets] == ["/topics/"]
    assert dict(said.titles) == {
        "zh-Hans": ("检索", "zh-Hans", ""),
        "zh-Hant": ("檢索", "zh-Hant", ""),
    }
    assert said.digest == records.digest(records.pack(typeset(made)))


@pytest.mark.parametrize(
    "changed",
    [{"title": "乙"}, {"body": "乙"}, {"source_notes": ("乙",)}, {"doi": "10.1/a"}, {"lang": "en"}],
    ids=str,
)
def test_the_digest_tells_of_any_change(changed: dict[str, Any]) -> None:
    assert known(typeset(entry(1))).digest != known(typeset(entry(1, **changed))).digest
    assert known(typeset(entry(1))).digest == known(typeset(entry(1))).digest


def test_a_digest_is_blake2b_of_sixteen_bytes() -> None:
    # python -c "import hashlib; print(hashlib.blake2b(b'abc', digest_size=16).hexdigest())"
    assert records.digest(b"abc") == "cf4ab791c62b8d2b2109c90275287816"
