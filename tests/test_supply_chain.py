"""What is installed in CI is known by its digest, and under which licence."""

import re

from licences import PAGE, ROOT, licence, needed, page

FREE = re.compile(
    "MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Unlicense|Public Domain|"
    "Zlib|OFL|LGPL"
)


def test_every_package_of_ci_has_its_version_and_digests() -> None:
    text = (ROOT / ".ci/requirements.txt").read_text("utf-8")
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    known = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pinned}
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    for name, version in (line.split("==") for line in lines if not line.startswith("#")):
        assert known[re.sub(r"[-_.]+", "-", name).lower()] == version, name
    for entry in re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


def test_the_licences_of_what_is_needed_are_listed() -> None:
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert set(needed()) <= listed, page()


def test_everything_that_is_needed_is_free() -> None:
    for name, package in needed().items():
        assert FREE.search(licence(name, package)), name
