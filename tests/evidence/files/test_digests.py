from __future__ import annotations

import hashlib
import io

import pytest

from legaldocs.evidence.files.digests import BOTH, Meter, digest

LARGE = bytes(range(251)) * 180_000


@pytest.mark.parametrize("data", [b"", b"x", LARGE], ids=["empty", "small", "large"])
def test_the_hashes_are_those_of_the_bytes(data: bytes) -> None:
    copy = bytearray()
    found = digest(io.BytesIO(data), BOTH, sink=copy.extend)
    assert found.size == len(data)
    assert bytes(copy) == data
    assert found.values == {name: hashlib.new(name, data).hexdigest() for name in BOTH}


def test_an_endless_stream_ends_one_byte_past_the_limit() -> None:
    assert digest(io.BytesIO(LARGE), BOTH, most=1000).size == 1001
    assert digest(io.BytesIO(b"abc"), BOTH, most=1000).size == 3


def test_progress_never_passes_the_total() -> None:
    seen: list[tuple[int, int]] = []
    digest(io.BytesIO(LARGE), meter=Meter(1000, lambda done, total: seen.append((done, total))))
    assert set(seen) == {(1000, 1000)}
