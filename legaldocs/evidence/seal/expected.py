"""The statement made again from what lies in the bag, and held against the one that was sealed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.evidence.bag.index import TAG_MANIFESTS
from legaldocs.evidence.bag.reader import read_tag_file, stated
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
    expected = _statement(container, bag, found, findings)
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


def _statement(
    container: Container, bag: Bag, found: Comparison, findings: list[Finding]
) -> Statement | None:
    """Return the statement that this bag would get now, None when it lacks what that takes."""
    agent, _, version = stated(bag, "Bag-Software-Agent").partition(" ")
    listing = bag.payload.get("sha256")
    try:
        as_of = dt.date.fromisoformat(stated(bag, "Bagging-Date"))
    except ValueError:
        return None
    there = all(name in container.entries for name in TAG_MANIFESTS)
    if agent != AGENT or listing is None or not there:
        return None
    payload = [path for path in container.entries if path.startswith("data/")]
    read = [found.digested[path].size for path in payload if path in found.digested]
    return Statement(
        version=version,
        as_of=as_of,
        files=len(payload),
        size=sum(read),
        root=merkle_root(listing.entries),
        tag_manifests=tuple(
            tag_manifest(name, read_tag_file(container, name, findings)) for name in TAG_MANIFESTS
        ),
    )
