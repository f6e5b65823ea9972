"""Proof that one file is in a sealed bundle, without the other files (RFC 9162)."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.findings import Finding, errors
from legaldocs.core.regular_file import open_regular, read_regular
from legaldocs.core.system_error import reason
from legaldocs.evidence.bag import manifest, merkle
from legaldocs.evidence.bag.index import ORIGINALS
from legaldocs.evidence.bag.reader import open_container, read_bag
from legaldocs.evidence.bag.statement import (
    SIGNATURE,
    STATEMENT,
    TIMESTAMP,
    leaves,
    read_statement,
)
from legaldocs.evidence.bag.typed_json import JsonError, decode
from legaldocs.evidence.files.digests import Digested, digest
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.seal.certificate import fingerprint, load_certificates
from legaldocs.evidence.seal.check import grade_seal
from legaldocs.evidence.verdict import Grade, Verdict, aspects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from legaldocs.evidence.bag.reader import Bag
    from legaldocs.evidence.files.container import Container

UNSIGNED = "封存声明没有签名，不能证明文件出自该证据包"
_LARGEST = 8 << 20
_Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]


class Proof(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="schema",
    tag="legaldocs.proof/1",
):
    """Inclusion proof of one file in a sealed bundle (单独证明)."""

    path: Annotated[str, Meta(description="文件在证据包中的路径")]
    sha256: Annotated[_Sha256, Meta(description="文件的摘要")]
    index: Annotated[int, Meta(description="在按路径排序的清单中是第几行，从 0 起", ge=0)]
    leaves: Annotated[int, Meta(description="清单的行数", ge=1)]
    beside: Annotated[
        tuple[_Sha256, ...], Meta(description="通向默克尔根的路径上的相邻摘要，自下而上")
    ]
    statement: Annotated[str, Meta(description="封存声明的全文")]
    signature: Annotated[bytes, Meta(description="对封存声明的签名，Base64；没有的不写")] = b""
    timestamp: Annotated[bytes, Meta(description="对签名的时间戳，Base64；没有的不写")] = b""

    def to_bytes(self) -> bytes:
        """Return the proof as JSON."""
        document = msgspec.to_builtins(self)
        return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"

    def root(self) -> str:
        """Return the root, in hex, that the proof leads to; empty for a path of wrong length."""
        leaf = manifest.line(self.path, self.sha256)
        beside = [bytes.fromhex(sibling) for sibling in self.beside]
        found = merkle.root_of_path(leaf, self.index, self.leaves, beside)
        return found.hex() if found else ""

    def holds(self) -> bool:
        """Return whether the proof leads to the root of a tree as large as the statement says.

        A tree of another size may have the same root, with the file in another place.
        """
        statement = read_statement(self.statement.encode())
        return statement is not None and (
            (statement.root, statement.files) == (self.root(), self.leaves)
        )


def prove(bundle: Path, path: str) -> Proof:
    """Return the proof for ``path``, a path in the bundle or below data/originals.

    Raises InputError when the bundle has no such file, and IntegrityError when the bundle may not
    be read, or the file or the manifest is not what was sealed.
    """
    with open_container(bundle) as container:
        if container.findings:
            fault = container.findings[0]
            raise IntegrityError(
                "拒绝读取这个证据包",
                where=str(bundle),
                found=fault.message,
                next_step=fault.next_step,
            )
        bag = read_bag(container)
        listing = bag.payload.get("sha256")
        entries = listing.entries if listing else {}
        found = _listed_path(entries, path)
        if _sha256(container, found) != entries[found]:
            raise IntegrityError("文件与清单不符，不能出具证明", where=shown(found))
    proof = _proof(bag, entries, found)
    if not proof.holds():
        raise IntegrityError(
            "清单与封存声明不符，不能出具证明", where=STATEMENT, next_step="先运行 legaldocs verify"
        )
    return proof


def _listed_path(entries: Mapping[str, str], path: str) -> str:
    for listed in (path, f"{ORIGINALS}/{path}", f"data/{path}"):
        if listed in entries:
            return listed
    raise InputError("证据包的清单里没有这个文件", where=shown(path), next_step="核对路径")


def _proof(bag: Bag, entries: Mapping[str, str], found: str) -> Proof:
    lines = leaves(entries)
    index = sorted(entries).index(found)
    return Proof(
        path=found,
        sha256=entries[found],
        index=index,
        leaves=len(lines),
        beside=tuple(node.hex() for node in merkle.inclusion_path(lines, index)),
        statement=bag.tag_files.get(STATEMENT, b"").decode("utf-8", "replace"),
        signature=bag.tag_files.get(SIGNATURE, b""),
        timestamp=bag.tag_files.get(TIMESTAMP, b""),
    )


def verify_proof(
    file: Path,
    proof: Path,
    *,
    trust: Sequence[Path] = (),
    tsa: Sequence[Path] = (),
    require: Sequence[str] = (),
) -> Verdict:
    """Return the verdict on ``file`` by its proof; options as for a bundle.

    Without a signature it proves nothing: anybody can write a statement and a path to its root.

    Raises InputError when the file or the proof cannot be read.
    """
    required = aspects(require, signer=bool(trust), authority=bool(tsa))
    trusted, authorities = load_certificates(trust), load_certificates(tsa)
    shows = _load(proof)
    found = _digest(file)
    other = found.values["sha256"] != shows.sha256
    integrity, findings = _grade(shows, file, proof, other=other)
    statement = shows.statement.encode()
    seal = grade_seal(
        statement, shows.signature or None, shows.timestamp or None, trusted, authorities
    )
    unsigned = integrity.status == "ok" and seal.signature.status == "absent"
    return Verdict(
        bundle=shown(str(file)),
        integrity=integrity,
        signature=seal.signature,
        timestamp=seal.timestamp,
        remarks=(*findings, *([_unsigned(proof)] if unsigned else [])),
        files=1,
        size=found.size,
        as_of=stated.as_of.isoformat() if (stated := read_statement(statement)) else "",
        signer=seal.fingerprint,
        signed_before=seal.signed_before,
        hashes=("sha256",),
        required=required,
        refused=UNSIGNED if unsigned else "",
        trusted=tuple(fingerprint(certificate) for certificate in trusted),
        authorities=tuple(fingerprint(certificate) for certificate in authorities),
        proved=shown(shows.path),
    )


def _digest(file: Path) -> Digested:
    try:
        with open_regular(file) as stream:
            return digest(stream, ("sha256",))
    except OSError as error:
        raise InputError("文件无法读取", where=str(file), found=reason(error)) from error


def _grade(
    shows: Proof, file: Path, proof: Path, *, other: bool
) -> tuple[Grade, tuple[Finding, ...]]:
    """Return the grade of file and proof together, and the findings."""
    broken = not shows.holds()
    findings = tuple(_findings(shows, file, proof, other=other, broken=broken))
    if not (other or broken):
        return Grade("ok", (), "文件与封存声明相符"), findings
    reasons = tuple(finding.message for finding in errors(findings))
    said = ("文件不是证明所指的文件",) if other else ()
    return Grade(
        "failed", reasons, "，".join((*said, *(("证明本身不成立",) if broken else ())))
    ), findings


def _findings(
    shows: Proof, file: Path, proof: Path, *, other: bool, broken: bool
) -> Iterator[Finding]:
    inside = shows.path.rpartition("/")[2]
    if other:
        yield Finding(
            "LD-INCLUSION-FILE",
            "error",
            f"文件内容不是证明所指的“{shown(shows.path)}”；应有的 SHA-256：{shows.sha256}",
            shown(str(file)),
            next_step="核对是否拿错了文件或证明；都没有拿错，就是文件已变",
        )
    if broken:
        yield Finding(
            "LD-INCLUSION-ROOT",
            "error",
            "证明推不出封存声明中的 merkle_root 和 files：证明有误或被改动，不说明文件有变",
            shown(str(proof)),
            next_step="请出具人用 legaldocs prove 重新出具",
        )
    if unicodedata.normalize("NFC", file.name) != unicodedata.normalize("NFC", inside):
        yield Finding(
            "LD-INCLUSION-NAME",
            "warning",
            f"文件名与包内的“{shown(inside)}”不同：证明认的是内容，以包内路径为准",
            shown(str(file)),
        )


def _unsigned(proof: Path) -> Finding:
    return Finding(
        "LD-INCLUSION-UNSIGNED",
        "error",
        "没有签名的封存声明和证明，任何人都能自己写出一套",
        shown(str(proof)),
        next_step="请对方用 legaldocs seal 签名后重新出具",
    )


def _sha256(container: Container, path: str) -> str:
    try:
        with container.open(path) as stream:
            return digest(stream, ("sha256",)).values["sha256"]
    except container.read_errors:
        return ""


def _load(path: Path) -> Proof:
    try:
        data = read_regular(path, _LARGEST)
    except OSError as error:
        raise InputError("文件无法读取", where=str(path), found=reason(error)) from error
    try:
        return decode(data, Proof)
    except JsonError as error:
        raise InputError("不是 legaldocs 的单独证明", where=str(path), found=str(error)) from error
