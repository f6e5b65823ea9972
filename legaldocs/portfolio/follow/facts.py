"""The facts of a case as the book knows them: every figure is one of the book's rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.case.vocabulary import (
    Channel,
    ContractKind,
    Effect,
    ExhibitGroup,
    PartyKind,
)
from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.follow.contract_terms import terms_of
from legaldocs.portfolio.follow.gaps import gaps_of
from legaldocs.portfolio.follow.receipt_name import row_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from legaldocs.importing.creditor import Creditor
    from legaldocs.importing.record import Facts
    from legaldocs.portfolio.follow.answers import Answer
    from legaldocs.portfolio.follow.came_in import CameIn, Paid
    from legaldocs.portfolio.follow.debts import Debt, Debts
    from legaldocs.portfolio.follow.said import Said

_MOST_NAMED = 5
_DEBTOR = ("name", "uscc", "address", "service_address", "representative")


@dataclass(frozen=True, slots=True)
class Known:
    """What the book knows of a case (账册所知): the rows, and our own side."""

    customer: Mapping[str, Any]
    people: tuple[Mapping[str, Any], ...]
    creditor: Creditor
    our_name: str
    debts: Debts
    came_in: CameIn
    said: Said
    answers: list[Answer]
    as_of: dt.date
    deed: Deed | None = None


class Deed(NamedTuple):
    """What a deed or an instrument of the case put in place of receivables (还款协议、生效文书).

    From its day the law says what each payment pays, so that the case states none.
    """

    since: dt.date
    receivables: frozenset[int]


class CaseFacts:
    """Works out the facts of one case from the book, and what a case needs beside (案件事实).

    ``gaps`` are sentences in Chinese; ``files`` are the paths of originals in the book's folder
    with their SHA-256, by the list of the case that names them.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._terms = {debt.called: terms_of(debt.terms) for debt in known.debts.debts}
        self.gaps: list[str] = []
        self.files: dict[str, dict[str, str]] = defaultdict(dict)

    def facts(self) -> Facts:
        """Return the facts; paths of files are still those of the book."""
        known = self._known
        sums: Facts = {
            "instalments": list(self._instalments()),
            "invoices": list(self._invoices()),
            "payments": list(self._stated_payments()),
            "credits": [row for debt in known.debts.debts for row in self._credits(debt)]
            + [self._credit(red, f"{PLACEHOLDER}合同编号") for red in known.debts.homeless],
        }
        facts: Facts = {"parties": list(self._parties())}
        facts["contracts"] = [self._contract(debt) for debt in known.debts.debts]
        facts |= known.creditor.others
        facts |= sums
        facts["statements"], facts["other_evidence"], objections = self._answers(sums)
        facts["communications"] = [*known.said.rows, *objections]
        self.files["communications"] |= known.said.files
        facts["guarantees"] = list(self._guarantees())
        self.gaps += gaps_of(known, self._terms)
        return {key: value for key, value in facts.items() if value}

    def _parties(self) -> Iterator[dict[str, Any]]:
        known = self._known
        if known.creditor.party is not None:
            yield known.creditor.party
        else:
            yield {"role": "债权人", "name": known.our_name}
            self.gaps.append("我方资料：在 book.yaml 里写 creditor（住所、代码、法定代表人、账户）")
        yield self._debtor()
        names = {row["guarantor"]: None for row in self._guarantees()}
        yield from ({"role": "保证人", "name": name} for name in names)
        if names:
            self.gaps.append(f"保证人{'、'.join(names)}的主体类型、住所、证件号码，和保证文件")

    def _debtor(self) -> dict[str, Any]:
        row = self._known.customer
        party = {"role": "债务人", **{key: row[key] for key in _DEBTOR if row[key]}}
        kind = _party_kind(row["kind"])
        has_id = bool(row["id_number"])
        if has_id and not row["uscc"] and kind in (None, PartyKind.PERSON):
            kind = PartyKind.PERSON
            party.pop("representative", None)
        if kind is not None:
            party["kind"] = str(kind)
        if has_id and kind in (PartyKind.PERSON, PartyKind.SOLE_TRADER):
            party["id_number"] = row["id_number"]
        for key, said in (("address", "住所"), ("uscc", "统一社会信用代码")):
            if key not in party and kind is not PartyKind.PERSON:
                self.gaps.append(f"债务人的{said}，以及登记信息（企业信用信息公示系统）")
        for terms in self._terms.values():
            party |= {"size": terms.customer_size} if terms.customer_size else {}
            if terms.service_address:
                party.setdefault("service_address", terms.service_address)
        person = next(iter(self._known.people), None)
        if person is not None:
            for key, value in (("contact", "name"), ("phone", "phone"), ("email", "email")):
                party |= {key: person[value]} if person[value] else {}
        return party

    def _contract(self, debt: Debt) -> dict[str, Any]:
        terms = self._terms[debt.called]
        found: dict[str, Any] = {"number": debt.called} if debt.called else {}
        found |= terms.contract
        if found.get("kind") and found["kind"] not in [*ContractKind]:
            self.gaps.append(f"合同类型“{found.pop('kind')}”认不出")
        if debt.whole and debt.terms:
            found["price"] = _yuan(debt.terms["price_fen"])
        # A contract is never empty: what is not noted of it follows from its parts.
        return found or {"name": "合同"}

    def _guarantees(self) -> Iterator[dict[str, Any]]:
        for debt in self._known.debts.debts:
            for row in self._terms[debt.called].guarantees:
                yield row | ({"covers": [debt.called]} if debt.called else {})

    def _instalments(self) -> Iterator[dict[str, str]]:
        for debt in self._known.debts.debts:
            names = debt.names
            for row in debt.parts:
                part = {"name": names[row["id"]], "amount": _yuan(row["amount_fen"])}
                yield part | {"due_on": str(row["due_on"])} | _of(debt)

    def _invoices(self) -> Iterator[dict[str, str]]:
        """Yield the invoices whose day is known and that stand under one contract."""
        by_number: dict[str, list[tuple[Debt, Mapping[str, Any]]]] = defaultdict(list)
        bare: list[str] = []
        for debt in self._known.debts.debts:
            for row in debt.parts:
                if row["invoice_number"]:
                    by_number[row["invoice_number"]].append((debt, row))
                else:
                    bare.append(part_of(debt, row))
        if bare:
            more = f"等 {len(bare)} 笔" if len(bare) > _MOST_NAMED else ""
            self.gaps.append(f"{'、'.join(bare[:_MOST_NAMED])}{more}的发票号码")
        for number, found in by_number.items():
            days = {row["issued_on"] for _, row in found}
            whose = {id(debt) for debt, _ in found}
            day = next(iter(days))
            if len(days) > 1 or len(whose) > 1 or day is None:
                what = "开票日期" if len(whose) == 1 else "属于哪一份合同"
                self.gaps.append(f"发票 {number} 的{what}，案件里没有写这张发票")
                continue
            invoice = {"number": number, "issued_on": str(day)}
            invoice["amount"] = _yuan(sum(row["amount_fen"] for _, row in found))
            received = {row["invoice_received_on"] for _, row in found} - {None}
            if len(received) == 1 and (on := received.pop()) and day <= on <= self._known.as_of:
                invoice["received_on"] = str(on)
            yield invoice | _of(found[0][0])

    def _payments(self) -> list[Paid]:
        """Return the payments; those since a deed are whole receipts."""
        came, deed = self._known.came_in, self._known.deed
        paid = sorted((*came.matched, *came.unmatched), key=lambda one: (one.paid_on, one.order))
        if deed is None:
            return paid
        whole: dict[str, Paid] = {}
        old = []
        under = {one.receipt for one in paid if one.receivable in deed.receivables}
        for one in paid:
            loose = one.receivable is None and (one.receipt in under or one.paid_on > deed.since)
            if one.receivable in deed.receivables or loose:
                before = whole.get(one.receipt)
                fen = one.fen + (before.fen if before else 0)
                whole[one.receipt] = one._replace(fen=fen, receivable=None)
            else:
                old.append(one)
        return sorted((*old, *whole.values()), key=lambda one: (one.paid_on, one.order))

    def _stated_payments(self) -> Iterator[dict[str, str]]:
        """Yield the payments; the second row of a receipt says so, to be known again."""
        seen: set[str] = set()
        for paid in self._payments():
            row = {"paid_on": str(paid.paid_on), "amount": _yuan(paid.fen)}
            row |= self._towards(paid)
            row["reference"] = paid.receipt
            if paid.receipt in seen:
                row["reference"] = row_name(paid.receipt, row.get("towards", ""))
            seen.add(paid.receipt)
            for key in ("method", "payer"):
                if value := getattr(paid, key):
                    row[key] = value
            yield row

    def _towards(self, paid: Paid) -> dict[str, str]:
        debts = self._known.debts.debts
        named = ((debt, debt.names.get(paid.receivable or 0)) for debt in debts)
        return next(({"towards": name} | _of(debt) for debt, name in named if name), {})

    def _credits(self, debt: Debt) -> Iterator[dict[str, str]]:
        for red in debt.reds:
            yield self._credit(red, debt.called)

    def _credit(self, red: Mapping[str, Any], contract: str) -> dict[str, str]:
        """Return what of a red invoice no refund has used up, as a credit of its contract."""
        known = self._known
        day = red["issued_on"] or min(red["due_on"], known.as_of)
        number = red["invoice_number"] or red["number"]
        if red["issued_on"] is None:
            self.gaps.append(f"红字 {number} 的开票日期：案件里暂按到期日 {day} 写")
        row = {"agreed_on": str(day), "amount": _yuan(-known.debts.open_fen[red["id"]])}
        row |= {"contract": contract} if contract else {}
        return row | {"reason": f"红字发票 {number}"}

    def _answers(
        self, sums: Facts
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the last statement that was confirmed, the earlier ones, and what was objected."""
        statements: list[dict[str, Any]] = []
        others: list[dict[str, Any]] = []
        objections: list[dict[str, Any]] = []
        agreed = [answer for answer in self._known.answers if answer.agrees]
        for answer in self._known.answers:
            if not answer.agrees:
                objections += self._objection(answer)
            elif answer is agreed[-1] and self._fits(answer, sums):
                row = {"through_on": str(answer.through_on), "balance": _yuan(answer.balance_fen)}
                row |= {"confirmed_by": answer.who} if answer.who else {}
                row |= {"confirmed_on": str(answer.answered_on)}
                statements.append(row | self._shown("statements", answer))
            else:
                title = f"截至{chinese_day(answer.through_on)}的对账回执（{answer.number}）"
                proves = f"{answer.who or '债务人'}{answer.outcome}对账单"
                row = {"title": title, "proves": proves, "dated_on": str(answer.answered_on)}
                row |= {"group": str(ExhibitGroup.STATEMENT)}
                shown = self._shown("other_evidence", answer)
                others += [row | shown] if shown else []
        return statements, others, objections

    def _fits(self, answer: Answer, sums: Facts) -> bool:
        """Return whether a confirmed balance is what the case's rows come to on its day.

        A statement may be about receivables that are no part of the case, paid since; beside rows
        that say otherwise it would stop every paper.
        """
        day = str(answer.through_on)
        parts = {part["id"]: part for debt in self._known.debts.debts for part in debt.parts}
        due = sum(
            row["amount_fen"] for row in parts.values()
            if row["issued_on"] is None or row["issued_on"] <= answer.through_on
        )  # fmt: skip
        paid = sum(paid.fen for paid in self._payments() if paid.paid_on <= answer.through_on)
        less = paid + sum(_fen(row) for row in sums["credits"] if row["agreed_on"] <= day)
        invoiced = [_fen(row) for row in sums["invoices"] if row["issued_on"] <= day]
        sums_up = {due - less, *([sum(invoiced) - less] if invoiced else ())}
        fits = sums_up == {answer.balance_fen} and answer.balance_fen >= 0
        if not fits:
            self.gaps.append(
                f"截至 {answer.through_on} 的对账单载明 {figure(yuan_of(answer.balance_fen))} 元，"
                "与案件各笔在那一天的余额不同（可能有已经付清、案件没有写的），只作为证据附上"
            )
        return fits

    def _objection(self, answer: Answer) -> list[dict[str, Any]]:
        """Return an objection to a statement, unless the log has it already."""
        day = str(answer.answered_on)
        if any(row["sent_on"] == day and "objection" in row for row in self._known.said.rows):
            return []
        ground = " ".join(answer.note.split()) or f"对对账单 {answer.number} 有异议"
        channel = str(Channel.EMAIL) if "邮件" in answer.way else f"{PLACEHOLDER}方式"
        row: dict[str, Any] = {"sent_on": day, "channel": channel, "direction": "收到"}
        row |= {"effect": str(Effect.DISPUTE), "gist": f"对账异议：{ground}"}
        return [row | {"objection": {"ground": ground}} | self._shown("communications", answer)]

    def _shown(self, key: str, answer: Answer) -> dict[str, list[str]]:
        """Return the file of an answer, where the book has one, for a list of the case."""
        if not answer.kept_as:
            self.gaps.append(f"对账单 {answer.number} 的回执（账册里没有文件）")
            return {}
        self.files[key][answer.kept_as] = answer.sha256
        return {"file": [answer.kept_as]}


def part_of(debt: Debt, row: Mapping[str, Any]) -> str:
    """Return a part as a gap names it."""
    return f"合同 {debt.number} 的{debt.names[row['id']]}" if debt.number else debt.names[row["id"]]


def _party_kind(text: str) -> PartyKind | None:
    try:
        return PartyKind(text) if text else None
    except ValueError:
        return None


def _of(debt: Debt) -> dict[str, str]:
    return {"contract": debt.called} if debt.called else {}


def _yuan(fen: int) -> str:
    return str(yuan_of(fen))


def _fen(row: Mapping[str, str]) -> int:
    return int(row["amount"].replace(".", ""))
