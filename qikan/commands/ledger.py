"""The verb ``ledger``: note what is published, so that no address and no guid is ever lost."""

from __future__ import annotations

from qikan import disk
from qikan.archive.ledger import FILE, published, read_ledger, record
from qikan.commands import request
from qikan.commands.call import Call
from qikan.content.source import Source, decode
from qikan.generator import pipeline
from qikan.problems.message import message
from qikan.report import Report


def run(call: Call, report: Report) -> None:
    """Add what the site publishes now to ``content/ledger.tsv``; rows that are there stay.

    Raises:
        ContentError: the content is wrong; the problems have been shown, nothing was written.
    """
    call = call._replace(drafts=False)
    with request.open_cache(call) as cache:
        wanted = request.make_request(call, (cache.value("last") or {}).get("stamps", {}))
        with request.with_executor(call, wanted) as wanted:
            plan = pipeline.prepare(wanted, cache, report)
    source = Source(FILE, "")
    if disk.exists(call.root, FILE):
        source, _ = decode(FILE, disk.read(call.root, FILE))  # prepare has shown its problems
    ledger, _ = read_ledger(source)
    items = published(plan.config, plan.archive)
    text = record(ledger, plan.config, items)
    new = sum(item.address not in ledger.rows for item in items)
    if text != source.text:
        disk.replace(call.root, FILE, text.encode())
    report.finish(plan.problems, [message("ledger-written", path=FILE, count=len(items), new=new)])
