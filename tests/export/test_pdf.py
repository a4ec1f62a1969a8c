"""An issue on paper."""

import pytest
from exported import edition

from qikan.errors import MachineError
from qikan.export.pdf import pdf


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_chromium_prints_sheets() -> None:
    data = pdf(edition())
    assert data.startswith(b"%PDF-")
    assert b"/Type /Page\n" in data or b"/Type /Page " in data or b"/Type /Pages" in data


def test_without_a_browser_a_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(MachineError, match="CHROMIUM="):
        pdf(edition())
