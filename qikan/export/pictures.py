"""The images of an issue that lie in the content: bytes for a file that has all in itself."""

from __future__ import annotations

import base64
import posixpath

from qikan.export.context import ExportContext

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
"""Images that every browser and reader of books shows."""


def ending(address: str) -> str:
    """The ending of a file's name, such as ``.png``."""
    return posixpath.splitext(address)[1].lower()


def own_image(context: ExportContext, address: str) -> bytes | None:
    """The bytes of an image of this site by its whole address; nothing of any other."""
    base = context.outputs.config.base_url
    if not address.startswith(base) or ending(address) not in MEDIA_TYPES:
        return None
    return context.read(address.removeprefix(base))


def data_address(context: ExportContext, address: str) -> str:
    """The image itself as a ``data:`` address (RFC 2397); empty if it is not of this site."""
    data = own_image(context, address)
    if data is None:
        return ""
    return f"data:{MEDIA_TYPES[ending(address)]};base64,{base64.b64encode(data).decode()}"
