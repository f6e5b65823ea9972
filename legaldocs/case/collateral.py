"""What property of the debtor secures the debt.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class CollateralKind(StrEnum):
    """How property secures a debt (财产担保的方式)."""

    MORTGAGE = "抵押"
    PLEDGE = "质押"
    LIEN = "留置"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collateral:
    """Property of the debtor that secures the debt (财产担保).

    ``amount`` in yuan where only so much is secured.
    """

    origin: Origin
    kind: Annotated[CollateralKind, "担保方式"]
    property: Annotated[str, "担保财产"]
    amount: Annotated[Decimal | None, "担保金额"] = None
    registered_on: Annotated[dt.date | None, "登记日期"] = None
