"""The examples of docs/problems: small archives before and after a problem's cure.

A file ``docs/problems/examples/<identifier>.txt`` has sections. ``== before PATH`` begins the text
of a file with the problem, ``== after PATH`` what the cure makes of it; ``removed`` behind a path
takes the file away. What is not stated is a site.yaml, and the layouts that come with qikan. Behind
a path may stand ``encoding=…``, ``repeat=N`` (the text so many times), ``link=TARGET`` (a link),
``png=WxH`` (an image of that size) and ``bytes=HEX`` (at the end). A path ``$`` begins a command
line in the place of ``check``; one that is cured by other words has a second, ``== after $ …``.

``python tests/problem_examples.py`` makes the pages of docs/problems again from the catalogue and
the examples.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import struct
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from unittest import mock

ROOT = Path(__file__).parents[1]
PROBLEMS = ROOT / "docs/problems"
EXAMPLES = PROBLEMS / "examples"
TODAY = "2027-01-01"
"""The day of the examples: a page that names the day must not differ tomorrow."""
SITE = "title: 小刊\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"


class Section(NamedTuple):
    """A file of an example; without a text it is removed."""

    when: str
    path: str
    options: dict[str, str]
    text: str | None
    command: str = ""


def read_example(name: str) -> list[Section]:
    """The sections of an example; problems of a built site have none."""
    if not (EXAMPLES / f"{name}.txt").exists():
        return []
    text = (EXAMPLES / f"{name}.txt").read_text("utf-8")
    _, *parts = re.split(r"^== (before|after) (\S+)(.*)\n", text, flags=re.MULTILINE)
    sections = []
    for when, path, details, body in zip(*(parts[start::4] for start in range(4)), strict=True):
        if path == "$":
            sections.append(Section(when, path, {}, "", details.strip()))
            continue
        options = dict(word.partition("=")[::2] for word in details.split())
        removed = options.pop("removed", None) is not None
        sections.append(Section(when, path, options, None if removed else body))
    return sections


def write_example(root: Path, sections: list[Section], when: str) -> None:
    """Write an example as it is before or after its cure."""
    site = root / "content/site.yaml"
    if when == "before":
        site.parent.mkdir(parents=True)
        site.write_text(SITE, "utf-8")
    if any(section.path.startswith("layouts/") for section in sections):
        shutil.copytree(ROOT / "layouts", root / "layouts", dirs_exist_ok=True)
    for section in sections:
        if section.when == when and not section.command:
            _write(root / section.path, section)


def _write(path: Path, section: Section) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    options, text = section.options, section.text
    if text is None or "link" in options:
        path.unlink(missing_ok=True)
    if text is None:
        return
    if "link" in options:
        path.symlink_to(options["link"])
    elif "png" in options:
        width, height = map(int, options["png"].split("x"))
        head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 13, b"IHDR") + head)
    else:
        data = (text * int(options.get("repeat", "1"))).encode(options.get("encoding", "utf-8"))
        data += bytes.fromhex(options.get("bytes", ""))
        path.write_bytes(data)


# ---------------------------------------------------------------- runs and pages


def run(root: Path, name: str, when: str, language: str = "en") -> tuple[int, list[str]]:
    """The exit code, and the problems in a language, without the root's path."""
    from qikan import cli  # late: this file is a script too, which does not find it

    err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    locale = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}[language]
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, {"LC_ALL": locale}))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(contextlib.chdir(root))
        code = cli.main(_command(name, when), root, "build.py")
    err.seek(0)
    return code, err.read().replace(f"{root}{os.sep}", "").splitlines()


def _command(name: str, when: str) -> list[str]:
    """The words of an example's command line."""
    lines = {s.when: s.command for s in read_example(name) if s.command}
    if lines:
        return shlex.split(lines.get(when, lines["before"]))
    verb = "build" if name.startswith("layout-") else "check"
    options = ["--jobs", "1", "--today", TODAY]
    return [verb, *options, *(["--conversion"] if name == "not-a-decision" else [])]


def has_command(name: str) -> bool:
    """Whether an example has a command line of its own: it starts from its files twice."""
    return any(section.command for section in read_example(name))


def write(root: Path, name: str, when: str) -> None:
    """Write the example of a problem as it is before or after its cure."""
    write_example(root, read_example(name), when)
    if name == "name-not-utf8":  # no text can hold such a name
        path = os.fsencode(root) + b"/content/entries/\xd0\xc2.md"
        if when == "before":
            with open(path, "wb") as file:
                file.write((root / "content/entries/a.md").read_bytes())
        else:
            os.unlink(path)


# ---------------------------------------------------------------- pages


def page(name: str) -> str:
    """A problem's page, in Chinese and in English."""
    from qikan.problems.catalogue import ROWS

    row, sections = ROWS[name], read_example(name)
    kind = {
        "error": "错误，停止生成 · error, stops a build",
        "warning": "警告 · warning",
        "call": "命令有误 · the call is wrong",
        "machine": "机器的问题 · of the machine",
    }
    parts = [f"# {name}", "", kind[row.severity], "", "```text", *_messages(name, sections), "```"]
    for when, title in (("before", "改正前 · before"), ("after", "改正后 · after")):
        parts += ["", f"## {title}"] if sections else []
        for section in sections:
            if section.when == when:
                parts += ["", *_shown(section)]
    return "\n".join([*parts, ""])


def _messages(name: str, sections: list[Section]) -> list[str]:
    """The message of an example in each language; without an example, the templates."""
    from qikan.problems.catalogue import ROWS

    if not sections:
        what, cure = ROWS[name].what, ROWS[name].cure
        return [f"{what.zh}；{cure.zh}", f"{what.en}; {cure.en}"] if cure else [what.zh, what.en]
    runs = []
    for language in ("zh", "en"):
        with tempfile.TemporaryDirectory() as scratch:
            write(Path(scratch), name, "before")
            runs.append(run(Path(scratch), name, "before", language)[1])
    return [next(line for line in lines if line.endswith(f" [{name}]")) for lines in runs]


def _shown(section: Section) -> list[str]:
    if section.command:
        return ["```sh", f"python build.py {section.command}", "```"]
    if section.text is None:
        return [f"`{section.path}` （删去 · removed）"]
    options = "".join(f", {key} {value}".rstrip() for key, value in section.options.items())
    head = f"`{section.path}`{options}"
    text = section.text.rstrip("\n")
    return [head, "", "````text", text, "````"] if text else [head]


def index() -> str:
    """The list of all problems."""
    from qikan.problems.catalogue import PROBLEMS as NAMES
    from qikan.problems.catalogue import ROWS

    lines = ["# 问题一览 · Problems", "", "| | 说明 | |", "|---|---|---|"]
    for name in sorted(NAMES):
        what = ROWS[name].what
        chinese, english = (text.replace("|", "\\|") for text in (what.zh, what.en))
        lines.append(f"| [{name}]({name}.md) | {chinese} | {english} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Make the pages."""
    sys.path.insert(0, str(ROOT))
    from builder import keep_glossary

    keep_glossary(setattr)
    from qikan.problems.catalogue import PROBLEMS as NAMES

    for name in NAMES:
        (PROBLEMS / f"{name}.md").write_text(page(name), "utf-8")
    (PROBLEMS / "README.md").write_text(index(), "utf-8")


if __name__ == "__main__":
    main()
