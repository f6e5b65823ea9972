"""A thing offered in place of the money that is owed.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtInKind:
    """A thing that is to be taken for the debt (拟议的以物抵债).

    ``value`` is what it is to count for, ``appraised`` what an appraisal of ``appraised_on`` says,
    in yuan; ``falls_to_creditor`` when it is to be the creditor's by a default alone.
    """

    origin: Origin
    asset: Annotated[str, "抵债的财产"]
    owner: Annotated[str, "所有权人"]
    value: Annotated[Decimal, "抵债金额"]
    identifier: Annotated[str, "权属证号或者识别号"] = ""
    appraised: Annotated[Decimal | None, "评估价值"] = None
    appraised_on: Annotated[dt.date | None, "评估日期"] = None
    encumbrances: Annotated[str, "抵押、租赁等负担"] = ""
    seized: Annotated[bool, "已被查封扣押"] = False
    co_owners: Annotated[tuple[str, ...], "共有人"] = ()
    registration: Annotated[str, "登记机构"] = ""
    taxes_by: Annotated[str, "税费由谁负担"] = ""
    deliver_by: Annotated[dt.date | None, "交付和登记期限"] = None
    falls_to_creditor: Annotated[bool, "约定逾期即归债权人所有"] = False
