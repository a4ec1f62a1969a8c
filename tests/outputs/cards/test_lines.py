from hypothesis import given
from hypothesis import strategies as st

from qikan.outputs.cards.lines import cut, fill, phrases


def width(text: str) -> float:
    return sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in text)


def test_the_pieces_of_a_title_are_those_of_its_html() -> None:
    html = '纸船<wbr>渡河，<span class="phrase">Boat 2</span><wbr>先到 &amp; 后到'
    assert phrases("", html) == ["纸船", "渡河，", "Boat 2", "先到 ", "& ", "后到"]


def test_without_html_a_sign_stays_with_the_character_before_it() -> None:
    assert phrases("纸船，Boat 2。") == ["纸", "船，", "Boat ", "2。"]


def test_a_formula_is_drawn_as_text() -> None:
    assert phrases("船 x", "船 <math><mi>x</mi></math>") == ["船 ", "x"]


def test_lines_are_as_few_as_can_be_and_much_the_same_length() -> None:
    pieces = phrases("纸船一号渡河纸船二号渡河纸")
    assert fill(pieces, 12, width) == ["纸船一号渡河纸", "船二号渡河纸"]


@given(st.text("纸船，b 2", max_size=40), st.integers(3, 12))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, room: int) -> None:
    lines = fill(phrases(text), room, width)
    assert all(width(line) <= room for line in lines if len(line) > 1)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_is_left_out_is_reported_by_dots() -> None:
    assert cut(["纸船一号，", "纸船二号，", "纸船"], 2, 6, width) == ["纸船一号，", "纸船二号……"]
    assert cut(["纸船"], 2, 6, width) == ["纸船"]
