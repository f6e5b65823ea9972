"""A draft becomes a paper: its template, its names, and who signs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError, LawError
from legaldocs.papers.gate import refuse_unfit
from legaldocs.papers.given import Given
from legaldocs.papers.kind import Family
from legaldocs.papers.names import values_of
from legaldocs.papers.verification_report import FORM as REPORT
from legaldocs.papers.verification_report import ReportNames
from legaldocs.papers.volume_cover import FORM as COVER
from legaldocs.papers.volume_cover import CoverNames
from legaldocs.render.docx import Properties, fill
from legaldocs.render.template import Template, find_stylesheet
from legaldocs.render.write import set_in_type

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.claim.matter import Matter
    from legaldocs.evidence.verdict import Verdict
    from legaldocs.papers.kind import Draft, Form
    from legaldocs.papers.names import Names
    from legaldocs.render.write import Written


LETTERHEAD = "letterhead"
"""The name of a letterhead in a user's folder, without its suffix."""

DRAFT_MARK = "草稿\u3000未经签发，不得发出"
"""What every page of a paper says until it is issued."""


def make_paper(draft: Draft, *, templates: Path | None = None, final: bool = False) -> Written:
    """Return the paper, marked as a draft unless ``final``.

    ``templates`` is a folder with a user's own templates. A paper of the volume is never marked.

    Raises InputError for a template that does not fit or says what no paper may, a missing glyph or
    system library, and InternalError when the PDF does not say what the .docx says.
    """
    names = draft.paper.names(draft.matter, draft.subject)
    properties = Properties(draft.paper.title, names.author, draft.matter.as_of)
    words = DRAFT_MARK if draft.paper.is_issued and not final else ""
    return write_form(draft.paper, names, properties, templates, draft_mark=words)


def make_cover(matter: Matter, *, parts: int, templates: Path | None = None) -> bytes:
    """Return the PDF of the cover of the court volume, which fills ``parts`` files.

    Raises the same errors as :func:`make_paper`.
    """
    names = CoverNames(matter, parts)
    properties = Properties("证据卷", names.author, matter.as_of)
    return write_form(COVER, names, properties, templates).pdf


def make_report(
    verdict: Verdict, *, checked_on: dt.date, version: str, templates: Path | None = None
) -> Written:
    """Return the report on ``verdict`` as .docx and .pdf.

    Raises the same errors as :func:`make_paper`.
    """
    names = ReportNames(verdict, checked_on, version)
    return write_form(REPORT, names, Properties(REPORT.title, "legaldocs", checked_on), templates)


def write_form(
    form: Form,
    names: Names,
    properties: Properties,
    templates: Path | None,
    *,
    draft_mark: str = "",
) -> Written:
    """Return what a form becomes with these names; a draft bears ``draft_mark`` on every page.

    Raises the same errors as :func:`make_paper`.
    """
    template = find_template(form, templates)
    docx = fill_form(form, names, properties, template, draft_mark=draft_mark)
    return set_in_type(docx, template, find_stylesheet(templates))


def fill_form(
    form: Form,
    names: Names,
    properties: Properties,
    template: Template,
    *,
    draft_mark: str = "",
) -> bytes:
    """Return the .docx that the template of a form becomes, past the gate for finished papers.

    Raises InputError for a user's template that does not fit or says what no paper may, and
    InternalError for a packaged one.
    """
    given = Given(values_of(names))
    try:
        docx = fill(
            template,
            given.names,
            properties,
            filters=given.filters,
            draft_mark=draft_mark,
            watch=given.take,
        )
    except LawError as error:
        error.where = error.where or f"模板 {template.name}.docx"
        raise
    refuse_unfit(docx, given, form.family, template.fault)
    return docx


def find_template(form: Form, folder: Path | None = None) -> Template:
    """Return the template of a form: the user's own in ``folder`` when it is there, else ours.

    It takes the letterhead in ``folder``: that of its own (``letters/demand_letter.letterhead``),
    else for a letter the general one.

    Raises InputError when ``folder`` is not a folder.
    """
    if folder is not None and not folder.is_dir():
        raise InputError(
            "模板文件夹不存在", where=str(folder), next_step="检查路径，或不指定模板文件夹"
        )
    head, general = _letterhead(form, folder)
    own = None if folder is None else folder / f"{form.template}.docx"
    if own is not None and own.exists():
        return Template(form.template, own, packaged=False, letterhead=head, general=general)
    ours = (form.folder or Path(__file__).parent / form.id) / "template.docx"
    return Template(form.template, ours, packaged=True, letterhead=head, general=general)


def _letterhead(form: Form, folder: Path | None) -> tuple[Template | None, bool]:
    """Return the letterhead that a form takes, and whether it is that of all letters."""
    if folder is None:
        return None, False
    names = [f"{form.template}.{LETTERHEAD}"]
    names += [LETTERHEAD] if form.family is Family.LETTER else []
    for name in names:
        path = folder / f"{name}.docx"
        if path.exists():
            return Template(name, path, packaged=False), name == LETTERHEAD
    return None, False
