"""The paragraph styles that a template uses, each of which needs a rule in the style sheet."""

from __future__ import annotations

import io

import docx


def unruled_styles(package: bytes, stylesheet: str) -> list[str]:
    """Return the paragraph styles of a .docx that the style sheet has no rule for, sorted.

    A style without a rule is set as plain body text in the PDF.
    """
    paragraphs = docx.Document(io.BytesIO(package)).paragraphs
    used = {paragraph.style.name for paragraph in paragraphs if paragraph.style is not None}
    return sorted(name for name in used if name and f".{name} " not in stylesheet)
