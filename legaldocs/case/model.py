"""The facts of a case, frozen, each with the place it was written at.

The text beside a field is its Chinese name: it is used in messages and accepted as a column
heading of a table. Amounts are yuan; a field without a default must be given.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from pathlib import Path  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.amendment import Amendment  # noqa: TC001 - as above
from legaldocs.case.bill import Bill  # noqa: TC001 - as above
from legaldocs.case.communication import (  # noqa: TC001 - as above
    Communication,
    Interruption,
)
from legaldocs.case.contract import Contract, Instalment  # noqa: TC001 - as above
from legaldocs.case.debt_in_kind import DebtInKind  # noqa: TC001 - as above
from legaldocs.case.debt_to_equity import DebtToEquity  # noqa: TC001 - as above
from legaldocs.case.demand import Demand
from legaldocs.case.deposit import Deposit  # noqa: TC001 - as above
from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.party import (  # noqa: TC001 - as above
    Agent,
    Assignment,
    Files,
    Guarantee,
    Party,
)
from legaldocs.case.payment import Credit, Payment, Refund  # noqa: TC001 - as above
from legaldocs.case.procedure import Procedure  # noqa: TC001 - as above
from legaldocs.case.proposed_guarantee import ProposedGuarantee  # noqa: TC001 - as above
from legaldocs.case.reconciliation import Reconciliation  # noqa: TC001 - as above
from legaldocs.case.redaction import Redaction  # noqa: TC001 - as above
from legaldocs.case.rescission import Rescission  # noqa: TC001 - as above
from legaldocs.case.service import Service  # noqa: TC001 - as above
from legaldocs.case.set_off import SetOff  # noqa: TC001 - as above
from legaldocs.case.settlement import Settlement  # noqa: TC001 - as above
from legaldocs.case.vocabulary import ExhibitGroup, Liability, Role
from legaldocs.core.findings import Finding  # noqa: TC001 - as above
from legaldocs.core.notation import NAME
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFirm:
    """The firm and lawyer that act for the creditor (律师事务所).

    What is not known yet leaves the lawyer's letter a draft.
    """

    origin: Origin
    name: Annotated[str, "律师事务所"]
    licence: Annotated[str, "执业许可证号"] = ""
    lawyer: Annotated[str, "律师"] = ""
    lawyer_licence: Annotated[str, "律师执业证号"] = ""
    mandated_on: Annotated[dt.date | None, "委托日期"] = None
    letter_number: Annotated[str, "函件编号"] = ""
    address: Annotated[str, "地址"] = ""
    phone: Annotated[str, "电话"] = ""
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Goods handed over (送货、交接).

    ``handed_back`` when it was the tenant who gave back what was let.
    """

    origin: Origin
    number: Annotated[str, "送货单号"]
    delivered_on: Annotated[dt.date, "送货日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    goods: Annotated[str, "货物"] = ""
    signed_by: Annotated[str, "签收人"] = ""
    signed_on: Annotated[dt.date | None, "签收日期"] = None
    accepted_on: Annotated[dt.date | None, "验收日期"] = None
    handed_back: Annotated[bool, "退还租赁物"] = False
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A VAT invoice the creditor issued (发票)."""

    origin: Origin
    number: Annotated[str, "发票号码"]
    issued_on: Annotated[dt.date, "开票日期"]
    amount: Annotated[Decimal, "价税合计"]
    received_on: Annotated[dt.date | None, "收票日期"] = None
    contract: Annotated[str, "合同编号"] = ""
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A cost of pursuing the claim (实现债权的费用)."""

    origin: Origin
    name: Annotated[str, "费用名称"]
    amount: Annotated[Decimal, "金额"]
    incurred_on: Annotated[dt.date, "发生日期"]
    contract: Annotated[str, "合同编号"] = ""
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of account and who confirmed it (对账单).

    ``balance`` is the unpaid price on ``through_on``, of all contracts together where no contract
    is named; ``late_charge`` only when the statement fixed one expressly, and
    ``late_charge_reserved`` when it reserves what runs after that day. ``quotes`` are the messages
    that confirm it, as in ``Communication``.
    """

    origin: Origin
    through_on: Annotated[dt.date, "对账截止日"]
    balance: Annotated[Decimal, "欠款余额"]
    contract: Annotated[str, "合同编号"] = ""
    late_charge: Annotated[Decimal | None, "载明的违约金或利息"] = None
    late_charge_reserved: Annotated[bool, "保留此后的违约金或利息"] = False
    confirmed_by: Annotated[str, "确认人"] = ""
    confirmed_on: Annotated[dt.date | None, "确认日期"] = None
    quotes: Annotated[tuple[str, ...], "引用的消息"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A collection agency the creditor engaged (委托催收机构)."""

    origin: Origin
    name: Annotated[str, "机构名称"]
    engaged_on: Annotated[dt.date, "委托日期"]
    commission: Annotated[str, "佣金约定"] = ""
    authority: Annotated[str, "授权范围"] = ""
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvidence:
    """A document that no other row names (其他证据); ``quotes`` as in ``Communication``."""

    origin: Origin
    title: Annotated[str, "证据名称", NAME]
    proves: Annotated[str, "证明目的"]
    dated_on: Annotated[dt.date | None, "日期"] = None
    source: Annotated[str, "来源"] = ""
    group: Annotated[ExhibitGroup, "归入"] = ExhibitGroup.OTHER
    quotes: Annotated[tuple[str, ...], "引用的消息"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a case file states (案件).

    ``instalments`` of several contracts are put into the contracts they name when the case is read.
    ``tables`` are the files that rows were read from, ``remarks`` how they were read.
    """

    folder: Path
    origin: Origin
    parties: Annotated[tuple[Party, ...], "当事人"]
    contracts: Annotated[tuple[Contract, ...], "合同"]
    title: Annotated[str, "案件名称", NAME] = ""
    liability: Annotated[Liability | None, "债务人之间的责任"] = None
    assignment: Annotated[Assignment | None, "债权转让"] = None
    agents: Annotated[tuple[Agent, ...], "委托诉讼代理人"] = ()
    service: Annotated[Service | None, "送达地址确认"] = None
    law_firm: Annotated[LawFirm | None, "律师事务所"] = None
    demand: Annotated[Demand | None, "函件要求"] = None
    deliveries: Annotated[tuple[Delivery, ...], "送货"] = ()
    invoices: Annotated[tuple[Invoice, ...], "发票"] = ()
    payments: Annotated[tuple[Payment, ...], "付款"] = ()
    bills: Annotated[tuple[Bill, ...], "票据"] = ()
    deposits: Annotated[tuple[Deposit, ...], "定金押金"] = ()
    credits: Annotated[tuple[Credit, ...], "退货折让"] = ()
    set_off: Annotated[SetOff | None, "要抵销的债务"] = None
    refunds: Annotated[tuple[Refund, ...], "退款"] = ()
    costs: Annotated[tuple[Cost, ...], "费用"] = ()
    statements: Annotated[tuple[Statement, ...], "对账"] = ()
    reconciliation: Annotated[Reconciliation | None, "对账安排"] = None
    communications: Annotated[tuple[Communication, ...], "往来函件"] = ()
    interruptions: Annotated[tuple[Interruption, ...], "时效中断"] = ()
    guarantees: Annotated[tuple[Guarantee, ...], "保证"] = ()
    rescission: Annotated[Rescission | None, "解除合同"] = None
    proposed_guarantees: Annotated[tuple[ProposedGuarantee, ...], "拟取得的保证"] = ()
    amendments: Annotated[tuple[Amendment, ...], "拟签的补充协议"] = ()
    debts_in_kind: Annotated[tuple[DebtInKind, ...], "拟议的以物抵债"] = ()
    debt_to_equity: Annotated[DebtToEquity | None, "拟议的债转股"] = None
    procedure: Annotated[Procedure | None, "程序"] = None
    settlement: Annotated[Settlement | None, "还款安排"] = None
    earlier_settlements: Annotated[tuple[Settlement, ...], "此前的还款协议"] = ()
    agency: Annotated[Agency | None, "委托催收"] = None
    other_evidence: Annotated[tuple[OtherEvidence, ...], "其他证据"] = ()
    redactions: Annotated[tuple[Redaction, ...], "遮盖"] = ()
    instalments: Annotated[tuple[Instalment, ...], "各合同的分期"] = ()
    tables: tuple[str, ...] = ()
    remarks: tuple[Finding, ...] = ()

    @property
    def creditor(self) -> Party:
        """The party that is owed."""
        return self._only(Role.CREDITOR)

    @property
    def debtor(self) -> Party:
        """The party that owes; the first where there are several."""
        return self._only(Role.DEBTOR)

    @property
    def debtors(self) -> tuple[Party, ...]:
        """The parties that owe, in the order they are written in."""
        return tuple(party for party in self.parties if party.role is Role.DEBTOR)

    def _only(self, role: Role) -> Party:
        return next(party for party in self.parties if party.role is role)

    @property
    def deeds(self) -> tuple[Settlement, ...]:
        """The settlements that were signed, oldest first; the last one governs."""
        rows = (*self.earlier_settlements, *((self.settlement,) if self.settlement else ()))
        return tuple(row for row in rows if row.signed_on is not None)

    @property
    def deed(self) -> Settlement | None:
        """The signed settlement that governs what is owed."""
        return self.deeds[-1] if self.deeds else None

    @property
    def letter_terms(self) -> Demand:
        """How letters are set: as the case says, else as practice has it."""
        return self.demand or Demand(origin=self.origin)

    def contract_of(self, name: str) -> Contract | None:
        """Return the contract a row names; a row may leave it out when there is only one."""
        if not name and len(self.contracts) == 1:
            return self.contracts[0]
        return next(
            (contract for contract in self.contracts if name and contract.number == name), None
        )
