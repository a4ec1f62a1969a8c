"""BibTeX, in UTF-8 (https://www.bibtex.org/Format/; arXiv's fields: https://info.arxiv.org/help/hypertex/bibstyles/)."""

from __future__ import annotations

from qikan.outputs.citations.work import Name, Work

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # a brace counts for BibTeX even behind a backslash
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def record(work: Work) -> str:
    """A work as one ``@misc`` record that ends with a line break."""
    date = work.date
    fields = {
        "title": f"{{{{{_escaped(work.title)}}}}}",  # doubled braces keep the capitals
        "author": f"{{{' and '.join(map(_name, work.authors))}}}" if work.authors else "",
        "year": f"{{{date.year}}}" if date else "",
        "month": _MONTHS[date.month - 1] if date else "",
        "eprint": f"{{{work.arxiv}}}" if work.arxiv else "",
        "archiveprefix": "{arXiv}" if work.arxiv else "",
        "doi": f"{{{work.doi}}}" if work.doi else "",
        "url": f"{{{work.url}}}" if work.url else "",
        "howpublished": "" if work.arxiv or not work.archive else f"{{{work.archive}}}",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])


def _name(name: Name) -> str:
    """A name for BibTeX: a literal stands in braces, so that nothing takes it apart."""
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
