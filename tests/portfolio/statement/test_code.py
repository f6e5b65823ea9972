"""A code that was misread is known, and says nothing of the secret it stands for."""

from __future__ import annotations

import datetime as dt
import itertools

import segno
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.portfolio.statement.code import (
    LETTERS,
    code_hash,
    is_number,
    new_codes,
    numbers_in,
    payload,
    read_payload,
    short_of,
    shown,
)

DAY = dt.date(2026, 11, 30)
CHANCE = st.binary(min_size=16, max_size=16)


@given(CHANCE)
def test_a_code_is_found_again_as_it_is_read_out(chance: bytes) -> None:
    codes = new_codes(DAY, chance)
    assert is_number(codes.number)
    assert short_of(codes.short) == codes.number.removeprefix("DZ20261130-")
    assert short_of(codes.short.lower().replace("-", " ")) == short_of(codes.short)
    assert shown(codes.number) == codes.short
    assert codes.code_sha256 == code_hash(codes.answer_code)
    assert new_codes(DAY, chance) == codes
    assert numbers_in(f"回复：关于{codes.number.lower()}，{codes.number}") == [codes.number]


@given(CHANCE, st.data())
def test_one_wrong_sign_and_two_changed_over_are_seen(chance: bytes, data: st.DataObject) -> None:
    short = short_of(new_codes(DAY, chance).short)
    at = data.draw(st.integers(0, 8))
    wrong = data.draw(st.sampled_from(sorted(set(LETTERS) - {short[at]})))
    assert short_of(short[:at] + wrong + short[at + 1 :]) == ""
    for one, other in itertools.combinations(range(9), 2):
        if short[one] != short[other]:
            signs = [*short]
            signs[one], signs[other] = signs[other], signs[one]
            assert short_of("".join(signs)) == ""


def test_no_sign_is_mistaken_for_another() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == 23
    assert not set(LETTERS) & set("01258BILOSUVZ")


@given(CHANCE)
def test_the_qr_code_says_number_hash_and_answer_code(chance: bytes) -> None:
    codes, digest = new_codes(DAY, chance), "0a" * 32
    said = read_payload(payload(codes, digest))
    assert said is not None
    assert (said.number, said.content_sha256, said.answer_code) == (
        codes.number, digest, codes.answer_code,
    )  # fmt: skip
    # The smaller alphabet of QR codes holds it: 41 dots a side, not more.
    assert segno.make(payload(codes, digest), error="m", micro=False).mode == "alphanumeric"


def test_another_code_is_none_of_ours() -> None:
    assert read_payload("https://example.com/") is None
    assert read_payload("LEGALDOCS-DZ:1:DZ20261130-X:00:AA") is None
    assert numbers_in("DZ20261130-WWCDATWEN") == []
