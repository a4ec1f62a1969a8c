"""An issue as a mail that is opened, addressed and sent: HTML beside plain text (RFC 5322, 2046).

Its layout uses tables and inline styles, which Outlook and Gmail understand
(docs/reference/export.md).
"""

from __future__ import annotations

import email.policy
import email.utils
from email.message import EmailMessage

from qikan.export import trees
from qikan.export.context import IssueEdition
from qikan.export.inline import with_inline_styles
from qikan.export.markdown import plain_text
from qikan.markdown.plain_maths import formulas_as_text

GMAIL_LIMIT = 102 * 1024
"""Bytes of HTML from which on Gmail cuts a mail: https://support.google.com/mail"""
_WIDTH = 568
"""Pixels between the margins of the mail: Outlook knows no greatest width."""


def mail(edition: IssueEdition) -> bytes:
    """The mail as a file (.eml) that a mail program opens as a draft."""
    config = edition.context.outputs.config
    name = f"{edition.issue.id}.{edition.variant}@{config.site_id}"
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = f"{edition.site} {edition.title}"
    message["Date"] = email.utils.format_datetime(config.instant(edition.issue.date))
    message["Message-ID"] = f"<{name}>"
    message["X-Unsent"] = "1"  # Outlook opens it to be sent
    message.set_content(plain_text(edition))
    message.add_alternative(mail_html(edition), subtype="html")
    message.set_boundary("=_qikan")  # base64 has no such line
    return message.as_bytes()


def mail_html(edition: IssueEdition) -> str:
    """The mail's HTML: with full texts, or with their leads where Gmail would cut it."""
    full_html = _html(edition, full=True)
    return full_html if len(full_html.encode()) < GMAIL_LIMIT else _html(edition, full=False)


def _html(edition: IssueEdition, *, full: bool) -> str:
    document = formulas_as_text(edition.html("email.html", full=full))
    tree = trees.parse(with_inline_styles(document))
    trees.tasks_as_text(tree)
    trees.keep_code_lines(tree)
    trees.drop_private_attributes(tree)
    for image in tree.iter("img"):
        image.set("width", str(min(int(image.get("width", _WIDTH)), _WIDTH)))
        image.attrib.pop("height", None)
    return trees.serialise(tree)
