"""The words of a command line -> a Call."""

from __future__ import annotations

import argparse
import datetime
import functools
import itertools
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from qikan.commands.call import Call
from qikan.commands.options import (
    COMMON,
    DESCRIPTION,
    GROUPS,
    HELP,
    MESSAGES,
    OPTIONS,
    USAGE,
    VERBS,
    Option,
)
from qikan.editions import LANGS
from qikan.errors import CallError
from qikan.parallel.workers import available
from qikan.problems.message import Message, message
from qikan.problems.rows import LANGUAGES


def parse_call(
    arguments: Sequence[str], default_root: Path, prog: str = "qikan", language: str = LANGUAGES[0]
) -> Call:
    """Read the command line; options may stand before or after the verb.

    ``language`` is that of help and messages, where the command line does not state one.

    Raises:
        CallError: an argument is wrong.
        SystemExit: help was asked for, and is printed.
    """
    arguments = _split(arguments)
    language = stated_language(arguments) or language
    options = _options(arguments, prog, language)
    root = Path(options.get("root", default_root))
    if options.get("what") != "archive" and not (root / "content").is_dir():
        raise CallError(message("no-content-folder", root=root))
    stated = {name: options[name] for name in Call._fields if name in options}
    stated |= {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
    stated |= {name: read(options[name]) for name, read in _READERS.items() if name in options}
    if "file" in options:
        stated["files"] = (options["file"],)
    if options["verb"] == "serve":
        stated["editor"] = _editor(options.get("editor", ""))
    default: dict[str, Any] = {"out": root / "site", "jobs": available()}
    return Call(**default | stated | {"root": root, "language": language})


def _options(arguments: Sequence[str], prog: str, language: str) -> dict[str, Any]:
    """What is stated. The names of ``new`` may stand after options too: argparse leaves those."""
    verb = _verb(arguments)
    if verb not in {*VERBS, ""}:
        raise _unknown(message("kind-verb"), verb, [*VERBS])
    words = _without_language(arguments, verb)
    namespace, rest = _make_parser(prog, language, verb).parse_known_args(words)
    options = vars(namespace)
    options["verb"] = options.get("verb") or "build"
    unknown = [name for name in rest if name.startswith("-") or options["verb"] != "new"]
    if unknown:
        known = [*COMMON, "--lang", *VERBS[options["verb"]].arguments]
        if not unknown[0].startswith("-"):
            raise _unknown(message("kind-argument"), unknown[0], ())
        names = [name for name in known if name.startswith("-")]
        raise _unknown(message("kind-option"), unknown[0], names)
    return options | {"subject": [*options.get("subject", ()), *rest]}


def _verb(arguments: Sequence[str]) -> str:
    """The first word that is no option and belongs to none; '' if there is none."""
    before = ""
    for word in arguments:
        belongs = before == "--lang" or (before in COMMON and OPTIONS[before].takes_value)
        if not word.startswith("-") and not belongs:
            return word
        before = "" if belongs else word
    return ""


def _split(arguments: Sequence[str]) -> list[str]:
    """A command line with ``--lang=zh`` as two words."""
    words = (word.split("=") if word.startswith("--lang=") else [word] for word in arguments)
    return [*itertools.chain.from_iterable(words)]


def stated_language(arguments: Sequence[str]) -> str:
    """The language of messages that is stated, before anything else is read; '' if none is.

    ``--lang en`` after a verb whose ``--lang`` is that of entries sets their script.
    """
    arguments = _split(arguments)
    verb = VERBS.get(_verb(arguments))
    of_entries = LANGS if verb and "--lang" in verb.arguments else ()
    stated = [value for name, value in itertools.pairwise(arguments) if name == "--lang"]
    return next((one for one in stated if one in LANGUAGES and one not in of_entries), "")


def _without_language(arguments: Sequence[str], verb: str) -> Sequence[str]:
    """A command line without a language of messages at a verb whose ``--lang`` is of entries."""
    language = stated_language(arguments)
    if language and verb and "--lang" in VERBS[verb].arguments:
        pairs = itertools.pairwise(arguments)
        at = next(at for at, pair in enumerate(pairs) if pair == ("--lang", language))
        return [*arguments[:at], *arguments[at + 2 :]]
    return arguments


def _unknown(kind: Message, word: str, known: Sequence[str]) -> CallError:
    from qikan.content.mapping_reader import nearest  # late: only a wrong call needs it

    cure = message("use-one-of", choices=", ".join(known)) if known else message("take-it-out")
    if near := nearest(word, known):
        cure = message("did-you-mean", near=near)
    return CallError(message("unknown-word", kind=kind, word=word, cure=cure))


# ---------------------------------------------------------------- argparse


class _Parser(argparse.ArgumentParser):
    """A parser with qikan's messages, whose headings end with the colon of the language."""

    def format_help(self) -> str:
        """The help; argparse ends every heading with a half-width colon."""
        text = super().format_help()
        for heading in GROUPS.values():
            text = text.replace(f"\n{heading.zh}:\n", f"\n{heading.zh}：\n")
        return text

    def error(self, message_: str) -> NoReturn:
        raise CallError(message("wrong-arguments", reason=message_, command=self.prog))


def _formatter(language: str) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self, usage: Any, actions: Any, groups: Any, prefix: str | None = None
        ) -> None:
            shown = getattr(USAGE, language) if prefix is None else prefix
            super().add_usage(usage, actions, groups, shown)

    return Formatter


def _make_parser(prog: str, language: str, called: str) -> argparse.ArgumentParser:
    """The parser of the tables, for the verb that is called; what is not stated is absent."""
    quiet: dict[str, Any] = {
        "argument_default": argparse.SUPPRESS,
        "allow_abbrev": False,
        "add_help": False,
        "formatter_class": _formatter(language),
    }
    parser = _Parser(prog=prog, description=getattr(DESCRIPTION, language), **quiet)
    common = {name: OPTIONS[name] for name in COMMON}
    _add(parser, "common", {**common, "--lang": MESSAGES}, language)
    title = getattr(GROUPS["verbs"], language)
    verbs = parser.add_subparsers(dest="verb", prog=prog, metavar="VERB", title=title)
    for name, verb in VERBS.items() if not called else [(called, VERBS[called])]:
        text = getattr(verb.help, language)
        subparser = verbs.add_parser(name, help=text, description=text, **quiet)
        if name != called:
            continue
        own = {argument: OPTIONS[argument] for argument in verb.arguments}
        _add(subparser, "arguments", {n: o for n, o in own.items() if n[0] != "-"}, language)
        _add(subparser, "options", {n: o for n, o in own.items() if n[0] == "-"}, language)
        rest = {} if "--lang" in own else {"--lang": MESSAGES}
        _add(subparser, "common", {**common, **rest}, language)
    return parser


def _add(
    parser: argparse.ArgumentParser, title: str, options: dict[str, Option], language: str
) -> None:
    """Add arguments as a group of the help."""
    group = parser.add_argument_group(getattr(GROUPS[title], language))
    if title == "common":
        text = getattr(HELP, language)
        group.add_argument("-h", "--help", action="help", help=text)
    for name, option in options.items():
        settings: dict[str, Any] = {**option.settings, "help": getattr(option.help, language)}
        if option.choices:
            settings["type"] = functools.partial(_one_of, name, option.choices)
        group.add_argument(name, **settings)


# ---------------------------------------------------------------- values


def _one_of(name: str, choices: Sequence[str], value: str) -> str:
    if value not in choices:
        raise _unknown(message("kind-value", name=name), value, choices)
    return value


def _jobs(value: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", value) or int(value) > 256:
        raise CallError(message("not-a-count", text=value), "--jobs")
    return int(value)


def _port(value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value) or int(value) > 65535:
        raise CallError(message("not-a-port", text=value), "--port")
    return int(value)


def _editor(value: str) -> str:
    from qikan.server.editor_links import template_fault  # late: one verb needs it

    name = value or os.environ.get("QIKAN_EDITOR", "vscode")
    if fault := template_fault(name):
        raise CallError(fault, "--editor")
    return name


def _base_url(value: str) -> str:
    if value:
        from qikan.content.site_file import base_url_fault  # late: it needs PyYAML

        if fault := base_url_fault(value):
            raise CallError(fault, "--base-url")
    return value


def _day(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise CallError(message("not-a-day", text=value), "--today") from None


def executor_address(value: str) -> str:
    """The ``HOST:PORT`` of an executor.

    Raises:
        CallError: it is none, or its package is not installed.
    """
    from importlib.util import find_spec  # late: few builds have a cluster

    match = re.fullmatch(r"dask://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", value)
    if not match or not 0 < int(match[2]) < 65536:
        raise CallError(message("not-an-executor", text=value), "--executor")
    if find_spec("distributed") is None:
        raise CallError(message("executor-needs-package"))
    return value.removeprefix("dask://")


_READERS: dict[str, Callable[[str], Any]] = {
    "out": Path,
    "base_url": _base_url,
    "jobs": _jobs,
    "executor": executor_address,
    "today": _day,
    "port": _port,
    "source": lambda text: " ".join(text.split()),
}
"""How the options are read that are more than their text."""
