"""YAML that cannot be read: the same advice whichever parser reads it, whatever its words are."""

import pytest
import yaml

from qikan.content import nodes
from qikan.content.nodes import read_yaml
from qikan.content.source import Source

FAULTS = {
    "a tab as indent": ("a: 1\n\tb: 2\n", 2, 1, "a tab at the beginning of a line"),
    "a tab before an item": ("a:\n\t- x\n", 2, 1, "a tab at the beginning of a line"),
    "a tab in a block": ("a: >\n b\n\tc\n", 3, 1, "a tab at the beginning of a line"),
    "a colon in a value": ("a: b: c\n", 1, 5, "a value with a colon in it"),
    "an at sign": ("a: @x\n", 1, 4, "a character YAML keeps for itself"),
    "a backquote": ("a: `x\n", 1, 4, "a character YAML keeps for itself"),
    "an item on the name's line": ("a: - b\n", 1, 4, "a character YAML keeps for itself"),
    "no colon": ("a: 1\nb\nc: 2\n", 2, 1, "a line that is not `name: value`"),
    "no colon at the end": ("a: 1\nb\n", 2, 1, "a line that is not `name: value`"),
    "quotes without a colon": ("a: 1\n'b'\nc: 2\n", 2, 1, "a line that is not `name: value`"),
    "an open quote": ('a: "x\nb: 1\n', 1, 4, "a quote or bracket that never closes"),
    "an open single quote": ("a: 'x\nb: 1\n", 1, 4, "a quote or bracket that never closes"),
    "an open bracket": ("a: [x\nb: 1\n", 1, 4, "a quote or bracket that never closes"),
    "an open brace at the end": ("a: {x: 1\n", 1, 4, "a quote or bracket that never closes"),
    "a quote that opens behind a text": (
        'a: b:{"c\n":"d"} e',
        2,
        1,
        "a line that is not `name: value`",
    ),
    "another bracket": ("a: [x}\n", 1, 6, "a quote, bracket or indent that does not match"),
    "a word behind a bracket": (
        "a: [x] y\n",
        1,
        8,
        "a quote, bracket or indent that does not match",
    ),
    "a word behind a quote": ("a: 'x' y\n", 1, 8, "a quote, bracket or indent that does not match"),
    "another indent": ("a:\n   b: 1\n  c: 1\n", 3, 3, "a quote, bracket or indent that"),
    "a name below an item": ("- a\nb: 1\n", 2, 1, "a quote, bracket or indent that does not match"),
    "an unknown escape": ('a: "\\q"\n', 1, 0, "a backslash in double quotes"),
    "half an escape": ('a: "\\xZZ"\n', 1, 7, "a backslash in double quotes"),
}
"""A text, line and column of its fault (0 where the parsers differ by one), and what is wrong."""


@pytest.mark.parametrize("parser", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize("name", FAULTS)
def test_the_place_and_the_characters_there_decide(
    name: str, parser: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, line, col, expected = FAULTS[name]
    monkeypatch.setattr(nodes, "_PARSER", parser)
    _, problems = read_yaml(Source("a.yaml", text), text)
    (problem,) = problems
    assert (problem.line, problem.col if col else 0) == (line, col)
    assert f"not valid YAML: {expected}" in str(problem)


@pytest.mark.parametrize("name", FAULTS)
def test_the_words_of_the_parser_decide_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, *_, expected = FAULTS[name]

    def get_event(self: yaml.SafeLoader) -> object:
        try:
            return parser.get_event(self)
        except yaml.MarkedYAMLError as error:
            error.context, error.problem = "in another release", "in other words"
            raise

    parser = nodes._PARSER
    reworded = type("Reworded", (parser,), {"get_event": get_event})
    monkeypatch.setattr(nodes, "_PARSER", reworded)
    _, problems = read_yaml(Source("a.yaml", text), text)
    assert [f"not valid YAML: {expected}" in str(problem) for problem in problems] == [True]
