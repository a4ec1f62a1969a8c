"""Styles of a document written into its elements (docs/decisions/export.md)."""

from __future__ import annotations

import css_inline

_INLINER = css_inline.CSSInliner(
    keep_style_tags=False, keep_link_tags=False, load_remote_stylesheets=False
)


def with_inline_styles(document: str) -> str:
    """The same HTML without ``<style>``: each element has its own styles as an attribute."""
    return _INLINER.inline(document)
