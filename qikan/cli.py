"""The command line: verbs, options and exit codes.

Exit code: 0 good, 1 the content is wrong, 2 the call is wrong, 3 the machine failed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from qikan import disk
from qikan.commands.arguments import parse_call, stated_language
from qikan.commands.call import Call
from qikan.commands.options import VERBS
from qikan.errors import (
    CacheError,
    ContentError,
    Ended,
    MachineError,
    MessageError,
    QikanError,
    system_fault,
)
from qikan.problems.message import Message, message
from qikan.problems.rows import LANGUAGES
from qikan.report import Report, language_of

COMMANDS = {verb: f"qikan.commands.{row.module}" for verb, row in VERBS.items()}
"""The module of each verb, imported when it is called."""


def main(arguments: Sequence[str], default_root: Path, prog: str = "qikan") -> int:
    """Run the command line; every failure is a line on standard error and an exit code."""
    closed = sys.stdout is None
    _prepare_process()
    language = LANGUAGES[0]
    try:
        usual = language_of(os.environ, getattr(sys.stderr, "encoding", "") or "")
        language = stated_language(arguments) or usual
        run(parse_call(arguments, default_root, prog, language))
        _flush_output(closed=closed)
    except SystemExit:  # help was asked for
        raise
    except BaseException as error:  # noqa: BLE001  (a library in Rust may panic)
        return report_error(error, prog, language)
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
    command: Callable[[Call, Report], None] = importlib.import_module(COMMANDS[call.verb]).run
    try:
        command(call, Report(call.root, call.language))
    except CacheError:
        disk.remove_cache(call.root)
        try:
            command(call, Report(call.root, call.language))
        except CacheError as error:
            raise MachineError(message("cache-failed", reason=error), disk.CACHE) from error


def report_error(error: BaseException, prog: str, language: str) -> int:
    """Say what went wrong in a line; gives the exit code.

    A bug of qikan is a line too; with QIKAN_DEBUG in the environment it is raised.
    """
    code, line = _describe(error, prog, language)
    if not code and "QIKAN_DEBUG" in os.environ:
        raise error
    if line:
        with contextlib.suppress(OSError):  # standard error may be closed or full
            print(line, file=sys.stderr)
    return code or 3


def _describe(error: BaseException, prog: str, language: str) -> tuple[int, str]:
    """The exit code of an error, 0 for a bug of qikan, and its message."""
    if isinstance(error, ContentError):
        return error.exit_code, error.summary.text(language)
    if isinstance(error, MessageError):
        return error.exit_code, f"{prog}: {error.shown(language)}"
    if isinstance(error, QikanError):
        return error.exit_code, f"{prog}: {error}"
    code, fault = _fault(error)
    start = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
    return code, f"{prog}: {start}{fault.text(language)} [{fault.id}]"


def _fault(error: BaseException) -> tuple[int, Message]:
    """The exit code and the message of an error that is not of qikan's."""
    if isinstance(error, KeyboardInterrupt):
        number, site = signal.SIGINT.value, "none"
        if isinstance(error, Ended):
            number, site = error.number, error.site
        if number == signal.SIGINT:  # Ctrl-C
            return 128 + number, message("interrupted", site=message(site))
        name = signal.Signals(number).name
        return 128 + number, message("ended", signal=name, site=message(site))
    if isinstance(error, BrokenPipeError):
        return 3, message("output-closed")
    if isinstance(error, MemoryError):
        return 3, message("out-of-memory")
    if isinstance(error, ModuleNotFoundError):
        return 3, message("package-missing", name=(error.name or "").partition(".")[0])
    if isinstance(error, OSError):
        return 3, system_fault(error)
    from concurrent.futures import BrokenExecutor  # late: only a failed build needs it

    # a killed worker, a library that cannot be loaded
    if isinstance(error, BrokenExecutor | ImportError):
        return 3, message("system-refuses", reason=error)
    return 0, message("bug", reason=f"{type(error).__name__}: {error}")


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
