"""``sw.js``: what the service worker keeps, or the one that takes itself away.

What it does with it stands in ``layouts/static/worker.js`` and ``no_worker.js``. It must lie above
all pages: a worker serves what is below its own address.
"""

from __future__ import annotations

import json

from qikan.model.page import Page
from qikan.outputs.context import OutputContext


def worker(context: OutputContext, page: Page) -> bytes:
    """The script that a browser registers: a few settings, then the worker itself."""
    name, version = page.data["script"]
    if not version:  # layouts of a site's own that have no worker
        return b""
    kept = json.dumps({"editions": page.data["editions"], "version": page.data["version"]})
    address = json.dumps(f"{context.config.base_path}{name}?v={version}")
    return f"self.kept = {kept};\nimportScripts({address});\n".encode()
