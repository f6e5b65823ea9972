"""The files of a bag held against its manifests, byte for byte."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.evidence.bag.reader import bag_finding, oxum
from legaldocs.evidence.files.container import READ_ERRORS
from legaldocs.evidence.files.digests import WORKERS, Digested, Meter, Tick, digest
from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.core.findings import Finding
    from legaldocs.evidence.bag.manifest import Listing
    from legaldocs.evidence.bag.reader import Bag
    from legaldocs.evidence.files.container import Container


@dataclass(slots=True)
class Comparison:
    """What does not match (核对结果).

    ``digested`` is what was read, by path in the bag.
    """

    payload_hashes: frozenset[str]
    changed: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    digested: dict[str, Digested] = field(default_factory=dict)


def compare(
    container: Container,
    bag: Bag,
    *,
    payload_hashes: frozenset[str],
    tick: Tick | None = None,
) -> Comparison:
    """Read every listed file once and hold it against the manifests that list it.

    ``payload_hashes`` are the algorithms worked out for files in data/; a file there that no
    manifest of theirs lists is unlisted. That what other manifests list is there, and that all list
    the same, is judged all the same.
    """
    result = Comparison(payload_hashes)
    payload = {path: each for path, each in container.entries.items() if path.startswith("data/")}
    wanted = _wanted(bag, container, result)
    result.unlisted |= payload.keys() - wanted.keys()
    _judge_complete(bag, result)
    meter = Meter(sum(container.entries[path].size for path in wanted), tick)

    def one(path: str) -> Digested | None:
        return _read(container, path, tuple(sorted(wanted[path])), meter)

    with ThreadPoolExecutor(WORKERS) as pool:
        for path, found in zip(wanted, pool.map(one, wanted), strict=True):
            _judge(path, wanted[path], found, result)
    _judge_oxum(bag, payload, result)
    return result


def _wanted(bag: Bag, container: Container, result: Comparison) -> dict[str, dict[str, str]]:
    """Return, for each listed path that is there, the digest each algorithm states."""
    by_form = {unicodedata.normalize("NFC", path): path for path in container.entries}
    wanted: dict[str, dict[str, str]] = {}
    for listing in [*bag.payload.values(), *bag.tags.values()]:
        for path, stated in listing.entries.items():
            there = path if path in container.entries else _other_form(path, by_form, result)
            if there is None:
                result.missing.add(path)
                continue
            if path.startswith("data/") and listing.algorithm not in result.payload_hashes:
                continue
            asked = wanted.setdefault(there, {})
            before = asked.setdefault(listing.algorithm, stated)
            if before != stated:
                result.changed.add(there)
    return dict(sorted(wanted.items()))


def _other_form(path: str, by_form: Mapping[str, str], result: Comparison) -> str | None:
    """Return the file whose name is the same text composed otherwise, as a Mac may leave it."""
    there = by_form.get(unicodedata.normalize("NFC", path))
    if there is not None:
        result.findings.append(
            bag_finding(
                "NORMALIZATION",
                there,
                f"清单中的“{shown(path)}”与文件名的字符组合方式不同，按同一文件核对",
                "warning",
            )
        )
    return there


def _judge_complete(bag: Bag, result: Comparison) -> None:
    """Find the payload files that not all manifests list (RFC 8493 section 3)."""
    if bag.version < (1, 0):
        return
    listings = list(bag.payload.values())
    listed = {
        unicodedata.normalize("NFC", path) for listing in listings for path in listing.entries
    }
    for listing in listings:
        short = listed - {unicodedata.normalize("NFC", path) for path in listing.entries}
        result.findings.extend(_not_in(listing, path) for path in sorted(short))


def _not_in(listing: Listing, path: str) -> Finding:
    return bag_finding("INCOMPLETE", path, f"没有列在 manifest-{listing.algorithm}.txt 中")


def _read(
    container: Container, path: str, algorithms: tuple[str, ...], meter: Meter
) -> Digested | None:
    """Return size and hashes of one file, None when it cannot be read."""
    entry = container.entries[path]
    if entry.kind != "file":
        return None
    try:
        with container.open(path) as stream:
            return digest(stream, algorithms, meter=meter, most=entry.size)
    except READ_ERRORS:
        return None


def _judge(
    path: str, stated: Mapping[str, str], found: Digested | None, result: Comparison
) -> None:
    if found is None:
        result.unreadable.add(path)
        return
    result.digested[path] = found
    if any(found.values[algorithm] != value for algorithm, value in stated.items()):
        result.changed.add(path)


def _judge_oxum(bag: Bag, payload: Mapping[str, object], result: Comparison) -> None:
    stated = oxum(bag)
    read = [result.digested[path].size for path in payload if path in result.digested]
    if stated is None or len(read) != len(payload):
        return
    found = (sum(read), len(payload))
    if found != stated:
        result.findings.append(
            bag_finding(
                "OXUM",
                "bag-info.txt",
                f"Payload-Oxum 不符；应为：{stated[0]} 字节、{stated[1]} 个文件；"
                f"实际：{found[0]} 字节、{found[1]} 个文件",
            )
        )
