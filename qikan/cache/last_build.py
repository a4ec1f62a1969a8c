"""What the next build compares to see that nothing changed: qikan itself, and the call.

An unchanged site takes hardly longer than its imports, so this imports no data types.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qikan import installation
from qikan.cache.encoding import digest, dump


class Code(NamedTuple):
    """qikan itself as digests: ``digest`` of its bytes, ``files`` of its files' stamps.

    ``files`` is '' where a file is so young that it may change again and keep its stamp.
    """

    digest: str
    files: str


def read_code(last: Mapping[str, Any], clock: int) -> Code:
    """The digests of qikan; its bytes are read only if a file is not as the last build read it.

    ``clock`` is the time before this, in nanoseconds by the file system's clock.
    """
    stamps = installation.source_stamps()
    is_settled = all(stamp[1] < clock for stamp in stamps.values())
    files = digest(installation.installed_versions() + dump(stamps)) if is_settled else ""
    if files and files == last.get("code_files"):
        return Code(last["code"], files)
    return Code(code_digest(), files)


def code_digest() -> str:
    """The digest of qikan's source and of the versions of Python and its libraries.

    Every other key includes it: another release may make other bytes of the same content.
    """
    return digest(installation.installed_versions() + installation.source_bytes())


def source_digest() -> str:
    """The digest of qikan's source alone: the workers of a cluster must have the same."""
    return digest(installation.source_bytes())


def call_key(base_url: str, drafts: bool, out: Path) -> list[Any]:
    """What of a call changes the site, as JSON."""
    path = os.fsencode(os.path.abspath(out))  # a C locale reads a Han name as surrogates
    return [base_url, drafts, path.decode("utf-8", "backslashreplace")]
