"""A finished .docx set in type: the .pdf that agrees with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.render.code import check_same_codes
from legaldocs.render.compare_text import check_same_text
from legaldocs.render.html import to_sheet
from legaldocs.render.pdf import write_pdf
from legaldocs.render.printed_page import open_printed
from legaldocs.render.template import fault_in_text
from legaldocs.render.visible import refuse_unseen

if TYPE_CHECKING:
    from legaldocs.render.template import Stylesheet, Template


@dataclass(frozen=True, slots=True)
class Written:
    """Both files of one document (成稿), and its text line by line."""

    docx: bytes
    pdf: bytes
    text: tuple[str, ...]


def set_in_type(
    docx: bytes, template: Template, stylesheet: Stylesheet, *, filled: bool = True
) -> Written:
    """Return a .docx that ``template`` became with its PDF, set with ``stylesheet``.

    ``filled`` is False for a template with its tags, which is only tried.

    Raises InputError for a template that cannot be set, a missing glyph or system library, and when
    the PDF does not say what the .docx says, or not so that it can be seen: InputError when
    template or stylesheet are the user's, else InternalError.
    """
    sheet = to_sheet(docx, template.fault)
    pdf = write_pdf(sheet, stylesheet.rules)
    fault = fault_in_text(template, stylesheet)
    unseen = template.fault if stylesheet.packaged else stylesheet.fault
    with open_printed(pdf) as printed:
        lines = check_same_text(docx, printed, sheet.page_setup, fault).lines
        check_same_codes(sheet, printed, unseen)
        refuse_unseen(printed, unseen, filled=filled)
    return Written(docx, pdf, lines)
