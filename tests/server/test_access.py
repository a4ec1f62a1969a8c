"""Who may read the preview, and who may write through it."""

from __future__ import annotations

from email.message import Message

import pytest

from qikan.server.access import TOKEN_HEADER, Access, is_loopback

ACCESS = Access("127.0.0.1", "secret")
GOOD = {
    "Host": "localhost:8000",
    "Origin": "http://localhost:8000",
    "Sec-Fetch-Site": "same-origin",
    "Content-Type": "application/json",
    TOKEN_HEADER: "secret",
}


def headers(**values: str) -> Message:
    message = Message()
    for name, value in values.items():
        message[name] = value
    return message


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.0.1", False),
        ("localhost.kite.example", False),
        ("", False),
    ],
)
def test_a_host_that_only_this_machine_reaches(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own


@pytest.mark.parametrize(
    ("listens", "host", "may"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "[::1]:8000", True),
        ("127.0.0.1", "kite.example", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "[", False),
        ("0.0.0.0", "kite.example", True),
    ],
)
def test_drafts_are_read_under_the_previews_own_name(listens: str, host: str, may: bool) -> None:
    assert Access(listens, "secret").may_read(headers(Host=host)) is may


def test_a_page_of_the_preview_may_write() -> None:
    assert ACCESS.may_write(headers(**GOOD), "127.0.0.1")
    assert Access("0.0.0.0", "secret").may_write(headers(**GOOD), "::1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Host", "kite.example"),
        ("Origin", "http://kite.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Content-Type", "text/plain"),
        (TOKEN_HEADER, "secre"),
        (TOKEN_HEADER, "é"),
    ],
)
def test_another_page_may_not_write(name: str, value: str) -> None:
    assert not ACCESS.may_write(headers(**GOOD | {name: value}), "127.0.0.1")


def test_nobody_writes_from_another_machine_or_without_a_header() -> None:
    assert not ACCESS.may_write(headers(**GOOD), "192.168.0.7")
    for name in GOOD.keys() - {"Sec-Fetch-Site"}:  # old browsers do not send that
        left = {one: value for one, value in GOOD.items() if one != name}
        assert not ACCESS.may_write(headers(**left), "127.0.0.1")
