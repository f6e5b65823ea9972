"""The number of a statement, the code by which its answer is known, and what the QR code says."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

RANDOM_BYTES = 16
"""Bytes of chance in an answer code: nobody finds one by trying."""

LETTERS = "34679ACDEFGHJKMNPQRTWXY"
"""23 signs that nobody mistakes for another: neither 0 and O, 1 and I and L, 2 and Z, 5 and S, 8
and B, nor U and V. Their number is prime, as the check sign needs."""

_PRIME = len(LETTERS)
_SHORT = 8
_SIGN = "LEGALDOCS-DZ:1"
_NUMBER = re.compile(rf"DZ(\d{{8}})-([{LETTERS}]{{{_SHORT + 1}}})")
_MARKED = re.compile(rf"(?<![0-9A-Z])DZ\d{{8}}-[{LETTERS}]{{{_SHORT + 1}}}(?![0-9A-Z])")
_PAYLOAD = re.compile(rf"{_SIGN}:([^:]+):([0-9A-F]{{64}}):([A-Z2-7]{{26}})")


class Codes(NamedTuple):
    """What is known by a new statement's answer code (对账码); the book keeps its hash alone."""

    number: str
    answer_code: str
    code_sha256: str

    @property
    def short(self) -> str:
        """The short code, as it is printed."""
        return shown(self.number)


class Payload(NamedTuple):
    """What a QR code says (二维码内容)."""

    number: str
    content_sha256: str
    answer_code: str


def new_codes(through_on: dt.date, chance: bytes) -> Codes:
    """Return the codes of a statement through a day, made of ``RANDOM_BYTES`` of chance.

    The number ends with the short code, which follows from the hash of the answer code: who knows
    the book, or hears the short code, learns nothing of the answer code.
    """
    answer_code = base64.b32encode(chance).decode().rstrip("=")
    digest = code_hash(answer_code)
    number = f"DZ{through_on:%Y%m%d}-{_short(bytes.fromhex(digest))}"
    return Codes(number, answer_code, digest)


def code_hash(answer_code: str) -> str:
    """Return the SHA-256 by which the book knows an answer code."""
    return hashlib.sha256(answer_code.encode()).hexdigest()


def payload(codes: Codes, content_sha256: str) -> str:
    """Return what the QR code of a statement says, in signs that codes hold most of."""
    return f"{_SIGN}:{codes.number}:{content_sha256.upper()}:{codes.answer_code}"


def read_payload(text: str) -> Payload | None:
    """Return what a QR code says, None for that of something else."""
    found = _PAYLOAD.fullmatch(text)
    return found and Payload(found[1], found[2].lower(), found[3])


def numbers_in(text: str) -> list[str]:
    """Return the numbers of statements that a text names, each once."""
    return [one for one in dict.fromkeys(_MARKED.findall(text.upper())) if is_number(one)]


def is_number(text: str) -> bool:
    """Return whether this is a number of a statement with a right check sign."""
    found = _NUMBER.fullmatch(text)
    return found is not None and not _remainder(found[2])


def short_of(typed: str) -> str:
    """Return the short code in what a person typed, or nothing where it cannot be one.

    >>> short_of("wwc dat-wem"), short_of("WWC-DAT-WEN")
    ('WWCDATWEM', '')
    """
    bare = re.sub(r"[\s\-－—.]", "", typed).upper()
    right = len(bare) == _SHORT + 1 and not set(bare) - set(LETTERS)
    return bare if right and not _remainder(bare) else ""


def shown(number: str) -> str:
    """Return the short code of a statement's number in groups of three.

    >>> shown("DZ20261130-WWCDATWEM")
    'WWC-DAT-WEM'
    """
    short = number.partition("-")[2]
    return "-".join(short[at : at + 3] for at in range(0, len(short), 3))


def _short(digest: bytes) -> str:
    number, signs = int.from_bytes(digest, "big"), ""
    for _ in range(_SHORT):
        number, at = divmod(number, _PRIME)
        signs += LETTERS[at]
    # The weight of the last sign is its place, which has an inverse, since 23 is prime.
    check = -_remainder(signs) * pow(_SHORT + 1, -1, _PRIME) % _PRIME
    return signs + LETTERS[check]


def _remainder(signs: str) -> int:
    """Return the sum of the signs, each times its place: one wrong or two changed over show."""
    return sum(at * LETTERS.index(sign) for at, sign in enumerate(signs, start=1)) % _PRIME
