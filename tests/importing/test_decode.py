"""Foreign files as text, whatever their encoding."""

from __future__ import annotations

import make
import pytest

from qikan.importing.decode import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_an_encoding_is_recognised(encoding: str) -> None:
    text = "我們用這本書中的文字，來看它是不是可以讀。\n"
    source, problems = decode("a.txt", text.replace("\n", "\r\n").encode(encoding))
    assert source.text == text
    assert all(problem.severity == "warning" for problem in problems)
    assert bool(problems) is (encoding in ("gb18030", "big5"))


def test_what_no_entry_may_hold_is_taken_out_and_reported() -> None:
    source, problems = decode("a.txt", "甲\x0b乙\u202e丙\ufffd丁".encode())
    assert source.text == "甲 乙丙□丁"
    assert make.shown(problems).count("warning:") == 3


def test_a_file_cut_inside_a_character_is_read_up_to_it() -> None:
    source, problems = decode("a.txt", "甲\n乙".encode()[:-1])
    assert source.text == "甲\n"
    assert "a.txt:2:1: warning: the file ends inside a character" in str(problems[0])
