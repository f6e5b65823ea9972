"""By when enforcement must be asked for (CPL 250; two years)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.law.deadline import Deadline, period_end

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class EnforcementPeriod:
    """The period for asking enforcement (申请执行期间); when notarised, one an instalment."""

    deadlines: tuple[Deadline, ...]
    rule: str


def enforcement_period(
    book: LawBook,
    *,
    perform_by: tuple[dt.date, ...] = (),
    effective_on: dt.date | None = None,
    notarised: bool = False,
    day: dt.date,
) -> EnforcementPeriod:
    """Return when the two years end: from the last instalment, or else from effectiveness.

    A notarised instrument counts each instalment on its own. Raises InputError without any day.
    """
    years = int(book.parameter("enforcement.period", day).value)
    if notarised and perform_by:
        cited = book.cite("cn.notarised_enforcement", "instalments", day)
        starts = tuple(sorted(perform_by))
    else:
        cited = book.cite("cn.civil_procedure", "enforcement.period", day)
        starts = (max(perform_by),) if perform_by else ()
    if not starts and effective_on is not None:
        starts = (effective_on,)
    if not starts:
        raise InputError("缺少履行期间的末日或者法律文书的生效日")
    return EnforcementPeriod(
        tuple(period_end(start, years=years) for start in starts), f"{cited.short}：{cited.gist}"
    )
