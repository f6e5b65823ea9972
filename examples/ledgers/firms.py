"""Who buys in a made book. Every name is a number with a town and a trade: nobody's."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from stdnum.cn import uscc

TOWNS = (
    ("武汉", "420100"), ("长沙", "430100"), ("郑州", "410100"), ("合肥", "340100"),
    ("南昌", "360100"), ("西安", "610100"), ("成都", "510100"), ("济南", "370100"),
)  # fmt: skip
TRADES = ("食品", "机械", "建材", "电子", "包装", "纺织", "化工", "医药")
SEGMENTS = ("经销商", "终端客户", "工程客户", "大客户")
SELLERS = ("王某", "李某", "赵某", "周某", "吴某", "郑某")
BUYERS = ("钱某", "孙某", "冯某", "陈某", "褚某", "卫某", "蒋某", "沈某")
_TERMS = (30, 30, 45, 60, 90)
_SIZES = {"经销商": (3_000, 60_000), "终端客户": (1_000, 25_000), "工程客户": (20_000, 180_000),
          "大客户": (40_000, 500_000)}  # fmt: skip
"""Yuan of an invoice, by segment."""
_LEADING = 6
"""How much larger the first customers are than the rest: the smaller, the more."""


class Behaviour(StrEnum):
    """How a firm pays (付款习惯)."""

    GOOD = "按期"
    SLOW = "拖延"
    BREAKER = "食言"
    FAILING = "停止付款"


_SHARES = {Behaviour.GOOD: 52, Behaviour.SLOW: 28, Behaviour.BREAKER: 13, Behaviour.FAILING: 7}


@dataclass(frozen=True, slots=True)
class Firm:
    """A customer as the finance program and the seller know it (客户)."""

    number: int
    name: str
    uscc: str
    trade: str
    segment: str
    owner: str
    behaviour: Behaviour
    term_days: int
    weight: int
    buyers: tuple[str, ...]
    address: str

    @property
    def code(self) -> str:
        """The code in the finance program."""
        return f"C{self.number:06d}"

    @property
    def sizes(self) -> tuple[int, int]:
        """The smallest and the largest invoice in yuan."""
        return _SIZES[self.segment]


def firms(count: int, seed: int) -> list[Firm]:
    """Return ``count`` customers, the first of them the largest."""
    return [_firm(number, seed) for number in range(1, count + 1)]


def _firm(number: int, seed: int) -> Firm:
    chance = random.Random(f"{seed}/firm/{number}")  # noqa: S311 - made-up customers
    town, region = chance.choice(TOWNS)
    trade = chance.choice(TRADES)
    first = chance.randrange(len(BUYERS))
    body = f"91{region}MAX{number:06d}"
    return Firm(
        number=number,
        name=f"{town}第{number}{trade}有限公司",
        uscc=body + uscc.calc_check_digit(body) if chance.randrange(5) else "",
        trade=trade,
        segment=chance.choices(SEGMENTS, (40, 35, 15, 10))[0],
        owner=chance.choice(SELLERS),
        behaviour=chance.choices([*_SHARES], [*_SHARES.values()])[0],
        term_days=chance.choice(_TERMS),
        weight=10_000_000 // (number + _LEADING),
        buyers=tuple(BUYERS[(first + at) % len(BUYERS)] for at in range(chance.randint(1, 2))),
        address=f"{town}市某区某路{number}号",
    )
