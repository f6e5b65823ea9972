"""The statement recomputed from the bag and compared with the sealed one."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.evidence.bag.difference import Difference
from legaldocs.evidence.bag.index import TAG_MANIFESTS
from legaldocs.evidence.bag.reader import info_value, payload_oxum
from legaldocs.evidence.bag.statement import (
    AGENT,
    STATEMENT,
    SealStatement,
    make_statement,
    read_statement,
)

if TYPE_CHECKING:
    from legaldocs.evidence.bag.reader import Bag


_NEEDED = ("bag-info.txt", "manifest-sha256.txt", *TAG_MANIFESTS)
"""The files from which the statement is recomputed."""


def compare_statement(bag: Bag) -> tuple[list[Difference], list[Finding]]:
    """Return a finding when the sealed statement is not the recomputed one, byte for byte.

    The differences are the tag manifests whose hash is not as stated. What cannot be read is not
    said to differ.
    """
    sealed = bag.tag_files.get(STATEMENT)
    expected = _expected(bag)
    if sealed is None or (expected is None and not bag.unreadable.isdisjoint(_NEEDED)):
        return [], []
    if expected is not None and sealed == expected.to_bytes():
        return [], []
    message = "封存声明与证据包现在的内容不符：清单、文件或声明在封存后有改动"
    finding = Finding("LD-BUNDLE-STATEMENT", "error", message, STATEMENT)
    return _changed_tag_manifests(bag, read_statement(sealed)), [finding]


def _changed_tag_manifests(bag: Bag, sealed: SealStatement | None) -> list[Difference]:
    """Return the tag manifests whose hash is not as the sealed statement says."""
    hashes = {manifest.name: manifest.sha256 for manifest in sealed.tag_manifests} if sealed else {}
    return [
        Difference("changed", name)
        for name in TAG_MANIFESTS
        if name in bag.tag_files and hashes
        if hashlib.sha256(bag.tag_files[name]).hexdigest() != hashes.get(name)
    ]


def _expected(bag: Bag) -> SealStatement | None:
    """Return the statement recomputed from the manifests, None when the bag is too incomplete.

    Files and bytes are taken from the manifest and bag-info.txt, not from the payload: a missing or
    an additional file is no difference between statement and manifests.
    """
    agent, _, version = info_value(bag, "Bag-Software-Agent").partition(" ")
    listing, counted = bag.payload.get("sha256"), payload_oxum(bag)
    try:
        as_of = dt.date.fromisoformat(info_value(bag, "Bagging-Date"))
    except ValueError:
        return None
    there = all(name in bag.tag_files for name in TAG_MANIFESTS)
    if agent != AGENT or listing is None or counted is None or not there:
        return None
    return make_statement(
        version=version,
        as_of=as_of,
        size=counted[0],
        entries=listing.entries,
        tag_manifests={name: bag.tag_files[name] for name in TAG_MANIFESTS},
    )
