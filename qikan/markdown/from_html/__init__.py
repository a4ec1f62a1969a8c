"""HTML -> Markdown: two readers make a tree of few elements, one writer writes it.

``typeset`` reads what ``render`` made, ``web`` what others made; ``blocks`` and ``inline`` write.
"""
