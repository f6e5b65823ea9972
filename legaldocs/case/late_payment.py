"""What a contract says about paying late, as a case file states it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from typing import Annotated

from legaldocs.case.vocabulary import DueEvent, LateChargeKind
from legaldocs.core.origin import Origin  # noqa: TC001 - the reader resolves the annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class RateStep:
    """What runs from one late day on (分段标准); day 1 is the first late day."""

    origin: Origin
    from_day: Annotated[int, "自逾期第几日起"]
    rate: Annotated[str, "标准"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePayment:
    """What the contract says about paying late (逾期付款条款).

    ``before_principal`` when a payment goes to the charge first; without it agreed interest goes
    first and a penalty does not (民法典561).

    ``rate`` is text such as ``0.05%/day``, 月利率1%, LPR加50个基点 or 一次性合同价款的5%. It runs
    from late day ``from_day``; each of ``steps`` takes its place from a later day on. ``cap`` is
    text such as 合同价款的10%. ``per_instalment`` says whether a sum, daily or owed once, counts
    for each late instalment. ``lump_sum`` is text such as 一次性合同价款的5%, owed once beside
    ``rate``. ``runs_from`` names the event, such as 交货, that a charge reaches back to once the
    due day is missed; nothing runs before ``not_before``. ``wording`` is the clause itself.
    """

    origin: Origin
    rate: Annotated[str, "标准"]
    kind: Annotated[LateChargeKind, "性质"] = LateChargeKind.PENALTY
    clause: Annotated[str, "合同条款"] = ""
    wording: Annotated[str, "条款原文"] = ""
    from_day: Annotated[int, "自逾期第几日起"] = 1
    steps: Annotated[tuple[RateStep, ...], "分段标准"] = ()
    cap: Annotated[str, "上限"] = ""
    per_instalment: Annotated[bool | None, "每期分别计收"] = None
    lump_sum: Annotated[str, "另计的一次性违约金"] = ""
    runs_from: Annotated[DueEvent | None, "追溯起算事由"] = None
    not_before: Annotated[dt.date | None, "最早起算日"] = None
    before_principal: Annotated[bool | None, "先于本金抵充"] = None
