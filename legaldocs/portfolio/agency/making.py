"""The papers of an engagement: which there are, on which day each stands, made and written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason
from legaldocs.evidence.files.names import stored_name
from legaldocs.law.lawbook import packaged
from legaldocs.papers.make import write_form
from legaldocs.portfolio.agency.closing import result
from legaldocs.portfolio.agency.model import EngagementStep
from legaldocs.portfolio.agency.papers import (
    agency_acceptance,
    agency_agreement,
    agency_authority,
    agency_closing_report,
    agency_commission,
    agency_plan,
    agency_review,
    agency_weekly_report,
)
from legaldocs.portfolio.agency.registry import engagement_named
from legaldocs.portfolio.agency.situation import situation
from legaldocs.portfolio.agency.vocabulary import Step
from legaldocs.portfolio.agency.week import week
from legaldocs.render.docx import Properties

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.papers.kind import Form
    from legaldocs.portfolio.agency.papers.names import EngagementNames
    from legaldocs.portfolio.agency.settling import Settlement
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.settings import OwnSide
    from legaldocs.render.write import Written

AGENCIES = "agencies"
"""The folder of a book that holds what was made for each engagement."""

_TRIAL = "试算\u3000没有登记，不作为结算的依据"


class PaperKind(StrEnum):
    """A paper that follows from the steps of an engagement (委托文书)."""

    REVIEW = "案件受理审查表"
    ACCEPTANCE = "案件受理确认函"
    AGREEMENT = "应收账款委托管理协议"
    AUTHORITY = "应收账款管理授权书"
    PLAN = "催收方案"
    CLOSING = "结案报告书"


_FORMS: dict[PaperKind, tuple[Form, Step]] = {
    PaperKind.REVIEW: (agency_review.FORM, Step.ASSESSED),
    PaperKind.ACCEPTANCE: (agency_acceptance.FORM, Step.ACCEPTED),
    PaperKind.AGREEMENT: (agency_agreement.FORM, Step.PLACED),
    PaperKind.AUTHORITY: (agency_authority.FORM, Step.PLACED),
    PaperKind.PLAN: (agency_plan.FORM, Step.PLACED),
    PaperKind.CLOSING: (agency_closing_report.FORM, Step.CLOSED),
}


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper with the name of its files (成稿)."""

    name: str
    written: Written


def creditor_of(folder: BookFolder) -> OwnSide:
    """Return the creditor of a book. Raises InputError where book.yaml does not say who it is."""
    creditor = folder.settings.creditor
    if creditor is None:
        raise InputError(
            "book.yaml 没有写债权人，文书没有署名的人",
            where=str(folder.settings.origin),
            next_step="填写 creditor：名称、统一社会信用代码、住所、法定代表人、联系人、收款账户",
        )
    return creditor


def step_papers(
    connection: Connection, folder: BookFolder, number: str, kinds: Iterable[PaperKind]
) -> list[MadePaper]:
    """Return papers as they stand on the day of the step that each belongs to.

    The same book gives the same bytes again. Raises InputError for a step that was not taken.
    """
    engagement = engagement_named(connection, number)
    creditor = creditor_of(folder)
    made = []
    for kind in kinds:
        form, step = _FORMS[kind]
        found = situation(connection, engagement, _day_of(connection, engagement, step, kind))
        made.append(_made(form, _names(connection, kind, form, found, creditor), found.day))
    return made


def _names(
    connection: Connection, kind: PaperKind, form: Form, found: Any, creditor: OwnSide
) -> Any:
    given = (found, creditor, packaged())
    if kind is PaperKind.CLOSING:
        return agency_closing_report.ClosingNames(*given, result(connection, found))
    named: Any = form.names
    return named(*given)


def _day_of(
    connection: Connection, engagement: Mapping[str, Any], step: Step, kind: PaperKind
) -> dt.date:
    chosen = select(EngagementStep.done_on).where(
        EngagementStep.engagement_id == engagement["id"],
        EngagementStep.step == step,
        EngagementStep.closed_on.is_(None),
    )
    day = connection.scalar(chosen.order_by(EngagementStep.id))
    if day is None:
        raise InputError(
            f"还不能做{kind}：委托还没有到“{step}”这一步",
            found=f"{engagement['number']} {engagement['state']}",
            next_step="用 legaldocs book agency show 查看做到哪一步",
        )
    return day


def week_paper(
    connection: Connection, folder: BookFolder, number: str, days: tuple[dt.date, dt.date]
) -> tuple[MadePaper, Any]:
    """Return the report on some days of an engagement, and what it found."""
    first, last = days
    found = situation(connection, engagement_named(connection, number), last)
    about = week(connection, found, first)
    names = agency_weekly_report.WeekNames(found, creditor_of(folder), packaged(), about)
    return _made(agency_weekly_report.FORM, names, last, f"-{last}"), about


def commission_paper(
    connection: Connection,
    folder: BookFolder,
    number: str,
    settlement: Settlement,
    *,
    kept: bool,
) -> MadePaper:
    """Return the statement of a settlement, which depends on nothing that came later.

    One that is not ``kept`` is a trial, and says so on every page and in its name.
    """
    found = situation(connection, engagement_named(connection, number), settlement.through_on)
    names = agency_commission.CommissionNames(found, creditor_of(folder), packaged(), settlement)
    mark = f"-{settlement.number}" if kept else f"-{settlement.number}-试算"
    draft_mark = "" if kept else _TRIAL
    return _made(agency_commission.FORM, names, found.day, mark, draft_mark)


def _made(
    form: Form, names: EngagementNames, day: dt.date, mark: str = "", draft_mark: str = ""
) -> MadePaper:
    properties = Properties(form.title, names.creditor.name, day)
    written = write_form(form, names, properties, None, draft_mark=draft_mark)
    return MadePaper(f"{form.title}{mark}", written)


def place_of(folder: BookFolder, number: str, out: Path | None) -> Path:
    """Return the folder for the papers of an engagement: that given, or the book's own for it."""
    return out or folder.path / AGENCIES / _named(number)


def _named(text: str) -> str:
    """Return a number or title as a name that every system takes for one file."""
    return stored_name(text.replace("/", "_").replace("\\", "_"))


def write_papers(into: Path, made: Iterable[MadePaper], *, replace: bool = False) -> list[Path]:
    """Write papers as .docx and .pdf; return the paths of both.

    A file that is there and differs is kept, unless ``replace``: somebody may have worked on it.
    Raises InputError then, with nothing written, and for a folder that cannot be written.
    """
    files = {
        into / f"{_named(paper.name)}.{suffix}": data
        for paper in made
        for suffix, data in (("docx", paper.written.docx), ("pdf", paper.written.pdf))
    }
    try:
        for path, data in files.items():
            if path.exists() and not replace and path.read_bytes() != data:
                raise InputError(
                    "文件已经存在，内容不同，没有覆盖", where=str(path),

                    next_step="换一个 --out，或者加 --replace 覆盖；步骤已经登记，用 paper 再做",
                )  # fmt: skip
        into.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            write_whole(path, data)
    except OSError as error:
        raise InputError(
            "文书没有写成，账册的登记已经保存", where=str(error.filename or into),
            found=reason(error),
            next_step="核对权限和磁盘空间，用 legaldocs book agency paper 再做",
        ) from error  # fmt: skip
    return [*files]
