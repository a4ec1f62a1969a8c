"""The verb ``new``: begin an archive, an entry, an issue, a topic or a workflow."""

from __future__ import annotations

import datetime
import shlex
import shutil
import sys
import time
import zoneinfo
from pathlib import Path

from qikan import disk, installation
from qikan.archive.assemble import cadence_id
from qikan.commands.call import Call
from qikan.content import issue as issuefile
from qikan.content.glossary_file import glossary_texts, read_glossaries
from qikan.content.site import TOPICS, Config
from qikan.content.site_file import read_settings
from qikan.content.source import Source, as_typed, decode
from qikan.content.values import parse_day
from qikan.conversion.converter import Converter
from qikan.conversion.folding import fold
from qikan.conversion.typeset import convert_markdown
from qikan.editions import EDITIONS
from qikan.errors import CallError
from qikan.importing.lookup import Servers
from qikan.importing.new_entry import NewEntry, write_entry
from qikan.importing.run import read_entries, read_issues
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.report import Report, counted
from qikan.scaffold import issue as scaffold
from qikan.scaffold import requirement, workflows
from qikan.scaffold.archive import TIMEZONE, archive_files
from qikan.scaffold.topic import new_topic, with_topic
from qikan.scan import scan


def run(call: Call, report: Report) -> None:
    """Write what is to begin; what is there is never replaced.

    Raises:
        CallError: it is there already, or the call does not say enough; nothing was written.
        ContentError: the content that is there is wrong; the problems have been shown.
    """
    _VERBS[call.what](call, report)


def _archive(call: Call, report: Report) -> None:
    folder = Path(" ".join(call.subject))
    if not call.subject:
        raise CallError(message("archive-not-named"))
    requirements = requirement.requirements(folder)
    files = archive_files(call.today or _day_in(TIMEZONE), requirements)
    there = [path for path in files if disk.exists(folder, path)]
    if there or (folder / "content").exists():
        what = there[0] if there else "content"
        raise CallError(message("archive-exists", folder=folder, path=what))
    disk.write_all(folder, {path: text.encode() for path, text in files.items()})
    start = f"cd {shlex.quote(str(folder))} && {_python()} build.py serve"
    report.print_message(message("archive-begun", count=len(files), folder=folder, start=start))
    if not requirement.is_known(requirements):
        report.print_message(message("requirement-unknown", path=folder / requirement.PATH))


def _python() -> str:
    """What starts this Python in a shell: ``python``, or its path."""
    usual = shutil.which("python")
    same = usual is not None and Path(usual) == Path(sys.executable)
    return "python" if same else shlex.quote(sys.executable)


def _entry(call: Call, report: Report) -> None:
    day = parse_day(call.date) if call.date else _today(call, _settings(call, report))
    if not isinstance(day, Day):
        raise CallError(day, "--date")
    wanted = NewEntry(" ".join(call.subject), day, call.lang, call.issue)
    servers = None if call.offline else Servers(time.sleep)
    path, fault = write_entry(call.root, wanted, servers, report)
    if fault:
        report.print_message(message("only-the-name", fault=fault))
    report.print_message(message("entry-begun", path=path))


def _issue(call: Call, report: Report) -> None:
    config = _settings(call, report)
    today = _today(call, config)
    issue_id = call.subject[0] if call.subject else cadence_id(today, config.cadence)
    if not issuefile.cadence_of(issue_id):
        raise CallError(message("not-an-id-of-an-issue", text=issue_id))
    path = f"content/issues/{issue_id}.md"
    if disk.exists(call.root, path):
        raise CallError(message("issue-exists", path=path))
    listing = scan(call.root, call.root / "layouts")
    entries = [entry for _, entry in read_entries(call.root, listing.entries, report)]
    members = scaffold.members_of(entries, issue_id, config.cadence)
    issues = read_issues(call.root, listing.issues, config.view, report)
    number = scaffold.next_number(issues)
    lang = EDITIONS[config.variants[0]].script
    text = scaffold.issue_text(issue_id, number, lang, today, members)
    report.refuse(issuefile.parse(Source(path, text), config.view)[1])
    disk.write_new(call.root, path, text.encode())
    count = counted(len(members), "entry-file")
    report.print_message(message("issue-begun", path=path, number=number, entries=count))


def _topic(call: Call, report: Report) -> None:
    config, problems = _settings(call, report), list[Problem]()
    texts = glossary_texts(installation.HOME, call.root, config.packs)
    converter = Converter(read_glossaries(texts, problems), config.quotes, config.style)
    raw = disk.read(call.root, TOPICS) if disk.exists(call.root, TOPICS) else b""
    source, faults = decode(TOPICS, raw)
    report.refuse([*problems, *faults])

    def to_script(name: str, variant: str) -> str:
        return convert_markdown(converter, name, variant)

    topic = new_topic(call.subject, call.slug, to_script)
    text = with_topic(source.text, topic, fold)
    disk.replace(call.root, TOPICS, as_typed(text, raw))
    names = "、".join(f"{tag} {name}" for tag, name in topic.names.items())
    report.print_message(message("topic-begun", path=TOPICS, slug=topic.slug, names=names))


def _settings(call: Call, report: Report) -> Config:
    problems: list[Problem] = []
    config = read_settings(call.root, call.base_url, problems)
    report.refuse(problems)
    return config


def _today(call: Call, config: Config) -> Day:
    day = call.today or _day_in(config.timezone)
    return Day(day.year, day.month, day.day)


def _day_in(timezone: str) -> datetime.date:
    """The day that it is in a time zone, whichever this machine is in."""
    return datetime.datetime.now(zoneinfo.ZoneInfo(timezone)).date()


def _workflow(call: Call, report: Report) -> None:
    host = " ".join(call.subject)
    known = ", ".join(workflows.HOSTS)
    if not host:
        raise CallError(message("service-not-named", known=known))
    if host not in workflows.HOSTS:
        raise CallError(message("not-a-service", text=host, known=known))
    disk.write_new(call.root, workflows.PATH, workflows.workflow(host).encode())
    if not disk.exists(call.root, requirement.PATH):
        disk.write_new(call.root, requirement.PATH, requirement.requirements(call.root).encode())
    begun = "workflow-begun" if host == "pages" else "workflow-with-secrets"
    report.print_message(message(begun, path=workflows.PATH, host=host))


_VERBS = {
    "archive": _archive,
    "entry": _entry,
    "issue": _issue,
    "topic": _topic,
    "workflow": _workflow,
}
