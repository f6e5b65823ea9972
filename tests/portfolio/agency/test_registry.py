"""An engagement has one last day, whoever asks."""

from __future__ import annotations

import pytest

from legaldocs.portfolio.agency.registry import last_day
from tests.portfolio.agency.engaged import day

AGREED, EARLIER, LATER = "2026-12-31", "2026-11-25", "2027-01-15"


@pytest.mark.parametrize(
    ("ends", "ended", "last"),
    [
        (AGREED, None, AGREED),
        (AGREED, EARLIER, EARLIER),
        (AGREED, LATER, AGREED),  # closed late: the authority ended when its term did
        (None, EARLIER, EARLIER),  # declined
        (None, None, "9999-12-31"),  # under review
    ],
)
def test_the_last_day_is_the_sooner_of_the_agreed_and_the_real(
    ends: str | None, ended: str | None, last: str
) -> None:
    row = {"ends_on": day(ends) if ends else None, "ended_on": day(ended) if ended else None}
    assert last_day(row) == day(last)
