"""Check digits."""

from __future__ import annotations

import datetime as dt

import pytest

from legaldocs.law.identity import check_resident_id, check_uscc, is_minor

from .casefile import read

CODES = read("codes")


@pytest.mark.parametrize("code", CODES["uscc"]["valid"])
def test_real_company_codes(code: str) -> None:
    check = check_uscc(code)
    assert check.valid, check.reason
    assert not check.doubt


@pytest.mark.parametrize("code", CODES["uscc"]["invalid"])
def test_wrong_company_codes_say_why(code: str) -> None:
    check = check_uscc(code)
    assert not check.valid
    assert check.reason


def test_any_changed_sign_is_noticed() -> None:
    good = "91350100M000100Y43"
    for place in range(8, 18):
        for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            changed = good[:place] + sign + good[place + 1 :]
            assert check_uscc(changed).valid == (changed == good)


def test_small_letters_and_spaces_around_do_not_matter() -> None:
    assert check_uscc(" 91350100m000100y43 ").valid


@pytest.mark.parametrize("code", CODES["resident_id"]["valid"])
def test_resident_numbers(code: str) -> None:
    assert check_resident_id(code).valid


@pytest.mark.parametrize("code", CODES["resident_id"]["invalid"])
def test_wrong_resident_numbers_say_why(code: str) -> None:
    check = check_resident_id(code)
    assert not check.valid
    assert check.reason


def test_an_unknown_region_is_a_doubt_only() -> None:
    check = next(
        check
        for sign in "0123456789X"
        if (check := check_resident_id(f"99010519491231002{sign}")).valid
    )
    assert "行政区划" in check.doubt


def test_an_odd_organisation_code_is_a_doubt_only() -> None:
    odd = next(
        code
        for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if check_uscc(code := f"91350100M000100Y5{sign}").valid
    )
    assert "主体标识码" in check_uscc(odd).doubt


@pytest.mark.parametrize(
    ("number", "day", "minor"),
    [
        ("110105194912310021", dt.date(1960, 1, 1), False),
        ("11010519491231002X", dt.date(1967, 12, 30), True),
        ("11010519491231002X", dt.date(1967, 12, 31), False),
        ("11010519491231002X", dt.date(2026, 1, 1), False),
    ],
)
def test_a_person_is_of_age_on_the_eighteenth_birthday(
    number: str, day: dt.date, *, minor: bool
) -> None:
    """The first number has a wrong check digit: it tells no age."""
    assert is_minor(number, day) is minor
