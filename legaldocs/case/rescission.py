"""Why and how the creditor ends a contract, as a case file states it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class RescissionGround(StrEnum):
    """What gives the right to end the contract (解除事由)."""

    AGREED = "约定"
    STATUTORY = "法定"
    INSTALMENT = "分期"


class RescissionClaim(StrEnum):
    """What the creditor asks for once the contract has ended (解除后的请求)."""

    RETURN = "返还标的物"
    PENALTY = "违约金"
    DAMAGES = "赔偿损失"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescission:
    """The end of a contract by the creditor's notice (解除合同).

    ``clause`` and ``known_on``, the day the creditor knew of the ground, belong to an agreed one;
    the others follow from a demand that ran out. With ``grace_days`` the contract ends only when
    they pass without payment (民法典565).
    """

    origin: Origin
    ground: Annotated[RescissionGround, "解除事由"]
    contract: Annotated[str, "合同编号"] = ""
    clause: Annotated[str, "约定解除的条款"] = ""
    known_on: Annotated[dt.date | None, "知道解除事由之日"] = None
    grace_days: Annotated[int | None, "宽限天数"] = None
    claims: Annotated[tuple[RescissionClaim, ...], "解除后的请求"] = ()
    return_within_days: Annotated[int, "返还期限天数"] = 15
    goods_location: Annotated[str, "标的物所在地"] = ""
    goods_resold: Annotated[bool, "标的物已经转卖"] = False
