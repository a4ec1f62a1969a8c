"""qikan's command line: content/ and layouts/ in, a static site out.

``python build.py --help`` lists the verbs. Exit code: 0 good, 1 the content is wrong, 2 the call
is wrong, 3 the machine failed.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from qikan import disk
from qikan.cache.records import digest, problem_rows
from qikan.cache.store import Memo, MemoError
from qikan.generator.request import Order
from qikan.model import LANGS, VARIANTS, Problem
from qikan.parallel.workers import available, processes
from qikan.publish import trees as staging
from qikan.report import CallError, ContentError, Report

HERE = Path(__file__).resolve().parent


class Call(NamedTuple):
    """What the command line asked for."""

    verb: str
    root: Path
    out: Path
    base_url: str
    jobs: int
    executor: str
    profile: bool
    drafts: bool
    conversion: bool
    to: str
    format: str
    files: tuple[str, ...]
    date: str
    issue: str
    lang: str
    source: str
    dry_run: bool
    update: bool


# ---------------------------------------------------------------- the verbs


def build(call: Call) -> None:
    """Bring the site up to date; nothing is done where nothing changed.

    Raises:
        ContentError: the content is wrong; the problems have been shown, nothing was published.
    """
    report = Report()
    with opened_memo(call) as memo:
        clock = disk.tick(memo.path.parent)
        order, last = order_of(call, memo)
        if is_published(call, order, last):
            report.stage("read", f"{len(order.listing.entries)} entry files: nothing changed")
            report.finish([Problem(*row) for row in last["problems"]], last["remark"])
            return
        if call.out != call.root / "site":
            staging.refuse_foreign(call.out)
        from qikan.generator import (
            pipeline as generator,  # late: a build of what did not change needs none of it
        )

        stamps = {p: s if s[1] < clock else None for p, s in order.listing.stamps.items()}
        seen = {"code": order.code, "stamps": stamps}
        with staffed(call, order) as order:
            try:
                plan = generator.prepare(order, memo, report)
                memo.commit()  # what was typeset need not be typeset again
                generator.publish(order, plan, memo, report)
            except ContentError:
                memo.write_note("last", seen)
                memo.commit()
                raise
        remark = tags_line(plan.archive.tags)
        said = {
            "problems": problem_rows(plan.problems),
            "remark": remark,
            "site": staging.published_mark(call.out),
        }
        memo.write_note("last", seen | said | {"call": what_matters(call)})
        memo.commit()
    report.finish(plan.problems, remark)


def check(call: Call) -> None:
    """Read everything and report problems; nothing is written.

    Raises:
        ContentError: the content is wrong; the problems have been shown.
    """
    report = Report()
    with opened_memo(call) as memo:
        order, _ = order_of(call, memo)
        from qikan.generator import pipeline as generator
        from qikan.pages.render import layout_faults

        with staffed(call, order) as order:
            plan = generator.prepare(order, memo, report)
        report.refuse([*plan.problems, *layout_faults(plan.layouts)])
        if call.conversion:
            from qikan.conversion.review import review

            entries = [plan.fetch(item.entry) for item in plan.archive.entries]
            for line in review(plan.config, plan.converter, entries, published(call.out)):
                print(line)
    report.finish(plan.problems, tags_line(plan.archive.tags))


@contextlib.contextmanager
def opened_memo(call: Call) -> Iterator[Memo]:
    """The memo of the root; ``check``, and a build beside another one, get one for the moment."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(disk.cache(call.root, keep=call.verb == "build"))
        yield stack.enter_context(contextlib.closing(Memo(folder)))


def order_of(call: Call, memo: Memo) -> tuple[Order, dict[str, Any]]:
    """What is to be built, and what the memo says of the last build."""
    layouts = call.root / "layouts" if (call.root / "layouts").is_dir() else HERE / "layouts"
    last = memo.note("last") or {}
    listing = disk.scan(call.root, layouts)
    stamps = last.get("stamps", {})
    order = Order(
        home=HERE,
        root=call.root,
        layouts=layouts,
        out=call.out,
        base_url=call.base_url,
        drafts=call.drafts,
        jobs=call.jobs,
        spread=processes(call.jobs),
        code=digest(disk.own_text(HERE)),
        listing=listing,
        same=lambda path: stamps.get(path) == listing.stamps[path],
        clock=time.perf_counter if call.profile else None,
    )
    return order, last


@contextlib.contextmanager
def staffed(call: Call, order: Order) -> Iterator[Order]:
    """The order with the workers of a cluster, if the call names one."""
    if not call.executor:
        yield order
        return
    from qikan.parallel import cluster

    with cluster.connected(call.executor, order.spread) as (spread, jobs):
        yield order._replace(spread=spread, jobs=jobs)


def is_published(call: Call, order: Order, last: dict[str, Any]) -> bool:
    """Whether the published site is what a build would make."""
    return (
        last.get("call") == what_matters(call)
        and last["code"] == order.code
        and last["stamps"] == order.listing.stamps
        and not order.listing.problems
        and last["site"] == staging.published_mark(call.out)
    )


def what_matters(call: Call) -> list[Any]:
    """What of a call changes the site that it makes."""
    out = os.fsencode(os.path.abspath(call.out))  # a C locale reads a Han name as surrogates
    return [call.base_url, call.drafts, out.decode("utf-8", "backslashreplace")]


def tags_line(tags: Mapping[str, Sequence[object]]) -> str:
    """The subject words no topic knows, for the editor."""
    if not tags:
        return ""
    words = "、".join(f"{tag} ({len(entries)})" for tag, entries in tags.items())
    return f"tags that no topic knows (content/topics.yaml): {words}"


def import_items(call: Call) -> None:
    """Turn foreign files into entries for review, and propose updates of those there are.

    Raises:
        CallError: a file is missing, or the call must say what a source does not.
        ContentError: an input was refused, or an entry that is there; the problems have been shown.
    """
    from qikan.content.issue import cadence_of
    from qikan.content.values import parse_day
    from qikan.importing.intake import Intake, take_in

    date = parse_day(call.date) if call.date else None
    if isinstance(date, str):
        raise CallError(f"--date: {date}")
    if call.issue and not cadence_of(call.issue):
        text = "no issue's id; write 2024-06-21, 2024-W25 or 2024-06"
        raise CallError(f"--issue {call.issue}: {text}")
    take_in(
        Intake(
            root=call.root,
            format=call.format,
            files=call.files,
            date=date,
            issue=call.issue,
            lang=call.lang,
            source=call.source,
            dry_run=call.dry_run,
            update=call.update,
            wait=time.sleep,
        )
    )


def convert(call: Call) -> None:
    """Convert a text to the other script exactly as the site does, and print it.

    Raises:
        ContentError: the text or a glossary is wrong; the problems have been shown.
    """
    from qikan.content.glossary import glossary_texts, read_glossaries
    from qikan.content.site import read_settings
    from qikan.content.source import decode
    from qikan.conversion import editions as variants
    from qikan.conversion.converter import Converter

    report, problems = Report(), list[Problem]()
    config = read_settings(call.root, call.base_url, problems)
    texts = glossary_texts(HERE, call.root)
    converter = Converter(read_glossaries(texts, problems), config.quotes)
    report.refuse(problems)
    name = call.files[0]
    raw = sys.stdin.buffer.read() if name == "-" else disk.read(Path(), name)
    source, problems = decode("standard input" if name == "-" else name, raw)
    report.refuse(problems)
    if name == "-":  # each line is a document of its own
        lines = source.text.split("\n")
        said = "\n".join(variants.convert_markdown(converter, line, call.to) for line in lines)
    else:
        said = variants.convert_markdown(converter, source.text, call.to)
    sys.stdout.write(said)


def published(out: Path) -> Callable[[str], str]:
    """Texts of the site that is published now, by path."""

    def text(path: str) -> str:
        return disk.read(out, path).decode() if disk.exists(out, path) else ""

    return text


# ---------------------------------------------------------------- the command line


USAGE = {
    "build": ("make the site (the default)", ()),
    "check": ("read everything and report problems; write nothing", ("--conversion",)),
    "import": (
        "make draft entries of foreign files, each paper once",
        ("format", "files", *"--date --issue --lang --source --dry-run --update".split()),
    ),
    "convert": ("print a text in the other script, as the site converts it", ("--to", "file")),
}
"""The verbs with what they do and their own arguments."""

ARGUMENTS: dict[str, dict[str, Any]] = {
    "--root": {"metavar": "DIR", "help": "the folder of content/ and layouts/"},
    "--out": {"metavar": "DIR", "help": "where the site goes (ROOT/site)"},
    "--base-url": {"metavar": "URL", "help": "the site's address (site.yaml's)"},
    "--jobs": {"metavar": "N", "help": "processes at work (one a processor)"},
    "--executor": {"metavar": "dask://HOST:PORT", "help": "a cluster that works"},
    "--profile": {"action": "store_true", "help": "say what took how long"},
    "--drafts": {"action": "store_true", "help": "build drafts too"},
    "--conversion": {
        "action": "store_true",
        "help": "report what the conversion to the other script does",
    },
    "--to": {"required": True, "choices": VARIANTS, "help": "the script"},
    "file": {"nargs": "?", "default": "-", "help": "a file, or - (the default)"},
    "format": {
        "metavar": "FORMAT",
        "help": "table, digest, abstracts, listing, frontmatter, arxiv, or auto",
    },
    "files": {
        "metavar": "FILE",
        "nargs": "+",
        "help": "files to import; folders of posts; arXiv ids",
    },
    "--date": {"metavar": "YYYY-MM[-DD]", "help": "the day the archive carries them"},
    "--issue": {"metavar": "ID", "help": "the issue they belong to"},
    "--lang": {"choices": LANGS, "help": "the script they are written in (as their text shows)"},
    "--source": {"metavar": "NAME", "help": "the source's name (the file's)"},
    "--dry-run": {"action": "store_true", "help": "write nothing, say what would be written"},
    "--update": {"action": "store_true", "help": "apply the updates of entries there are"},
}
COMMON = ("--root", "--out", "--base-url", "--jobs", "--executor", "--profile", "--drafts")
"""The options every verb takes, before or after it."""


def make_parser() -> argparse.ArgumentParser:
    """The parser of the tables above; what is not stated is absent."""
    quiet: dict[str, Any] = {"argument_default": argparse.SUPPRESS}
    options = argparse.ArgumentParser(add_help=False, **quiet)
    for name in COMMON:
        options.add_argument(name, **ARGUMENTS[name])
    quiet |= {"parents": [options], "allow_abbrev": False}
    text = "Build the archive's static site."
    parser = argparse.ArgumentParser(prog="build.py", description=text, **quiet)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for verb, (text, own) in USAGE.items():
        made = verbs.add_parser(verb, help=text, description=text, **quiet)
        for name in own:
            made.add_argument(name, **ARGUMENTS[name])
    return parser


def parse_call(arguments: Sequence[str]) -> Call:
    """Read the command line; options may stand before or after the verb.

    Raises:
        CallError: a flag is wrong. (argparse itself exits with 2.)
    """
    said = vars(make_parser().parse_args(arguments))
    root = Path(said.get("root", HERE))
    jobs_said = said.get("jobs", str(available()))
    if not re.fullmatch("[1-9][0-9]{0,2}", jobs_said) or int(jobs_said) > 256:
        raise CallError(f"--jobs {jobs_said}: not a number of processes; write 1, 2, …")
    if not (root / "content").is_dir():
        raise CallError(f"--root {root}: there is no content/ in it; name the folder that holds it")
    base_url = said.get("base_url", "")
    if base_url:
        from qikan.content.site import base_url_fault

        if fault := base_url_fault(base_url):
            raise CallError(f"--base-url: {fault}")
    return Call(
        verb=said.get("verb") or "build",
        root=root,
        out=Path(said.get("out", root / "site")),
        base_url=base_url,
        jobs=int(jobs_said),
        executor=executor_address(said["executor"]) if "executor" in said else "",
        profile="profile" in said,
        drafts="drafts" in said,
        conversion="conversion" in said,
        to=said.get("to", ""),
        format=said.get("format", ""),
        files=tuple(said.get("files", [said.get("file", "-")])),
        date=said.get("date", ""),
        issue=said.get("issue", ""),
        lang=said.get("lang", ""),
        source=" ".join(said.get("source", "").split()),
        dry_run="dry_run" in said,
        update="update" in said,
    )


def executor_address(value: str) -> str:
    """The ``HOST:PORT`` of an executor.

    Raises:
        CallError: it is none, or what it takes is not installed.
    """
    found = re.fullmatch(r"dask://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", value)
    if not found or not 0 < int(found[2]) < 65536:
        raise CallError(f"--executor {value}: not an executor; write dask://HOST:PORT")
    if find_spec("distributed") is None:
        text = (
            "--executor needs the package distributed; install it: python -m pip install '.[dask]'"
        )
        raise CallError(text)
    return value.removeprefix("dask://")


def main(arguments: Sequence[str]) -> int:
    """Run the command line; every failure is a line on standard error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a C locale cannot say Han: escape it, never raise
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(200_000)  # entries live as long as the build: looking at them is in vain
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy's threads have nothing to do here
    os.umask(0o022)  # what is published can be read by everybody, whoever builds
    try:
        call = parse_call(arguments)
        run(call)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (explained to the editor)
        return explain(error)
    return 0


def run(call: Call) -> None:
    """Carry out a call; with a damaged memo, once more without it."""
    try:
        VERBS[call.verb](call)
    except MemoError:
        disk.forget(call.root)
        VERBS[call.verb](call)


VERBS: dict[str, Callable[[Call], None]] = {
    "build": build,
    "check": check,
    "import": import_items,
    "convert": convert,
}

EXIT_CODES: dict[type[BaseException], int] = {
    ContentError: 1,
    CallError: 2,
    staging.ForeignFilesError: 2,
    disk.MachineError: 3,
}


def explain(error: BaseException) -> int:
    """Say what went wrong in a line; gives the exit code.

    A bug of ours is a line too; with QIKAN_DEBUG in the environment it is raised.
    """
    code = EXIT_CODES.get(type(error))
    if code is not None:
        print(error if code == 1 else f"build.py: {error}", file=sys.stderr)
        return code
    if isinstance(error, KeyboardInterrupt):
        print("build.py: interrupted; the site is as it was", file=sys.stderr)
        return 130
    if isinstance(error, BrokenPipeError):
        return 3
    if isinstance(error, ModuleNotFoundError):
        text = (
            f"needs the package {error.name}; install what it needs with: python -m pip install ."
        )
        print(f"build.py {text}", file=sys.stderr)
        return 3
    from concurrent.futures import BrokenExecutor

    if isinstance(error, (BrokenExecutor, OSError)):  # a killed worker, a full disk
        print(f"build.py: {error}", file=sys.stderr)
        return 3
    if "QIKAN_DEBUG" in os.environ:
        raise error
    print(f"build.py: a bug: {type(error).__name__}: {error}", file=sys.stderr)
    return 3


def leave(code: int) -> NoReturn:
    """End the process here and now: Python would first take the whole archive apart, object by
    object, which takes longer than typesetting an entry.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody listens any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
