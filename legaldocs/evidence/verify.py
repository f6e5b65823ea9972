"""A bundle verified: files, signature and time, each by itself, without stopping at a fault."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.core.findings import Finding, errors
from legaldocs.evidence.bag.compare import Comparison, compare
from legaldocs.evidence.bag.index import INDEX, MANIFESTS, TAG_MANIFESTS, index_findings
from legaldocs.evidence.bag.reader import Bag, bag_finding, read_bag, read_tag_file, stated
from legaldocs.evidence.bag.verify_md import GUIDE
from legaldocs.evidence.bag.writer import AGENT
from legaldocs.evidence.files.container import open_container
from legaldocs.evidence.files.names import is_system_file, shown
from legaldocs.evidence.seal.expected import restated_differently
from legaldocs.evidence.seal.statement import SEAL_FILES, SIGNATURE, STATEMENT, TIMESTAMP
from legaldocs.evidence.verdict import Grade, Seal, Verdict, aspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cryptography.x509 import Certificate

    from legaldocs.evidence.files.container import Container
    from legaldocs.evidence.files.digests import Tick

_ARCHIVE = "zip 文件本身"
_STRONG = frozenset({"sha256", "sha384", "sha512"})
_NAMED = (*MANIFESTS, *TAG_MANIFESTS, INDEX, STATEMENT, GUIDE, "bag-info.txt")
"""What every bag of ours has; any of it marks a bag as ours, and then all of it must be there."""


def verify(
    path: Path | str,
    *,
    trust: Sequence[Path | str] = (),
    tsa: Sequence[Path | str] = (),
    require: Sequence[str] = (),
    every_hash: bool = False,
    tick: Tick | None = None,
) -> Verdict:
    """Return what is known about the bundle at ``path``, a folder or a zip. Nothing is written.

    ``trust`` are files with certificates of signers or of those who issue them, ``tsa`` with root
    certificates of timestamp authorities: a bundle without a signature or a timestamp then fails.
    ``require`` names aspects (``integrity``, ``signature``, ``timestamp``) whose absence is a
    failure.

    Every byte of a bag of ours is held against its SHA-256, to which the statement binds the rest;
    with ``every_hash``, and always for another's bag, against each manifest there is.

    Raises InputError when there is no bundle at ``path``, or an option cannot be understood.
    """
    required = aspects(require, signer=bool(trust), authority=bool(tsa))
    given = _certificates(trust), _certificates(tsa)
    with open_container(Path(path)) as container:
        verdict = Verdict(
            bundle=shown(str(path)),
            integrity=Grade("unread"),
            signature=Grade("unread"),
            timestamp=Grade("unread"),
            required=required,
            identity=_identity(container),
            trusted=_fingerprints(given[0]),
            authorities=_fingerprints(given[1]),
        )
        if container.findings:
            return _refused(verdict, "拒绝读取，文件、签名和时间戳都没有核对", container.findings)
        bag = read_bag(container)
        if "bagit.txt" not in container.entries and not bag.payload:
            return _refused(verdict, "不是证据包，没有可以核对的内容", bag.findings)
        ours = _is_ours(container, bag)
        bag = replace(bag, findings=(*bag.findings, *_weak(bag)))
        bag = _only_sealed(bag) if ours else bag
        quick = not every_hash and "sha256" in bag.payload and ours
        hashes = frozenset({"sha256"} if quick else bag.payload)
        found = compare(container, bag, payload_hashes=hashes, tick=tick)
        findings = _judged(container, bag, found, ours=ours)
        verdict = replace(verdict, **_files(container, bag, found, findings))
        return _sealed(verdict, _seal(container, *given))


def _refused(verdict: Verdict, why: str, findings: tuple[Finding, ...]) -> Verdict:
    """Return the verdict on a bundle of which nothing was read, so that nothing is said of it."""
    return replace(
        verdict,
        integrity=Grade("failed", _reasons(findings), "文件没有核对"),
        findings=findings,
        refused=why,
    )


def _identity(container: Container) -> tuple[tuple[str, str], ...]:
    """Return the SHA-256 of each file that stands for the whole bundle, by its name."""
    found = [(_ARCHIVE, container.sha256)] if container.sha256 else []
    if container.findings:
        return tuple(found)
    for name in (STATEMENT, *TAG_MANIFESTS):
        if name in container.entries:
            faults: list[Finding] = []
            data = read_tag_file(container, name, faults)
            found.extend([] if faults else [(name, hashlib.sha256(data).hexdigest())])
    return tuple(found)


def _fingerprints(certificates: Sequence[Certificate]) -> tuple[str, ...]:
    if not certificates:
        return ()
    from legaldocs.evidence.seal.certificate import fingerprint  # noqa: PLC0415 - as in _seal

    return tuple(fingerprint(each) for each in certificates)


def _certificates(paths: Sequence[Path | str]) -> tuple[Certificate, ...]:
    if not paths:
        return ()
    from legaldocs.evidence.seal.certificate import load_certificates  # noqa: PLC0415 - as in _seal

    return load_certificates(paths)


def _judged(
    container: Container, bag: Bag, found: Comparison, *, ours: bool
) -> tuple[Finding, ...]:
    """Return every finding about the files; ``found`` gains what only our own bags must have."""
    findings = [*bag.findings, *found.findings]
    _judge_tags(container, bag, found, findings, ours=ours)
    if ours:
        found.missing |= {path for path in _NAMED if path not in container.entries}
        findings.extend(index_findings(container))
        findings.extend(restated_differently(container, bag, found))
    else:
        findings.append(
            Finding(
                "LD-BUNDLE-FOREIGN",
                "warning",
                "不是 legaldocs 制作的证据包：没有封存声明，只按 BagIt 清单核对",
            )
        )
    return (*_listed(found), *findings)


def _seal(
    container: Container, trusted: Sequence[Certificate], authorities: Sequence[Certificate]
) -> Seal:
    """Return what the files in seal/ show; an unreadable one fails as that, not as forged."""
    if not {SIGNATURE, TIMESTAMP} & container.entries.keys():
        return Seal()
    # Half of the start-up time: a bag without a signature does without it.
    from legaldocs.evidence.seal.check import grade_seal  # noqa: PLC0415 - see above

    faults: list[Finding] = []
    statement, signature, stamp = (
        read_tag_file(container, path, faults) if path in container.entries else None
        for path in SEAL_FILES
    )
    if faults:
        reasons = tuple(f"{each.where}：{each.message}" for each in faults)
        unread = Grade("failed", reasons, "签名无法核对：封存文件无法读取")
        return Seal(unread, Grade("absent" if stamp is None else "unread"))
    return grade_seal(statement or b"", signature, stamp, trusted, authorities)


def _files(
    container: Container, bag: Bag, found: Comparison, findings: tuple[Finding, ...]
) -> dict[str, Any]:
    """Return what a verdict says about the files."""
    listings = (*bag.payload.values(), *bag.tags.values())
    payload = [each for path, each in container.entries.items() if path.startswith("data/")]
    differing = (found.changed, found.missing, found.unlisted, found.unreadable)
    return {
        "integrity": _integrity(findings, differ=any(differing)),
        "changed": _shown(found.changed),
        "missing": _shown(found.missing),
        "unlisted": _shown(found.unlisted),
        "unreadable": _shown(found.unreadable),
        "duplicated": _shown({path for each in listings for path in each.duplicated}),
        "findings": findings,
        "files": len(payload),
        "size": sum(each.size for each in payload),
        "as_of": stated(bag, "Bagging-Date"),
        "hashes": tuple(sorted(found.payload_hashes)),
    }


def _sealed(verdict: Verdict, seal: Seal) -> Verdict:
    return replace(
        verdict,
        signature=seal.signature,
        timestamp=seal.timestamp,
        signer=seal.fingerprint,
        signed_before=seal.signed_before,
    )


def _shown(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(each) for each in sorted(paths))


def _is_ours(container: Container, bag: Bag) -> bool:
    """Return whether anything marks the bag as one of ours; a stripped bag still shows a trace."""
    software = stated(bag, "Bag-Software-Agent").split(" ")[0] == AGENT
    traces = (INDEX, GUIDE, *SEAL_FILES)
    return software or any(each in container.entries for each in traces)


def _only_sealed(bag: Bag) -> Bag:
    """Return the bag with those manifests only that the statement fixes.

    The statement names the tag manifests, and these list the payload manifests. Any other one could
    have been put there since, and would cover files that nobody sealed.
    """
    tags = {each: bag.tags[each] for each in bag.tags if _tag_manifest(each) in TAG_MANIFESTS}
    fixed = {*MANIFESTS}.union(*(each.entries for each in tags.values()))
    payload = {each: bag.payload[each] for each in bag.payload if f"manifest-{each}.txt" in fixed}
    return replace(bag, tags=tags, payload=payload)


def _tag_manifest(algorithm: str) -> str:
    return f"tagmanifest-{algorithm}.txt"


def _weak(bag: Bag) -> list[Finding]:
    if not bag.payload or not _STRONG.isdisjoint(bag.payload):
        return []
    names = "、".join(sorted(bag.payload))
    message = f"只有 {names} 清单，这类摘要可以伪造，不作为证据包接受"
    return [Finding("LD-BUNDLE-WEAK", "error", message)]


def _judge_tags(
    container: Container, bag: Bag, found: Comparison, findings: list[Finding], *, ours: bool
) -> None:
    """Find what lies outside data/ and is in no tag manifest."""
    listed = {path for each in bag.tags.values() for path in each.entries}
    allowed = {*SEAL_FILES, *map(_tag_manifest, bag.tags)}
    loose = {
        path
        for path in container.entries
        if not path.startswith("data/") and path not in listed | allowed
    }
    if ours:
        found.unlisted |= loose
    elif bag.tags:
        findings.extend(
            Finding("LD-BUNDLE-LOOSE", "warning", "不在标签清单之内，内容未核对", shown(path))
            for path in sorted(loose)
        )


def _listed(found: Comparison) -> list[Finding]:
    return [
        *(bag_finding("CHANGED", path, "文件内容与清单不符") for path in sorted(found.changed)),
        *(
            bag_finding("MISSING", path, "清单或索引所列的文件不在")
            for path in sorted(found.missing)
        ),
        *(bag_finding("UNLISTED", path, _unlisted(path)) for path in sorted(found.unlisted)),
        *(
            bag_finding("UNREADABLE", path, "文件无法读取（损坏、无权限，或是链接、特殊文件）")
            for path in sorted(found.unreadable)
        ),
    ]


def _unlisted(path: str) -> str:
    """Return what a file is that no list names; what a system leaves behind is called that."""
    if is_system_file(path):
        return "文件不在任何清单内：是操作系统自动产生的文件，删去后可重新核对"
    return "文件不在任何清单内"


def _integrity(findings: tuple[Finding, ...], *, differ: bool) -> Grade:
    reasons = _reasons(findings)
    if not reasons:
        return Grade("ok")
    if differ:
        return Grade("failed", reasons)
    codes = {each.code for each in findings}
    unlike = "封存声明与内容不符" if "LD-BUNDLE-STATEMENT" in codes else "不合证据包的规范"
    return Grade("failed", reasons, unlike)


def _reasons(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(
        f"{each.where}：{each.message}" if each.where else each.message for each in errors(findings)
    )
