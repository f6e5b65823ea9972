"""Money the creditor holds that is no payment yet."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class DepositKind(StrEnum):
    """What money given beforehand is (款项性质)."""

    EARNEST = "定金"
    SECURITY = "押金"
    BOND = "保证金"
    ADVANCE = "预付款"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """Money the debtor gave beforehand (定金、押金、保证金、预付款).

    An advance pays the price from ``paid_on``; the others only from ``applied_on``, and not at all
    when they went back on ``returned_on``.
    """

    origin: Origin
    kind: Annotated[DepositKind, "款项性质"]
    amount: Annotated[Decimal, "金额"]
    paid_on: Annotated[dt.date, "交付日期"]
    contract: Annotated[str, "合同编号"] = ""
    clause: Annotated[str, "合同条款"] = ""
    towards: Annotated[str, "抵充款项"] = ""
    applied_on: Annotated[dt.date | None, "抵充日期"] = None
    returned_on: Annotated[dt.date | None, "退还日期"] = None
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""

    @property
    def towards_the_price(self) -> bool:
        """Whether it goes to the price alone, and not to costs and interest first (民法典587)."""
        return self.kind in (DepositKind.EARNEST, DepositKind.ADVANCE)

    @property
    def counts_from(self) -> dt.date | None:
        """The day from which it pays; None while it is only held."""
        if self.kind is DepositKind.ADVANCE:
            return self.applied_on or self.paid_on
        return self.applied_on

    @property
    def held(self) -> bool:
        """Whether the creditor still has it and it has paid nothing."""
        return self.counts_from is None and self.returned_on is None

    @property
    def how(self) -> str:
        """What tables of payments say of it."""
        return f"{self.kind}抵作价款" if self.towards_the_price else f"{self.kind}抵扣"
