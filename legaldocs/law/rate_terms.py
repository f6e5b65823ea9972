"""What runs on a late debt: an agreed rate, a multiple of a published rate, or a fixed sum."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from legaldocs.core.errors import InputError
from legaldocs.core.money import figure

Per = Literal["day", "month", "year"]
SumPer = Literal["day", "once"]
LprMode = Literal["fixed", "floating"]

_LONGEST = 60
_PERIODS: dict[str, Per] = {
    "day": "day",
    "日": "day",
    "天": "day",
    "month": "month",
    "月": "month",
    "year": "year",
    "年": "year",
}
_PERIOD_NAMES: dict[Per, str] = {"day": "日", "month": "月", "year": "年"}
_CHINESE = re.compile("[\u4e00-\u9fff‰]")
_DIGITS = {digit: str(number) for number, digit in enumerate("零一二三四五六七八九")}
_PLACES = {"百": 0, "千": -1, "万": -2}

_NUMBER = r"\d{1,4}(?:\.\d{1,6})?"
_SPELLED = r"[零一二三四五六七八九十]{1,4}(?:点[零一二三四五六七八九]{1,4})?"
_BY = r"(?:按照?|，|,)?"
_OVERDUE = (
    r"(?P<overdue>(?:逾期|未付|欠付|拖欠|应付未付|到期未付|逾期未付)(?:付款|支付)?(?:部分)?"
    r"(?:金额|款项|价款|货款|总额|款)?的)"
)
_PRICE = (
    r"(?P<price>合同(?:总价款|总价|总金额|总额|价款|金额|价)|"
    r"(?:服务费|租金|价款|货款|加工费|报酬)总额)的"
)
_QUANTITY = (
    rf"(?P<quantity>(?P<percent>{_NUMBER})(?P<sign>[%‰])|"
    rf"(?P<of>[百千万])分之(?P<parts>{_NUMBER}|{_SPELLED}))"
)
_RATE = re.compile(
    rf"{_BY}(?:(?:每?逾期一?(?P<late>[日天月])|(?:按|每)?(?P<per>[日天月年])"
    rf"(?:化)?(?:利率|利息|息|费率)?))?{_BY}(?:{_OVERDUE}|{_PRICE})?{_BY}"
    rf"(?:每?(?P<inner>[日天月年]))?{_QUANTITY}"
    rf"(?:(?:/|每)(?P<after>day|month|year|日|天|月|年))?",
    re.ASCII,
)
_ONCE = re.compile(rf"一次性(?:支付)?{_BY}(?:{_OVERDUE}|{_PRICE})?{_QUANTITY}", re.ASCII)
_SUM = r"(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)(?P<wan>万)?元"
_DAILY_SUM = (
    re.compile(rf"{_BY}(?:每?逾期一?[日天]|[每按][日天]|[日天]){_BY}(?:支付)?{_SUM}", re.ASCII),
    re.compile(rf"{_SUM}(?:/|每)[日天]", re.ASCII),
)
_SUM_ONCE = re.compile(rf"一次性(?:支付)?{_SUM}", re.ASCII)
_PUBLISHED_HEAD = (
    r"(?:按照?)?(?:(?P<mode>同期|当期|浮动|违约时|逾期时)的?)?(?:同类|同档次)?"
    r"(?:全国银行间同业拆借中心|(?:中国)?人民银行|央行|银行)?(?:公布的|发布的|规定的)?"
    r"(?:(?P<inner>同期|当期)的?)?(?:同类|同档次)?"
)
_LPR = r"(?:贷款市场报价利率(?:[（(]lpr[）)])?|lpr)"
_TIMES = re.compile(rf"(?:\*|的)?(?P<times>\d{{1,2}}(?:\.\d{{1,4}})?|{_SPELLED})倍?", re.ASCII)
_UPLIFT = re.compile(
    rf"(?:的?基础上)?(?:加计|加收|上浮|上加)(?P<uplift>{_NUMBER})%(?:计算)?", re.ASCII
)
_POINTS = re.compile(
    r"(?:的?基础上)?(?P<sign>加|上浮|\+|减|下浮|-)"
    rf"(?P<points>{_NUMBER})(?:个)?(?P<unit>基点|bps?|百分点)(?:计算)?",
    re.ASCII,
)
_POINT = Decimal("0.01")
_LESS = ("减", "下浮", "-")
_CAP_WORDS = re.compile(
    "不(?:应|得|能|会)?(?:超过|超出|高于|大于|多于)|最高不|最多不|最高额?为|最多为|至多"
    "|为限|上限|封顶|以内为"
)
_LATENESS = re.compile(
    "(?:逾期|延期|迟延|延迟|迟付|拖欠|超期)(?:付款|支付|时间|天数|日数)*不(?:得|应)?(?:超过|超出)"
    rf"(?:{_NUMBER}|[零一二三四五六七八九十百]+)个?(?:工作日|日|天|月|年)"
)


def cap_words(text: str) -> str:
    """Return the first words by which a clause limits what may be claimed, or nothing.

    逾期不超过30日的 says how late a payment is, and limits nothing.
    """
    match = _CAP_WORDS.search(_LATENESS.sub("", text))
    return match[0] if match else ""


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A published rate that a term may multiply (公布利率).

    ``id`` names its series in law/data/rates, ``name`` is its title there, and ``written`` is a
    pattern of what contracts call it, in small letters.
    """

    id: str
    name: str
    written: str


LPR_1Y = PublishedRate(
    "lpr_1y", "一年期贷款市场报价利率", rf"(?:[1一]年期的?)?{_LPR}(?:[（(]?[1一]年期[）)]?)?"
)
LPR_5Y = PublishedRate(
    "lpr_5y",
    "五年期以上贷款市场报价利率",
    rf"[5五]年期(?:以上)?的?{_LPR}|{_LPR}[（(]?[5五]年期(?:以上)?[）)]?|lpr_?5y",
)
PUBLISHED = (LPR_1Y, LPR_5Y)
"""Every published rate that a term may multiply; a new one needs a line here and its data."""

BENCHMARK = PublishedRate(
    LPR_1Y.id,
    "中国人民银行贷款基准利率（取消后按一年期贷款市场报价利率）",
    r"(?:人民币)?贷款(?:基准)?利率",
)
"""The benchmark that older contracts name (贷款基准利率).

It was abolished for the LPR, whose series holds the benchmark before its own first day.
"""


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """A rate the contract states, in percent (约定利率); 0.05 per day is 日万分之五.

    A monthly rate counts as a twelfth of a yearly one. ``words`` are the contract's own.
    """

    percent: Decimal
    per: Per
    words: str = field(default="", compare=False)

    def says(self) -> str:
        """Return the rate as papers print it."""
        return f"每{_PERIOD_NAMES[self.per]} {self.percent}%"


@dataclass(frozen=True, slots=True)
class LprMultiple:
    """A published rate, the one-year LPR unless another is named, times a multiple (LPR 倍数).

    ``points`` are added to it, in percent: fifty basis points (基点) are 0.5. ``fixed`` takes the
    rate on the day of breach, as the sale interpretation's art. 18(4) says; ``floating`` the rate
    of each day. ``words`` is the change in the contract's own words, such as 加计50%.
    """

    multiple: Decimal
    mode: LprMode = "fixed"
    published: PublishedRate = LPR_1Y
    points: Decimal = Decimal(0)
    words: str = field(default="", compare=False)

    def says(self) -> str:
        """Return the rate as papers print it."""
        mode = "违约时" if self.mode == "fixed" else "同期"
        change = self.words or f"的{self.multiple}倍"
        return f"{mode}{self.published.name}{change}"


@dataclass(frozen=True, slots=True)
class FixedSum:
    """A sum for each late day, or once, whatever is unpaid (定额违约金).

    ``yuan`` is None for a share of the price, which the contract must then state; ``percent`` is
    that share.
    """

    yuan: Decimal | None
    per: SumPer
    percent: Decimal | None = None
    words: str = field(default="", compare=False)

    def says(self) -> str:
        """Return the sum as papers print it."""
        if self.words:
            return self.words
        return f"{'每日' if self.per == 'day' else '一次性'}{figure(self.yuan or Decimal(0))}元"


@dataclass(frozen=True, slots=True)
class OverdueShare:
    """A share of what is overdue, owed once (按逾期金额一次性计收的违约金), in percent."""

    percent: Decimal
    words: str = field(default="", compare=False)

    def says(self) -> str:
        """Return the share as papers print it."""
        return self.words or f"一次性逾期金额的{self.percent}%"


Rate = AgreedRate | LprMultiple
RateTerm = AgreedRate | LprMultiple | FixedSum | OverdueShare


def parse_rate(text: str, *, mode: LprMode = "fixed") -> Rate:
    """Return the rate that ``text`` states: ``0.05%/day``, ``6%/year``, ``lpr`` or ``lpr*1.5``.

    The Chinese forms are those of contracts: 日万分之五, 每日0.05%, 日1‰, 月利率1%, 年化6%,
    LPR的1.5倍, LPR加计50%, LPR加50个基点, 五年期以上LPR, 同期贷款基准利率上浮50%. 同期 and 违约时
    before a published rate overrule ``mode``.

    Raises InputError for anything else, and for a rate of zero.

    >>> parse_rate("0.05%/day")
    AgreedRate(percent=Decimal('0.05'), per='day', words='')
    >>> parse_rate("每日万分之五") == parse_rate("0.05%/day")
    True
    """
    term = _read(text, mode)
    if isinstance(term, AgreedRate | LprMultiple):
        return term
    raise _unknown(text)


def parse_rate_term(text: str, *, mode: LprMode = "fixed") -> RateTerm:
    """Return the rate or the sum that ``text`` states.

    Beside the rates of :func:`parse_rate`: 每日500元, 一次性5000元, 一次性合同价款的5%,
    一次性逾期金额的5% and 合同价款的日万分之五.

    Raises InputError for anything else, and for a sum of zero.
    """
    term = _read(text, mode)
    if term is None:
        raise _unknown(text)
    return term


def _unknown(text: str) -> InputError:
    next_step = "按上述形式之一改写"
    if cap_words(text):
        next_step = "上限写在 cap（上限），如 cap: 合同价款的10%；rate 只写标准；不要删去上限"
    elif re.search("并|另|外加|以及", text):
        next_step = "一次性违约金之外另按时间计收的，rate 写按时间的标准，lump_sum 写一次性的部分"
    elif "罚息" in text:
        next_step = "写明在哪一利率上加收多少，如 同期贷款基准利率加收50% 或 LPR加计50%"
    elif re.search("自.*起|追溯", text):
        next_step = (
            "自收货、开票等事由之日起计的写 runs_from: 交货；自某一日起计的写 not_before；"
            "自逾期第几日起计的写 from_day；rate 只写标准"
        )
    elif re.search("元(?:以上|以下|以内|及以上)|(?:不满|不足|超过|超出)[^日天月年]*元", text):
        next_step = "按欠款多少分档的不能计算；各期都在同一档的，写该档的标准，否则由律师计算"
    elif re.search(r"lpr\s*(?:加|\+)\s*\d", text.lower()):
        next_step = "写明加的是基点、百分点（LPR加50个基点）还是加计比例（LPR加计50%）"
    elif re.search("[%‰]|分之", text) and not re.search("[日天月年]", text):
        next_step = "写明按日、按月还是按年；只计一次的，在前面写“一次性”"
    return InputError(
        "利率无法识别",
        expected="0.05%/day 或 日万分之五（每日）、月利率1%（每月）、6%/year 或 年利率6%（每年）、"
        "lpr、lpr*1.5 或 LPR的1.5倍、LPR加计50%、LPR加50个基点、五年期以上LPR、"
        "同期贷款基准利率上浮50%，且大于零；"
        "合同的逾期付款条款还可以写 每日500元、一次性5000元、一次性合同价款的5%、"
        "一次性逾期金额的5%、合同价款的日万分之五",
        found=text[:40],
        next_step=next_step,
    )


def _read(text: str, mode: LprMode) -> RateTerm | None:
    plain = "".join(text.split()).replace("％", "%").lower()
    if len(text) > _LONGEST or ("%/" in plain and "％" in text):
        return None
    words = "".join(text.split()).replace("％", "%") if _CHINESE.search(plain) else ""
    return _agreed(plain, words) or _sum_of(plain) or _once(plain, words) or _lpr(plain, mode)


def _agreed(plain: str, words: str) -> AgreedRate | FixedSum | None:
    match = _RATE.fullmatch(plain)
    if match is None:
        return None
    periods = [match[name] for name in ("late", "per", "inner", "after") if match[name]]
    percent = _percent(match)
    if len(periods) != 1 or not percent:
        return None
    per = _PERIODS[periods[0]]
    quantity = match["quantity"]
    if match["price"]:
        words = f"{match['price']}的日{quantity}"
        return FixedSum(None, "day", percent, words) if per == "day" else None
    if match["late"] or match["overdue"]:
        words = f"{_PERIOD_NAMES[per]}{quantity}"
    return AgreedRate(percent, per, words)


def _once(plain: str, words: str) -> FixedSum | OverdueShare | None:
    match = _ONCE.fullmatch(plain)
    percent = _percent(match) if match else None
    if match is None or not percent or not (match["price"] or match["overdue"]):
        return None
    if match["overdue"]:
        return OverdueShare(percent, words)
    return FixedSum(None, "once", percent, words)


def _sum_of(plain: str) -> FixedSum | None:
    match = next((found for form in _DAILY_SUM if (found := form.fullmatch(plain))), None)
    per: SumPer = "day"
    if match is None:
        match, per = _SUM_ONCE.fullmatch(plain), "once"
    sum_ = yuan_of(match) if match else None
    if not match or not sum_:
        return None
    amount = f"{match['sum']}{match['wan'] or ''}元"
    return FixedSum(sum_, per, words=f"{'每日' if per == 'day' else '一次性'}{amount}")


def yuan_of(match: re.Match[str]) -> Decimal:
    """Return the sum of a match of ``sum`` and ``wan``, in yuan."""
    return Decimal(match["sum"].replace(",", "")) * (10_000 if match["wan"] else 1)


def _lpr(plain: str, mode: LprMode) -> LprMultiple | None:
    for published in (*PUBLISHED, BENCHMARK):
        match = _published(published).fullmatch(plain)
        named = published is not BENCHMARK or "基准" in plain or "银行" in plain
        rate = _multiple(match, published, mode) if match and named else None
        if rate is not None:
            return rate
    return None


@cache
def _published(published: PublishedRate) -> re.Pattern[str]:
    one_of = rf"{published.written}|{re.escape(published.name)}"
    return re.compile(rf"{_PUBLISHED_HEAD}(?:{one_of})(?P<change>.*)", re.ASCII)


def _multiple(match: re.Match[str], published: PublishedRate, mode: LprMode) -> LprMultiple | None:
    named = match["mode"] or match["inner"]
    if named:
        mode = "fixed" if named in ("违约时", "逾期时") else "floating"
    change = match["change"]
    rate = LprMultiple(Decimal(1), mode, published)
    times = _TIMES.fullmatch(change)
    uplift = _UPLIFT.fullmatch(change)
    points = _POINTS.fullmatch(change)
    if times and (change.startswith("*") != change.endswith("倍")):
        multiple = _number(times["times"])
        return replace(rate, multiple=multiple) if multiple else None
    if uplift:
        return replace(rate, multiple=1 + Decimal(uplift["uplift"]) / 100, words=change)
    if points and Decimal(points["points"]):
        added = Decimal(points["points"]) * (1 if points["unit"] == "百分点" else _POINT)
        if points["sign"] in _LESS:
            added = -added
        sign = "减" if points["sign"] in _LESS else "加"
        unit = "百分点" if points["unit"] == "百分点" else "基点"
        return replace(rate, points=added, words=f"{sign}{points['points']}个{unit}")
    return None if change else rate


def _percent(match: re.Match[str]) -> Decimal:
    if match["percent"]:
        number = Decimal(match["percent"])
        return number if match["sign"] == "%" else number.scaleb(-1)
    return _number(match["parts"]).scaleb(_PLACES[match["of"]])


def _number(text: str) -> Decimal:
    """Return a number in figures or spelled out, below one hundred; zero for any other."""
    if re.fullmatch(_NUMBER, text, re.ASCII):
        return Decimal(text)
    whole, _, part = text.partition("点")
    tens, ten, ones = whole.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or (not ten and not ones):
        return Decimal(0)
    number = (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))
    return Decimal(f"{number}.{''.join(_DIGITS[digit] for digit in part) or '0'}").normalize()
