"""Blocks of code that do not end where they seem to."""

import pytest

from qikan.markdown.parser import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\na\n```", []),
        ("```python\na\n\n灯笼", [(1, "fence-open", "```")]),
        ("甲\n\n~~~\na\n~~", [(3, "fence-open", "~~~")]),
        ("```", [(1, "fence-open", "```")]),
        ("````md\n```python\na\n```\n````", []),
        ("~~~\n```python\n~~~", []),
        (
            "```\na\n```点灯\n甲\n```\nb\n```",
            [(3, "fence-text", "```点灯")],
        ),
        ("```\na\n\n```python\nb\n```", [(4, "fence-text", "```python")]),
        ('```python\n    """\n    ```text\n    a\n    """\n```', []),
        ("> ```\n> a\n> ```\n\n- 甲\n\n  ```\n  a\n  ```", []),
        ("> ```\n> a\n\n乙", [(1, "fence-open", "```")]),
        ("- 甲\n\n  ```\n  a\n\n乙", [(3, "fence-open", "```")]),
        ("```math\na\n```\n\n```math\nb", [(5, "fence-open", "```")]),
        ("`` ``` `` 与 ```a```", []),
        ("    ```\n    a", []),
    ],
)
def test_code_that_never_ends_or_seems_to_end_is_reported(
    text: str, expected: list[tuple[int, str, str]]
) -> None:
    seen = [(t.line, t.kind, t.address) for t in parse(text).targets if t.kind[:5] == "fence"]
    assert seen == expected
