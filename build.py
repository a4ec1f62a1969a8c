"""qikan's command line: content/ and layouts/ in, a static site out.

``python build.py --help`` lists the verbs. Exit code: 0 good, 1 the content is wrong, 2 the call
is wrong, 3 the machine failed.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple, TypeVar

try:
    from qikan import archive, disk, issuefile, jobs, pages, search, variants, workers
    from qikan.config import DEFAULTS, VARIANTS, Config, base_url_fault, read_config, with_base_url
    from qikan.conversion import Converter
    from qikan.glossary import Glossary, merged, read_glossary
    from qikan.messages import Messages, read_messages
    from qikan.model import Archive, Page, Problem, TypesetIssue
    from qikan.review import review
    from qikan.source import Source, decode
except ModuleNotFoundError as missing:
    print(
        f"build.py needs the package {missing.name}; install what it needs with: "
        "python -m pip install .",
        file=sys.stderr,
    )
    sys.exit(3)

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
    file: str


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
        index = write_index(config, whole, spread, stage.new)
        report.stage("index", f"{len(index)} files")
        written += index
        disk.publish(stage, written)
        report.stage("publish", os.path.relpath(call.out))
    report.stage("tidy", "the old site removed")
    report.finish(problems, tags_line(whole))


def write_index(
    config: Config, whole: Archive, spread: workers.Map, tree: Path
) -> list[tuple[str, str]]:
    """The search index, staged; gives its files' paths and digests."""
    outline = search.outline(config, whole)
    blocks = list(spread(jobs.index, jobs.IndexSeed(config, outline), outline.blocks))
    files = search.files(config, whole, outline, blocks)
    return [disk.write(tree, path, data) for path, data in files]


def convert(call: Call) -> None:
    """Convert a text to the other script exactly as the site does, and print it.

    Raises:
        ContentError: the text or a glossary is wrong; the problems have been shown.
    """
    report, problems = Report(), list[Problem]()
    config = read_settings(call, problems)
    converter = Converter(read_glossaries(call, problems), config.quotes)
    report.refuse(problems)
    name = call.file
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
            raise ContentError(f"{errors} error{'s' * (errors > 1)}; nothing was written")

    def finish(self, problems: Sequence[Problem], remark: str) -> None:
        """The warnings, a remark, and the summary."""
        self.show(problems)
        for line in self.lines:
            print(line)
        if remark:
            print(remark)
        print(f"done in {time.perf_counter() - self.began:.2f} s")


# ---------------------------------------------------------------- the command line


def parse_call(arguments: Sequence[str]) -> Call:
    """Read the command line; options may stand before or after the verb.

    Raises:
        CallError: a flag is wrong. (argparse itself exits with 2.)
    """
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--root", metavar="DIR", help="the folder of content/ and layouts/")
    options.add_argument("--out", metavar="DIR", help="where the site goes (ROOT/site)")
    options.add_argument("--base-url", metavar="URL", help="the site's address (site.yaml's)")
    options.add_argument("--jobs", metavar="N", help="processes at work (one a processor)")
    options.add_argument("--drafts", action="store_true", help="build drafts too")
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Build the archive's static site.",
        parents=[options],
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    made = {}
    for verb, text in (
        ("build", "make the site (the default)"),
        ("check", "read everything and report problems; write nothing"),
        ("convert", "print a text in the other script, as the site converts it"),
    ):
        made[verb] = verbs.add_parser(
            verb,
            help=text,
            description=text,
            parents=[options],
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )
    text = "report what the conversion to the other script does"
    made["check"].add_argument("--conversion", action="store_true", help=text)
    made["convert"].add_argument("--to", required=True, choices=VARIANTS, help="the script")
    made["convert"].add_argument("file", nargs="?", default="-", help="a file, or - (the default)")
    said = vars(parser.parse_args(arguments))
    root = Path(said.get("root", HERE))
    jobs_said = said.get("jobs", str(workers.available()))
    if not re.fullmatch("[1-9][0-9]{0,2}", jobs_said) or int(jobs_said) > 256:
        raise CallError(f"--jobs {jobs_said}: not a number of processes; write 1, 2, …")
    if not (root / "content").is_dir():
        raise CallError(f"--root {root}: there is no content/ in it; name the folder that holds it")
    base_url = said.get("base_url", "")
    if base_url and (fault := base_url_fault(base_url)):
        raise CallError(f"--base-url: {fault}")
    return Call(
        verb=said.get("verb") or "build",
        root=root,
        out=Path(said.get("out", root / "site")),
        base_url=base_url,
        jobs=int(jobs_said),
        drafts="drafts" in said,
        conversion="conversion" in said,
        to=said.get("to", ""),
        file=said.get("file", "-"),
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
