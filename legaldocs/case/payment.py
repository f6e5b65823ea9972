"""What lowers the debt, and what was paid back."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass, replace
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.bill import Bill
from legaldocs.case.deposit import Deposit, DepositKind
from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class PaymentMethod(StrEnum):
    """How money was paid (付款方式)."""

    TRANSFER = "银行转账"
    WECHAT = "微信"
    ALIPAY = "支付宝"
    CASH = "现金"
    BANK_BILL = "银行承兑汇票"
    COMMERCIAL_BILL = "商业承兑汇票"
    CHEQUE = "支票"
    SET_OFF = "抵销"
    THIRD_PARTY = "第三人代付"
    OTHER = "其他"

    @classmethod
    def _missing_(cls, value: object) -> PaymentMethod | None:
        known = {
            cls.TRANSFER: ("转账", "电汇", "网银", "网银转账", "汇款"),
            cls.WECHAT: ("微信支付", "微信转账"),
            cls.ALIPAY: ("支付宝转账",),
            cls.THIRD_PARTY: ("代付", "第三方代付"),
        }
        return next((method for method, names in known.items() if value in names), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money the debtor paid (付款).

    Without a contract where there are several, it is spread over their debts (民法典560); ``slip``
    is then the whole sum of which this is the part that went to one contract. ``given`` is the bill
    or the deposit it comes from.
    """

    origin: Origin
    paid_on: Annotated[dt.date, "付款日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    method: Annotated[PaymentMethod | None, "付款方式"] = None
    payer: Annotated[str, "付款人"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reference: Annotated[str, "流水号"] = ""
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
    slip: Decimal | None = None
    given: Bill | Deposit | None = None

    @property
    def effective_on(self) -> dt.date:
        """The day from which it lowers the debt."""
        return self.paid_on

    @property
    def restored_on(self) -> dt.date | None:
        """The day at whose end it no longer counts: a bill was dishonoured; None while it does."""
        return self.given.restored_on if isinstance(self.given, Bill) else None

    @property
    def pays_charges(self) -> bool:
        """Whether it pays costs and interest first; what was given towards the price does not."""
        return not (isinstance(self.given, Deposit) and self.given.towards_the_price)

    @property
    def is_set_off(self) -> bool:
        """Whether no money passed: two debts were set off."""
        held = isinstance(self.given, Deposit) and not self.given.towards_the_price
        return held or self.method is PaymentMethod.SET_OFF

    @property
    def made_by_debtor(self) -> bool:
        """Whether the debtor performed by it; what the creditor applied or set off is none.

        Nor is a bill before it is honoured: it only promises payment, and may yet fail.
        """
        if isinstance(self.given, Bill):
            return self.given.has_paid
        if isinstance(self.given, Deposit):
            return self.given.kind is DepositKind.ADVANCE
        return self.method is not PaymentMethod.SET_OFF

    @property
    def says(self) -> str:
        """What it was for and how it was paid, as tables of payments print it."""
        how = self.given.how if self.given else str(self.method or "")
        return "，".join(filter(None, (self.towards, how)))

    def moved(self, amount: Decimal, day: dt.date) -> Payment:
        """Return a part of it as it counts from a later day."""
        return replace(self, amount=amount, paid_on=day)

    def stands_on(self, day: dt.date) -> bool:
        """Return whether it counted at the end of ``day``."""
        return self.paid_on <= day and (self.restored_on is None or day < self.restored_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Goods returned, a price cut or a set-off that lowers the debt (退货、折让、抵销).

    A set-off pays costs and interest first, as a payment does; the others lower the price alone,
    from ``from_on`` where they were agreed to reach back. ``overpaid_under`` is the number of the
    contract whose overpayment a set-off uses up.
    """

    origin: Origin
    agreed_on: Annotated[dt.date, "日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reason: Annotated[str, "事由"] = ""
    set_off: Annotated[bool, "抵销"] = False
    from_on: Annotated[dt.date | None, "追溯至"] = None
    overpaid_under: Annotated[str, "多付的合同编号"] = ""
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
    slip: Decimal | None = None

    @property
    def effective_on(self) -> dt.date:
        """The day from which it lowers the debt."""
        return self.from_on or self.agreed_on

    @property
    def pays_charges(self) -> bool:
        """Whether it pays costs and interest first: only a set-off does."""
        return self.set_off

    @property
    def is_set_off(self) -> bool:
        """Whether two debts were set off."""
        return self.set_off

    @property
    def restored_on(self) -> None:
        """No credit is undone."""
        return

    def moved(self, amount: Decimal, day: dt.date) -> Credit:
        """Return a part of it as it counts from a later day."""
        return replace(self, amount=amount, agreed_on=day, from_on=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money the creditor paid back because too much had been paid (退款)."""

    origin: Origin
    paid_on: Annotated[dt.date, "退款日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    reason: Annotated[str, "事由"] = ""
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
