"""What is kept of an archive makes the same archive, though its texts have changed."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from make import assemble, assembled, bare, config, contributor, entry, facts

from qikan.archive.assemble import assemble as assemble_facts
from qikan.archive.structure import structure_of
from qikan.conversion.folding import fold
from qikan.model.entry import Entry

SITE = config(
    organisations=(contributor("organisation", "cedar", "云杉", "Cedar Lab"),),
    people=(contributor("person", "brook", "Ana Brook"),),
    outputs=frozenset({"people"}),
)
WORKS = [f"2406.{number:05}" for number in range(6)]

few = st.lists(st.sampled_from(WORKS), max_size=2, unique=True).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Papers and news about each other, of few people, topics and organisations."""
    return [
        entry(
            number,
            date=draw(st.sampled_from(["2024-06", "2024-06-20", "2024-06-21", "2024-07-02"])),
            kind=draw(st.sampled_from(["paper", "news"])),
            topics=draw(st.sampled_from([(), ("词",), ("词", "别的")])),
            authors=draw(st.sampled_from([("Ana Brook", "Bo Fern"), ("Bo Fern", "Cy Glen"), ()])),
            orgs=draw(st.sampled_from([(), ("云杉",), ("Cedar Lab", "别处")])),
            status=draw(st.sampled_from(["published"] * 4 + ["withdrawn"])),
            about=draw(few),
            updates=draw(few),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


@given(entries())
def test_an_archive_is_the_same_with_the_structure_of_one_with_other_texts(
    written: list[Entry],
) -> None:
    older = assembled(SITE, [replace(one, title="旧题", body="旧文。") for one in written])
    kept = json.loads(json.dumps(structure_of(older)))
    typeset = [bare(one) for one in written]
    now = assemble(SITE, typeset)
    assert assemble_facts(SITE, map(facts, typeset), [], fold, kept) == now
    for one, other in zip(older.entries, now.entries, strict=True):
        assert one.entry.shape == other.entry.shape
