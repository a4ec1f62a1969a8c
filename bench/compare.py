"""qikan beside other generators: the same pages from the same corpus, the same edits, one run.

``python bench/compare.py --sizes 1000,10000,100000``; bench/README.md says how to install the
others, what is measured and where their work differs from qikan's.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import measure
import report

HERE = Path(__file__).resolve().parent
VARIANTS = ("zh-Hans", "zh-Hant")
ONCE = 50_000
"""From so many entries on everything runs once: Hugo cold and unchanged, other peers not at all."""

Command = Sequence[str | Path]


# ---------------------------------------------------------------- the generators


@dataclass(frozen=True)
class Generator:
    """How a generator is called, and where its files are in its folder.

    ``command`` and ``version`` take the folder the peers are installed in. ``topic`` is where an
    editor would change a topic's name, with ``{variant}`` and ``{slug}`` to fill in; ``source``
    names the folder of bench/peers it gets the corpus in (qikan reads the corpus itself).
    """

    command: Callable[[Path], Command]
    version: Callable[[Path], Command]
    site: str
    layout: str
    topic: str
    caches: tuple[str, ...]
    source: str = ""


def hugo(peers: Path, *arguments: str) -> Command:
    """Hugo itself, not the Python script that starts it."""
    binaries = [*peers.glob("lib/*/site-packages/hugo/binaries/hugo*")]
    return [binaries[0] if binaries else peers / "bin/hugo", *arguments]


def pelican(peers: Path, joined: str) -> Command:
    """Pelican once a language: one after the other, or both at once."""
    call = f"{shlex.quote(str(peers / 'bin/pelican'))} --quiet --settings pelicanconf.py"
    first, second = (f"VARIANT={variant.lower()} {call}" for variant in VARIANTS)
    return ["sh", "-c", joined.format(first=first, second=second)]


def eleventy(peers: Path, *arguments: str) -> Command:
    """Eleventy's command line."""
    return ["node", peers / "eleventy/node_modules/@11ty/eleventy/cmd.cjs", *arguments]


PELICAN = Generator(
    command=lambda peers: pelican(peers, "{first} && {second}"),
    version=lambda peers: [peers / "bin/pelican", "--version"],
    site="output",
    layout="theme/templates/article.html",
    topic="data/taxonomy.json",
    caches=("cache", "__pycache__"),
    source="pelican",
)

GENERATORS: Mapping[str, Generator] = {
    "qikan": Generator(
        command=lambda _: [sys.executable, HERE.parent / "build.py", "--root", "."],
        version=lambda _: ["git", "-C", HERE.parent, "describe", "--always", "--dirty"],
        site="site",
        layout="layouts/entry.html",
        topic="content/topics.yaml",
        caches=(".cache",),
    ),
    "hugo": Generator(
        command=lambda peers: hugo(peers, "--quiet"),
        version=lambda peers: hugo(peers, "version"),
        site="public",
        layout="layouts/page.html",
        topic="content/{variant}/topics/{slug}/_index.md",
        caches=("resources",),
        source="hugo",
    ),
    "pelican": PELICAN,
    "pelican-2": replace(
        PELICAN, command=lambda peers: pelican(peers, "{first} & {second} && wait $!")
    ),
    "eleventy": Generator(
        command=lambda peers: eleventy(peers, "--quiet"),
        version=lambda peers: eleventy(peers, "--version"),
        site="_site",
        layout="layouts/entry.njk",
        topic="_data/taxonomy.json",
        caches=(".cache",),
        source="eleventy",
    ),
}


# ---------------------------------------------------------------- edits, the same for all


@dataclass(frozen=True)
class Place:
    """A generator, its folder, and the pages to edit."""

    name: str
    folder: Path
    edits: Mapping[str, Any]

    @property
    def generator(self) -> Generator:
        """How it is called."""
        return GENERATORS[self.name]

    @property
    def site(self) -> Path:
        """Where its site is made."""
        return self.folder / self.generator.site

    def files(self, entry: Mapping[str, str]) -> list[tuple[Path, str]]:
        """The files an entry is written in, each with its language."""
        if not self.generator.source:
            return [(self.folder / entry["source"], entry["lang"])]
        return [
            (self.folder / f"content/{variant.lower()}/{entry['address']}.md", variant)
            for variant in VARIANTS
        ]


SENTENCE = {
    "zh-Hans": "文末另附第 {n} 版对照表。",
    "zh-Hant": "文末另附第 {n} 版對照表。",
}


Shown = tuple[str, str]
"""A page of the default language, and a text it must have after an edit (so no work is skipped)."""


def edit_nothing(place: Place, n: int) -> Shown:
    """Leave everything as it is."""
    return "index.html", "期刊"


def edit_body(place: Place, n: int) -> Shown:
    """Add a paragraph to one of the newest entries."""
    entry = place.edits["entries"][2 * n]
    for path, variant in place.files(entry):
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n{SENTENCE[variant].format(n=n)}\n", "utf-8")
    return f"{entry['address']}/index.html", SENTENCE["zh-Hans"].format(n=n)


def edit_title(place: Place, n: int) -> Shown:
    """Change the title of another one."""
    entry = place.edits["entries"][2 * n + 1]
    for path, variant in place.files(entry):
        title = entry["titles"][variant]
        change(path, re.escape(title), f"{title}（之{n}）")
    return f"{entry['address']}/index.html", f"{entry['titles']['zh-Hans']}（之{n}）"


def edit_topic(place: Place, n: int) -> Shown:
    """Give a topic of the middle sort other names; qikan keeps the old ones as aliases."""
    topic = place.edits["topics"][n]
    slug, old = topic["slug"], topic["names"]
    new = {variant: f"{old[variant]}之{n}" for variant in VARIANTS}
    path = place.folder / place.generator.topic
    if place.generator.source:
        for variant in VARIANTS:
            file = Path(str(path).format(variant=variant.lower(), slug=slug))
            change(file, f'"{re.escape(old[variant])}"', f'"{new[variant]}"')
    else:
        renamed = r"\1zh-Hans: {zh-Hans}, zh-Hant: {zh-Hant},\2".format(**new)
        old_names = "{zh-Hans}, {zh-Hant}, ".format(**old)
        aliases = r"(.*\n(?:    (?!aliases).*\n)* +aliases: \[)"
        change(path, rf"(- slug: {slug}\n.*){NAMES}{aliases}", renamed + old_names)
    return f"topics/{slug}/index.html", new["zh-Hans"]


NAMES = "zh-Hans: [^,]*, zh-Hant: [^,]*,"
"""A topic's names as they stand in topics.yaml."""


def edit_layout(place: Place, n: int) -> Shown:
    """Change the layout of entries: every entry's page is another one afterwards."""
    path = place.folder / place.generator.layout
    change(path, 'class="entry( edit-[0-9]+)?"', f'class="entry edit-{n}"')
    return f"{place.edits['entries'][-1]['address']}/index.html", f'class="entry edit-{n}"'


def change(path: Path, pattern: str, replacement: str) -> None:
    """Replace the first match of a pattern in a file.

    Raises:
        ValueError: there is none, so there would be nothing to measure.
    """
    text, changes = re.subn(pattern, replacement, path.read_text("utf-8"), count=1)
    if not changes:
        raise ValueError(f"{path} has nothing to edit: {pattern}")
    path.write_text(text, "utf-8")


REBUILDS: Mapping[str, Callable[[Place, int], Shown]] = {
    "nothing changed": edit_nothing,
    "one body edited": edit_body,
    "one title edited": edit_title,
    "one topic renamed": edit_topic,
    "one layout edited": edit_layout,
}


# ---------------------------------------------------------------- one size


@dataclass
class Bench:
    """The runs of one corpus: every round all generators, one after the other."""

    folder: Path
    entries: int
    rounds: range
    peers: Path
    places: Sequence[Place]
    runs: list[dict[str, object]] = field(default_factory=list)
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)

    def measure(self) -> None:
        """Cold builds, rebuilds after each edit, and qikan where a cache was restored."""
        for number in self.rounds:
            for place in self.taking_part("cold"):
                self.cold(place, number)
        for scenario in REBUILDS:
            for number in self.rounds:
                for place in self.taking_part(scenario):
                    self.rebuild(place, scenario, number)
        for number in self.rounds:
            for place in self.places:
                if place.name == "qikan":
                    self.check_out(place)
                    self.build(place, "cache restored", number)

    def cold(self, place: Place, number: int) -> None:
        """Build without a site or a cache; and copy qikan's site: the cost of the disk alone."""
        self.set_aside(place, place.generator.site, *place.generator.caches)
        self.build(place, "cold", number)
        self.sizes[place.name] = asdict(measure.size(place.site))
        if place.name == "qikan":
            copy = self.aside() / "copy"
            self.note("cp -r", "cold", number, ["cp", "-r", place.site, copy], place.folder)
            self.discard(copy)

    def rebuild(self, place: Place, scenario: str, number: int) -> None:
        """Edit and build again, and see that the site shows it."""
        page, text = REBUILDS[scenario](place, number)
        self.build(place, scenario, number)
        if text not in (place.site / page).read_text("utf-8"):
            sys.exit(f"{place.name}: {scenario}, but {page} has no {text}")

    def taking_part(self, scenario: str) -> list[Place]:
        """The generators of a round."""
        few = self.entries >= ONCE and scenario not in ("cold", "nothing changed")
        return [place for place in self.places if place.name == "qikan" or not few]

    def build(self, place: Place, scenario: str, number: int) -> None:
        """Run a generator once and record its figures."""
        generator = place.generator
        self.note(place.name, scenario, number, generator.command(self.peers), place.folder)

    def note(self, name: str, scenario: str, number: int, command: Command, folder: Path) -> None:
        """Run a command. The round whose memory is watched is not timed, if there are others."""
        watch_memory = number == 0 or len(self.rounds) == 1
        run = measure.run(command, folder, watch=watch_memory)
        stages = re.findall(r"^(\w+) +([0-9.]+) s  ", run.output, re.MULTILINE)
        self.runs.append(
            {
                "entries": self.entries,
                "generator": name,
                "scenario": scenario,
                "timed": number > 0,
                **{key: value for key, value in asdict(run).items() if key != "output"},
                "stages": {stage: float(seconds) for stage, seconds in stages},
                "load": measure.load(),
            }
        )
        print(f"{self.entries:>7,} {name:<10} {scenario:<18} {run.wall:8.2f} s", flush=True)

    def set_aside(self, place: Place, *names: str) -> None:
        """Remove the output and caches of an earlier build."""
        for name in (*names, *(path.name for path in place.folder.glob(".site-*"))):
            self.discard(place.folder / name)

    def discard(self, path: Path) -> None:
        """Remove a folder, if it exists: in memory by deleting it, on a disk by moving it aside.

        Deleting it there would slow the next build down: ext4 does not use an inode again for some
        minutes, and searches past all of them.
        """
        if not path.exists():
            return
        if measure.file_system(self.folder) == "tmpfs":
            shutil.rmtree(path)
        else:
            path.rename(self.aside() / path.name)

    def aside(self) -> Path:
        """A new folder for removed files."""
        (self.folder / "aside").mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(dir=self.folder / "aside"))

    def check_out(self, place: Place) -> None:
        """Make a fresh checkout in the same place, the cache restored: new files, no site."""
        before = self.aside() / "checkout"
        place.folder.rename(before)
        for name in ("content", "layouts", *place.generator.caches):
            if (before / name).exists():
                shutil.copytree(before / name, place.folder / name, copy_function=shutil.copyfile)
        self.discard(before)


def prepare(folder: Path, entries: int, seed: int, names: Sequence[str]) -> list[Place]:
    """Make a corpus and write it for each generator."""
    root = folder / "qikan"
    sources = dict.fromkeys(GENERATORS[name].source for name in names if GENERATORS[name].source)
    script(HERE / "corpus.py", "--to", root, "--entries", entries, "--seed", seed)
    shutil.copytree(HERE.parent / "layouts", root / "layouts")
    script(HERE / "handover.py", "--root", root, "--to", folder, "--peers", ",".join(sources))
    if "pelican-2" in names:
        shutil.copytree(folder / "pelican", folder / "pelican-2")
    edits = json.loads((folder / "edits.json").read_text("utf-8"))
    return [Place(name, folder / name, edits) for name in names]


def script(path: Path, *arguments: object) -> None:
    """Run a script of bench/, unmeasured, in a process of its own."""
    subprocess.run([sys.executable, path, *map(str, arguments)], check=True)


# ---------------------------------------------------------------- all sizes


def compare(options: argparse.Namespace, folder: Path, command: str) -> None:
    """Measure all sizes; after each the results are written, so that a long run is not lost."""
    result: dict[str, Any] = {
        "command": command,
        "timed runs": options.runs,
        "machine": measure.machine(folder),
        "versions": {name: version(name, options.installed) for name in options.peers},
        "load at the start": measure.load(),
        "sites": {},
        "runs": [],
    }
    for entries in options.sizes:
        size_folder = folder / str(entries)
        names = [n for n in options.peers if entries < ONCE or n in ("qikan", "hugo")]
        places = prepare(size_folder, entries, options.seed, names)
        # Sampling the memory slows a build down, so it has a round of its own, number 0.
        rounds = range(options.runs + 1) if options.runs > 1 and entries < ONCE else range(1, 2)
        bench = Bench(size_folder, entries, rounds, options.installed, places)
        bench.measure()
        result["sites"][str(entries)] = bench.sizes
        result["runs"] += bench.runs
        result["load at the end"] = measure.load()
        report.write(options.results, result, options.installed / "bin/python")


def version(name: str, installed: Path) -> str:
    """The version that a generator prints.

    Raises:
        SystemExit: it is not installed.
    """
    try:
        output = measure.run(GENERATORS[name].version(installed)).output
    except OSError as error:
        sys.exit(f"{name} is not installed: {error}; run bench/peers/install.sh, or leave it out")
    return re.sub(r"^hugo |\+.*", "", output.strip())


def sizes(text: str) -> list[int]:
    """``1000,10000`` as numbers."""
    return [int(part) for part in text.split(",")]


def names(text: str) -> list[str]:
    """``qikan,hugo`` as names of generators."""
    listed = text.split(",")
    if unknown := set(listed) - set(GENERATORS):
        raise argparse.ArgumentTypeError(f"no generator {', '.join(sorted(unknown))}")
    return listed


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure qikan beside other generators.")
    parser.add_argument("--sizes", type=sizes, default=[1000, 10_000], metavar="N,N")
    parser.add_argument(
        "--peers", type=names, default=list(GENERATORS), metavar="NAME,NAME", help="(all)"
    )
    parser.add_argument(
        "--runs", type=int, choices=range(1, 11), default=3, metavar="N", help="(3)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the corpus (1)")
    parser.add_argument("--work", metavar="DIR", help="where to work (the temporary folder)")
    parser.add_argument(
        "--installed", type=Path, default=HERE / ".venv", metavar="DIR", help="(bench/.venv)"
    )
    parser.add_argument(
        "--results", type=Path, default=HERE / "results", metavar="DIR", help="(bench/results)"
    )
    options = parser.parse_args(arguments)
    options.installed = options.installed.absolute()
    folder = Path(tempfile.mkdtemp(prefix="qikan-bench-", dir=options.work))
    try:
        compare(options, folder, shlex.join(["python", "bench/compare.py", *arguments]))
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
