"""Marks of TeX's text mode in abstracts."""

import pytest

from qikan.importing.reading.tex import abstract_text, markdown_without_fonts


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            r"(\textit{i.e.,} 48~kHz) of the~\emph{bright lamps}",
            "(i.e., 48 kHz) of the bright lamps",
        ),
        (
            r"\textbf{Results:} $\mathbf{x}$ by 7.5\% --- ``good''",
            r"Results: $\mathbf{x}$ by 7.5% — “good”",
        ),
        (r"Erd\H{o}s--R\'enyi lamps~\cite{lamp31,oar}.", "Erdős–Rényi lamps."),
        (r"\emph{about} ~10% of \$10, 100% of it", "about ~10% of $10, 100% of it"),
        (r"at \SI{48}{kHz}, H\textsubscript{2}O", r"at $\SI{48}{kHz}$, H$_{\text{2}}$O"),
        (r"\emph{our} \lamp{} and {\sc Oar}", r"our \lamp and Oar"),
        (r"\href{https://a.example}{here}", "here (https://a.example)"),
        (r"C:\text\b and \d+ don\'t", r"C:\text\b and \d+ don\'t"),
    ],
)
def test_an_abstract_reads_as_its_paper_does(typed: str, shown: str) -> None:
    assert abstract_text(typed) == shown


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        (r"灯（\textit{i.e.}，48~kHz）很\textbf{亮}", "灯（*i.e.*，48 kHz）很**亮**"),
        (r"`\emph{x}` 与 $\textit{y}$ 与 \texttt{z}", r"`\emph{x}` 与 $\textit{y}$ 与 `z`"),
        (r"见 \url{https://a.example}~\cite{oar}。", "见 <https://a.example>。"),
        (r"{\em 灯} 与 \href{https://a.example}{桨}", "*灯* 与 [桨](https://a.example)"),
    ],
)
def test_fonts_in_markdown_become_its_own_marks(typed: str, markdown: str) -> None:
    assert markdown_without_fonts(typed) == markdown
