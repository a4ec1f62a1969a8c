"""A process that builds on demand: each build is a fork of it, so it is quick and may be killed.

It has loaded the modules, dictionaries and layouts that every build needs: a build costs a quarter
of what it costs in a process of its own. As a program it reads requests as JSON lines and answers
with the exit code and the output.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import importlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import leftovers

ROOT = Path(__file__).resolve().parent.parent


class BuildResult(NamedTuple):
    """The exit code of a build (negative: a signal) and its output."""

    code: int
    err: str
    out: str

    @property
    def remarks(self) -> list[str]:
        """The lines about the content beside problems: all but the times."""
        return [line for line in self.out.splitlines() if line.startswith("tags")]


class Builder:
    """A process that builds on request; end it with ``close``."""

    def __init__(self, scratch: str) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-B", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": scratch},
        )

    def __call__(self, *arguments: object, **options: Any) -> BuildResult:
        """Build.

        ``version``: as another version of qikan, which makes other bytes. ``frozen``: on a file
        system whose clock has stopped. ``stop``: end at so many changes of the disk, by ``how``:
        ``kill``, or ``full`` for a disk that takes no more. ``kill_after``: killed after so many
        seconds. ``small_blocks``: see ``index_small_blocks``. ``cwd``, ``umask``: as the process's.
        """
        assert self._server.stdin
        assert self._server.stdout
        request = json.dumps({"arguments": list(map(str, arguments)), **options})
        self._server.stdin.write(f"{request}\n".encode())
        self._server.stdin.flush()
        return BuildResult(*json.loads(self._server.stdout.readline()))

    def close(self) -> None:
        self._server.communicate()


@contextlib.contextmanager
def builder() -> Iterator[Builder]:
    """A builder, closed at the end."""
    with tempfile.TemporaryDirectory() as scratch:  # killed builds leave temporary files
        builder_ = Builder(scratch)
        try:
            yield builder_
        finally:
            builder_.close()


@functools.cache
def _shared() -> Builder:
    return leftovers.at_end.enter_context(builder())


def run_build(
    *arguments: object, cwd: Path | None = None, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    """Call build.py, with one worker by default, by the builder of this process."""
    call = [*map(str, arguments)]
    call += [] if "--jobs" in call else ["--jobs", "1"]
    if not hasattr(os, "fork"):
        command = [sys.executable, str(ROOT / "build.py"), *call]
        return subprocess.run(
            command, capture_output=True, check=False, encoding="utf-8", cwd=cwd, umask=umask
        )
    ran = _shared()(*call, cwd=str(cwd or Path.cwd()), umask=umask)
    return subprocess.CompletedProcess(call, ran.code, ran.out, ran.err)


# ---------------------------------------------------------------- the program


def _serve() -> None:
    sys.path.insert(0, str(ROOT))
    from qikan import cli

    for module in cli.COMMANDS.values():
        importlib.import_module(module)
    _keep_compiled()
    _build_once()
    requests = os.fdopen(os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for line in requests:
        request = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                _prepare(request)
                code = cli.main(request["arguments"], ROOT, "build.py")
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
            _, status = os.waitpid(child, 0)
            output = [_text(stream) for stream in (err, out)]
        print(json.dumps([os.waitstatus_to_exitcode(status), *output]), flush=True)


def _keep_compiled() -> None:
    """Keep what is the same in every build: layouts' code, the glossary, its segmenter."""
    import jinja2

    compile_template = jinja2.Environment.compile
    compiled: dict[tuple[str, str | None], Any] = {}

    def compile_once(self: Any, source: str, name: str | None = None, *rest: Any) -> Any:
        if (source, name) not in compiled:
            compiled[source, name] = compile_template(self, source, name, *rest)
        return compiled[source, name]

    jinja2.Environment.compile = compile_once  # type: ignore[assignment, method-assign]
    keep_glossary(setattr)


def keep_glossary(patch: Callable[[Any, str, Any], None]) -> None:
    """Read the shipped glossary and texts once, which no cache of a new folder has.

    ``patch`` sets an attribute of a module.
    """
    from qikan.cache import last_build
    from qikan.content import glossary_file, messages
    from qikan.conversion import converter

    patch(glossary_file, "read_packs", _kept(glossary_file.read_packs))
    patch(messages, "read_messages", _kept(messages.read_messages))
    patch(converter, "_segmenter", _kept(converter._segmenter))
    patch(last_build, "code_digest", _kept(last_build.code_digest))


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that keeps its results for equal arguments, which need no hash."""
    results: list[tuple[Any, Any]] = []

    def cached(*given: Any) -> Any:
        for arguments, result in results:
            if arguments == given:
                return result
        results.append((given, function(*given)))
        return results[-1][1]

    return cached


def _build_once() -> None:
    """Check and build a site with a page of every kind, so that all is loaded."""
    import invented

    from qikan import cli

    with tempfile.TemporaryDirectory() as root, contextlib.redirect_stdout(io.StringIO()):
        invented.write(Path(root))
        options = ["--root", root, "--jobs", "1", "--today", "2031-01-01"]
        codes = [cli.main([verb, *options], ROOT) for verb in ("check", "build")]
    assert codes == [0, 0], "the invented archive does not build"


def _text(stream: Any) -> str:
    stream.seek(0)
    text: str = stream.read().decode("utf-8", "replace")
    return text


def _prepare(request: dict[str, Any]) -> None:
    os.chdir(request.get("cwd", "."))
    if request.get("umask", -1) >= 0:
        os.umask(request["umask"])
    if not request.get("stop"):
        _do_not_wait_for_the_disk()
    if request.get("version"):
        _act_as(request["version"])
    if request.get("frozen"):
        _freeze()
    if request.get("small_blocks"):
        index_small_blocks(setattr)
    if request.get("stop"):
        _stop_at(request["stop"], request["how"])
    if request.get("kill_after"):
        threading.Thread(target=_kill_after, args=[request["kill_after"]], daemon=True).start()


def _kill_after(seconds: float) -> None:
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)


def _act_as(version: str) -> None:
    """Act as another version of qikan, whose pages differ."""
    from qikan.cache import last_build
    from qikan.generator import registry
    from qikan.markdown import render as rendering

    code_digest, render, robots = (
        last_build.code_digest,
        rendering.render,
        registry.FORMATS["robots"],
    )
    last_build.code_digest = lambda: code_digest() + version
    last_build.read_code = lambda *_: last_build.Code(last_build.code_digest(), "")
    rendering.render = lambda *given: f"{render(*given)}<p>{version}</p>\n"
    write = lambda *given: robots(*given) + f"# {version}\n".encode()  # noqa: E731
    registry.FORMATS = {**registry.FORMATS, "robots": write}


def _do_not_wait_for_the_disk() -> None:
    """Skip the flush of a disk: these builds do not test a loss of power."""
    from qikan.publish import trees

    trees._flush = lambda *_: None


def index_small_blocks(patch: Callable[[Any, str, Any], None]) -> None:
    """Cut the search index of a few entries into blocks as that of a large archive is.

    ``patch`` sets an attribute of a module.
    """
    from qikan.search import numbering

    sizes = {"RECENT": 2, "_AT_ONCE": 2, "_FEWEST": 2, "_MOST": 4, "_END_EVERY": 2}
    for name, size in sizes.items():
        patch(numbering, name, size)


def _freeze() -> None:
    """Files have all the same times."""
    from qikan import disk, scan

    stamp = scan.stamp_of
    scan.stamp_of = lambda stat: [0, 0, *stamp(stat)[2:]]
    disk.clock_now = _stopped


def _stopped(folder: Path) -> int:
    folder.mkdir(exist_ok=True)
    return 0


_CHANGES = {
    "os.rename",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "ctypes.dlopen",
}


def _stop_at(number: int, how: str) -> None:
    """End this process, or refuse, at so many changes of the disk."""
    remaining = number

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal remaining
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
        if event in _CHANGES or (
            event == "open" and isinstance(given[2], int) and given[2] & writes
        ):
            remaining -= 1
            if remaining == 0 and how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if remaining == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(given[0]))

    sys.addaudithook(watch)


if __name__ == "__main__":
    _serve()
