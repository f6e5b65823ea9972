"""A bundle verified: files, signature and time, each by itself, without stopping at a fault."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding, errors
from legaldocs.evidence.bag import AGENT
from legaldocs.evidence.comparing import Comparison, compare
from legaldocs.evidence.container import open_container
from legaldocs.evidence.guide import GUIDE
from legaldocs.evidence.index import INDEX, MANIFESTS, TAG_MANIFESTS
from legaldocs.evidence.naming import shown
from legaldocs.evidence.reading import Bag, read_bag, read_tag_file
from legaldocs.evidence.statement import (
    SEAL_FILES,
    STATEMENT,
    Statement,
    merkle_root,
    tag_manifest,
)
from legaldocs.evidence.verdict import ASPECTS, Aspect, Grade, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from legaldocs.evidence.container import Container
    from legaldocs.evidence.digests import Tick

_STRONG = frozenset({"sha256", "sha384", "sha512"})
_NAMED = (*MANIFESTS, *TAG_MANIFESTS, INDEX, STATEMENT, GUIDE, "bag-info.txt")
"""What every bag of ours has; any of it marks a bag as ours, and then all of it must be there."""


def verify(
    path: Path,
    *,
    trust: Sequence[Path] = (),
    tsa: Sequence[Path] = (),
    require: Sequence[str] = (),
    tick: Tick | None = None,
) -> Verdict:
    """Return what is known about the bundle at ``path``, a folder or a zip. Nothing is written.

    ``trust`` are PEM files with certificates of signers, ``tsa`` with certificates of timestamp
    authorities; ``require`` names aspects (``integrity``, ``signature``, ``timestamp``) whose absence
    is a failure.

    Raises InputError when there is no bundle at ``path``, or an option cannot be understood.
    """
    required = _aspects(require)
    with open_container(path) as container:
        return _verified(container, shown(str(path)), required, tick)


def _aspects(names: Iterable[str]) -> tuple[Aspect, ...]:
    unknown = sorted(set(names) - set(ASPECTS))
    if unknown:
        raise InputError("--require 不认识这一项", expected="、".join(ASPECTS), found=unknown[0])
    return tuple(each for each in ASPECTS if each in names)


def _verified(
    container: Container, name: str, required: tuple[Aspect, ...], tick: Tick | None
) -> Verdict:
    bag = read_bag(container)
    found = compare(container, bag, tick)
    findings = [*container.findings, *bag.findings, *found.findings]
    _judge_tags(container, bag, found, findings)
    _judge_algorithms(bag, findings)
    ours = _is_ours(container, bag)
    if ours:
        _judge_named(container, found)
        _judge_statement(container, bag, found, findings)
    else:
        message = "不是 legaldocs 制作的证据包：没有封存声明，只按 BagIt 清单核对"
        findings.append(Finding("LD-BUNDLE-FOREIGN", "warning", message))
    findings.extend(_listed(found))
    duplicated = {
        p for each in (*bag.payload.values(), *bag.tags.values()) for p in each.duplicated
    }
    payload = [p for p in container.entries if p.startswith("data/")]
    return Verdict(
        bundle=name,
        integrity=_integrity(findings),
        signature=Grade("absent"),
        timestamp=Grade("absent"),
        changed=_shown(found.changed),
        missing=_shown(found.missing),
        unlisted=_shown(found.unlisted),
        unreadable=_shown(found.unreadable),
        duplicated=_shown(duplicated | set(container.duplicated)),
        findings=tuple(findings),
        files=len(payload),
        size=sum(container.entries[each].size for each in payload),
        as_of=_stated(bag, "Bagging-Date"),
        required=required,
    )


def _shown(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(each) for each in sorted(paths))


def _stated(bag: Bag, label: str) -> str:
    return next((value for name, value in bag.info if name == label), "")


def _is_ours(container: Container, bag: Bag) -> bool:
    """Return whether anything marks the bag as one of ours; a stripped bag still shows a trace."""
    software = _stated(bag, "Bag-Software-Agent").split(" ")[0] == AGENT
    traces = (INDEX, GUIDE, *SEAL_FILES)
    return software or any(each in container.entries for each in traces)


def _judge_algorithms(bag: Bag, findings: list[Finding]) -> None:
    if bag.payload and _STRONG.isdisjoint(bag.payload):
        names = "、".join(sorted(bag.payload))
        message = f"只有 {names} 清单，这类摘要可以伪造，不作为证据包接受"
        findings.append(Finding("LD-BUNDLE-WEAK", "error", message))


def _judge_tags(container: Container, bag: Bag, found: Comparison, findings: list[Finding]) -> None:
    """Find what lies outside data/ and is in no tag manifest."""
    listed = {path for each in bag.tags.values() for path in each.entries}
    allowed = {*SEAL_FILES, *(f"tagmanifest-{each}.txt" for each in bag.tags)}
    loose = {
        path
        for path in container.entries
        if not path.startswith("data/") and path not in listed | allowed
    }
    if _is_ours(container, bag):
        found.unlisted |= loose
    elif bag.tags:
        findings.extend(
            Finding("LD-BUNDLE-LOOSE", "warning", "不在标签清单之内，内容未核对", shown(path))
            for path in sorted(loose)
        )


def _judge_named(container: Container, found: Comparison) -> None:
    found.missing |= {path for path in _NAMED if path not in container.entries}


def _judge_statement(
    container: Container, bag: Bag, found: Comparison, findings: list[Finding]
) -> None:
    """Make the statement again from what is there, and compare the bytes."""
    if STATEMENT not in container.entries:
        return
    actual = read_tag_file(container, STATEMENT, findings)
    expected = _expected_statement(container, bag, found, findings)
    if expected is None or actual != expected.to_bytes():
        message = "封存声明与证据包现在的内容不符：清单、文件或声明在封存后有改动"
        findings.append(Finding("LD-BUNDLE-STATEMENT", "error", message, STATEMENT))


def _expected_statement(
    container: Container, bag: Bag, found: Comparison, findings: list[Finding]
) -> Statement | None:
    agent, _, version = _stated(bag, "Bag-Software-Agent").partition(" ")
    listing = bag.payload.get("sha256")
    present = [name for name in TAG_MANIFESTS if name in container.entries]
    try:
        as_of = dt.date.fromisoformat(_stated(bag, "Bagging-Date"))
    except ValueError:
        return None
    if agent != AGENT or listing is None or len(present) != len(TAG_MANIFESTS):
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


_LISTS = (
    ("changed", "CHANGED", "文件内容与清单不符"),
    ("missing", "MISSING", "清单或索引所列的文件不在"),
    ("unlisted", "UNLISTED", "文件不在任何清单内"),
    ("unreadable", "UNREADABLE", "文件无法读取（损坏、无权限，或是链接、特殊文件）"),
)


def _listed(found: Comparison) -> list[Finding]:
    return [
        Finding(f"LD-BAG-{kind}", "error", message, shown(path))
        for attribute, kind, message in _LISTS
        for path in sorted(getattr(found, attribute))
    ]


def _integrity(findings: Sequence[Finding]) -> Grade:
    wrong = errors(tuple(findings))
    reasons = tuple(
        f"{each.where}：{each.message}" if each.where else each.message for each in wrong
    )
    return Grade("failed" if wrong else "ok", reasons)
