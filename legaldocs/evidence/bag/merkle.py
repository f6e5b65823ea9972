"""A tree of hashes over a list, and the proof that one entry is in it (RFC 9162 section 2.1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the hash of the tree over ``leaves``; of no leaf, the hash of nothing.

    >>> root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = [_leaf(each) for each in leaves]
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes beside the way from leaf ``index`` up to the root, lowest first.

    Raises IndexError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level = [_leaf(each) for each in leaves]
    beside: list[bytes] = []
    while len(level) > 1:
        if index ^ 1 < len(level):
            beside.append(level[index ^ 1])
        level = _above(level)
        index //= 2
    return tuple(beside)


def root_from(leaf: bytes, index: int, size: int, beside: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof leads to, or None when the proof has not the right length.

    RFC 9162 section 2.1.3.2: ``size`` is the number of leaves, ``index`` counts from zero.
    """
    if not 0 <= index < size:
        return None
    here = _leaf(leaf)
    last = size - 1
    for each in beside:
        if last == 0:
            return None
        if index % 2 or index == last:
            here = _node(each, here)
            while index % 2 == 0 and index:
                index //= 2
                last //= 2
        else:
            here = _node(here, each)
        index //= 2
        last //= 2
    return here if last == 0 else None


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _above(level: Sequence[bytes]) -> list[bytes]:
    """Return the level above; an entry without a neighbour goes up as it is."""
    pairs = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs if len(level) % 2 == 0 else [*pairs, level[-1]]
