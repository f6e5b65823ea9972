from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.evidence.bag import merkle

LEAVES = st.lists(st.binary(max_size=12), min_size=1, max_size=40)


def by_definition(leaves: list[bytes]) -> bytes:
    """Return the tree hash as RFC 9162 section 2.1.1 writes it down."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = by_definition(leaves[:split]), by_definition(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=12), max_size=40))
@settings(max_examples=150, deadline=None)
def test_the_root_is_that_of_the_rfc(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == by_definition(leaves)


@given(LEAVES, st.data())
@settings(max_examples=200, deadline=None)
def test_every_proof_leads_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    beside = merkle.inclusion_path(leaves, index)
    assert merkle.root_of_path(leaves[index], index, len(leaves), beside) == merkle.root(leaves)


@given(LEAVES, st.data())
@settings(max_examples=200, deadline=None)
def test_no_other_leaf_place_or_path_does(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    size, beside, root = len(leaves), merkle.inclusion_path(leaves, index), merkle.root(leaves)
    assert merkle.root_of_path(leaves[index] + b"!", index, size, beside) != root
    assert merkle.root_of_path(leaves[index], index, size, (*beside, b"\0" * 32)) != root
    assert merkle.root_of_path(leaves[index], size, size, beside) is None
    if beside:
        assert merkle.root_of_path(leaves[index], index, size, beside[:-1]) != root
        broken = (bytes(32), *beside[1:])
        assert merkle.root_of_path(leaves[index], index, size, broken) != root


def test_there_is_no_proof_of_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion_path([b"a"], 1)
