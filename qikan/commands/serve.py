"""The verb ``serve``: show the site in a browser while it is edited."""

from __future__ import annotations

import contextlib
import functools
import os
import threading
from collections.abc import Callable
from pathlib import Path

from qikan import disk
from qikan.cache import last_build, store
from qikan.commands import request
from qikan.commands.call import Call
from qikan.errors import CallError, MachineError
from qikan.generator.request import BuildRequest
from qikan.parallel.workers import in_process
from qikan.problems.message import message
from qikan.report import Report
from qikan.server import http, watch
from qikan.server.access import Access, is_loopback
from qikan.server.editor_links import EditorLinks
from qikan.server.preview import Preview
from qikan.server.resident import Resident, Stamps

_CACHE = f"{disk.CACHE}/serve"
"""The preview has a cache of its own: a build beside it uses the other one."""


def run(call: Call, report: Report) -> None:
    """Serve the site until Ctrl-C.

    Nothing but the cache is written, and an entry's file when its draft is published, or it is
    withdrawn, in the browser.

    Raises:
        CallError: the port is taken, or the host is none of this machine's.
    """
    call = call._replace(drafts=not call.no_drafts)
    make_request = functools.partial(_request, call, last_build.code_digest())
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(disk.cache_folder(call.root, keep=True, name=_CACHE))
        disk.copy_missing(call.root / disk.CACHE, folder, store.NAME)
        preview = Preview(
            _opener(make_request, folder, stack),
            report.print_message,
            functools.partial(Report, call.root, call.language),
        )
        service = http.Service(
            preview,
            Access(call.host, os.urandom(16).hex()),
            EditorLinks(call.root, call.editor),
            call.language,
        )
        server = stack.enter_context(http.open_server(service, call.port))
        stack.enter_context(contextlib.suppress(KeyboardInterrupt))
        preview.update()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        layouts = make_request({}).layouts
        stop = watch.watch([call.root / "content", layouts], preview.files_changed)
        stack.callback(stop.set)
        address = _address(call.host, server.server_address[1], preview)
        report.print_message(message("served-at", address=address))
        if not is_loopback(call.host):
            report.print_message(message("served-to-all"))
        preview.warm_up()
        preview.run()
    report.print_message(message("serve-ended"))


def _request(call: Call, code: str, stamps: Stamps) -> BuildRequest:
    """What is to be built; with other threads at work no process is forked.

    Raises:
        CallError: the content is away, as while another branch is checked out.
    """
    if not (call.root / "content").is_dir():
        raise CallError(message("no-content-folder", root=call.root))
    wanted = request.make_request(call, stamps, code)
    return wanted._replace(executor=in_process) if threading.active_count() > 1 else wanted


def _opener(
    make_request: Callable[[Stamps], BuildRequest], folder: Path, stack: contextlib.ExitStack
) -> Callable[[int], tuple[Resident, store.Cache]]:
    """A function that opens a resident build.

    Its cache is new if the one there was is damaged, and a temporary one if that fails too: the
    disk is full. The stack removes that.
    """

    def open_resident(attempt: int) -> tuple[Resident, store.Cache]:
        place = folder
        if attempt:
            with contextlib.suppress(MachineError):
                disk.remove(folder, store.NAME)
        if attempt > 1:
            place = Path(stack.enter_context(disk.temporary_folder()))
        cache = store.Cache(place, resident=True)
        return Resident(make_request, cache), cache

    return open_resident


def _address(host: str, port: int, preview: Preview) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}{preview.base_path}"
