"""The files of a bag compared with its manifests, byte for byte."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from legaldocs.evidence.bag.difference import Difference, bag_finding
from legaldocs.evidence.bag.reader import payload_oxum
from legaldocs.evidence.bag.statement import SEAL_FILES
from legaldocs.evidence.files.digests import WORKERS, Digested, Meter, Tick, digest
from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from legaldocs.core.findings import Finding
    from legaldocs.evidence.bag.reader import Bag
    from legaldocs.evidence.files.container import Container, Open

_MOST_IN_A_RUN = 64
_RUN_SIZE = 4 << 20
"""Bytes after which a run ends, so that at the end no worker is left with much more than others."""

Places: TypeAlias = "Mapping[str, str | None]"
"""For each listed path the path of its file in the bag, None when it is not there."""

Stated: TypeAlias = "Mapping[str, tuple[tuple[str, str], ...]]"
"""For each file the (algorithm, digest) pairs that the manifests state."""


def compare(
    container: Container, bag: Bag, *, payload_hashes: frozenset[str], tick: Tick | None = None
) -> tuple[list[Difference], list[Finding]]:
    """Read every listed file once and return what differs, and other departures from RFC 8493.

    ``payload_hashes`` are the algorithms computed for files in data/; a file there that only other
    manifests list is unlisted. These are still checked for missing files and for completeness.
    """
    places = _places(container, bag)
    stated = _stated(bag, places, payload_hashes)
    read = _read_all(container, stated, tick)
    fixed = {*SEAL_FILES, *(f"tagmanifest-{algorithm}.txt" for algorithm in bag.tags)}
    differences = [
        *(Difference("missing", path) for path, place in places.items() if place is None),
        *(
            Difference("unlisted", path)
            for path in container.entries.keys() - stated.keys() - fixed
        ),
        *(Difference("unreadable", path) for path, found in read.items() if found is None),
        *(
            Difference("changed", path)
            for path, found in read.items()
            if found and not all(found.values[name] == value for name, value in stated[path])
        ),
    ]
    return differences, [
        *_composed_otherwise(places),
        *_incomplete(bag, places),
        *_check_oxum(container, bag, read),
    ]


def _places(container: Container, bag: Bag) -> Places:
    """Return where each listed file is; a Mac may leave its name composed in another way."""
    listings = (*bag.payload.values(), *bag.tags.values())
    listed = dict.fromkeys(chain.from_iterable(listing.entries for listing in listings))
    places: dict[str, str | None] = {path: path for path in listed}
    absent = listed.keys() - container.entries.keys()
    if absent:
        by_form = {unicodedata.normalize("NFC", path): path for path in container.entries}
        places |= {path: by_form.get(unicodedata.normalize("NFC", path)) for path in absent}
    return places


def _stated(bag: Bag, places: Places, payload_hashes: frozenset[str]) -> Stated:
    stated: dict[str, tuple[tuple[str, str], ...]] = {}
    computed = [listing for name, listing in bag.payload.items() if name in payload_hashes]
    for listing in (*computed, *bag.tags.values()):
        for path, value in listing.entries.items():
            place = places[path]
            if place is not None:
                stated[place] = (*stated.get(place, ()), (listing.algorithm, value))
    return {path: stated[path] for path in sorted(stated)}


def _read_all(
    container: Container, stated: Stated, tick: Tick | None
) -> dict[str, Digested | None]:
    """Return size and hashes of each file, None for one that cannot be read."""
    meter = Meter(sum(container.entries[path].size for path in stated), tick)

    def read_run(paths: list[str]) -> list[Digested | None]:
        with container.opening() as open_file:
            return [_read(container, path, stated[path], open_file, meter) for path in paths]

    with ThreadPoolExecutor(WORKERS) as pool:
        runs = pool.map(read_run, _runs(container, stated))
        return dict(zip(stated, chain.from_iterable(runs), strict=True))


def _runs(container: Container, paths: Iterable[str]) -> Iterator[list[str]]:
    """Give the paths in runs of neighbours, which one worker reads without asking for more."""
    run: list[str] = []
    size = 0
    for path in paths:
        run.append(path)
        size += container.entries[path].size
        if len(run) == _MOST_IN_A_RUN or size >= _RUN_SIZE:
            yield run
            run, size = [], 0
    yield run


def _read(
    container: Container,
    path: str,
    stated: tuple[tuple[str, str], ...],
    open_file: Open,
    meter: Meter,
) -> Digested | None:
    entry = container.entries[path]
    if entry.kind != "file":
        return None
    algorithms = tuple(dict(stated))
    try:
        with open_file(path) as stream:
            return digest(stream, algorithms, meter=meter, most=entry.size)
    except container.read_errors:
        return None


def _composed_otherwise(places: Places) -> Iterator[Finding]:
    for path, place in places.items():
        if place not in {path, None}:
            message = f"清单中的“{shown(path)}”与文件名的字符组合方式不同，按同一文件核对"
            yield bag_finding("NORMALIZATION", place or "", message, "warning")


def _incomplete(bag: Bag, places: Places) -> Iterator[Finding]:
    """Find the payload files that not every manifest lists (RFC 8493 section 3)."""
    if bag.version < (1, 0):
        return
    listed = {
        algorithm: {places[path] or path for path in listing.entries}
        for algorithm, listing in bag.payload.items()
    }
    every = set().union(*listed.values())
    for algorithm, paths in listed.items():
        for path in sorted(every - paths):
            yield bag_finding("INCOMPLETE", path, f"没有列在 manifest-{algorithm}.txt 中")


def _check_oxum(
    container: Container, bag: Bag, read: Mapping[str, Digested | None]
) -> Iterator[Finding]:
    """Compare Payload-Oxum with the payload, when all of it could be read."""
    stated = payload_oxum(bag)
    payload = [read.get(path) for path in container.entries if path.startswith("data/")]
    whole = [found for found in payload if found is not None]
    if stated is None or len(whole) != len(payload):
        return
    found = (sum(digested.size for digested in whole), len(whole))
    if found != stated:
        yield bag_finding(
            "OXUM",
            "bag-info.txt",
            f"Payload-Oxum 不符；应为：{stated[0]} 字节、{stated[1]} 个文件；"
            f"实际：{found[0]} 字节、{found[1]} 个文件",
        )
