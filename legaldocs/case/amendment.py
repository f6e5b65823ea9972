"""A supplement to a contract that is to be signed, clause by clause.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """A clause as it stands and as it is to be (条款的变更)."""

    origin: Origin
    clause: Annotated[str, "条款"]
    old: Annotated[str, "原约定"]
    new: Annotated[str, "变更后"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A supplement that is to be signed (拟签的补充协议); a signed one is a :class:`Supplement`.

    ``late_charge`` is what becomes of the late charge that ran before it; ``discount`` the overdue
    principal given up, in yuan. Both are given up only where the rest is paid by ``pay_by``.
    """

    origin: Origin
    changes: Annotated[tuple[ClauseChange, ...], "变更的条款"]
    contract: Annotated[str, "合同编号"] = ""
    effective_on: Annotated[dt.date | None, "开始适用日期"] = None
    late_charge: Annotated[LateChargeOutcome, "此前逾期付款责任的处理"] = LateChargeOutcome.RESERVED
    discount: Annotated[Decimal | None, "附条件减免的本金"] = None
    pay_by: Annotated[dt.date | None, "付清期限"] = None
    guarantors_sign: Annotated[tuple[str, ...], "签署的保证人"] = ()
