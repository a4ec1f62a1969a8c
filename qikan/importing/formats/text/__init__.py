"""Texts of people: the formats ``digest``, ``abstracts``, ``listing`` and ``arxiv_mail``.

The other modules read a digest, in this order:

``lines``        a text as lines that know what they are (``line``): headings, bullets, text;
                 ``html_in_line``: tags as Markdown; ``over_lines``: tables, underlined titles;
                 ``joined_lines``: titles and references that go on in the next line
``openings``     which lines open something; ``numbering``: how items are numbered
``outline``      the tree of what was opened; ``labelled``: records of labelled lines
``recognise``    which nodes of the tree are items, by their ``facts`` and ``repeated_titles``
``page``         the result, and where its lines went
``items``        a node -> an item, of the parts below
``headline``     the line of its title; ``beside_title``: badges, an id, a subject on it;
                 ``leading_day``: a day in front of it; ``attribution``: who wrote it and where
``reference_styles``  works as bibliographies state them: ``national_style``, ``plain_style``
``content``      the lines below it; ``statements``: one such line; ``other_title``
``context``      the headings above it: its date, its topics
``body``         its text; ``footnotes``
``page_end``     the page's own text below the last item; ``other_lines``: the lines of no item
"""
