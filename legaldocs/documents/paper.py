"""A paper from the claim: the .docx a person may edit and the .pdf that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.papers import LAWYER
from legaldocs.documents.context import context_of
from legaldocs.documents.docx import Properties, fill
from legaldocs.documents.html import to_sheet
from legaldocs.documents.pdf import write_pdf
from legaldocs.documents.phrases import FILTERS
from legaldocs.documents.readback import check_same_text
from legaldocs.documents.templates import find_stylesheet, find_template

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.claim.papers import PaperKind
    from legaldocs.documents.desk import Desk


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper (文书): both files, and what they say line by line."""

    kind: PaperKind
    docx: bytes
    pdf: bytes
    text: tuple[str, ...]


def render(kind: PaperKind, desk: Desk, *, templates: Path | None = None) -> Paper:
    """Return a paper of this kind; ``templates`` is a folder with a user's own copies.

    Raises InputError for a copy that does not fit, a missing glyph or system library, and
    InternalError when the PDF does not say what the .docx says.
    """
    template = find_template(kind.template, templates)
    properties = Properties(kind.title, _author(kind, desk), desk.signed_on)
    docx = fill(template, context_of(kind, desk), properties, filters=FILTERS)
    sheet = to_sheet(docx, template.fault)
    pdf = write_pdf(sheet, find_stylesheet(templates))
    reading = check_same_text(docx, pdf, sheet.furniture)
    return Paper(kind, docx, pdf, reading.lines)


def _author(kind: PaperKind, desk: Desk) -> str:
    """Return who signs: the firm its letter, the creditor everything else."""
    firm = desk.case.law_firm
    return firm.name if kind is LAWYER and firm is not None else desk.case.creditor.name
