from __future__ import annotations

from decimal import Decimal

import pytest

from legaldocs.core.errors import InputError
from legaldocs.law.late_terms import parse_cap
from legaldocs.law.rate_terms import (
    BENCHMARK,
    LPR_1Y,
    LPR_5Y,
    AgreedRate,
    FixedSum,
    LprMultiple,
    OverdueShare,
    PublishedRate,
    RateTerm,
    cap_words,
    parse_rate,
    parse_rate_term,
)

DAILY = AgreedRate(Decimal("0.05"), "day")
YEARLY = AgreedRate(Decimal(6), "year")
MULTIPLE = LprMultiple(Decimal("1.5"))


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("日万分之五", DAILY),
        ("每日万分之五", DAILY),
        ("每天万分之5", DAILY),
        ("日利率0.05%", DAILY),
        ("每日 0.05％", DAILY),
        ("日千分之一", AgreedRate(Decimal("0.1"), "day")),
        ("年利率6%", YEARLY),
        ("年6%", YEARLY),
        ("每年6%", YEARLY),
        ("年百分之六", YEARLY),
        ("LPR的1.5倍", MULTIPLE),
        ("lpr 1.5 倍", MULTIPLE),
    ],
)
def test_a_rate_in_chinese_is_the_same_rate(text: str, rate: AgreedRate | LprMultiple) -> None:
    read = parse_rate(text)
    assert read == rate
    assert read.says() == rate.says()


def test_what_a_rate_says_is_read_again() -> None:
    assert parse_rate(DAILY.says()) == DAILY
    assert parse_rate(YEARLY.says()) == YEARLY


def test_the_mode_asked_for_holds_in_chinese() -> None:
    assert parse_rate("LPR的1.5倍", mode="floating") == LprMultiple(Decimal("1.5"), "floating")


@pytest.mark.parametrize(
    "text",
    [
        "万分之五",
        "日万分之零",
        "年利率0%",
        "年６%",
        "LPR的0倍",
        "LPR的倍",
        "LPR加1倍",
        "lpr1.5",
        "5％/year",
        "日万分之五或LPR的1.5倍",
    ],
)
def test_other_words_for_a_rate_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="日万分之五"):
        parse_rate(text)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("日1‰", AgreedRate(Decimal("0.1"), "day")),
        ("1‰/日", AgreedRate(Decimal("0.1"), "day")),
        ("万分之五/日", DAILY),
        ("日万分之三点五", AgreedRate(Decimal("0.035"), "day")),
        ("日万分之五十", AgreedRate(Decimal("0.5"), "day")),
        ("每逾期一日按逾期金额的万分之五", DAILY),
        ("月利率1%", AgreedRate(Decimal(1), "month")),
        ("1%/month", AgreedRate(Decimal(1), "month")),
        ("月息百分之二", AgreedRate(Decimal(2), "month")),
        ("年化12%", AgreedRate(Decimal(12), "year")),
        ("年百分之二十四", AgreedRate(Decimal(24), "year")),
        ("LPR加计50%", MULTIPLE),
        ("LPR上浮50%", MULTIPLE),
        ("同期LPR的1.5倍", LprMultiple(Decimal("1.5"), "floating")),
        ("LPR加50个基点", LprMultiple(Decimal(1), points=Decimal("0.5"))),
        ("LPR+50BP", LprMultiple(Decimal(1), points=Decimal("0.5"))),
        ("LPR减0.2个百分点", LprMultiple(Decimal(1), points=Decimal("-0.2"))),
        ("LPR四倍", LprMultiple(Decimal(4))),
        (
            "按照全国银行间同业拆借中心公布的同期一年期贷款市场报价利率（LPR）的1.5倍",
            LprMultiple(Decimal("1.5"), "floating"),
        ),
        ("每日500元", FixedSum(Decimal(500), "day")),
        ("每逾期一日支付1,000元", FixedSum(Decimal(1000), "day")),
        ("一次性2万元", FixedSum(Decimal(20000), "once")),
        ("一次性合同价款的5%", FixedSum(None, "once", Decimal(5))),
        ("合同总价的日万分之五", FixedSum(None, "day", Decimal("0.05"))),
        ("一次性逾期金额的5%", OverdueShare(Decimal(5))),
    ],
)
def test_terms_as_contracts_write_them(text: str, rate: RateTerm) -> None:
    assert parse_rate_term(text) == rate


@pytest.mark.parametrize(
    ("text", "next_step"),
    [
        ("日万分之五，累计不超过合同价款的10%", "上限写在 cap"),
        ("合同价款的5%", "一次性"),
        ("千分之五", "按日、按月还是按年"),
        ("LPR加50%", "加计比例"),
        ("每季度3%", "按日、按月还是按年"),
    ],
)
def test_what_can_be_read_two_ways_names_the_nearest_form(text: str, next_step: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_rate_term(text)
    assert next_step in raised.value.next_step


def test_a_sum_is_no_rate() -> None:
    with pytest.raises(InputError):
        parse_rate("每日500元")


@pytest.mark.parametrize(
    ("text", "of", "percent", "yuan"),
    [
        ("合同价款的10%", "price", 10, 0),
        ("合同总金额的百分之五", "price", 5, 0),
        ("逾期付款金额的30%", "overdue", 30, 0),
        ("20000元", "sum", 0, 20000),
        ("2万元", "sum", 0, 20000),
    ],
)
def test_a_cap_says_what_it_is_taken_on(text: str, of: str, percent: int, yuan: int) -> None:
    cap = parse_cap(text)
    assert (cap.of, cap.percent, cap.yuan) == (of, percent, yuan)


@pytest.mark.parametrize("text", ["10%", "实际损失的30%", "0元", "合同价款的0%", "很高"])
def test_another_cap_is_refused_and_must_not_be_left_out(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_cap(text)
    assert "不要删去上限" in raised.value.next_step


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("一次性5000元并按日万分之五", "lump_sum"),
        ("逾期罚息利率", "同期贷款基准利率加收50%"),
        ("人民银行规定的同期逾期贷款罚息利率", "加收"),
        ("自收货之日起日万分之五", "runs_from"),
        ("逾期不满10万元的日万分之三", "按欠款多少分档"),
        ("10万元以上的部分日万分之五", "按欠款多少分档"),
        ("日万分之五，累计不超过合同价款的10%", "不要删去上限"),
    ],
)
def test_what_cannot_be_read_points_to_the_nearest_form(text: str, hint: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_rate_term(text)
    assert hint in refused.value.next_step


@pytest.mark.parametrize(
    ("text", "published", "multiple", "mode"),
    [
        ("五年期以上LPR", LPR_5Y, "1", "fixed"),
        ("LPR（五年期以上）的1.5倍", LPR_5Y, "1.5", "fixed"),
        ("同期5年期LPR加计30%", LPR_5Y, "1.3", "floating"),
        ("LPR（一年期）的四倍", LPR_1Y, "4", "fixed"),
        ("中国人民银行公布的同期同类贷款基准利率上浮50%", BENCHMARK, "1.5", "floating"),
        ("同期银行贷款利率的四倍", BENCHMARK, "4", "floating"),
        ("贷款基准利率的1.3倍", BENCHMARK, "1.3", "fixed"),
    ],
)
def test_which_published_rate_is_meant(
    text: str, published: PublishedRate, multiple: str, mode: str
) -> None:
    rate = parse_rate(text)
    assert isinstance(rate, LprMultiple)
    assert (rate.published, rate.multiple, rate.mode) == (published, Decimal(multiple), mode)


@pytest.mark.parametrize("text", ["贷款利率", "贷款利率的1.3倍", "银行同期存款利率", "LPR五倍期"])
def test_a_rate_that_nobody_publishes_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_rate(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("违约金累计不超过合同价款的10%", "不超过"),
        ("以2万元为限", "为限"),
        ("违约金计算不超过90日", "不超过"),
        ("逾期不超过30日的", ""),
        ("逾期付款不得超过三个月的", ""),
        ("按日万分之五支付", ""),
    ],
)
def test_which_words_limit_a_claim(text: str, words: str) -> None:
    assert cap_words(text) == words
