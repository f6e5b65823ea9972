"""Terms for paying a debt in parts.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from legaldocs.case.compromise import Compromise  # noqa: TC001 - as above
from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPart:
    """One payment of a settlement (还款期次)."""

    origin: Origin
    due_on: Annotated[dt.date, "付款日"]
    amount: Annotated[Decimal, "金额"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Terms for paying in parts, meant or signed (还款安排).

    The case's ``settlement`` is the latest, perhaps a draft; those signed before it stand in
    ``earlier_settlements``.

    From ``signed_on`` the deed governs what is owed. ``late_charge_amount`` is the late charge to
    that day where the deed fixes it, in yuan; where the outcome is 确定 it is part of the
    instalments. ``before_principal`` when payments after a default go to the late charge first.
    ``accelerates`` when a default lets the later instalments fall due. ``compromise`` makes it a
    settlement agreement rather than a plan of payment alone.
    """

    origin: Origin
    instalments: Annotated[tuple[SettlementPart, ...], "还款期次"]
    signed_on: Annotated[dt.date | None, "签订日期"] = None
    late_charge: Annotated[LateChargeOutcome, "逾期付款责任的处理"] = LateChargeOutcome.RESERVED
    late_charge_amount: Annotated[Decimal | None, "确定的逾期付款责任金额"] = None
    grace_days: Annotated[int, "宽限天数"] = 0
    accelerates: Annotated[bool, "逾期则其余各期提前到期"] = True
    default_rate: Annotated[str, "再次逾期的违约金标准"] = ""
    before_principal: Annotated[bool | None, "先于本金抵充"] = None
    cost_clause: Annotated[str, "费用承担条款"] = ""
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
    court: Annotated[str, "管辖法院"] = ""
    arbitration: Annotated[str, "仲裁机构"] = ""
    court_link: Annotated[str, "法院与争议的联系"] = ""
    forfeits: Annotated[str, "逾期即归债权人所有的财产"] = ""
    place: Annotated[str, "签订地点"] = ""
    compromise: Annotated[Compromise | None, "和解条件"] = None

    @property
    def given_up(self) -> Decimal:
        """The principal that the creditor gives up once the plan is kept, in yuan."""
        discount = self.compromise.discount if self.compromise is not None else None
        return discount or Decimal(0)
