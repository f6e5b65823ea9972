"""Which originals prove what, in the order a court reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from legaldocs.case.disclosure import Disclosure
from legaldocs.case.vocabulary import (
    Channel,
    ContractKind,
    DueEvent,
    ExhibitGroup,
    PartyKind,
)
from legaldocs.claim.contract_words import WORDS, words_of
from legaldocs.claim.letter_exhibit import letter_proves, letter_title, sender
from legaldocs.claim.payment_papers import payment_papers
from legaldocs.claim.quote import Quote
from legaldocs.core.days import chinese_day
from legaldocs.core.filekinds import EvidenceForm, form_of
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.case.contract import Contract, Instalment
    from legaldocs.case.model import Case
    from legaldocs.core.origin import Origin


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One exhibit (证据): one or more originals that prove one fact.

    ``number`` counts from one through the whole list; ``group`` is the part of the claim it belongs
    to; ``files`` are paths relative to the case folder; ``rows`` the facts it proves, ``quotes``
    what they cite of the files; ``audience`` who may see it as its row says. ``handed_in`` and
    ``copies`` are as the rows say, empty where they say nothing.
    """

    number: int
    group: ExhibitGroup
    title: str
    form: EvidenceForm | None
    source: str
    proves: str
    dated_on: dt.date | None
    files: tuple[str, ...]
    rows: tuple[Origin, ...] = ()
    audience: Disclosure | None = None
    quotes: tuple[Quote, ...] = ()
    handed_in: str = ""
    copies: str = ""

    @property
    def label(self) -> str:
        """The exhibit as papers cite it, such as 证据3."""
        return f"证据{self.number}"


def exhibits(case: Case) -> tuple[Exhibit, ...]:
    """Return the exhibits by element of the claim, in time order inside each group.

    Rows that name the same files are one exhibit that proves them all; what the case keeps internal
    is none.
    """
    order = list(ExhibitGroup)
    by_files: dict[tuple[str, ...], Exhibit] = {}
    filed = (row for row in _all(case) if row.audience is not Disclosure.INTERNAL)
    for exhibit in sorted(filed, key=lambda exhibit: order.index(exhibit.group)):
        first = by_files.get(exhibit.files)
        by_files[exhibit.files] = exhibit if first is None else _merged(first, exhibit)
    return tuple(
        replace(exhibit, number=number) for number, exhibit in enumerate(by_files.values(), start=1)
    )


def _merged(first: Exhibit, second: Exhibit) -> Exhibit:
    both = replace(
        first,
        rows=first.rows + second.rows,
        quotes=first.quotes + second.quotes,
        handed_in=_either(first.handed_in, second.handed_in),
        copies=_either(first.copies, second.copies),
    )
    if second.title == first.title:
        return both
    return replace(
        both,
        title=f"{first.title}、{second.title}",
        proves=f"{first.proves}；{second.proves}",
    )


def _either(first: str, second: str) -> str:
    """Return what two rows say of the same files: both, where they contradict each other."""
    return "、".join(dict.fromkeys(filter(None, (first, second))))


def _all(case: Case) -> Iterator[Exhibit]:
    for group in (_identity_exhibits, _bankruptcies, _contracts, _supplements, _deeds):
        yield from group(case)
    for group in (_assignment, _deliveries, _invoices, _payments, _statements):
        yield from group(case)
    for group in (_demands, _guarantees, _losses, _others):
        yield from group(case)


def _exhibit(  # noqa: PLR0913 - the columns of the list of exhibits, most with a default
    group: ExhibitGroup,
    row: Any,
    title: str,
    proves: str,
    *,
    source: str = "债权人持有",
    day: dt.date | None = None,
    files: tuple[str, ...] = (),
    form: EvidenceForm | None = None,
) -> Exhibit:
    """Return an exhibit still without a number; its files are those of the row unless given."""
    files = tuple(dict.fromkeys(files or row.file))
    form = form or _form(files)
    quotes = tuple(Quote(words, row.origin.of("quotes")) for words in getattr(row, "quotes", ()))
    return Exhibit(
        0,
        group,
        title,
        form,
        row.source or source,
        proves,
        day,
        files,
        (row.origin,),
        row.audience,
        quotes,
        row.handed_in or "",
        "" if row.copies is None else str(row.copies),
    )


def _form(files: tuple[str, ...]) -> EvidenceForm:
    """Return 电子数据 where every file is such by its name, else 书证."""
    electronic = all(form_of(file) is EvidenceForm.ELECTRONIC for file in files)
    return EvidenceForm.ELECTRONIC if electronic else EvidenceForm.DOCUMENT


def _seller(case: Case) -> str:
    """Return who made the contract with the debtor: of an assigned claim, the assignor."""
    return case.assignment.assignor if case.assignment else "债权人"


def _both(case: Case) -> str:
    return f"{case.assignment.assignor}与债务人" if case.assignment else "双方"


def _by_day(rows: tuple[Any, ...], day: str) -> list[Any]:
    return sorted((row for row in rows if row.file), key=lambda row: getattr(row, day))


def _identity_exhibits(case: Case) -> Iterator[Exhibit]:
    for party in case.parties:
        if party.file:
            person = party.kind is PartyKind.PERSON
            yield _exhibit(
                ExhibitGroup.IDENTITY,
                party,
                f"{party.name}{'身份' if person else '主体'}资料",
                f"{party.role}的{'身份信息' if person else '主体身份、住所等登记信息'}",
                source="债权人持有" if person else "公开登记信息",
            )


def _bankruptcies(case: Case) -> Iterator[Exhibit]:
    for party in case.parties:
        row = party.bankruptcy
        if row is not None and row.file:
            yield _exhibit(
                ExhibitGroup.IDENTITY,
                row,
                f"{party.name}破产受理文书",
                f"{row.court}于{chinese_day(row.accepted_on)}受理{party.name}破产申请",
                source=row.court,
                day=row.accepted_on,
            )


def _assignment(case: Case) -> Iterator[Exhibit]:
    row = case.assignment
    if row is None:
        return
    if row.file:
        proves = f"{row.assignor}于{chinese_day(row.agreed_on)}将债权转让给{case.creditor.name}"
        yield _exhibit(
            ExhibitGroup.CONTRACT,
            row,
            "债权转让协议",
            proves,
            source=f"{row.assignor}与债权人签订",
            day=row.agreed_on,
        )
    for notice in row.notices:
        arrived = f"，{chinese_day(notice.arrived_on)}送达" if notice.arrived_on else ""
        if notice.file:
            yield _exhibit(
                ExhibitGroup.CONTRACT,
                notice,
                f"致{notice.to}的债权转让通知及送达凭证",
                f"{chinese_day(notice.sent_on)}向{notice.to}发出债权转让通知{arrived}",
                day=notice.sent_on,
            )


def _contracts(case: Case) -> Iterator[Exhibit]:
    for row in case.contracts:
        if row.file:
            terms = (
                "付款时间" if _has_due_days(row) else "",
                "违约责任" if row.late_payment else "",
            )
            agreed = "和".join(filter(None, terms))
            price = f"，{words_of(row).money}{figure(row.price)}元" if row.price is not None else ""
            proves = f"{_both(case)}订立合同{price}" + (f"，约定{agreed}" if agreed else "")
            yield _exhibit(
                ExhibitGroup.CONTRACT,
                row,
                row.title,
                proves,
                source=f"{_both(case)}签订",
                day=row.signed_on,
            )


def _supplements(case: Case) -> Iterator[Exhibit]:
    for contract in case.contracts:
        for row in _by_day(contract.supplements, "signed_on"):
            proves = f"{_both(case)}{chinese_day(row.signed_on)}签订补充协议，变更{contract.title}"
            yield _exhibit(
                ExhibitGroup.CONTRACT,
                row,
                row.title,
                f"{proves}{row.changes}",
                source=f"{_both(case)}签订",
                day=row.signed_on,
            )


def _deeds(case: Case) -> Iterator[Exhibit]:
    for row in case.deeds:
        if not row.file:
            continue
        amount = sum((part.amount for part in row.instalments), ZERO)
        proves = f"债务人确认债务，约定分期支付{figure(amount)}元"
        if row.late_charge_amount is not None:
            proves += f"，并确定截至签订之日的违约金或者利息为{figure(row.late_charge_amount)}元"
        yield _exhibit(
            ExhibitGroup.CONTRACT, row, "还款协议", proves, source="双方签订", day=row.signed_on
        )


def _has_due_days(contract: Contract) -> bool:
    parts: tuple[Contract | Instalment, ...] = contract.instalments or (contract,)
    return all(
        part.due_on or part.due_days or part.due_after not in (None, DueEvent.DEMAND)
        for part in parts
    )


def _deliveries(case: Case) -> Iterator[Exhibit]:
    for row in _by_day(case.deliveries, "delivered_on"):
        contract = case.contract_of(row.contract)
        words = words_of(contract) if contract else WORDS[ContractKind.SALE]
        signed = f"，由{row.signed_by}{words.signs}" if row.signed_by else ""
        back = f"债务人退还{words.subject}"
        done = back if row.handed_back else words.delivered(figure(row.amount))
        proves = f"{chinese_day(row.delivered_on)}{done}{signed}"
        source = f"债务人{words.signs}" if row.signed_by else f"{_seller(case)}制作"
        yield _exhibit(
            ExhibitGroup.PERFORMANCE,
            row,
            f"{words.slip} {row.number}",
            proves,
            source=source,
            day=row.delivered_on,
        )


def _invoices(case: Case) -> Iterator[Exhibit]:
    for row in _by_day(case.invoices, "issued_on"):
        received = f"，债务人{chinese_day(row.received_on)}收到" if row.received_on else ""
        proves = f"{_seller(case)}开具发票，价税合计{figure(row.amount)}元{received}"
        yield _exhibit(
            ExhibitGroup.PERFORMANCE,
            row,
            f"发票 {row.number}",
            proves,
            source=f"{_seller(case)}开具",
            day=row.issued_on,
        )


def _payments(case: Case) -> Iterator[Exhibit]:
    papers = sorted(payment_papers(case), key=lambda paper: paper.day)
    for row, title, proves, day, source, files in papers:
        if files or row.file:
            yield _exhibit(
                ExhibitGroup.PAYMENT, row, title, proves, source=source, day=day, files=files
            )


def _statements(case: Case) -> Iterator[Exhibit]:
    rows = _by_day(case.statements, "through_on")
    for row in rows:
        title = f"对账单（截至{chinese_day(row.through_on)}）" if len(rows) > 1 else "对账单"
        confirmed = f"{row.confirmed_by}确认" if row.confirmed_by else f"{_seller(case)}账目载明"
        joint = not row.contract and len(case.contracts) > 1
        confirmed += "各合同" if joint else ""
        contract = case.contract_of(row.contract)
        owed = words_of(contract).owed if contract else "合同价款"
        proves = f"{confirmed}截至{chinese_day(row.through_on)}尚欠{owed}{figure(row.balance)}元"
        source = "债务人确认" if row.confirmed_by else f"{_seller(case)}制作"
        yield _exhibit(
            ExhibitGroup.STATEMENT, row, title, proves, source=source, day=row.through_on
        )


def _demands(case: Case) -> Iterator[Exhibit]:
    rows = [row for row in case.communications if row.file or row.proof]
    for row in sorted(rows, key=lambda row: row.sent_on):
        yield _exhibit(
            ExhibitGroup.DEMAND,
            row,
            letter_title(row),
            letter_proves(case, row),
            files=(*row.file, *row.proof),
            form=EvidenceForm.ELECTRONIC if row.channel in (Channel.EMAIL, Channel.CHAT) else None,
            source=f"{sender(case, row)}发出",
            day=row.sent_on,
        )
    for event in _by_day(case.interruptions, "happened_on"):
        number = f"（{event.case_number}）" if event.case_number else ""
        yield _exhibit(
            ExhibitGroup.DEMAND,
            event,
            f"{event.kind}材料",
            f"{chinese_day(event.happened_on)}{event.kind}{number}，诉讼时效中断",
            day=event.happened_on,
        )


def _guarantees(case: Case) -> Iterator[Exhibit]:
    for row in _by_day(case.guarantees, "signed_on"):
        form = f"，方式为{row.form}" if row.form else ""
        yield _exhibit(
            ExhibitGroup.GUARANTEE,
            row,
            f"{row.guarantor}保证文件",
            f"{row.guarantor}为债务提供保证{form}",
            files=(*row.file, *row.resolution),
            source="保证人出具",
            day=row.signed_on,
        )


def _losses(case: Case) -> Iterator[Exhibit]:
    for row in _by_day(case.costs, "incurred_on"):
        proves = f"为实现债权支出{row.name}{figure(row.amount)}元"
        yield _exhibit(ExhibitGroup.LOSS, row, f"{row.name}凭证", proves, day=row.incurred_on)


def _others(case: Case) -> Iterator[Exhibit]:
    for row in case.other_evidence:
        if row.file:
            yield _exhibit(
                row.group,
                row,
                row.title,
                row.proves,
                source=row.source or "债权人持有",
                day=row.dated_on,
            )
