"""The terms on which an agency is paid, as a person writes them in YAML and a row keeps them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from legaldocs.case.party import BankAccount  # noqa: TC001 - the reader resolves the annotations
from legaldocs.core.errors import InputError
from legaldocs.core.money import plain
from legaldocs.core.notation import Notation, share
from legaldocs.core.origin import Origin  # noqa: TC001 - as above
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST, read
from legaldocs.core.system_error import reason
from legaldocs.core.typed import TypedReader
from legaldocs.portfolio.agency.vocabulary import CostPayer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERCENT = Notation("百分比，如 15%", share)
"""How a rate of commission or tax is written."""
_NAME = "佣金条件"
_NOTHING = re.compile(r"0(?:\.0{1,4})?%", re.ASCII)


def _tier_rate(text: str) -> Decimal:
    """Return the percent of a tier, which may be 0%: the first 50,000 free. Raises as share."""
    return Decimal() if _NOTHING.fullmatch(text) else share(text)


TIER_PERCENT = Notation("百分比，如 15%；这一档不计佣的写 0%", _tier_rate)
"""How the rate of a tier is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountTier:
    """A rate on one part of the money received (按金额分档); without ``up_to`` on all above."""

    origin: Origin
    percent: Annotated[Decimal, "比例", TIER_PERCENT]
    up_to: Annotated[Decimal | None, "累计至"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeTier:
    """A rate by the days a debt was overdue when it was placed (按账龄分档)."""

    origin: Origin
    percent: Annotated[Decimal, "比例", TIER_PERCENT]
    up_to_days: Annotated[int | None, "逾期天数至"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    """The tax on the commission (增值税): its rate, and whether the commission includes it."""

    origin: Origin
    percent: Annotated[Decimal, "税率", PERCENT]
    included: Annotated[bool, "佣金含税"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of commission (佣金条件).

    At most one of ``percent``, ``tiers`` and ``ages``, a ``fixed`` sum and a rate by the hour may
    stand together. With ``no_cure_no_pay`` nothing is due before money came in. ``minimum`` and
    ``cap`` are those of the whole engagement, the minimum once it has ended.
    ``agent_account`` is given only where both sides agreed expressly that the agency receives the
    money.
    """

    origin: Origin
    percent: Annotated[Decimal | None, "回款比例", PERCENT] = None
    tiers: Annotated[tuple[AmountTier, ...], "按回款金额分档"] = ()
    ages: Annotated[tuple[AgeTier, ...], "按账龄分档"] = ()
    hourly: Annotated[Decimal | None, "每小时"] = None
    fixed: Annotated[Decimal | None, "固定费用"] = None
    no_cure_no_pay: Annotated[bool, "无回款不收费"] = False
    minimum: Annotated[Decimal | None, "最低佣金"] = None
    cap: Annotated[Decimal | None, "最高佣金"] = None
    vat: Annotated[Vat | None, "增值税"] = None
    costs: Annotated[CostPayer, "办理费用由谁负担"] = CostPayer.AGENT
    settle_within_days: Annotated[int, "结算天数"] = 10
    notice_days: Annotated[int, "解除的通知天数"] = 15
    agent_account: Annotated[BankAccount | None, "约定代收的账户"] = None

    def to_json(self) -> str:
        """Return the terms as one line of JSON, which :func:`terms_in` reads again."""
        written = {key: _field(key, getattr(self, key)) for key in _KEYS}
        kept = {key: value for key, value in written.items() if value not in ("", [], None)}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


_KEYS = tuple(key for key in Terms.__dataclass_fields__ if key != "origin")
_PERCENTS = frozenset({"percent"})


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if hasattr(value, "__dataclass_fields__"):
        fields = (key for key in value.__dataclass_fields__ if key != "origin")
        pairs = {key: _field(key, getattr(value, key)) for key in fields}
        return {key: text for key, text in pairs.items() if text is not None}
    return None if value is None else str(value)


def _field(key: str, value: Any) -> Any:
    return f"{value:f}%" if key in _PERCENTS and value is not None else _written(value)


def terms_file(path: Path) -> Terms:
    """Return the terms in a file. Raises InputError with file and line for what is wrong."""
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise InputError(
            "佣金条件的文件读不出来", where=str(path), found=reason(error), next_step="核对路径"
        ) from error
    return _terms(data, path.name)


def terms_in(row_text: str) -> Terms:
    """Return the terms that a row of an engagement keeps."""
    return _terms(row_text.encode(), "委托所载佣金条件")


def _terms(data: bytes, name: str) -> Terms:
    reader = TypedReader()
    section = read(data, name)
    terms = reader.record(Terms, section, section.origin, _NAME)
    if terms is None or reader.findings:
        raise reader.error(InputError, "佣金条件有误")
    for place, what, step in _faults(terms):
        raise InputError(f"佣金条件有误：{what}", where=place, next_step=step)
    return terms


def _faults(terms: Terms) -> Iterator[tuple[Origin, str, str]]:
    place = terms.origin
    shares = [bool(terms.percent), bool(terms.tiers), bool(terms.ages)]
    if sum(shares) > 1:
        yield place, "percent、tiers、ages 只能写一种", "删去多余的"
    tiers = (*(tier.percent for tier in terms.tiers), *(tier.percent for tier in terms.ages))
    if not any((terms.percent, *tiers, terms.hourly, terms.fixed)):
        yield place, "没有写怎样计佣", "写 percent、tiers、ages、hourly、fixed 之一"
    yield from _gaps(terms.tiers, [tier.up_to for tier in terms.tiers], "up_to")
    yield from _gaps(terms.ages, [tier.up_to_days for tier in terms.ages], "up_to_days")
    if terms.minimum and terms.cap and terms.minimum > terms.cap:
        yield place.of("cap"), "最高佣金低于最低佣金", "改正其中一个"
    if not terms.settle_within_days > 0 or not terms.notice_days > 0:
        yield place, "天数应当大于 0", "改正 settle_within_days、notice_days"


def _gaps(tiers: Any, ends: list[Any], key: str) -> Iterator[tuple[Origin, str, str]]:
    *closed, last = ends or [None]
    if last is not None:
        yield tiers[-1].origin, f"最后一档不写 {key}", "删去最后一档的上限，以上各数都适用"
    if None in closed or closed != sorted({*closed} - {None}):
        yield tiers[0].origin, f"各档的 {key} 应由小到大，只有最后一档不写", "按顺序改写"
