"""qikan's command line: content/ and layouts/ in, a static site out.

``python build.py --help`` lists the verbs. Exit code: 0 good, 1 the content is wrong, 2 the call
is wrong, 3 the machine failed.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

try:
    from qikan import archive, disk, entryfile, issuefile, jobs, pages, variants, workers
    from qikan.config import DEFAULTS, VARIANTS, Config, base_url_fault, read_config, with_base_url
    from qikan.conversion import Converter
    from qikan.glossary import Glossary, merged, read_glossary
    from qikan.messages import Messages, read_messages
    from qikan.model import LANGS, Archive, Day, Entry, Page, Problem, TypesetIssue
    from qikan.review import review
    from qikan.source import Source, decode, parse_day
except ModuleNotFoundError as missing:
    print(
        f"build.py needs the package {missing.name}; install what it needs with: "
        "python -m pip install .",
        file=sys.stderr,
    )
    sys.exit(3)

if TYPE_CHECKING:
    from qikan import importing
    from qikan.importers.found import Asked

HERE = Path(__file__).resolve().parent
Result = TypeVar("Result")


class ContentError(Exception):
    """The content is wrong; the problems have been shown."""


class CallError(Exception):
    """The call is wrong."""


class Call(NamedTuple):
    """What the command line asked for."""

    verb: str
    root: Path
    out: Path
    base_url: str
    jobs: int
    drafts: bool
    conversion: bool
    to: str
    format: str
    files: tuple[str, ...]
    date: Day | None
    issue: str
    lang: str
    source: str
    dry_run: bool
    update: bool


# ---------------------------------------------------------------- the generator


def build(call: Call, report: Report) -> None:
    """The whole generator: read, typeset, assemble, plan, print, publish."""
    if call.verb == "build" and call.out != call.root / "site":
        disk.refuse_foreign(call.out)
    layouts = call.root / "layouts" if (call.root / "layouts").is_dir() else HERE / "layouts"
    spread = workers.processes(call.jobs)

    listing = disk.scan(call.root, layouts)
    problems = list(listing.problems)
    config = read_settings(call, problems)
    messages, templates = read_layouts(layouts, listing, problems)
    report.stage("read", f"{len(listing.entries)} entry files, {len(listing.issues)} issues")

    converter = Converter(read_glossaries(call, problems), config.quotes)
    issues = read_issues(call, config, converter, listing, problems)
    seed = jobs.TypesetSeed(call.root, config, converter, call.drafts)
    batches = cut(listing.entries, call.jobs)
    typeset = []
    for made, found in report.watch(spread(jobs.typeset, seed, batches), len(batches)):
        typeset += made
        problems += found
    report.stage("typeset", f"{len(typeset)} entries in {' and '.join(config.variants)}")

    problems += archive.check([made.entry for made in typeset], issues)
    problems += archive.unconverted([*typeset, *issues])
    report.refuse(problems)
    whole = archive.assemble(config, typeset, issues, variants.fold)
    problems += archive.misplaced(whole)
    planned = pages.plan(config, whole)
    pointers = pages.pointers(whole, issues)
    assets = pages.assets(config, pointers, listing.static, listing.layout_files)
    problems += pages.check(config, planned, assets, pointers, listing.beside)
    report.refuse(problems)
    report.stage("assemble", summary(whole, planned))

    if call.verb == "check":
        if call.conversion:
            for line in review(config, converter, typeset, published(call.out)):
                print(line)
        report.finish(problems, tags_line(whole))
        return
    with disk.staging(call.out) as stage:
        print_seed = jobs.PrintSeed(config, messages, templates, planned, stage.new)
        ranges = cut(range(len(planned)), call.jobs)
        written = []
        for files, found in report.watch(spread(jobs.print_pages, print_seed, ranges), len(ranges)):
            written += files
            problems += found
        report.refuse(problems)
        for asset in assets:
            base = layouts.parent if asset.source.startswith("layouts/") else call.root
            written.append(disk.copy(base, asset.source, stage.new, asset.path))
        report.stage("print", f"{len(written)} files")
        disk.publish(stage, written)
        report.stage("publish", os.path.relpath(call.out))
    report.stage("tidy", "the old site removed")
    report.finish(problems, tags_line(whole))


def convert(call: Call) -> None:
    """Convert a text to the other script exactly as the site does, and print it.

    Raises:
        ContentError: the text or a glossary is wrong; the problems have been shown.
    """
    report, problems = Report(), list[Problem]()
    config = read_settings(call, problems)
    converter = Converter(read_glossaries(call, problems), config.quotes)
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


def read_settings(call: Call, problems: list[Problem]) -> Config:
    """The site's configuration, at the address the call gives."""
    texts = {}
    for name in ("content/site.yaml", "content/topics.yaml"):
        texts[name] = Source(name, "")
        if disk.exists(call.root, name):
            texts[name], found = decode(name, disk.read(call.root, name))
            problems += found
        elif name == "content/site.yaml":
            texts[name] = Source(name, DEFAULTS)
            text = "is missing, so defaults are used; write title, base_url and timezone"
            problems.append(Problem(name, 1, 1, text, "warning"))
    config, found = read_config(*texts.values())
    problems += found
    return with_base_url(config, call.base_url) if call.base_url else config


def read_glossaries(call: Call, problems: list[Problem]) -> Glossary:
    """The glossary qikan ships, and the site's own on top of it."""
    read = []
    for folder, path in ((HERE, "qikan/glossary.yaml"), (call.root, "content/glossary.yaml")):
        if disk.exists(folder, path):
            source, found = decode(path, disk.read(folder, path))
            glossary, wrong = read_glossary(source)
            problems += found + wrong
            read.append(glossary)
    return merged(read)


def read_layouts(
    layouts: Path, listing: disk.Listing, problems: list[Problem]
) -> tuple[Messages, dict[str, str]]:
    """The interface's words and the templates by name."""
    messages: Messages = {}
    templates = {}
    for path in listing.layouts:
        source, found = decode(path, disk.read(layouts.parent, path))
        problems += found
        if path == "layouts/messages.yaml":
            messages, found = read_messages(source)
            problems += found
        else:
            templates[path.removeprefix("layouts/")] = source.text
    return messages, templates


def read_issues(
    call: Call,
    config: Config,
    converter: Converter,
    listing: disk.Listing,
    problems: list[Problem],
) -> list[TypesetIssue]:
    """The issues an editor wrote."""
    files = []
    for path in listing.issues:
        source, found = decode(path, disk.read(call.root, path))
        if not found:
            file, found = issuefile.parse(source, config.view)
            files += [file] if file else []
        problems += found
    return variants.typeset_issues(config, converter, files)


Sliced = TypeVar("Sliced", tuple[str, ...], range)


def cut(items: Sliced, jobs: int) -> list[Sliced]:
    """Batches for workers: large enough to be worth a message, several for each worker."""
    size = max(20, min(200, -(-len(items) // (jobs * 4))))
    return [items[start : start + size] for start in range(0, len(items), size)]


def summary(whole: Archive, planned: Sequence[Page]) -> str:
    """What was assembled, in a line."""
    return f"{len(whole.issues)} issues, {len(whole.by_topic)} topics, {len(planned)} pages"


def tags_line(whole: Archive) -> str:
    """The subject words no topic knows, for the editor."""
    if not whole.tags:
        return ""
    words = "、".join(f"{tag} ({len(entries)})" for tag, entries in whole.tags.items())
    return f"tags that no topic knows (content/topics.yaml): {words}"


# ---------------------------------------------------------------- the importers


def import_items(call: Call) -> None:
    """Turn foreign files into entries for review, and propose updates of those there are.

    Raises:
        CallError: a file is missing, or the call must say what a source does not.
        ContentError: an input was refused, or an entry that is there; the problems have been shown.
    """
    from qikan import importing  # late: a build does not need them
    from qikan.importers.found import Asked

    report = Report()
    asked = Asked(date=call.date, issue=call.issue, lang=call.lang, source=call.source)
    if fault := importing.format_fault(call.format):
        raise CallError(fault)
    problems: list[Problem] = []
    readings = list(read_foreign(call, asked, problems))
    if fault := importing.unstated(readings, asked):
        raise CallError(fault)
    listing = disk.scan(call.root, call.root / "layouts")
    entries = read_entries(call.root, listing.entries, report)
    made = importing.plan(readings, entries, (*listing.entries, *listing.beside), asked)
    problems += made.problems
    if call.issue and f"content/issues/{call.issue}.md" not in listing.issues:
        said = f"is not written yet; write content/issues/{call.issue}.md before you build"
        problems.append(Problem("--issue", 1, 1, f"the issue {call.issue} {said}", "warning"))
    for line in made.left:
        print("left", line)
    write_files(call, made.files)
    report.show(problems)
    print(import_summary(call, readings, made))
    if refused := sum(problem.severity == "error" for problem in set(problems)):
        raise ContentError(f"{counted(refused, 'input')} refused")


def read_foreign(call: Call, asked: Asked, problems: list[Problem]) -> Iterator[importing.Reading]:
    """What each file, folder of posts, or list of arXiv ids gives."""
    from qikan import importing
    from qikan.importers import foreign

    if call.format == importing.ARXIV:
        from qikan.importers import arxiv

        found, wrong = arxiv.fetch(call.files, time.sleep)
        problems += wrong
        yield importing.Reading(call.source or "arXiv", tuple(found), {})
        return
    for name in call.files:
        posts = disk.posts(name)
        if posts is None and not os.path.isfile(name):
            raise CallError(f"{name}: there is no such file")
        if posts is not None and call.format not in ("frontmatter", importing.AUTO):
            raise CallError(f"{name}: is a folder; only `frontmatter` reads one")
        sources = []
        for path in [name] if posts is None else posts:
            source, wrong = foreign.decode(path, disk.read(Path(), path, foreign.MAX_BYTES + 1))
            problems += wrong
            if not any(problem.severity == "error" for problem in wrong):
                sources.append(source)
        own = call.source or os.path.basename(os.path.abspath(name))
        reading, wrong = importing.read(own, call.format, sources, asked)
        problems += wrong
        for line in reading.remarks:
            print(f"{name}: {line}")
        yield reading


def read_entries(root: Path, paths: Sequence[str], report: Report) -> list[tuple[Source, Entry]]:
    """The entries there are, with the texts of their files.

    Raises:
        ContentError: one cannot be read; it may be the very paper that is imported.
    """
    problems: list[Problem] = []
    entries = []
    for path in paths:
        source, found = decode(path, disk.read(root, path))
        if not found:
            entry, found = entryfile.parse(source)
            entries += [(source, entry)] if entry else []
        problems += [problem for problem in found if problem.severity == "error"]
    report.refuse(problems)
    return entries


def write_files(call: Call, files: Sequence[importing.File]) -> None:
    """Write the new entries and, if asked, the updates; show what is proposed.

    Raises:
        MachineError: one could not be written; it says how many were.
    """
    for done, file in enumerate(files):
        changed = file.updated if call.update else file.written
        try:
            if not file.before:
                if not call.dry_run:
                    disk.write_new(call.root, file.path, changed.encode())
                print("would write" if call.dry_run else "written", file.path)
            elif changed != file.before:
                if not call.dry_run:
                    raw = disk.read(call.root, file.path)
                    disk.replace(call.root, file.path, as_typed(changed, raw))
                print("would update" if call.dry_run else "updated", file.path)
        except disk.MachineError as error:
            raise disk.MachineError(f"{error}; {done} of {len(files)} files were written") from None
        show_update(file)


def as_typed(text: str, raw: bytes) -> bytes:
    """A file's new text with the line ends and the byte order mark that the file had."""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    return mark + text.replace("\n", ends).encode()


def show_update(file: importing.File) -> None:
    """What an update changes, as a unified diff."""
    old, new = file.written.split("\n"), file.updated.split("\n")
    if old != new:
        for line in difflib.unified_diff(
            old, new, f"a/{file.path}", f"b/{file.path}", "", "", 2, ""
        ):
            print(line)


def import_summary(call: Call, readings: Sequence[importing.Reading], made: importing.Plan) -> str:
    """What an import came to, in a line."""
    count = sum(len(reading.found) for reading in readings)
    new = sum(not file.before for file in made.files)
    updates = sum(file.updated != file.written for file in made.files)
    said = f"{counted(count, 'item')}: {new} {'new (none written)' if call.dry_run else 'written'}"
    proposed = "applied" if call.update and not call.dry_run else "proposed; --update applies them"
    said += f", {counted(updates, 'update')} {proposed}" if updates else ""
    return f"{said}, {len(made.left)} there already, {made.skipped} left out"


def counted(number: int, noun: str) -> str:
    """A number of things in words."""
    return f"{number} {noun}{'s' * (number != 1)}"


# ---------------------------------------------------------------- what the editor sees


class Report:
    """Problems on standard error, a summary on standard output, a bar on a terminal."""

    def __init__(self) -> None:
        self.began = self.last = time.perf_counter()
        self.lines: list[str] = []

    def stage(self, name: str, text: str) -> None:
        """Note the end of a stage."""
        now = time.perf_counter()
        self.lines.append(f"{name:<9} {now - self.last:7.2f} s  {text}")
        self.last = now

    def watch(self, results: Iterator[Result], total: int) -> Iterable[Result]:
        """Show a bar on a terminal from the second second on."""
        if not sys.stderr.isatty():
            yield from results
            return
        bar = None
        for number, result in enumerate(results, 1):
            if bar is None and time.perf_counter() - self.began > 1:
                from rich.progress import Progress  # late: only a long build on a terminal

                bar = Progress(transient=True)
                bar.start()
                task = bar.add_task("", total=total)
            if bar is not None:
                bar.update(task, completed=number)
            yield result
        if bar is not None:
            bar.stop()

    def show(self, problems: Sequence[Problem]) -> None:
        """All problems, sorted; on a terminal with the line and a caret under the place."""
        for problem in sorted(set(problems)):
            print(problem, file=sys.stderr)
            if problem.excerpt and sys.stderr.isatty():
                print(problem.caret(), file=sys.stderr)

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Stop if there is an error among the problems.

        Raises:
            ContentError: there is; all problems have been shown.
        """
        errors = sum(problem.severity == "error" for problem in set(problems))
        if errors:
            self.show(problems)
            raise ContentError(f"{counted(errors, 'error')}; nothing was written")

    def finish(self, problems: Sequence[Problem], remark: str) -> None:
        """The warnings, a remark, and the summary."""
        self.show(problems)
        for line in self.lines:
            print(line)
        if remark:
            print(remark)
        print(f"done in {time.perf_counter() - self.began:.2f} s")


# ---------------------------------------------------------------- the command line


VERBS = {
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
COMMON = ("--root", "--out", "--base-url", "--jobs", "--drafts")
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
    for verb, (text, own) in VERBS.items():
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
    jobs_said = said.get("jobs", str(workers.available()))
    if not re.fullmatch("[1-9][0-9]{0,2}", jobs_said) or int(jobs_said) > 256:
        raise CallError(f"--jobs {jobs_said}: not a number of processes; write 1, 2, …")
    if not (root / "content").is_dir():
        raise CallError(f"--root {root}: there is no content/ in it; name the folder that holds it")
    base_url = said.get("base_url", "")
    if base_url and (fault := base_url_fault(base_url)):
        raise CallError(f"--base-url: {fault}")
    date = parse_day(said["date"]) if "date" in said else None
    if isinstance(date, str):
        raise CallError(f"--date: {date}")
    issue = said.get("issue", "")
    if issue and not issuefile.cadence_of(issue):
        raise CallError(f"--issue {issue}: no issue's id; write 2024-06-21, 2024-W25 or 2024-06")
    return Call(
        verb=said.get("verb") or "build",
        root=root,
        out=Path(said.get("out", root / "site")),
        base_url=base_url,
        jobs=int(jobs_said),
        drafts="drafts" in said,
        conversion="conversion" in said,
        to=said.get("to", ""),
        format=said.get("format", ""),
        files=tuple(said.get("files", [said.get("file", "-")])),
        date=date,
        issue=issue,
        lang=said.get("lang", ""),
        source=" ".join(said.get("source", "").split()),
        dry_run="dry_run" in said,
        update="update" in said,
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command line; every failure is a line on standard error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a C locale cannot say Han: escape it, never raise
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(200_000)  # entries live as long as the build: looking at them is in vain
    os.umask(0o022)  # what is published can be read by everybody, whoever builds
    try:
        call = parse_call(arguments)
        if call.verb == "convert":
            convert(call)
        elif call.verb == "import":
            import_items(call)
        else:
            build(call, Report())
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (explained to the editor)
        return explain(error)
    return 0


EXIT_CODES: dict[type[BaseException], int] = {
    ContentError: 1,
    CallError: 2,
    disk.ForeignFilesError: 2,
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
    if isinstance(error, (BrokenProcessPool, OSError)):  # a killed worker, a full disk
        print(f"build.py: {error}", file=sys.stderr)
        return 3
    if "QIKAN_DEBUG" in os.environ:
        raise error
    print(f"build.py: a bug: {type(error).__name__}: {error}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
