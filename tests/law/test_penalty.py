"""Late charges against the yardstick, and the rule for small and medium enterprises."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from legaldocs.law.lawbook import packaged
from legaldocs.law.penalty import compare_penalty, statutory_late_terms
from legaldocs.law.rate_terms import LPR_5Y, AgreedRate, LprMultiple, parse_rate
from legaldocs.law.sme import pay_when_paid, sme_rule

TODAY = dt.date(2026, 11, 21)
BREACH = dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        ("lpr*1.5", "safe"),
        ("4.5%/year", "safe"),
        ("4.51%/year", "arguable"),
        ("5.85%/year", "arguable"),
        ("5.86%/year", "tolerated"),
        ("12%/year", "tolerated"),
        ("0.05%/day", "plausible"),
        ("24%/year", "plausible"),
        ("24.1%/year", "likely"),
        ("0.1%/day", "very_likely"),
        ("0.2%/day", "very_likely"),
    ],
)
def test_the_bands_at_an_lpr_of_three_percent(rate: str, band: str) -> None:
    view = compare_penalty(packaged(), parse_rate(rate), BREACH, TODAY)
    assert view.band == band


@pytest.mark.parametrize(
    ("rate", "meaning"),
    [
        ("lpr*1.5", "不高于违约时一年期LPR的1.5倍，一般不会被调减"),
        ("5.85%/year", "在上述损失基准的130%以内，未举证实际损失也可以主张"),
        ("12%/year", "不高于一年期LPR的4倍，实践中多被容忍，对方可以请求调减"),
        ("24%/year", "有被调减的可能"),
    ],
)
def test_a_band_is_explained_by_the_limits_of_the_day(rate: str, meaning: str) -> None:
    view = compare_penalty(packaged(), parse_rate(rate), BREACH, TODAY)
    assert view.says.endswith(f"：{meaning}")


def test_two_per_mille_a_day_is_sixteen_times_what_a_court_may_award() -> None:
    view = compare_penalty(packaged(), AgreedRate(Decimal("0.2"), "day"), BREACH, TODAY)
    assert "年利率 73%，为违约时基准 3.00% 的 24.3 倍，无约定时可支持的上限为 4.5%" in view.says
    assert view.articles[0] == "《中华人民共和国民法典》第五百八十五条第二款"


def test_a_breach_before_the_lpr_is_measured_by_the_benchmark() -> None:
    view = compare_penalty(packaged(), AgreedRate(Decimal(6), "year"), dt.date(2018, 3, 1), TODAY)
    assert "基准 4.35%" in view.says


def test_without_an_agreement_thirty_to_fifty_percent_are_added() -> None:
    terms = statutory_late_terms(packaged(), TODAY)
    assert (terms.low, terms.high) == (LprMultiple(Decimal("1.3")), LprMultiple(Decimal("1.5")))
    assert terms.source.endswith("第十八条第四款")


SIGNED = dt.date(2024, 3, 1)


@pytest.mark.parametrize("debtor", ["public", "large"])
@pytest.mark.parametrize("creditor", ["medium", "small", "micro"])
def test_large_owes_small_five_per_ten_thousand_a_day(debtor: str, creditor: str) -> None:
    rule = sme_rule(packaged(), debtor=debtor, creditor=creditor, signed_on=SIGNED, day=TODAY)  # type: ignore[arg-type]
    assert rule.applies
    assert rule.rate == AgreedRate(Decimal("0.05"), "day")
    assert rule.floor is not None
    assert rule.floor.percent == Decimal("3.45")
    assert rule.article == "《保障中小企业款项支付条例》第十七条"
    assert "需律师确认" in rule.needs_lawyer


@pytest.mark.parametrize(
    ("debtor", "creditor", "why"),
    [
        ("small", "small", "债务人不是"),
        ("large", "large", "债权人在合同订立时不是"),
        (None, "small", "没有查明"),
        ("large", None, "没有查明"),
    ],
)
def test_otherwise_the_regulation_does_not_apply(
    debtor: str | None, creditor: str | None, why: str
) -> None:
    rule = sme_rule(packaged(), debtor=debtor, creditor=creditor, signed_on=SIGNED, day=TODAY)  # type: ignore[arg-type]
    assert not rule.applies
    assert why in rule.why


def test_a_contract_older_than_the_regulation_is_left_to_the_rule_for_sales() -> None:
    def applies(signed_on: dt.date) -> bool:
        return sme_rule(
            packaged(), debtor="large", creditor="small", signed_on=signed_on, day=TODAY
        ).applies

    assert not applies(dt.date(2020, 8, 31))
    assert applies(dt.date(2020, 9, 1))


def test_a_multiple_of_another_rate_is_compared_by_that_rate() -> None:
    rate = LprMultiple(Decimal(2), published=LPR_5Y)
    view = compare_penalty(packaged(), rate, dt.date(2024, 7, 1), TODAY)
    assert "年利率 7.9%，为违约时基准 3.45% 的" in view.says


def test_the_article_was_another_before_the_revision() -> None:
    day = dt.date(2025, 5, 31)
    rule = sme_rule(packaged(), debtor="large", creditor="small", signed_on=SIGNED, day=day)
    assert rule.article == "《保障中小企业款项支付条例》第十五条"


def test_before_the_reply_there_is_no_other_rate_to_weigh() -> None:
    day = dt.date(2024, 8, 26)
    rule = sme_rule(packaged(), debtor="large", creditor="small", signed_on=SIGNED, day=day)
    assert rule.rate == AgreedRate(Decimal("0.05"), "day")
    assert rule.needs_lawyer == ""


REPLY = "付款前提条款效力问题的批复》第一条"
BAN = "《保障中小企业款项支付条例》第九条第二款"


@pytest.mark.parametrize(
    ("debtor", "signed_on", "day", "void", "articles"),
    [
        ("large", dt.date(2025, 7, 1), TODAY, True, (BAN, REPLY)),
        ("large", dt.date(2025, 5, 31), TODAY, True, (REPLY,)),
        ("large", dt.date(2024, 1, 1), dt.date(2024, 8, 26), False, ()),
        ("public", dt.date(2025, 7, 1), TODAY, False, ("《保障中小企业款项支付条例》第九条",)),
        ("public", dt.date(2025, 5, 31), TODAY, False, ()),
    ],
)
def test_pay_when_paid_is_void_for_large_enterprises_alone(
    debtor: str, signed_on: dt.date, day: dt.date, *, void: bool, articles: tuple[str, ...]
) -> None:
    """The reply speaks of large enterprises, and so does the ban of the revised regulation."""
    term = pay_when_paid(packaged(), debtor=debtor, signed_on=signed_on, day=day)  # type: ignore[arg-type]
    assert term.void is void
    assert len(term.articles) == len(articles)
    assert all(one.endswith(other) for one, other in zip(term.articles, articles, strict=True))
