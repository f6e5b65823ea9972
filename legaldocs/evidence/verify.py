"""Verification of a bundle: files, signature and time, each separately, all faults at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding, errors
from legaldocs.evidence.bag.compare import compare
from legaldocs.evidence.bag.difference import KINDS, Difference
from legaldocs.evidence.bag.expected import compare_statement
from legaldocs.evidence.bag.index import (
    INDEX,
    MANIFESTS,
    ORIGINALS,
    TAG_MANIFESTS,
    check_index,
)
from legaldocs.evidence.bag.reader import Bag, info_value, open_container, read_bag
from legaldocs.evidence.bag.statement import AGENT, SEAL_FILES, SIGNATURE, STATEMENT, TIMESTAMP
from legaldocs.evidence.bag.verify_md import VERIFY_MD
from legaldocs.evidence.files.container import ARCHIVE
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.verdict import Grade, Seal, Verdict, aspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cryptography.x509 import Certificate

    from legaldocs.evidence.deposit import Deposit
    from legaldocs.evidence.files.container import Container
    from legaldocs.evidence.files.digests import Tick

_STRONG = frozenset({"sha256", "sha384", "sha512"})
_REQUIRED = (*MANIFESTS, *TAG_MANIFESTS, INDEX, STATEMENT, VERIFY_MD, "bag-info.txt")
"""What every bag of ours has; a bag with traces of ours must have all of it."""


def verify(  # noqa: PLR0913 - one parameter an option of the command
    path: Path | str,
    *,
    trust: Sequence[Path | str] = (),
    tsa: Sequence[Path | str] = (),
    require: Sequence[str] = (),
    deposits: Sequence[Path | str] = (),
    every_hash: bool = False,
    tick: Tick | None = None,
) -> Verdict:
    """Return what is known about the bundle at ``path``, a folder or a zip. Nothing is written.

    ``trust`` are files with certificates of signers or of those who issue them, ``tsa`` with root
    certificates of timestamp authorities: a bundle without a signature or a timestamp then fails.
    ``require`` names aspects (``integrity``, ``signature``, ``timestamp``) whose absence is a
    failure. ``deposits`` are records of what a platform or notary keeps; a digest that is not the
    bundle's fails too, and one that is stands for no other aspect.

    The payload of our own bags is checked by SHA-256, which the statement binds; with
    ``every_hash``, and always for foreign bags, by every manifest.

    Raises InputError when there is no bundle at ``path``, or an option cannot be understood.
    """
    required = aspects(require, signer=bool(trust), authority=bool(tsa))
    trusted, authorities = _certificates(trust), _certificates(tsa)
    kept = _deposits(deposits)
    with open_container(Path(path)) as container:
        verdict = Verdict(
            bundle=shown(str(path)),
            required=required,
            identity=((ARCHIVE, container.sha256),) if container.sha256 else (),
            trusted=_fingerprints(trusted),
            authorities=_fingerprints(authorities),
        )
        if container.findings:
            why = "拒绝读取，文件、签名和时间戳都没有核对"
            return _refused_verdict(verdict, why, (), container.findings)
        bag = read_bag(container)
        verdict = replace(verdict, identity=(*verdict.identity, *_identifying_hashes(bag)))
        if "bagit.txt" not in container.entries and not bag.payload:
            why = "不是证据包，没有可以核对的内容"
            return _refused_verdict(verdict, why, _printable(bag.differences), bag.findings)
        verdict = _with_files(verdict, container, bag, every_hash=every_hash, tick=tick)
        archive = Path(path) if container.sha256 else None
        compared = tuple(deposit.beside(bag.tag_files, archive) for deposit in kept)
        return replace(_with_seal(verdict, bag, trusted, authorities), deposits=compared)


def _certificates(paths: Sequence[Path | str]) -> tuple[Certificate, ...]:
    if not paths:
        return ()
    from legaldocs.evidence.seal.certificate import load_certificates  # noqa: PLC0415 - as in _seal

    return load_certificates(paths)


def _deposits(paths: Sequence[Path | str]) -> tuple[Deposit, ...]:
    if not paths:
        return ()
    from legaldocs.evidence.deposit import read_deposit  # noqa: PLC0415 - as in _seal

    return tuple(read_deposit(Path(path)) for path in paths)


def _fingerprints(certificates: Sequence[Certificate]) -> tuple[str, ...]:
    if not certificates:
        return ()
    from legaldocs.evidence.seal.certificate import fingerprint  # noqa: PLC0415 - as in _seal

    return tuple(fingerprint(certificate) for certificate in certificates)


def _refused_verdict(
    verdict: Verdict,
    why: str,
    differences: tuple[Difference, ...],
    remarks: tuple[Finding, ...],
) -> Verdict:
    """Return the verdict on a bundle whose files were not compared."""
    verdict = replace(verdict, differences=differences, remarks=remarks, refused=why)
    return replace(verdict, integrity=Grade("failed", _reasons(verdict.findings), "文件没有核对"))


def _identifying_hashes(bag: Bag) -> tuple[tuple[str, str], ...]:
    """Return the SHA-256 of each file that identifies the whole bundle, by its name."""
    return tuple(
        (name, hashlib.sha256(bag.tag_files[name]).hexdigest())
        for name in (STATEMENT, *TAG_MANIFESTS)
        if name in bag.tag_files
    )


def _with_files(
    verdict: Verdict, container: Container, bag: Bag, *, every_hash: bool, tick: Tick | None
) -> Verdict:
    """Return the verdict with the result for the files."""
    remarks = [*bag.findings, *_weak(bag)]
    ours = _is_ours(container, bag)
    bag = _only_sealed(bag) if ours else bag
    quick = ours and not every_hash and "sha256" in bag.payload
    hashes = frozenset({"sha256"} if quick else bag.payload)
    differences, departures = compare(container, bag, payload_hashes=hashes, tick=tick)
    if ours:
        further, findings = _incomplete(container, bag)
        differences += further
    else:
        differences, findings = _foreign(bag, differences)
    payload = [entry for path, entry in container.entries.items() if path.startswith("data/")]
    verdict = replace(
        verdict,
        differences=_printable([*bag.differences, *differences]),
        remarks=(*remarks, *departures, *findings),
        files=len(payload),
        size=sum(entry.size for entry in payload),
        as_of=info_value(bag, "Bagging-Date"),
        hashes=tuple(sorted(hashes)),
    )
    return replace(verdict, integrity=_integrity(verdict))


def _is_ours(container: Container, bag: Bag) -> bool:
    """Return whether the bag has a trace of ours; a stripped bag usually keeps one."""
    software = info_value(bag, "Bag-Software-Agent").split(" ")[0] == AGENT
    return software or any(path in container.entries for path in (INDEX, VERIFY_MD, *SEAL_FILES))


def _only_sealed(bag: Bag) -> Bag:
    """Return the bag with those manifests only that the statement fixes.

    The statement names the tag manifests, and these list the payload manifests. Any other one could
    have been added since, and would cover files that nobody sealed.
    """
    tags = {name: bag.tags[name] for name in bag.tags if f"tagmanifest-{name}.txt" in TAG_MANIFESTS}
    fixed = {*MANIFESTS}.union(*(listing.entries for listing in tags.values()))
    payload = {name: bag.payload[name] for name in bag.payload if f"manifest-{name}.txt" in fixed}
    return replace(bag, tags=tags, payload=payload)


def _weak(bag: Bag) -> list[Finding]:
    if not bag.payload or not _STRONG.isdisjoint(bag.payload):
        return []
    names = "、".join(sorted(bag.payload))
    message = f"只有 {names} 清单，这类摘要可以伪造，不作为证据包接受"
    return [Finding("LD-BUNDLE-WEAK", "error", message)]


def _incomplete(container: Container, bag: Bag) -> tuple[list[Difference], list[Finding]]:
    """Return what a bag of ours lacks, and where index and statement do not match it."""
    missing = [Difference("missing", path) for path in _REQUIRED if path not in container.entries]
    named, form = check_index(bag, container.entries)
    changed, statement = compare_statement(bag)
    return [*missing, *named, *changed], [*form, *statement, *_empty_folders(container)]


def _empty_folders(container: Container) -> list[Finding]:
    """Say of each empty folder that no list could name it, so that it may have come later."""
    message = "空文件夹，清单不列文件夹，是不是封存时就有无从核对"
    return [
        Finding("LD-BUNDLE-FOLDER", "warning", message, shown(path))
        for path in sorted(container.empty_folders - {"data", ORIGINALS})
    ]


def _foreign(bag: Bag, differences: list[Difference]) -> tuple[list[Difference], list[Finding]]:
    """Return the differences of a foreign bag, which may have unlisted files outside data/."""
    loose = {
        difference
        for difference in differences
        if difference.kind == "unlisted" and not difference.path.startswith("data/")
    }
    findings = [
        Finding("LD-BUNDLE-LOOSE", "warning", "不在标签清单之内，内容未核对", difference.path)
        for difference in _printable(loose)
        if bag.tags or difference.path not in bag.tag_files
    ]
    message = "不是 legaldocs 制作的证据包：没有封存声明，只按 BagIt 清单核对"
    findings.append(Finding("LD-BUNDLE-FOREIGN", "warning", message))
    return [difference for difference in differences if difference not in loose], findings


def _printable(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return the differences in the order of KINDS and paths, each once and printable."""
    order = list(KINDS)
    once = {Difference(difference.kind, shown(difference.path)) for difference in differences}
    return tuple(
        sorted(once, key=lambda difference: (order.index(difference.kind), difference.path))
    )


def _integrity(verdict: Verdict) -> Grade:
    reasons = _reasons(verdict.findings)
    if not reasons:
        return Grade("ok")
    if any(difference.kind != "duplicated" for difference in verdict.differences):
        return Grade("failed", reasons)
    codes = {finding.code for finding in verdict.remarks}
    unlike = "封存声明与内容不符" if "LD-BUNDLE-STATEMENT" in codes else "不合证据包的规范"
    return Grade("failed", reasons, unlike)


def _reasons(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(
        f"{finding.where}：{finding.message}" if finding.where else finding.message
        for finding in errors(findings)
    )


def _with_seal(
    verdict: Verdict,
    bag: Bag,
    trusted: Sequence[Certificate],
    authorities: Sequence[Certificate],
) -> Verdict:
    """Return the verdict with the result for signature and timestamp."""
    seal = _seal(bag, trusted, authorities)
    return replace(
        verdict,
        signature=seal.signature,
        timestamp=seal.timestamp,
        signer=seal.fingerprint,
        signed_before=seal.signed_before,
    )


def _seal(bag: Bag, trusted: Sequence[Certificate], authorities: Sequence[Certificate]) -> Seal:
    """Grade the files in seal/; an unreadable file is reported as unreadable, not as forged."""
    signature, stamp = bag.tag_files.get(SIGNATURE), bag.tag_files.get(TIMESTAMP)
    unread = bag.unreadable.intersection(SEAL_FILES)
    if signature is None and stamp is None and not unread & {SIGNATURE, TIMESTAMP}:
        return Seal()
    if unread:
        reasons = tuple(f"{path}：文件无法读取" for path in sorted(unread))
        grade = Grade("failed", reasons, "签名无法核对：封存文件无法读取")
        return Seal(grade, Grade("absent" if stamp is None else "unread"))
    # Half of the start-up time: a bag without a signature does without it.
    from legaldocs.evidence.seal.check import grade_seal  # noqa: PLC0415 - see above

    statement = bag.tag_files.get(STATEMENT, b"")
    return grade_seal(statement, signature, stamp, trusted, authorities)
