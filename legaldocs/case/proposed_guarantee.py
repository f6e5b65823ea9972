"""A guarantee that is to be drawn up, and by whom a company has it approved.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.party import PERIOD, Guarantee
from legaldocs.case.vocabulary import GuaranteeForm, GuaranteeScope  # noqa: TC001 - as above
from legaldocs.core.notation import PATH
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class GuaranteePaper(StrEnum):
    """The paper in which a guarantee is given (保证文书)."""

    CONTRACT = "保证合同"
    LETTER = "保证函"


class ResolutionBody(StrEnum):
    """Who in a company approves its guarantee (决议机构)."""

    BOARD = "董事会"
    SHAREHOLDERS = "股东会"


class ResolutionExemption(StrEnum):
    """Why a guarantee of a company needs no resolution (无须决议的情形), 担保制度解释8."""

    FINANCIAL = "金融机构开立保函或者担保公司担保"
    SUBSIDIARY = "为全资子公司担保"
    TWO_THIRDS = "三分之二以上表决权的股东签字同意"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGuarantee:
    """A guarantee that is to be signed (拟取得的保证).

    ``covers`` names the contracts, all of them where it is empty; an empty ``scope`` is the one of
    law. ``for_shareholder`` when the debtor is a shareholder or the controller of the guarantor.
    """

    origin: Origin
    guarantor: Annotated[str, "保证人"]
    paper: Annotated[GuaranteePaper, "文书"]
    form: Annotated[GuaranteeForm | None, "保证方式"] = None
    period: Annotated[str, "保证期间", PERIOD] = ""
    until_on: Annotated[dt.date | None, "保证期间届满日"] = None
    amount: Annotated[Decimal | None, "保证金额"] = None
    scope: Annotated[tuple[GuaranteeScope, ...], "保证范围"] = ()
    covers: Annotated[tuple[str, ...], "所保证的合同"] = ()
    resolved_by: Annotated[ResolutionBody | None, "决议机构"] = None
    resolved_on: Annotated[dt.date | None, "决议日期"] = None
    resolution: Annotated[tuple[str, ...], "公司决议", PATH] = ()
    exemption: Annotated[ResolutionExemption | None, "无须决议的情形"] = None
    for_shareholder: Annotated[bool, "债务人是其股东或者实际控制人"] = False
    listed: Annotated[bool, "上市公司"] = False

    def signed(self, on: dt.date) -> Guarantee:
        """Return the guarantee as it will stand once it is signed."""
        return Guarantee(
            origin=self.origin,
            guarantor=self.guarantor,
            signed_on=on,
            form=self.form,
            until_on=self.until_on,
            period=self.period,
            amount=self.amount,
            scope=self.scope,
            covers=self.covers,
            resolution=self.resolution,
        )
