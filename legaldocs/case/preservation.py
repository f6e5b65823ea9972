"""What a court is asked to hold before it decides, and what is given as security.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.case.vocabulary import AssetKind, SecurityKind  # noqa: TC001 - as above
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class LeadSource(StrEnum):
    """How the creditor came to know of an asset (线索取得方式)."""

    DEALINGS = "往来资料"
    PUBLIC = "公开信息"
    SITE = "现场查看"
    COURT = "法院查询"
    LAWYER = "律师调查"
    DEBTOR = "对方陈述"
    THIRD_PARTY = "他人提供"
    BOUGHT = "购买"
    FOLLOWED = "跟踪偷拍"
    UNLAWFUL = "其他违法方式"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something of the debtor's that a court could hold (财产线索).

    ``holder`` is who owns it by the register or the papers, ``source`` the paper or place it is
    known from, ``encumbrances`` what others hold on it.
    """

    origin: Origin
    kind: Annotated[AssetKind, "财产类型"]
    description: Annotated[str, "财产信息"]
    location: Annotated[str, "所在地"] = ""
    value: Annotated[Decimal | None, "估值"] = None
    definite: Annotated[bool, "信息明确"] = False
    holder: Annotated[str, "权利人"] = ""
    encumbrances: Annotated[str, "权利负担"] = ""
    source: Annotated[str, "来源"] = ""
    source_kind: Annotated[LeadSource | None, "取得方式"] = None
    obtained_on: Annotated[dt.date | None, "取得日期"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """What the creditor gives for a preservation (保全担保)."""

    origin: Origin
    kind: Annotated[SecurityKind, "担保方式"]
    provider: Annotated[str, "担保人"]
    amount: Annotated[Decimal, "担保金额"]
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preservation:
    """A preservation wanted or applied for (财产保全).

    ``amount`` in yuan where less than the whole claim is to be held; ``taken_on`` the day the court
    first took a measure.
    """

    origin: Origin
    amount: Annotated[Decimal | None, "请求保全的数额"] = None
    urgency: Annotated[str, "紧急情况"] = ""
    court: Annotated[str, "保全法院"] = ""
    pre_suit_applied_on: Annotated[dt.date | None, "诉前保全申请日期"] = None
    taken_on: Annotated[dt.date | None, "采取保全措施日期"] = None
    security: Annotated[Security | None, "担保"] = None
    assets: Annotated[tuple[Asset, ...], "财产线索"] = ()
