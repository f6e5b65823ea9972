"""A paper from the claim: the .docx a person may edit and the .pdf that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.papers import LAWYER
from legaldocs.documents.context import common_context, context_of
from legaldocs.documents.docx import Properties, fill
from legaldocs.documents.html import to_sheet
from legaldocs.documents.pdf import write_pdf
from legaldocs.documents.phrases import FILTERS
from legaldocs.documents.readback import check_same_text
from legaldocs.documents.schedules import cover_context
from legaldocs.documents.templates import find_stylesheet, find_template

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.claim.papers import PaperKind
    from legaldocs.documents.desk import Desk


COVER = "evidence/volume_cover"
"""The template of the volume's cover, which is no paper of its own."""


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
    properties = Properties(kind.title, _author(kind, desk), desk.signed_on)
    written = write(kind.template, context_of(kind, desk), properties, templates)
    return Paper(kind, *written)


def render_cover(desk: Desk, *, parts: int, templates: Path | None = None) -> bytes:
    """Return the PDF of the cover of the court volume, which fills ``parts`` files.

    Raises the same errors as :func:`render`.
    """
    context = common_context(desk) | cover_context(desk, parts)
    properties = Properties("证据卷", desk.case.creditor.name, desk.signed_on)
    _, pdf, _ = write(COVER, context, properties, templates)
    return pdf


def write(
    name: str, context: dict[str, object], properties: Properties, templates: Path | None
) -> tuple[bytes, bytes, tuple[str, ...]]:
    """Return the .docx, the .pdf and the text that the template ``name`` becomes.

    Raises the same errors as :func:`render`.
    """
    template = find_template(name, templates)
    docx = fill(template, context, properties, filters=FILTERS)
    sheet = to_sheet(docx, template.fault)
    pdf = write_pdf(sheet, find_stylesheet(templates))
    return docx, pdf, check_same_text(docx, pdf, sheet.furniture).lines


def _author(kind: PaperKind, desk: Desk) -> str:
    """Return who signs: the firm its letter, the creditor everything else."""
    firm = desk.case.law_firm
    return firm.name if kind is LAWYER and firm is not None else desk.case.creditor.name
