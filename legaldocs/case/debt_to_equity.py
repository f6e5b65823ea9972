"""A claim that is to become a share in the debtor.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtToEquity:
    """A claim to be converted into a share (拟议的债转股).

    ``company`` is the debtor itself, which takes the claim as a contribution. ``amount`` is the
    claim converted and ``appraised`` its value, in yuan; ``votes`` the resolution's majority.
    """

    origin: Origin
    company: Annotated[str, "目标公司"]
    amount: Annotated[Decimal, "转股的债权"]
    appraised: Annotated[Decimal | None, "评估价值"] = None
    appraised_on: Annotated[dt.date | None, "评估日期"] = None
    resolved_on: Annotated[dt.date | None, "增资决议日期"] = None
    votes: Annotated[str, "表决情况"] = ""
    share: Annotated[str, "取得的股权"] = ""
    preemption_waived: Annotated[bool, "其他股东放弃优先认缴"] = False
    register_by: Annotated[dt.date | None, "变更登记期限"] = None
    repurchase_by: Annotated[str, "回购义务人"] = ""
    state_owned: Annotated[bool, "国有企业"] = False
    foreign: Annotated[bool, "有外方"] = False
    listed: Annotated[bool, "上市公司"] = False
