"""A bill or cheque that was given for the debt."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.core.days import chinese_day
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class BillKind(StrEnum):
    """What kind of bill was received (票据种类)."""

    BANK = "银行承兑汇票"
    COMMERCIAL = "商业承兑汇票"
    CHEQUE = "支票"

    @classmethod
    def _missing_(cls, value: object) -> BillKind | None:
        known = {
            cls.BANK: ("银承", "电子银行承兑汇票"),
            cls.COMMERCIAL: ("商承", "电子商业承兑汇票"),
        }
        return next((kind for kind, names in known.items() if value in names), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill of exchange or cheque that the creditor received (票据).

    It pays on condition that it is honoured; ``in_payment`` when the parties agreed that it takes
    the place of the debt whatever comes of it. ``extends_term`` says whether the debt waits for its
    maturity ``due_on``. ``endorsed_on`` when the creditor passed it on, ``repaid_on`` when a later
    holder then took recourse and was paid.
    """

    origin: Origin
    kind: Annotated[BillKind, "票据种类"]
    number: Annotated[str, "票据号码"]
    amount: Annotated[Decimal, "票据金额"]
    received_on: Annotated[dt.date, "收票日期"]
    due_on: Annotated[dt.date | None, "票据到期日"] = None
    acceptor: Annotated[str, "承兑人"] = ""
    contract: Annotated[str, "合同编号"] = ""
    towards: Annotated[str, "指定用途"] = ""
    in_payment: Annotated[bool | None, "以票抵债"] = None
    extends_term: Annotated[bool | None, "付款期限顺延至票据到期日"] = None
    honoured_on: Annotated[dt.date | None, "兑付日期"] = None
    endorsed_on: Annotated[dt.date | None, "背书转让日期"] = None
    dishonoured_on: Annotated[dt.date | None, "拒付日期"] = None
    repaid_on: Annotated[dt.date | None, "向后手清偿日期"] = None
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
    proof: Annotated[tuple[str, ...], "拒付证明"] = ()

    @property
    def title(self) -> str:
        """The bill as papers name it, such as 商业承兑汇票（号码：1234）."""
        return f"{self.kind}（号码：{self.number}）"

    @property
    def how(self) -> str:
        """What tables of payments say of it, with its maturity until it was honoured."""
        waits = self.due_on is not None and not self.honoured_on
        due = f"，{chinese_day(self.due_on)}到期" if self.due_on and waits else ""
        return f"{self.title}{due}"

    @property
    def has_failed(self) -> bool:
        """Whether the creditor is left without the money: not while a later holder is unpaid."""
        unpaid = self.dishonoured_on is not None and not self.in_payment
        return unpaid and (self.endorsed_on is None or self.repaid_on is not None)

    @property
    def has_paid(self) -> bool:
        """Whether the creditor has its worth: honoured, taken in lieu of the debt, or passed on."""
        settled = self.honoured_on is not None or bool(self.in_payment)
        return settled or (self.endorsed_on is not None and not self.has_failed)

    @property
    def restored_on(self) -> dt.date | None:
        """The day at whose end the debt stands again; None while the bill counts as payment.

        That is its maturity, or the day before it on which payment was refused; after an
        endorsement the day the later holder was paid.
        """
        if not self.has_failed or self.dishonoured_on is None:
            return None
        if self.endorsed_on and self.repaid_on:
            return max(self.repaid_on, self.received_on)
        return max(min(self.due_on or self.dishonoured_on, self.dishonoured_on), self.received_on)

    @property
    def counted(self) -> bool:
        """Whether it counts as a payment, be it for a time.

        One that failed and did not extend the term never did, unless it had been passed on.
        """
        return not self.has_failed or self.endorsed_on is not None or self.extends_term is not False
