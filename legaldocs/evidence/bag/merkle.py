"""A Merkle tree over a list, and inclusion proofs for its entries (RFC 9162 section 2.1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root hash of the tree over ``leaves``; without leaves, the hash of no bytes.

    >>> root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _parents(level)
    return level[0]


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the sibling hashes on the path from leaf ``index`` to the root, lowest first.

    Raises IndexError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level = [_leaf(leaf) for leaf in leaves]
    beside: list[bytes] = []
    while len(level) > 1:
        if index ^ 1 < len(level):
            beside.append(level[index ^ 1])
        level = _parents(level)
        index //= 2
    return tuple(beside)


def root_of_path(leaf: bytes, index: int, size: int, beside: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion path leads to, None when it has not the right length.

    RFC 9162 section 2.1.3.2: ``size`` is the number of leaves, ``index`` counts from zero.
    """
    if not 0 <= index < size:
        return None
    here = _leaf(leaf)
    last = size - 1
    for sibling in beside:
        if last == 0:
            return None
        if index % 2 or index == last:
            here = _node(sibling, here)
            while index % 2 == 0 and index:
                index //= 2
                last //= 2
        else:
            here = _node(here, sibling)
        index //= 2
        last //= 2
    return here if last == 0 else None


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _parents(level: Sequence[bytes]) -> list[bytes]:
    """Return the level above; a node without a sibling moves up unchanged."""
    pairs = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs if len(level) % 2 == 0 else [*pairs, level[-1]]
