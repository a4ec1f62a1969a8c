"""Rows of a table that a program keeps as texts."""

from __future__ import annotations

import re
from typing import Any

ROW = re.compile(r"\s*[-*]?\s*\|.*\|")


def row_values(text: str) -> dict[str, Any]:
    """The cells of a table's row that a program keeps as a text, by what they look like.

    ``|**2024-05-31**|**Title**|A. Author et.al.|[2405.18870](https://…)|[link](https://…)|``
    """
    inner = text.strip().lstrip("-* ").strip().strip("|").replace("\\|", "\u2223")
    cells = [cell.strip() for cell in re.split(r"\|(?![^()\[\]]*[\])])", inner)]
    values: dict[str, Any] = {"links": []}
    for cell in cells:
        plain = cell.strip("* ").strip().replace("\u2223", "|")
        if not plain or plain in ("-", "null", "None"):
            continue
        if re.search(r"\]\(\s*https?://|^https?://", plain):
            values["links"].append(re.sub(r"\[(?:link|[\d.]+(?:v\d+)?)\]", "[]", plain))
        elif "date" not in values and re.fullmatch(r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?", plain):
            values["date"] = plain
        elif "title" not in values:
            values["title"] = plain
        elif "authors" not in values:
            values["authors"] = re.sub(r"\s*et\.?\s?al\.*\Z", " et al.", plain)
        else:
            values.setdefault("comment", plain)
    return values
