"""A late-payment term: what runs from which late day on, and where it ends."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.law.interest import InterestSegment, accrue
from legaldocs.law.rate_terms import FixedSum, LprMultiple, OverdueShare, yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import LprMode, RateTerm

_DAY = dt.timedelta(days=1)
_LONGEST = 40
_CAP_FRAME = re.compile(
    r"(?:累计|总计|合计|总额|最高)*(?:不(?:得|应)?(?:超过|超出|高于)|为)?(?:以)?(?P<cap>.*?)(?:为限)?"
)
_CAP_SHARE = re.compile(
    r"(?P<of>合同(?:总价款|总价|总金额|总额|价款|金额|价)|"
    r"(?:逾期|欠付|未付|拖欠|应付未付|逾期未付)(?:付款)?(?:部分)?(?:金额|款项|价款|货款|款)?|欠款)"
    r"(?:总额|金额)?的?(?:(?P<percent>\d{1,3}(?:\.\d{1,4})?)%|"
    r"百分之(?:(?P<figures>\d{1,3})|(?P<spelled>[一二三四五六七八九十]{1,3})))",
    re.ASCII,
)
_CAP_SUM = re.compile(
    r"(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)(?P<wan>万)?元?"
)
_TENS = {word: number for number, word in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a late charge may come to (违约金上限).

    ``percent`` of the price of the contract or of what is overdue, each part for itself; or a sum
    of ``yuan`` for the whole contract.
    """

    of: Literal["price", "overdue", "sum"]
    percent: Decimal
    yuan: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """What runs from one late day on (分段标准); the first late day is day 1."""

    from_day: int
    rate: RateTerm


@dataclass(frozen=True, slots=True)
class LateTerm:
    """What runs on a late debt, with its steps and its cap (逾期付款标准).

    ``per_part`` says whether a sum that does not depend on what is unpaid is owed for each
    instalment that is late, or only once for the contract. ``lump`` is owed once beside what runs.
    Nothing runs before ``not_before``; a term that ``reaches_back`` runs from an event before the
    due day once that day is missed.
    """

    steps: tuple[Step, ...]
    cap: Cap | None = None
    per_part: bool = False
    lump: FixedSum | OverdueShare | None = None
    not_before: dt.date | None = None
    reaches_back: bool = False

    @classmethod
    def of(cls, rate: RateTerm) -> LateTerm:
        """Return the term under which one rate runs from the first late day."""
        return cls((Step(1, rate),))

    @property
    def parts(self) -> tuple[LateTerm, ...]:
        """What runs by its steps, and the sum owed once beside it, each as a term of its own."""
        if self.lump is None:
            return (self,)
        return replace(self, lump=None), replace(self, steps=(Step(1, self.lump),), lump=None)

    @property
    def lpr(self) -> bool:
        """Whether any of it follows the LPR."""
        return any(isinstance(step.rate, LprMultiple) for step in self.steps)

    @property
    def fixed_sum(self) -> bool:
        """Whether any of it is a sum that does not depend on what is unpaid."""
        rates = (self.lump, *(step.rate for step in self.steps))
        return any(isinstance(rate, FixedSum) for rate in rates)

    @property
    def once(self) -> bool:
        """Whether it is owed once, and does not grow with time."""
        return all(_is_once(step.rate) for step in self.steps)

    @property
    def plain(self) -> bool:
        """Whether it is one rate from the first late day without a cap."""
        first = self.steps[0].rate
        return not isinstance(first, FixedSum | OverdueShare) and (
            replace(self, per_part=False) == LateTerm.of(first)
        )

    def rate_on(self, late_day: int) -> RateTerm:
        """Return what runs on a late day; before the first step that step."""
        reached = [step for step in self.steps if step.from_day <= late_day]
        return (reached or self.steps)[-1 if reached else 0].rate

    def in_mode(self, mode: LprMode) -> LateTerm:
        """Return the term with the LPR of the day of breach, or of each day."""
        steps = tuple(
            replace(step, rate=replace(step.rate, mode=mode))
            if isinstance(step.rate, LprMultiple)
            else step
            for step in self.steps
        )
        return replace(self, steps=steps)

    def segments(
        self, book: LawBook, base: Decimal, first: dt.date, last: dt.date, breach_on: dt.date
    ) -> Iterator[InterestSegment]:
        """Yield what runs on ``base`` yuan, both days counted; ``breach_on`` is late day 1."""
        for place, step in enumerate(self.steps):
            start = breach_on + (step.from_day - 1) * _DAY
            if self.reaches_back and not _is_once(step.rate):
                start = min(start, first)
            following = self.steps[place + 1 :]
            end = breach_on + (following[0].from_day - 2) * _DAY if following else dt.date.max
            if isinstance(step.rate, FixedSum | OverdueShare) and _is_once(step.rate):
                if first <= start <= last:
                    yield _one_off(step.rate, base, start)
                continue
            start, end = max(start, first), min(end, last)
            if start > end:
                continue
            if isinstance(step.rate, FixedSum):
                yield _daily(step.rate, start, end)
            elif not isinstance(step.rate, OverdueShare):
                yield from accrue(book, base, start, end, step.rate, breach_on=breach_on).segments


def _is_once(rate: RateTerm) -> bool:
    return isinstance(rate, OverdueShare) or (isinstance(rate, FixedSum) and rate.per == "once")


def _daily(rate: FixedSum, first: dt.date, last: dt.date) -> InterestSegment:
    days = (last - first).days + 1
    sum_ = rate.yuan or Decimal(0)
    total = sum_ * days
    return fixed_segment(
        first, last, total, rate.words, f"{figure(sum_)}×{days}日＝{figure(total)}"
    )


def _one_off(rate: FixedSum | OverdueShare, base: Decimal, day: dt.date) -> InterestSegment:
    if isinstance(rate, FixedSum):
        sum_ = rate.yuan or Decimal(0)
        return fixed_segment(day, day, sum_, rate.words, f"一次计收{figure(sum_)}")
    sum_ = base * rate.percent / 100
    return fixed_segment(
        day, day, sum_, rate.words, f"{figure(base)}×{rate.percent}%＝{figure(sum_)}，一次计收"
    )


def fixed_segment(
    first: dt.date, last: dt.date, total: Decimal, label: str, says: str
) -> InterestSegment:
    """Return a run whose sum is not a rate on its base."""
    return InterestSegment(
        first,
        last,
        (last - first).days + 1,
        Decimal(0),
        "day",
        total,
        says,
        "合同约定",
        provisional=False,
        exact=Fraction(total),
        label=label,
    )


def parse_cap(text: str) -> Cap:
    """Return the cap that ``text`` states: 合同价款的10%, 逾期金额的5%, 20000元 or 2万元.

    Raises InputError for anything else, and for a cap of zero.
    """
    framed = _CAP_FRAME.fullmatch("".join(text.split()).replace("％", "%"))
    plain = framed["cap"] if framed else ""
    if len(plain) <= _LONGEST:
        share, sum_ = _CAP_SHARE.fullmatch(plain), _CAP_SUM.fullmatch(plain)
        percent = _share(share) if share else Decimal(0)
        if share and percent:
            of: Literal["price", "overdue"] = (
                "price" if share["of"].startswith("合同") else "overdue"
            )
            return Cap(of, percent, Decimal(0), plain)
        if sum_ and yuan_of(sum_):
            return Cap(
                "sum", Decimal(0), yuan_of(sum_), plain if plain.endswith("元") else f"{plain}元"
            )
    raise InputError(
        "上限无法识别",
        expected="合同价款的10%（合同全部款项合计）、逾期金额的10%（每期逾期款项分别计）"
        "或 20000元，且大于零",
        found=text[:40],
        next_step="按上述形式之一改写，写明以什么为基数；写不成的，由律师计算后另行主张，不要删去上限",
    )


def _share(match: re.Match[str]) -> Decimal:
    if match["percent"] or match["figures"]:
        return Decimal(match["percent"] or match["figures"])
    tens, ten, ones = match["spelled"].rpartition("十")
    if not ten:
        return Decimal(_TENS.get(ones, 0))
    return Decimal(_TENS.get(tens, 1) * 10 + _TENS.get(ones, 0))
