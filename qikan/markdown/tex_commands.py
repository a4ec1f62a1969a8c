"""Tables of TeX: what the converter does not know, written in what it knows.

A row is a command without its backslash. In a template ``#1`` is the first argument, as in TeX.
"""

TEMPLATES: dict[str, tuple[int, str]] = {
    # structure
    "substack": (1, r"{\begin{subarray}{c}#1\end{subarray}}"),
    "ensuremath": (1, "{#1}"),
    "texorpdfstring": (2, "{#1}"),
    "bordermatrix": (1, r"{\begin{pmatrix}#1\end{pmatrix}}"),
    "intertext": (1, r"\text{#1}"),
    "shortintertext": (1, r"\text{#1}"),
    # boxes that only move or measure what they hold
    "smash": (1, "{#1}"),
    "vcenter": (1, "{#1}"),
    "mathclap": (1, "{#1}"),
    "mathllap": (1, "{#1}"),
    "mathrlap": (1, "{#1}"),
    "clap": (1, "{#1}"),
    "llap": (1, "{#1}"),
    "rlap": (1, "{#1}"),
    "raisebox": (2, "{#2}"),
    "resizebox": (3, "{#3}"),
    "scalebox": (2, "{#2}"),
    "mathlarger": (1, "{#1}"),
    "mathsmaller": (1, "{#1}"),
    "adjustlimits": (0, ""),
    "colorbox": (2, "{#2}"),
    "fcolorbox": (3, "{#3}"),
    "underbar": (1, r"\underline{#1}"),
    "nicefrac": (2, "{#1}/{#2}"),
    "sfrac": (2, "{#1}/{#2}"),
    # letters
    "mathbbm": (1, r"\mathbb{#1}"),
    "mathds": (1, r"\mathbb{#1}"),
    "mathbbold": (1, r"\mathbb{#1}"),
    "mathpzc": (1, r"\mathcal{#1}"),
    "mathnormal": (1, "{#1}"),
    "pmb": (1, r"\boldsymbol{#1}"),
    "boldmath": (0, ""),
    # what links and notes show
    "href": (2, "{#2}"),
    "hyperref": (1, "{#1}"),
    "url": (1, r"\text{#1}"),
    "cite": (1, r"\text{[#1]}"),
    "citep": (1, r"\text{[#1]}"),
    "citet": (1, r"\text{[#1]}"),
    "textsuperscript": (1, r"{}^{\text{#1}}"),
    "textsubscript": (1, r"{}_{\text{#1}}"),
    "ref": (1, r"\text{#1}"),
    "eqref": (1, r"\text{(#1)}"),
    # nothing to be seen
    "label": (1, ""),
    "vspace": (1, ""),
    "vspace*": (1, ""),
    "hspace*": (1, r"\hspace{#1}"),
    "phantomsection": (0, ""),
    "rule": (2, ""),
    "tiny": (0, ""),
    "scriptsize": (0, ""),
    "footnotesize": (0, ""),
    "small": (0, ""),
    "normalsize": (0, ""),
    "large": (0, ""),
    "Large": (0, ""),
    "LARGE": (0, ""),
    "huge": (0, ""),
    "Huge": (0, ""),
    "centering": (0, ""),
    "protect": (0, ""),
    "xspace": (0, ""),
    "allowbreak": (0, ""),
    "nobreak": (0, ""),
    "displaybreak": (0, ""),
    "allowdisplaybreaks": (0, ""),
    "noindent": (0, ""),
    "strut": (0, ""),
    "mathstrut": (0, ""),
    "null": (0, ""),
    "hfill": (0, r"\quad "),
    "hfil": (0, r"\quad "),
    "newline": (0, r"\\ "),
    "cr": (0, r"\\ "),
    "tabularnewline": (0, r"\\ "),
    # signs
    "degree": (0, r"{}^{\circ}"),
    "celsius": (0, r"\text{℃}"),
    "textdegree": (0, r"\text{°}"),
    "AA": (0, r"\text{Å}"),
    "angstrom": (0, r"\text{Å}"),
    "micro": (0, r"\mu "),
    "checkmark": (0, r"\text{✓}"),
    "cmark": (0, r"\text{✓}"),
    "xmark": (0, r"\text{✗}"),
    "textendash": (0, r"\text{–}"),
    "textemdash": (0, r"\text{—}"),
    "texttimes": (0, r"\times "),
    "textpm": (0, r"\pm "),
    "textasciitilde": (0, r"\sim "),
    "textasciicircum": (0, r"\text{ˆ}"),
    "textgreater": (0, "> "),
    "textless": (0, "< "),
    "textbar": (0, "|"),
    "textbackslash": (0, r"\backslash "),
    "defeq": (0, r"\coloneqq "),
    "eqdef": (0, r"\coloneqq "),
    "given": (0, r"\mid "),
    "dotsb": (0, r"\cdots "),
    "dotsc": (0, r"\ldots "),
    "dotsm": (0, r"\cdots "),
    "dotsi": (0, r"\cdots "),
    "indep": (0, r"\perp\!\!\!\perp "),
    "independent": (0, r"\perp\!\!\!\perp "),
    "E": (0, r"\mathbb{E}"),
    "eps": (0, r"\varepsilon "),
    "Rbb": (0, r"\mathbb{R}"),
    **{letter: (0, rf"\mathbb{{{letter}}}") for letter in "NQZ"},
    **{letter * 2: (0, rf"\mathbb{{{letter}}}") for letter in "CEFNPQRZ"},
    "hdots": (0, r"\cdots "),
    "varlimsup": (0, r"\overline{\lim}"),
    "varliminf": (0, r"\underline{\lim}"),
    "varprojlim": (0, r"\underleftarrow{\lim}"),
    "varinjlim": (0, r"\underrightarrow{\lim}"),
    "1": (0, r"\mathbb{1}"),
    # the package physics, and what papers define again and again
    "norm": (1, r"\left\|#1\right\|"),
    "abs": (1, r"\left|#1\right|"),
    "ceil": (1, r"\left\lceil #1\right\rceil"),
    "floor": (1, r"\left\lfloor #1\right\rfloor"),
    "inner": (2, r"\left\langle #1,#2\right\rangle"),
    "set": (1, r"\left\{#1\right\}"),
    "qty": (1, r"\left(#1\right)"),
    "dd": (1, r"\,\mathrm{d}#1"),
    "grad": (0, r"\nabla "),
    "pqty": (1, r"\left(#1\right)"),
    "bqty": (1, r"\left[#1\right]"),
    "comm": (2, r"\left[#1,#2\right]"),
    "expval": (1, r"\left\langle #1\right\rangle"),
    "ev": (1, r"\left\langle #1\right\rangle"),
    "mel": (3, r"\left\langle #1\middle|#2\middle|#3\right\rangle"),
    "ketbra": (2, r"\left|#1\right\rangle\left\langle #2\right|"),
    "vb": (1, r"\mathbf{#1}"),
    "flatfrac": (2, "{#1}/{#2}"),
    "order": (1, r"\mathcal{O}\left(#1\right)"),
}
"""How many arguments a command takes, and what it is rewritten as."""

OPERATORS = frozenset(
    "tr Tr rank diag sign sgn Var Cov KL softmax Softmax poly polylog supp vol dist conv span "
    "trace prox erf relu ReLU sigmoid logit clip sinc card Conv Enc Dec MSE SNR TV RE ERM OPT "
    "ELBO JS MLP Attention lcm dom id im coker Hom End Aut Ext Tor Spec Gal Res GL SL PGL "
    "PSL".split()
)
"""Names that papers define as operators and abstracts use without the definition."""

TEXTS = {
    "text": "text",
    "textrm": "text",
    "textnormal": "text",
    "textup": "text",
    "textmd": "text",
    "mbox": "text",
    "hbox": "text",
    "textbf": "textbf",
    "textit": "textit",
    "textsl": "textit",
    "emph": "textit",
    "textsf": "textsf",
    "texttt": "texttt",
    "textsc": "text",
    "fbox": "text",
    "code": "texttt",
}
"""Commands whose argument is text, and what they are written as."""

PLAIN_ENVIRONMENTS = frozenset("equation equation* displaymath math subequations".split())
"""Environments that need no mark of their own: the formula is one already."""

ENVIRONMENTS = {
    "align": "aligned",
    "align*": "aligned",
    "alignat": "aligned",
    "alignat*": "aligned",
    "alignedat": "aligned",
    "flalign": "aligned",
    "flalign*": "aligned",
    "split": "aligned",
    "eqnarray": "aligned",
    "eqnarray*": "aligned",
    "IEEEeqnarray": "aligned",
    "IEEEeqnarray*": "aligned",
    "gather": "gathered",
    "gather*": "gathered",
    "multline": "gathered",
    "multline*": "gathered",
    "multlined": "gathered",
    "smallmatrix": "matrix",
    "cases*": "cases",
    "dcases*": "dcases",
    "tabular": "array",
    **{f"{kind}matrix*": f"{kind}matrix" for kind in ("", "p", "b", "B", "v", "V")},
    **{f"{kind}smallmatrix": f"{kind}matrix" for kind in ("p", "b", "B", "v", "V")},
}
"""Environments of the same shape, without the numbers of equations."""

ENVIRONMENTS_WITH_ARGUMENT = frozenset(
    "alignat alignat* alignedat IEEEeqnarray IEEEeqnarray*".split()
)
"""Environments whose first argument is the number of columns."""

COLOURS = frozenset(
    "red green blue cyan magenta yellow gray darkgray lightgray brown lime olive orange pink "
    "purple teal violet".split()
)
"""Colours that can be read on light and dark pages; another one is left out."""
