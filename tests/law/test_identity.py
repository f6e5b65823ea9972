"""Check digits."""

from __future__ import annotations

import pytest

from legaldocs.law.identity import check_resident_id, check_uscc

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
