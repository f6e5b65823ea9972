"""The statement made again from what lies in the bag, and held against the one that was sealed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.evidence.bag.index import TAG_MANIFESTS
from legaldocs.evidence.bag.reader import oxum, read_tag_file, stated
from legaldocs.evidence.bag.writer import AGENT
from legaldocs.evidence.seal.statement import STATEMENT, Statement, merkle_root, tag_manifest

if TYPE_CHECKING:
    from legaldocs.evidence.bag.compare import Comparison
    from legaldocs.evidence.bag.reader import Bag
    from legaldocs.evidence.files.container import Container


def restated_differently(container: Container, bag: Bag, found: Comparison) -> list[Finding]:
    """Return a finding when the statement is not, byte for byte, that of this bag."""
    if STATEMENT not in container.entries:
        return []
    findings: list[Finding] = []
    sealed = read_tag_file(container, STATEMENT, findings)
    expected = _statement(container, bag, findings)
    if expected is None or sealed != expected.to_bytes():
        findings.append(
            Finding(
                "LD-BUNDLE-STATEMENT",
                "error",
                "封存声明与证据包现在的内容不符：清单、文件或声明在封存后有改动",
                STATEMENT,
            )
        )
        found.changed |= _changed_tag_manifests(sealed, container, findings)
    return findings


def _changed_tag_manifests(
    sealed: bytes, container: Container, findings: list[Finding]
) -> set[str]:
    """Return the tag manifests whose hash is not the one that the sealed statement gives."""
    try:
        stated = {each["name"]: each["sha256"] for each in json.loads(sealed)["tag_manifests"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        return set()
    there = {
        name: hashlib.sha256(read_tag_file(container, name, findings)).hexdigest()
        for name in TAG_MANIFESTS
        if name in container.entries
    }
    return {name for name, digest in there.items() if stated.get(name) != digest}


def _statement(container: Container, bag: Bag, findings: list[Finding]) -> Statement | None:
    """Return the statement that these manifests would get, None when the bag lacks what that takes.

    Files and bytes are those of the manifest and of bag-info.txt, against which the files are held
    elsewhere: a lost file, or one too many, is no difference between statement and manifests.
    """
    agent, _, version = stated(bag, "Bag-Software-Agent").partition(" ")
    listing = bag.payload.get("sha256")
    counted = oxum(bag)
    try:
        as_of = dt.date.fromisoformat(stated(bag, "Bagging-Date"))
    except ValueError:
        return None
    there = all(name in container.entries for name in TAG_MANIFESTS)
    if agent != AGENT or listing is None or counted is None or not there:
        return None
    return Statement(
        version=version,
        as_of=as_of,
        files=len(listing.entries),
        size=counted[0],
        root=merkle_root(listing.entries),
        tag_manifests=tuple(
            tag_manifest(name, read_tag_file(container, name, findings)) for name in TAG_MANIFESTS
        ),
    )
