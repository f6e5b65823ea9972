from __future__ import annotations

from decimal import Decimal

import pytest

from legaldocs.core.errors import InputError
from legaldocs.law.rate_terms import AgreedRate, LprMultiple, parse_rate

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
        "日万分之五十",
        "月利率1%",
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
