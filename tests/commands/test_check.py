"""``check`` beyond a build: formats for other programs, corrections, links to other sites."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from qikan import cli
from qikan.commands.external import external_problems
from qikan.commands.problem_formats import FORMATS
from qikan.content.entry import parse
from qikan.content.source import Source
from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.problems.message import message

SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
SITE += "checks: {punctuation: warn}\n"
ENTRY = "---\ntitle: 灯笼,在桥上\nlang: zh-Hans\ndate: 2024-05-06\ntopics: [灯笼]\n---\n{}\n"
BODY = "一座桥上,挂起了灯笼;`a,中` 过桥的人==都==抬头看.%%私下%%"
MENDED = "一座桥上，挂起了灯笼；`a,中` 过桥的人**都**抬头看.<!--私下-->"


def write(root: Path) -> Path:
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    path = root / "content/entries/a.md"
    path.write_text(ENTRY.format(BODY), "utf-8")
    return path


def check(root: Path, *arguments: str) -> int:
    return cli.main(["check", "--root", str(root), "--jobs", "1", *arguments], root)


def test_what_is_safe_is_shown_as_a_diff_and_mended_only_with_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    before = path.read_text("utf-8")
    assert check(tmp_path, "--fix") == 0
    diff = capsys.readouterr().out
    assert f"-{BODY}\n+{MENDED}\n" in diff
    assert "-title: 灯笼,在桥上\n+title: 灯笼，在桥上\n" in diff
    assert path.read_text("utf-8") == before
    assert check(tmp_path, "--fix", "--write") == 0
    assert path.read_text("utf-8") == ENTRY.replace(",", "，").format(MENDED)
    capsys.readouterr()
    assert check(tmp_path, "--fix", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


def test_a_mistake_is_written_in_the_format_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    path.write_text(ENTRY.format(BODY).replace("topics", "topic"), "utf-8")
    assert check(tmp_path, "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    problem = next(one for one in problems if one["severity"] == "error")
    place = [problem[name] for name in ("id", "severity", "path", "line", "col")]
    assert place == ["unknown-word", "error", "content/entries/a.md", 5, 1]
    assert problem["text"] == f"{problem['what']}; {problem['cure']}"


PROBLEMS = [
    Problem(
        "content/entries/桥,1.md",
        3,
        2,
        message("not-a-date", text="100%\n:甲", cure=message("write-a-date")),
    ),
    Problem("content/entries/b.md", 1, 1, message("paper-without-authors")),
]


def test_github_shows_a_problem_beside_its_line() -> None:
    first, second = FORMATS["github"](PROBLEMS, "zh").splitlines()
    assert first == (
        "::error file=content/entries/桥%2C1.md,line=3,col=2,title=not-a-date::"
        "`100%25%0A:甲` 不是日期；请写 2024-06-21；只知道月份就写 2024-06"
    )
    assert second.startswith("::warning file=content/entries/b.md,line=1,col=1,title=paper-")


def closed(required: str, **properties: object) -> dict[str, object]:
    """A schema of an object that has no other properties."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def schema_of_sarif() -> dict[str, object]:
    """What the schema of SARIF 2.1.0 says of the properties that qikan writes.

    Written by hand from the standard (3.13 to 3.30): the schema itself is 110 KB, and is not kept.
    GitHub asks for more: a rule's id, a place with a line.
    """
    text, number = {"type": "string"}, {"type": "integer", "minimum": 1}
    region = closed("startLine", startLine=number, startColumn=number)
    artifact = closed("uri", uri={"type": "string", "format": "uri-reference"})
    physical = closed("artifactLocation region", artifactLocation=artifact, region=region)
    locations = {"type": "array", "items": closed("physicalLocation", physicalLocation=physical)}
    level = {"enum": ["none", "note", "warning", "error"]}
    result = closed(
        "ruleId message locations",
        ruleId=text,
        level=level,
        message=closed("text", text=text),
        locations=locations,
    )
    rules = {"type": "array", "uniqueItems": True, "items": closed("id", id=text)}
    driver = closed("name", name=text, version=text, rules=rules)
    run = closed(
        "tool",
        tool=closed("driver", driver=driver),
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        results={"type": "array", "items": result},
    )
    address = {"type": "string", "format": "uri"}
    runs = {"type": "array", "items": run}
    return closed("version runs", **{"$schema": address}, version={"const": "2.1.0"}, runs=runs)


def test_sarif_is_what_its_standard_says() -> None:
    empty = json.loads(FORMATS["sarif"]([], "en"))
    jsonschema.validate(empty, schema_of_sarif())
    log = json.loads(FORMATS["sarif"](PROBLEMS, "en"))
    jsonschema.validate(log, schema_of_sarif())
    rules = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules == {"not-a-date", "paper-without-authors"}
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri == {"uri": "content/entries/%E6%A1%A5%2C1.md"}


# ---------------------------------------------------------------- links to other sites


def entry(body: str, links: str = "") -> Entry:
    text = ENTRY.format(body).replace("topics", f"{links}topics")
    read, _ = parse(Source("content/entries/a.md", text))
    assert read
    return read


def asker(answers: dict[str, list[str]], asked: list[str]) -> Callable[[str], str]:
    def ask(address: str) -> str:
        asked.append(address)
        return answers[address].pop(0)

    return ask


def test_a_link_counts_as_dead_when_it_does_not_answer_twice() -> None:
    asked: list[str] = []
    waited: list[float] = []
    answers = {
        "https://a.example/1": [""],
        "https://a.example/2": ["404", "404"],
        "https://a.example/3": ["timed out", ""],
    }
    body = "见[一](https://a.example/1)。\n\n<https://a.example/2>、[三](https://a.example/3)。"
    problems = external_problems(
        [entry(body, "links: {web: https://a.example/2}\n")],
        asker(answers, asked),
        lambda address: f"https://web.example/{address[-1]}",
        waited.append,
    )
    assert asked == [f"https://a.example/{number}" for number in (2, 2, 1, 3, 3)]
    assert sum(waited) >= 2 * 5 + 2 * 1
    lines = sorted(problem.line for problem in problems)
    assert lines == [5, 10]
    text = "the link https://a.example/2 does not answer (404); "
    text += "correct it, or link to the copy https://web.example/2"
    assert {problem.text for problem in problems} == {text}
