"""A template and its names written out: the .docx a person may edit and the .pdf that agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.render.compare_text import check_same_text
from legaldocs.render.docx import fill
from legaldocs.render.html import to_sheet
from legaldocs.render.pdf import write_pdf
from legaldocs.render.template import fault_in_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from legaldocs.render.docx import Properties
    from legaldocs.render.template import Stylesheet, Template


@dataclass(frozen=True, slots=True)
class Written:
    """Both files of one document (成稿), and its text line by line."""

    docx: bytes
    pdf: bytes
    text: tuple[str, ...]


def write(
    template: Template,
    names: Mapping[str, object],
    properties: Properties,
    *,
    filters: Mapping[str, Callable[..., object]],
    stylesheet: Stylesheet,
    draft_mark: str = "",
) -> Written:
    """Return what ``template`` becomes with these names, set with ``stylesheet``.

    ``draft_mark`` are the words that every page of a draft bears.

    Raises InputError for a user's template that does not fit, a missing glyph or system library,
    and when the PDF does not say what the .docx says: InputError when template or stylesheet are
    the user's, else InternalError.
    """
    docx = fill(template, names, properties, filters=filters, draft_mark=draft_mark)
    return Written(docx, *set_in_type(docx, template, stylesheet))


def set_in_type(
    docx: bytes, template: Template, stylesheet: Stylesheet
) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF of a .docx that ``template`` became, and its text line by line.

    Raises the same errors as :func:`write`.
    """
    sheet = to_sheet(docx, template.fault)
    pdf = write_pdf(sheet, stylesheet.rules)
    fault = fault_in_text(template, stylesheet)
    return pdf, check_same_text(docx, pdf, sheet.page_setup, fault).lines
