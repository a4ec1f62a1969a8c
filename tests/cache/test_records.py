"""Records of the cache: packing and unpacking, facts and digests."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import day, entry, issue, typeset, typeset_issue
from strategies import BODY, entries, reparsed

from qikan.cache import records
from qikan.cache.encoding import digest, dump
from qikan.model.archive import Facts
from qikan.model.entry import Correction, Entry, Typeset
from qikan.pages.addresses import entry_address


def unpacked(typeset_entry: Typeset) -> Typeset:
    return records.unpack(records.pack(typeset_entry))


def facts_of(typeset_entry: Typeset) -> Facts:
    return records.facts(typeset_entry, records.pack(typeset_entry))


@given(entries())
def test_a_packed_entry_comes_back_as_it_was(entry_: Entry) -> None:
    typeset_entry = typeset(reparsed(entry_))
    read_back = unpacked(typeset_entry)
    assert read_back == typeset_entry
    assert read_back.where == typeset_entry.where  # the comparison of entries leaves it out
    assert records.pack(read_back) == records.pack(typeset_entry)


@given(BODY, st.sampled_from(["zh-Hans", "zh-Hant", "en"]), st.sampled_from(["甲", "\u2028", ""]))
def test_a_packed_issue_comes_back_as_it_was(body: str, lang: str, title: str) -> None:
    issue_ = issue("2024-W25", lang=lang, order="[2406.00001]")
    typeset_file = typeset_issue(dataclasses.replace(issue_.file, body=body, title=title))
    read_back = records.unpack_issue(records.pack_issue(typeset_file))
    assert read_back == typeset_file
    assert read_back.where == typeset_file.where


@pytest.mark.parametrize("body", ["", "a", "甲"])
def test_fields_that_are_the_same_text_as_the_body_come_back(body: str) -> None:
    typeset_entry = typeset(entry(title=body or "甲", body=body, topics=(body or "甲",)))
    assert unpacked(typeset_entry) == typeset_entry


def test_what_the_markdown_points_to_comes_back() -> None:
    typeset_entry = typeset(entry(body="[甲](/topics/) ![乙](a.png)\n\n头**发**与**发**展"))
    assert len(typeset_entry.targets) == 2
    assert unpacked(typeset_entry).targets == typeset_entry.targets
    with_separator = typeset_entry._replace(unconverted=("头发", "\u2028"))
    assert unpacked(with_separator) == with_separator


@given(entries(), st.integers(1, 10**9))
def test_facts_come_back_out_of_json_as_they_were(entry_: Entry, number: int) -> None:
    facts = facts_of(typeset(entry_))._replace(record=number)
    assert records.facts_from(json.loads(dump(facts))) == facts


def test_facts_hold_what_the_archive_needs() -> None:
    entry_ = entry(
        7,
        title="检索",
        title_en="Retrieval",
        topics=("rag",),
        about=("2406.00001",),
        aliases=("old",),
        corrections=(Correction(day("2024-07-02"), "改"), Correction(day("2024-06-30"), "改")),
        body="[甲](/topics/)",
    )
    facts = facts_of(typeset(entry_))
    assert (facts.path, facts.id, entry_address(facts)) == (
        entry_.where.path,
        entry_.id,
        entry_address(entry_),
    )
    assert (facts.date, facts.changed) == (day("2024-06-21"), day("2024-07-02"))
    assert (facts.topics, facts.about, facts.aliases) == (("rag",), ("2406.00001",), ("old",))
    assert [target.address for target in facts.targets] == ["/topics/"]
    assert dict(facts.titles) == {
        "zh-Hans": ("检索", "zh-Hans", ""),
        "zh-Hant": ("檢索", "zh-Hant", ""),
    }
    assert facts.digest == digest(records.pack(typeset(entry_)))


@pytest.mark.parametrize(
    "changed",
    [{"title": "乙"}, {"body": "乙"}, {"source_notes": ("乙",)}, {"doi": "10.1/a"}, {"lang": "en"}],
    ids=str,
)
def test_the_digest_changes_with_every_field(changed: dict[str, Any]) -> None:
    assert facts_of(typeset(entry(1))).digest != facts_of(typeset(entry(1, **changed))).digest
    assert facts_of(typeset(entry(1))).digest == facts_of(typeset(entry(1))).digest


def test_a_digest_is_blake2b_of_sixteen_bytes() -> None:
    # python -c "import hashlib; print(hashlib.blake2b(b'abc', digest_size=16).hexdigest())"
    assert digest(b"abc") == "cf4ab791c62b8d2b2109c90275287816"
