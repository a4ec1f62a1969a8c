"""The command line: verbs, options and exit codes.

Exit code: 0 good, 1 the content is wrong, 2 the call is wrong, 3 the machine failed.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import gc
import importlib
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from qikan import disk
from qikan.commands.call import Call
from qikan.editions import TAGS
from qikan.errors import CacheError, CallError, ContentError, Ended, QikanError
from qikan.model import LANGS
from qikan.parallel.workers import available
from qikan.problems.rows import LANGUAGES
from qikan.report import Report, language_of

CHECK = ("--external", "--format", "--fix", "--write")
"""Options of ``check`` about what it tells."""

USAGE = {
    "build": ("make the site (the default)", ()),
    "serve": (
        "show the site in a browser while it is edited, drafts too",
        ("--port", "--host", "--no-drafts", "--editor"),
    ),
    "new": (
        "begin an archive of your own in a new folder, an entry, an issue, a topic or a workflow",
        ("what", "subject", "--date", "--lang", "--issue", "--slug", "--offline"),
    ),
    "schema": ("write JSON Schemas and settings by which editors' programs complete fields", ()),
    "check": (
        "read everything and report problems; write nothing",
        ("--conversion", "--strict", "--accept", "--try", *CHECK),
    ),
    "verify": (
        "look over the built site before it is published: links, editions, feeds, size, age",
        ("--for",),
    ),
    "changes": ("list the files that differ from an older site's manifest", ("manifest",)),
    "import": (
        "make draft entries of foreign files, each paper once",
        (
            "format",
            "files",
            *"--date --issue --lang --source --map --status --dry-run --update".split(),
        ),
    ),
    "review": (
        "list what imports wrote and what is doubtful; publish it, or take it back",
        ("names", "--publish", "--undo", "--dry-run"),
    ),
    "export": (
        "write an issue as one file to post, mail or read elsewhere",
        ("issues", "--as", "--edition", "--into"),
    ),
    "ledger": ("note the addresses that are published, so that none is ever lost", ()),
    "convert": (
        "print a text in the other script, as the site converts it",
        ("--to", "--explain", "--corrected", "file"),
    ),
}
"""The verbs with what they do and their own arguments."""

COMMANDS = {
    "build": "qikan.commands.build",
    "serve": "qikan.commands.serve",
    "new": "qikan.commands.new",
    "schema": "qikan.commands.schema",
    "check": "qikan.commands.check",
    "verify": "qikan.commands.verify",
    "changes": "qikan.commands.changes",
    "import": "qikan.commands.import_",
    "review": "qikan.commands.review",
    "export": "qikan.commands.export",
    "ledger": "qikan.commands.ledger",
    "convert": "qikan.commands.convert",
}
"""The module of each verb, imported when it is called."""

ARGUMENTS: dict[str, dict[str, Any]] = {
    "--root": {"metavar": "DIR", "help": "the folder of content/ and layouts/"},
    "--out": {"metavar": "DIR", "help": "where the site goes (ROOT/site)"},
    "--base-url": {"metavar": "URL", "help": "the site's address (site.yaml's)"},
    "--jobs": {"metavar": "N", "help": "processes at work (one a processor)"},
    "--executor": {"metavar": "dask://HOST:PORT", "help": "a cluster that works"},
    "--profile": {"action": "store_true", "help": "say what took how long"},
    "--drafts": {"action": "store_true", "help": "build drafts too"},
    "--wait": {"action": "store_true", "help": "wait for another build at work"},
    "--today": {"metavar": "DATE", "help": "the day of the build (the clock's)"},
    "what": {
        "choices": ("archive", "entry", "issue", "topic", "workflow"),
        "help": "what to begin",
    },
    "subject": {
        "metavar": "NAME",
        "nargs": "*",
        "help": "the folder of an archive; an entry's arXiv id, DOI, address or title; an issue's "
        "id (the present one); a topic's names; the host of a workflow",
    },
    "--slug": {"metavar": "SLUG", "help": "a topic's address (made of its English name)"},
    "--offline": {"action": "store_true", "help": "ask nobody: what the name says is filled in"},
    "--for": {
        "dest": "target",
        "choices": ("pages", "cloudflare", "vercel", "server"),
        "help": "the host, whose limits hold (pages)",
    },
    "manifest": {"metavar": "FILE", "help": "a .qikan-manifest of the site as it was"},
    "--port": {"metavar": "N", "help": "the port the preview is at (8000); 0: any that is free"},
    "--host": {"metavar": "HOST", "help": "who can reach the preview (127.0.0.1: this machine)"},
    "--editor": {
        "metavar": "NAME",
        "help": "what opens files from the page: vscode (or QIKAN_EDITOR), cursor, idea, none, …",
    },
    "--no-drafts": {"action": "store_true", "help": "serve the site without drafts"},
    "--conversion": {
        "action": "store_true",
        "help": "report what the conversion to the other script does",
    },
    "--strict": {
        "action": "store_true",
        "help": "with --conversion: exit with 1 if conversions are to be looked at",
    },
    "--accept": {
        "action": "store_true",
        "help": "with --conversion: note what is shown as looked over",
    },
    "--external": {"action": "store_true", "help": "ask whether links to other sites answer"},
    "--format": {
        "choices": ("text", "github", "json", "sarif"),
        "help": "write the problems for another program",
    },
    "--fix": {"action": "store_true", "help": "show as a diff what can be mended safely"},
    "--write": {"action": "store_true", "help": "with --fix: mend it"},
    "--try": {
        "dest": "try_rule",
        "metavar": "RULE",
        "help": "show what a glossary rule would change",
    },
    "--explain": {"action": "store_true", "help": "say which rule wrote each word"},
    "--corrected": {"metavar": "FILE", "help": "the same text corrected: propose rules"},
    "--to": {"required": True, "choices": TAGS, "help": "the script"},
    "file": {"nargs": "?", "default": "-", "help": "a file, or - (the default)"},
    "format": {
        "metavar": "FORMAT",
        "help": "auto, or table, digest, abstracts, listing, frontmatter, records, rss, bibtex, "
        "ris, csljson, html, arxiv",
    },
    "files": {
        "metavar": "FILE",
        "nargs": "+",
        "help": "files or folders to import; for arxiv ids, a category and day, or a search",
    },
    "--date": {"metavar": "YYYY-MM[-DD]", "help": "the day the archive carries them"},
    "--issue": {"metavar": "ID", "help": "the issue they belong to"},
    "--lang": {"choices": LANGS, "help": "the script they are written in (as their text shows)"},
    "--source": {"metavar": "NAME", "help": "the source's name (the file's)"},
    "--map": {"metavar": "FILE", "help": "which fields of records are which (written, then read)"},
    "--status": {"choices": ("draft", "published"), "help": "that of new entries (draft)"},
    "issues": {
        "metavar": "ISSUE",
        "nargs": "+",
        "help": "an issue's id or number, or `latest`",
    },
    "--as": {
        "dest": "format",
        "required": True,
        "choices": ("wechat", "email", "markdown", "epub", "pdf"),
        "help": "the kind of file",
    },
    "--edition": {"metavar": "TAG", "help": "the edition (all that the site has)"},
    "--into": {"metavar": "DIR", "help": "the folder that gets the files (ROOT/export)"},
    "names": {"metavar": "IMPORT", "nargs": "*", "help": "names of imports (all that are open)"},
    "--publish": {
        "metavar": "ID",
        "nargs": "+",
        "help": "publish these drafts: ids, or `all`; the name of a second text puts it in place",
    },
    "--undo": {"action": "store_true", "help": "take the named import back; edited files stay"},
    "--dry-run": {"action": "store_true", "help": "write nothing, say what would be written"},
    "--update": {"action": "store_true", "help": "apply the updates of entries there are"},
}
MESSAGES: dict[str, Any] = {
    "choices": LANGUAGES,
    "help": "the language that problems are told in (the locale's)",
}
"""``--lang`` where it is not an entry's language."""
COMMON = "--root --out --base-url --jobs --executor --profile --drafts --today --wait".split()
"""The options every verb takes, before or after it."""


def make_parser(prog: str) -> argparse.ArgumentParser:
    """The parser of the tables above; what is not stated is absent."""
    quiet: dict[str, Any] = {"argument_default": argparse.SUPPRESS, "allow_abbrev": False}
    parents = [argparse.ArgumentParser(add_help=False, **quiet) for _ in range(2)]
    for name in COMMON:
        parents[0].add_argument(name, **ARGUMENTS[name])
    parents[1].add_argument("--lang", dest="messages", **MESSAGES)
    text = "Build the archive's static site."
    parser = argparse.ArgumentParser(prog=prog, description=text, parents=parents, **quiet)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for verb, (text, own) in USAGE.items():
        common = parents[:1] if "--lang" in own else parents
        subparser = verbs.add_parser(verb, help=text, description=text, parents=common, **quiet)
        for name in own:
            subparser.add_argument(name, **ARGUMENTS[name])
    return parser


def parse_call(arguments: Sequence[str], default_root: Path, prog: str = "qikan") -> Call:
    """Read the command line; options may stand before or after the verb.

    Raises:
        CallError: a flag is wrong. (argparse itself exits with 2.)
    """
    options = _options(make_parser(prog), arguments)
    root = Path(options.get("root", default_root))
    if options.get("what") != "archive" and not (root / "content").is_dir():
        raise CallError(f"--root {root}: there is no content/ in it; name the folder that holds it")
    stated = {name: options[name] for name in Call._fields if name in options}
    stated |= {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
    stated |= {name: read(options[name]) for name, read in _READERS.items() if name in options}
    if "file" in options:
        stated["files"] = (options["file"],)
    if options["verb"] == "serve":
        stated["editor"] = _editor(options.get("editor", ""))
    default: dict[str, Any] = {"out": root / "site", "jobs": available()}
    return Call(**default | stated | {"root": root})


def _options(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> dict[str, Any]:
    """What is stated. The names of ``new`` may stand after options too: argparse leaves those."""
    namespace, rest = parser.parse_known_args(arguments)
    options = vars(namespace)
    names = [] if options.get("verb") != "new" else [name for name in rest if name[:1] != "-"]
    if len(names) < len(rest):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options["verb"] = options.get("verb") or "build"
    return options | {"subject": [*options.get("subject", ()), *names]}


def _jobs(value: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", value) or int(value) > 256:
        raise CallError(f"--jobs {value}: not a number of processes; write 1, 2, …")
    return int(value)


def _port(value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value) or int(value) > 65535:
        raise CallError(f"--port {value}: not a port; write --port 8000")
    return int(value)


def _editor(value: str) -> str:
    from qikan.server.editor_links import template_fault  # late: one verb needs it

    name = value or os.environ.get("QIKAN_EDITOR", "vscode")
    if fault := template_fault(name):
        raise CallError(f"--editor {name}: {fault}")
    return name


def _base_url(value: str) -> str:
    if value:
        from qikan.content.site import base_url_fault  # late: it needs PyYAML

        if fault := base_url_fault(value):
            raise CallError(f"--base-url: {fault}")
    return value


def _day(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise CallError(f"--today {value}: not a day; write it like 2024-06-21") from None


def executor_address(value: str) -> str:
    """The ``HOST:PORT`` of an executor.

    Raises:
        CallError: it is none, or its package is not installed.
    """
    match = re.fullmatch(r"dask://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", value)
    if not match or not 0 < int(match[2]) < 65536:
        raise CallError(f"--executor {value}: not an executor; write dask://HOST:PORT")
    if find_spec("distributed") is None:
        text = (
            "--executor needs the package distributed; install it: python -m pip install '.[dask]'"
        )
        raise CallError(text)
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


def main(arguments: Sequence[str], default_root: Path, prog: str = "qikan") -> int:
    """Run the command line; every failure is a line on standard error and an exit code."""
    closed = sys.stdout is None
    _prepare_process()
    try:
        Report.language = language_of(os.environ, getattr(sys.stderr, "encoding", "") or "")
        call = parse_call(arguments, default_root, prog)
        Report.language, Report.root = call.messages or Report.language, call.root
        run(call)
        _flush_output(closed=closed)
    except SystemExit:  # argparse has said what is wrong
        raise
    except BaseException as error:  # noqa: BLE001  (a library in Rust may panic)
        return report_error(error, prog)
    return 0


def _flush_output(*, closed: bool) -> None:
    """Raise BrokenPipeError or another OSError where what was printed could not be written."""
    sys.stdout.flush()
    if closed:
        raise BrokenPipeError


def _prepare_process() -> None:
    """Settle what of the surroundings must not change a build."""
    # A stream may be closed; a C locale cannot write Han: escape it, never raise.
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(200_000)  # a build keeps nearly everything it makes until it ends
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy only sorts: it needs no threads
    os.umask(0o022)  # everybody may read what is published, whoever builds


def run(call: Call) -> None:
    """Carry out a call; with a damaged cache, once more without it."""
    command: Callable[[Call], None] = importlib.import_module(COMMANDS[call.verb]).run
    try:
        command(call)
    except CacheError:
        disk.remove_cache(call.root)
        command(call)


def report_error(error: BaseException, prog: str = "qikan") -> int:
    """Say what went wrong in a line; gives the exit code.

    A bug of ours is a line too; with QIKAN_DEBUG in the environment it is raised.
    """
    code, line = _describe(error, prog)
    if not code and "QIKAN_DEBUG" in os.environ:
        raise error
    if line:
        with contextlib.suppress(OSError):  # standard error may be closed or full
            print(line, file=sys.stderr)
    return code or 3


def _describe(error: BaseException, prog: str) -> tuple[int, str]:
    """The exit code of an error, 0 for a bug of ours, and the line about it."""
    if isinstance(error, ContentError):
        return error.exit_code, str(error)
    if isinstance(error, QikanError):
        return error.exit_code, f"{prog}: {error}"
    if isinstance(error, Ended):
        name = signal.Signals(error.number).name
        return 128 + error.number, f"{prog}: ended by {name}; the site is as it was"
    if isinstance(error, KeyboardInterrupt):
        return 130, f"{prog}: interrupted; the site is as it was"
    if isinstance(error, BrokenPipeError):
        return 3, f"{prog}: standard output is closed; what was to be said is lost"
    if isinstance(error, MemoryError):
        return 3, f"{prog}: not enough memory"
    if isinstance(error, ModuleNotFoundError):
        install = "install what it needs with: python -m pip install ."
        return 3, f"{prog} needs the package {error.name}; {install}"
    from concurrent.futures import BrokenExecutor  # late: only a failed build needs it

    # a killed worker, a full disk, a library that cannot be loaded
    if isinstance(error, (BrokenExecutor, OSError, ImportError)):
        return 3, f"{prog}: {_text(error)}"
    return 0, f"{prog}: a bug: {type(error).__name__}: {error}"


def _text(error: BaseException) -> str:
    """What an error says, without its number."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def exit_fast(code: int) -> NoReturn:
    """End the process without freeing every object, which takes longer than typesetting an entry.

    Everything is written by then: only the streams are flushed.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # the reader of a pipe may have gone
            stream.flush()
    os._exit(code)


def _end(number: int, _: object) -> NoReturn:
    """End the run in order: what is half made is removed."""
    raise Ended(number)


def command(default_root: Path | None = None, prog: str = "qikan") -> NoReturn:
    """The command itself; the installed one works in the current folder."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    exit_fast(main(sys.argv[1:], default_root or Path(), prog))
