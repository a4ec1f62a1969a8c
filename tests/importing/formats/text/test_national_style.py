"""References in the style of GB/T 7714."""

from __future__ import annotations

import pytest

from qikan.importing.formats.text.national_style import reference
from qikan.importing.formats.text.reference import Reference


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Brook A, Reef B C. Kites turn[J]. Sky, 2031.",
            Reference("Brook A；Reef B C", "Kites turn", "Sky, 2031."),
        ),
        (
            "Brook A, et al. Kites turn[C]//Sky, 2031.",
            Reference("Brook A et al.", "Kites turn", "Sky, 2031."),
        ),
        (
            "何恺明, 林青, 等. 风筝学会转弯[J]. 天空, 2031.",
            Reference("何恺明；林青 et al.", "风筝学会转弯", "天空, 2031."),
        ),
        ("A. Brook. Kites turn[M]. Sky, 2031.", Reference("A. Brook", "Kites turn", "Sky, 2031.")),
        (
            "Brook, Ada, Reef, Bo. Kites turn[J]. Sky.",
            Reference("Ada Brook；Bo Reef", "Kites turn", "Sky."),
        ),
        ("River Lab. Kites turn[EB/OL]. 2031.", Reference("River Lab", "Kites turn", "2031.")),
    ],
)
def test_authors_title_and_rest(text: str, stated: Reference) -> None:
    assert reference(text) == stated


@pytest.mark.parametrize(
    "text", ["", "Kites turn", "Kites turn[J]", "Kites [1] turn", "Brook A. It[J]. Sky.", "[J]"]
)
def test_another_line_is_none(text: str) -> None:
    assert reference(text) is None
