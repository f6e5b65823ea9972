"""The user's confirmations, and the file they are kept in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.law.confirmations import read, source_text, written
from legaldocs.law.lawbook import Confirmation, packaged

iso = dt.date.fromisoformat
AFTER = iso("2026-11-20")


def confirmed(on: str, percent: str, id_: str = "lpr_1y") -> Confirmation:
    return Confirmation(id_, iso(on), Decimal(percent), "拆借中心公告")


def test_without_a_confirmation_the_last_known_rate_is_provisional() -> None:
    rate = packaged().rate("lpr_1y", AFTER)
    assert (rate.percent, rate.provisional) == (Decimal("3.00"), True)
    assert not packaged().rate("lpr_1y", iso("2026-10-19")).provisional


def test_a_confirmation_carries_the_data_to_its_day_and_no_further() -> None:
    book = packaged((confirmed("2026-11-20", "3.00"),))
    for day in ("2026-10-20", "2026-11-01", "2026-11-20"):
        assert not book.rate("lpr_1y", iso(day)).provisional
    assert book.rate("lpr_1y", iso("2026-11-21")).provisional
    assert book.rate("lpr_5y", AFTER).provisional


def test_a_confirmed_rate_names_the_confirmation() -> None:
    rate = packaged((confirmed("2026-11-20", "3.00"),)).rate("lpr_1y", AFTER)
    assert rate.source == "用户确认 2026-11-20 一年期贷款市场报价利率为 3.00%：拆借中心公告"
    assert rate.since == iso("2025-05-20")


def test_a_confirmed_change_takes_effect_on_its_day() -> None:
    book = packaged((confirmed("2026-11-20", "2.90"), confirmed("2026-10-21", "2.90")))
    assert book.rate("lpr_1y", iso("2026-09-20")).percent == Decimal("3.00")
    assert book.rate("lpr_1y", AFTER).percent == Decimal("2.90")
    assert book.rate("lpr_1y", AFTER).since == iso("2026-10-21")
    spans = book.spans("lpr_1y", iso("2026-01-01"), iso("2026-12-31"))
    assert [(span.first, span.last, span.rate.provisional) for span in spans] == [
        (iso("2026-01-01"), iso("2026-10-20"), False),
        (iso("2026-10-21"), iso("2026-12-31"), True),
    ]


def test_a_confirmation_that_contradicts_the_data_is_refused() -> None:
    with pytest.raises(InputError, match="不符"):
        packaged((confirmed("2026-05-20", "3.10"),))
    packaged((confirmed("2026-05-20", "3.00"),))


def test_only_published_rates_can_be_confirmed() -> None:
    assert {"lpr_1y", "lpr_5y"} <= set(packaged().confirmable)
    with pytest.raises(InputError):
        packaged((confirmed("2026-11-20", "4.35", "benchmark"),))


days = st.dates(dt.date(2026, 7, 20), dt.date(2030, 1, 1))


def is_source(text: str) -> bool:
    try:
        return source_text(text) == text
    except InputError:
        return False


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40
).filter(is_source)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.builds(
            Confirmation,
            st.sampled_from(packaged().confirmable),
            days,
            st.decimals(min_value="0.01", max_value=20, places=2),
            words,
        ),
        max_size=6,
        unique_by=lambda confirmation: (confirmation.id, confirmation.on),
    )
)
def test_the_file_reads_back(rows: list[Confirmation]) -> None:
    ordered = sorted(rows, key=lambda confirmation: (confirmation.id, confirmation.on))
    assert list(read(written(rows).encode("utf-8"), "confirmations.yaml")) == ordered


@pytest.mark.parametrize(
    "text",
    [
        "lpr_1y: 3.00",
        "lpr_1y: {2026-11-20: 3.00}",
        "lpr_1y: {2026-11-20: {value: 3.00}}",
        "lpr_1y: {2026-11-20: {value: 3.00, source: x, by: y}}",
        "lpr_1y: {2026-11-31: {value: 3.00, source: x}}",
        "lpr_1y: {2026-11-20: {value: three, source: x}}",
        "lpr_1y: {2026-11-20: {value: 0, source: x}}",
        'lpr_1y: {2026-11-20: {value: 3.00, source: "  "}}',
        "lpr_1y: {2026-11-20: {value: 3.00, source: 公\u3164告}}",
        "- lpr_1y",
    ],
)
def test_a_spoilt_file_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read(text.encode("utf-8"), "confirmations.yaml")
