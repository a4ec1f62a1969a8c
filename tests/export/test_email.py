"""An issue as a mail for Outlook and Gmail: docs/reference/export.md."""

import email.policy
from email.message import EmailMessage
from typing import Any

import lxml.html
import pytest
from exported import edition
from make import entry

from qikan.export.email import GMAIL_LIMIT, mail

STYLES = {
    *"background-color border-bottom border-left border-top color font-family font-size".split(),
    *"font-weight line-height margin max-width padding padding-bottom padding-left".split(),
    *"text-align".split(),
}
"""Styles that Outlook draws, and ``max-width``, which it leaves out."""


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.fixture(scope="module")
def message() -> EmailMessage:
    return parsed(mail(edition()))


@pytest.fixture(scope="module")
def tree(message: EmailMessage) -> Any:
    return lxml.html.document_fromstring(body(message, "html"))


def test_a_mail_names_its_issue_and_opens_as_a_draft(message: EmailMessage) -> None:
    assert message["Subject"] == "试刊 第 7 期 第一期 & 其他"
    assert message["Date"].datetime.isoformat() == "2024-06-21T00:00:00+08:00"
    assert message["X-Unsent"] == "1"
    assert message.get_content_type() == "multipart/alternative"


def test_the_same_issue_is_the_same_mail() -> None:
    assert mail(edition()) == mail(edition())
    assert parsed(mail(edition()))["Message-ID"] != parsed(mail(edition("zh-Hant")))["Message-ID"]


def test_a_mail_has_no_empty_paragraph(tree: Any) -> None:
    assert not tree.xpath("//p[not(normalize-space()) and not(.//img)]")


def test_styles_are_in_the_elements_and_few(tree: Any) -> None:
    assert not list(tree.iter("style", "script", "link"))
    assert not tree.xpath("//@class | //@id")
    styles = {style for text in tree.xpath("//@style") for style in text.split(";")}
    assert {style.partition(":")[0].strip() for style in styles} - {""} <= STYLES


def test_addresses_are_absolute_and_images_have_a_width(tree: Any) -> None:
    assert all(url.startswith("https://") for url in tree.xpath("//@href | //@src"))
    assert all(0 < int(image.get("width")) <= 568 for image in tree.iter("img"))


def test_the_plain_text_has_the_same_content(message: EmailMessage) -> None:
    plain = body(message, "plain")
    for text in ("网络", "一条动态", "第三篇", "https://example.org/repo/issues/2024-W25/"):
        assert text in plain


def test_the_plain_text_has_no_signs_of_escaping() -> None:
    entries = [entry(1, title="从 $5 到 $10：`a_b` 与 <c>", body="用 [甲] 与 *乙_丙。")]
    plain = body(parsed(mail(edition(written=entries))), "plain")
    assert "从 $5 到 $10：`a_b` 与 <c>" in plain
    assert "用 [甲] 与 *乙_丙。" in plain


def test_a_long_issue_has_leads_so_that_gmail_does_not_cut_it() -> None:
    long = [entry(n, title=f"第 {n} 篇", body="很长的正文。" * 300) for n in range(1, 31)]
    html = body(parsed(mail(edition(written=long))), "html")
    assert len(html.encode()) < GMAIL_LIMIT
    assert "第 30 篇" in html
