"""A debt of the creditor that is to be set off, as a case file states it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOff:
    """What the creditor owes the debtor and wants to set off by a notice (抵销).

    ``amount`` is in yuan; ``ground`` says what it is owed for, in words that follow 因; ``barred``
    where the parties agreed that it may not be set off. From ``arrived_on`` the set-off has effect
    and stands among the credits (民法典568).
    """

    origin: Origin
    amount: Annotated[Decimal, "债权人应付的金额"]
    ground: Annotated[str, "债务的依据"]
    due_on: Annotated[dt.date | None, "债务的到期日"] = None
    barred: Annotated[bool, "约定不得抵销"] = False
    arrived_on: Annotated[dt.date | None, "通知到达日期"] = None
    file: Files = ()
    audience: Shown = None
