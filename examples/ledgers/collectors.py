"""The agencies and law firms of a made book, and how a placement with one goes."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from ledgers.dealings import Complaint, Cost, Placement
from ledgers.firms import Behaviour
from legaldocs.law.fees import court_fees
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.fen import fen, yuan_of

if TYPE_CHECKING:
    import random

    from ledgers.dealings import Invoice, Life

_REFUSED, _OLD = 5, 300
_TERM = 180


class Collector(NamedTuple):
    """An agency or law firm: how often it succeeds, how much it then gets, for what."""

    name: str
    kind: str
    odds: int
    share: tuple[int, int]
    days: tuple[int, int]
    commission: int
    fee: int
    complaints: int

    @property
    def terms(self) -> str:
        """The terms of commission as the book keeps them."""
        terms = {"percent": f"{self.commission}%"}
        if self.fee:
            terms |= {"fixed": str(yuan_of(self.fee)), "costs": "委托人"}
        else:
            terms["no_cure_no_pay"] = "是"
        return json.dumps(terms, ensure_ascii=False, sort_keys=True)


COLLECTORS = (
    Collector("合肥丁催收服务有限公司", "催收机构", 62, (55, 100), (15, 70), 15, 0, 12),
    Collector("南昌戊商账管理有限公司", "催收机构", 38, (40, 90), (30, 110), 10, 0, 30),
    Collector("武汉己律师事务所", "律师事务所", 70, (60, 100), (60, 160), 6, 500_000, 0),
    Collector("长沙庚律师事务所", "律师事务所", 55, (50, 100), (80, 170), 8, 300_000, 1),
)
"""Odds, shares, commission and complaints in percent; days until the first money; fee in fen."""


def place(life: Life, chance: random.Random, day: dt.date, items: list[Invoice]) -> None:
    """Give what is overdue to an agency, or to a lawyer where an agency had it before."""
    before = {one.agency for one in life.placements}
    kind = "律师事务所" if before else "催收机构"
    one = chance.choice([one for one in COLLECTORS if one.kind == kind])
    placed = [(item, item.open_on(day)) for item in items]
    number = f"WT{life.firm.number:05d}-{len(life.placements) + 1}"
    refused = chance.randrange(100) < _REFUSED
    ended = day + dt.timedelta(days=_REFUSED if refused else _TERM)
    accepted = None if refused else day + dt.timedelta(days=chance.randint(1, 5))
    made = Placement(
        one.name, number, day, placed, accepted, ended, "不受理" if refused else "未能收回",
        day + dt.timedelta(days=_TERM),
    )  # fmt: skip
    life.placements.append(made)
    if refused:
        return
    if one.fee:
        _sue(life, one, made)
    if chance.randrange(100) < _odds(life, one, day, items[0]):
        _collect(chance, one, made)
    if chance.randrange(100) < one.complaints:
        day = day + dt.timedelta(days=chance.randint(10, 60))
        life.complaints.append(Complaint(day, made, "来电过于频繁", chance.randrange(2) == 1))


def _odds(life: Life, one: Collector, day: dt.date, oldest: Invoice) -> int:
    odds = one.odds // 3 if life.firm.behaviour is Behaviour.FAILING else one.odds
    return odds // 2 if (day - oldest.due_on).days > _OLD else odds


def _sue(life: Life, one: Collector, made: Placement) -> None:
    total = sum(open_fen for _, open_fen in made.items)
    fees = court_fees(packaged(), yuan_of(total), made.day)
    day = made.day + dt.timedelta(days=10)
    life.costs.append(Cost(made.day, "律师费", one.fee, one.name, made))
    life.costs.append(Cost(day, "诉讼费", fen(fees.acceptance), one.name, made))


def _collect(chance: random.Random, one: Collector, made: Placement) -> None:
    share = chance.randint(*one.share)
    parts = chance.randint(1, 3)
    first = chance.randint(*one.days)
    for invoice, open_fen in made.items:
        for part in range(parts):
            day = made.day + dt.timedelta(days=first + 25 * part)
            invoice.bring_forward(day, open_fen * share // 100 // parts)
    made.ended_on = made.day + dt.timedelta(days=first + 25 * parts)
    made.outcome = "收回" if share == 100 else "部分收回"  # noqa: PLR2004 - percent


def commissions(life: Life) -> None:
    """Pay each agency its share of what came in while it had the debts."""
    for made in life.placements:
        one = next(one for one in COLLECTORS if one.name == made.agency)
        for invoice, open_fen in made.items if made.accepted_on else ():
            left = open_fen
            for paid in invoice.paid:
                if made.day < paid.day <= made.ended_on and left > 0:
                    counted = min(paid.fen, left)
                    left -= counted
                    cost = counted * one.commission // 100
                    life.costs.append(Cost(paid.day, "佣金", cost, one.name, made))
