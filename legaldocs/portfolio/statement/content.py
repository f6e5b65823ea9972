"""What a statement of account says: one record, from which paper and data are made."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import rfc8785

from legaldocs.case.vocabulary import PartyKind
from legaldocs.core.money import ZERO
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.statement.figures import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.portfolio.statement.account import Account
    from legaldocs.portfolio.statement.figures import Figures

SCHEMA = "legaldocs.statement/1"
_NOTHING_SAID, _NO_CONTRACT = "未指明用途的收付", "未写合同编号"


@dataclass(frozen=True, slots=True)
class Row:
    """One movement, in yuan (往来明细): one of ``raised`` and ``lowered`` is zero."""

    day: dt.date
    number: str
    contract: str
    what: str
    raised: Decimal = ZERO
    lowered: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class ContractRow:
    """The balance of a contract, in yuan (分合同余额)."""

    contract: str
    opening: Decimal
    raised: Decimal
    lowered: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is open by how late it is, in yuan (账龄)."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """An objection that is not settled, in yuan (未决异议); None: all of it."""

    raised_on: dt.date
    number: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of both sides of a statement (对账一方)."""

    name: str
    uscc: str = ""
    addressed: str = ""
    natural: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A statement of account (对账单), sums in yuan.

    ``open_items`` are the receivables that ``ageing`` sorts; less ``unmatched``, money that nobody
    said what for, and ``prepaid``, money for later receivables, they are ``closing``.
    """

    number: str
    creditor: Side
    customer: Side
    from_on: dt.date
    through_on: dt.date
    made_on: dt.date
    reply_by: dt.date
    opening: Decimal
    rows: tuple[Row, ...]
    raised: Decimal
    lowered: Decimal
    closing: Decimal
    overdue: Decimal
    ageing: tuple[Bucket, ...]
    open_items: Decimal
    unmatched: Decimal
    prepaid: Decimal
    contracts: tuple[ContractRow, ...]
    disputes: tuple[DisputeRow, ...]

    def canonical(self) -> bytes:
        """Return it as canonical JSON (RFC 8785): what is hashed, and what lies beside the paper.

        Days are ISO dates, sums texts with two decimals.
        """
        return rfc8785.dumps({"schema": SCHEMA, "currency": "CNY", **_plain(self)})

    @property
    def sha256(self) -> str:
        """The SHA-256 of the canonical form."""
        return hashlib.sha256(self.canonical()).hexdigest()


def content_of(
    account: Account, creditor: Side, number: str, made_on: dt.date, reply_within_days: int
) -> Content:
    """Return what the statement of an account says."""
    known = account.figures
    return Content(
        number=number,
        creditor=creditor,
        customer=_customer(account.customer),
        from_on=known.from_on,
        through_on=known.through_on,
        made_on=made_on,
        reply_by=made_on + dt.timedelta(days=reply_within_days),
        opening=yuan_of(known.opening_fen),
        rows=_rows(known),
        raised=yuan_of(known.raised_fen),
        lowered=yuan_of(known.lowered_fen),
        closing=yuan_of(known.closing_fen),
        overdue=yuan_of(known.overdue_fen),
        ageing=tuple(
            Bucket(name, yuan_of(fen)) for (_, name), fen in zip(BUCKETS, known.ageing, strict=True)
        ),
        open_items=yuan_of(sum(known.ageing)),
        unmatched=yuan_of(known.unmatched_fen),
        prepaid=yuan_of(known.prepaid_fen),
        contracts=tuple(
            ContractRow(_contract(line.contract), *map(yuan_of, line[1:]))
            for line in known.contracts
        ),
        disputes=tuple(
            DisputeRow(
                one.raised_on,
                one.number,
                None if one.amount_fen is None else yuan_of(one.amount_fen),
            )
            for one in account.disputes
        ),
    )


def _rows(known: Figures) -> tuple[Row, ...]:
    return tuple(
        Row(
            row.day,
            row.number,
            _contract(row.contract) if row.contract is None else row.contract,
            f"{row.what}（{row.note}）" if row.note else row.what,
            *(yuan_of(fen) for fen in (max(row.change_fen, 0), max(-row.change_fen, 0))),
        )
        for row in known.movements
    )


def _contract(number: str | None) -> str:
    return _NOTHING_SAID if number is None else number or _NO_CONTRACT


def _customer(row: Mapping[str, Any]) -> Side:
    name, trader = str(row["name"]), row["kind"] == PartyKind.SOLE_TRADER
    operator = str(row["representative"])
    addressed = f"{name}（经营者：{operator}）" if trader and operator else name
    natural = row["kind"] == PartyKind.PERSON or (trader and not operator)
    return Side(name, str(row["uscc"] or ""), addressed, natural=natural)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value.isoformat() if hasattr(value, "isoformat") else value
