"""What a court is asked to hold or holds, until when, and what is given as security.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.case.vocabulary import (  # noqa: TC001 - as above
    AssetKind,
    MeasureKind,
    ReleaseGround,
    SecurityKind,
)
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
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """What the creditor gives for a preservation (保全担保).

    ``ends_on`` where the guarantor answers only to a day, as insurers' policies do.
    """

    origin: Origin
    kind: Annotated[SecurityKind, "担保方式"]
    provider: Annotated[str, "担保人"]
    amount: Annotated[Decimal, "担保金额"]
    ends_on: Annotated[dt.date | None, "担保期限届满日"] = None
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seizure:
    """Something that a court holds, and until when (已采取的保全措施).

    ``ends_on`` is the last day as the court stated it in writing; ``waiting`` where another court
    holds it first (轮候). ``release`` marks what is to be released where the rest stays held.
    """

    origin: Origin
    kind: Annotated[AssetKind, "财产类型"]
    description: Annotated[str, "财产信息"]
    measure: Annotated[MeasureKind, "措施"]
    taken_on: Annotated[dt.date, "采取措施日期"]
    ends_on: Annotated[dt.date | None, "期限届满日"] = None
    waiting: Annotated[bool, "轮候"] = False
    release: Annotated[bool, "申请解除"] = False
    released_on: Annotated[dt.date | None, "解除日期"] = None
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Why the creditor lets go of what is held although not all is paid (解除保全).

    ``agreed_on`` is the day of the settlement or of the substitute; ``reason`` says the rest in one
    sentence.
    """

    origin: Origin
    ground: Annotated[ReleaseGround, "解除事由"]
    agreed_on: Annotated[dt.date | None, "约定日期"] = None
    reason: Annotated[str, "事由说明"] = ""
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preservation:
    """A preservation wanted or applied for (财产保全).

    ``amount`` in yuan where less than the whole claim is to be held; ``taken_on`` the day the court
    first took a measure. Of the ruling: its number, day and ``ruled_amount`` in yuan, and what was
    seized by it.
    """

    origin: Origin
    amount: Annotated[Decimal | None, "请求保全的数额"] = None
    urgency: Annotated[str, "紧急情况"] = ""
    court: Annotated[str, "保全法院"] = ""
    pre_suit_applied_on: Annotated[dt.date | None, "诉前保全申请日期"] = None
    taken_on: Annotated[dt.date | None, "采取保全措施日期"] = None
    security: Annotated[Security | None, "担保"] = None
    assets: Annotated[tuple[Asset, ...], "财产线索"] = ()
    case_number: Annotated[str, "保全案号"] = ""
    ruling_number: Annotated[str, "裁定文号"] = ""
    ruled_on: Annotated[dt.date | None, "裁定日期"] = None
    ruled_amount: Annotated[Decimal | None, "裁定保全的数额"] = None
    seizures: Annotated[tuple[Seizure, ...], "已采取的措施"] = ()
    release: Annotated[Release | None, "解除保全"] = None
