"""One file shown to be in a sealed bundle, without the rest of it (RFC 9162 inclusion proof)."""

from __future__ import annotations

import base64
import binascii
import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.findings import Finding, errors
from legaldocs.core.system_error import reason
from legaldocs.evidence.bag import manifest, merkle
from legaldocs.evidence.bag.json_schema import departures
from legaldocs.evidence.bag.reader import read_bag, read_tag_file
from legaldocs.evidence.files.container import READ_ERRORS, Container, open_container
from legaldocs.evidence.files.digests import digest
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.seal.certificate import fingerprint, load_certificates
from legaldocs.evidence.seal.check import grade_seal
from legaldocs.evidence.seal.statement import SIGNATURE, STATEMENT, TIMESTAMP, leaves
from legaldocs.evidence.verdict import Grade, Verdict, aspects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SCHEMA = "legaldocs.proof/1"
UNSIGNED = "封存声明没有签名，不能证明文件出自该证据包"
_LARGEST = 8 << 20
_HEX = "^[0-9a-f]{64}$"
_SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["schema", "path", "sha256", "index", "leaves", "beside", "statement"],
    "additionalProperties": False,
    "properties": {
        "schema": {"const": SCHEMA},
        "path": {"type": "string"},
        "sha256": {"type": "string", "pattern": _HEX},
        "index": {"type": "integer", "minimum": 0},
        "leaves": {"type": "integer", "minimum": 1},
        "beside": {"type": "array", "items": {"type": "string", "pattern": _HEX}},
        "statement": {"type": "string"},
        "signature": {"type": "string"},
        "timestamp": {"type": "string"},
    },
}


@dataclass(frozen=True, slots=True)
class Proof:
    """That a file of this name and hash is in a sealed bundle (单独证明).

    ``index`` counts from zero among ``leaves`` lines of the manifest; ``beside`` are the hashes
    next to the way up to the root. ``signature`` and ``timestamp`` are the seal's files.
    """

    path: str
    sha256: str
    index: int
    leaves: int
    beside: tuple[bytes, ...]
    statement: bytes
    signature: bytes = b""
    timestamp: bytes = b""

    def to_bytes(self) -> bytes:
        """Return the proof as JSON."""
        document: dict[str, object] = {
            "schema": SCHEMA,
            "path": self.path,
            "sha256": self.sha256,
            "index": self.index,
            "leaves": self.leaves,
            "beside": [each.hex() for each in self.beside],
            "statement": self.statement.decode(),
        }
        for name, data in (("signature", self.signature), ("timestamp", self.timestamp)):
            if data:
                document[name] = base64.b64encode(data).decode()
        return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"

    def root(self) -> str:
        """Return the root, in hex, that the proof leads to; nothing when it leads nowhere."""
        leaf = manifest.line(self.path, self.sha256)
        found = merkle.root_from(leaf, self.index, self.leaves, self.beside)
        return found.hex() if found else ""


def prove(bundle: Path, path: str) -> Proof:
    """Return the proof that ``path`` is in the bundle: its path there, or below data/originals.

    Raises InputError when the bundle has no such file, and IntegrityError when the bundle may not
    be read, or the file or the manifest is not what was sealed.
    """
    with open_container(bundle) as container:
        if container.findings:
            told = container.findings[0]
            raise IntegrityError(
                "拒绝读取这个证据包",
                where=str(bundle),
                found=told.message,
                next_step=told.next_step,
            )
        bag = read_bag(container)
        listing = bag.payload.get("sha256")
        entries = listing.entries if listing else {}
        found = next(
            (p for p in (path, f"data/originals/{path}", f"data/{path}") if p in entries), ""
        )
        if not found:
            raise InputError("证据包的清单里没有这个文件", where=shown(path), next_step="核对路径")
        if _sha256(container, found) != entries[found]:
            raise IntegrityError("文件与清单不符，不能出具证明", where=shown(found))
        lines = leaves(entries)
        index = sorted(entries).index(found)
        statement, signature, stamp = (
            read_tag_file(container, each, []) if each in container.entries else b""
            for each in (STATEMENT, SIGNATURE, TIMESTAMP)
        )
    beside = merkle.path(lines, index)
    proof = Proof(found, entries[found], index, len(lines), beside, statement, signature, stamp)
    if not _leads_to_statement(proof):
        raise IntegrityError(
            "清单与封存声明不符，不能出具证明", where=STATEMENT, next_step="先运行 legaldocs verify"
        )
    return proof


def verify_proof(
    file: Path,
    proof: Path,
    *,
    trust: Sequence[Path] = (),
    tsa: Sequence[Path] = (),
    require: Sequence[str] = (),
) -> Verdict:
    """Return what the proof shows about ``file``; options as for a bundle.

    Without a signature it shows nothing: anybody can write a statement and a way up to its root.

    Raises InputError when either cannot be read, or the proof is none.
    """
    required = aspects(require, signer=bool(trust), authority=bool(tsa))
    trusted, authorities = load_certificates(trust), load_certificates(tsa)
    shows = _load(proof)
    try:
        with file.open("rb", buffering=0) as stream:
            found = digest(stream, ("sha256",))
    except OSError as error:
        raise InputError("文件无法读取", where=str(file), found=reason(error)) from error
    other = found.values["sha256"] != shows.sha256
    integrity, findings = _judged(shows, file, proof, other=other)
    seal = grade_seal(
        shows.statement, shows.signature or None, shows.timestamp or None, trusted, authorities
    )
    unsigned = integrity.status == "ok" and seal.signature.status == "absent"
    return Verdict(
        bundle=shown(str(file)),
        integrity=integrity,
        signature=seal.signature,
        timestamp=seal.timestamp,
        findings=(*findings, *([_unsigned(proof)] if unsigned else [])),
        files=1,
        size=found.size,
        as_of=str(_statement(shows.statement).get("as_of", "")),
        signer=seal.fingerprint,
        signed_before=seal.signed_before,
        hashes=("sha256",),
        required=required,
        refused=UNSIGNED if unsigned else "",
        trusted=tuple(fingerprint(each) for each in trusted),
        authorities=tuple(fingerprint(each) for each in authorities),
        proved=shown(shows.path),
    )


def _judged(
    shows: Proof, file: Path, proof: Path, *, other: bool
) -> tuple[Grade, tuple[Finding, ...]]:
    """Return whether the file is the one proved, whether the proof holds, and what to note."""
    broken = not _leads_to_statement(shows)
    findings = tuple(_findings(shows, file, proof, other=other, broken=broken))
    if not (other or broken):
        return Grade("ok", (), "文件与封存声明相符"), findings
    reasons = tuple(each.message for each in errors(findings))
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
    except READ_ERRORS:
        return ""


def _statement(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _leads_to_statement(proof: Proof) -> bool:
    """Return whether the proof leads to the root of a tree as large as the statement says.

    A tree of another size may have the same root, with the file in another place.
    """
    statement, root = _statement(proof.statement), proof.root()
    return (
        bool(root)
        and statement.get("merkle_root") == root
        and (statement.get("files") == proof.leaves)
    )


def _load(path: Path) -> Proof:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
        document = json.loads(data[:_LARGEST])
        wrong = next(departures(document, _SHAPE), "") if len(data) <= _LARGEST else "文件过大"
        if not wrong:
            return _proof(document)
    except OSError as error:
        raise InputError("文件无法读取", where=str(path), found=reason(error)) from error
    except (ValueError, RecursionError, binascii.Error):
        wrong = "不是可读取的 JSON"
    raise InputError("不是 legaldocs 的单独证明", where=str(path), found=wrong)


def _proof(document: dict[str, Any]) -> Proof:
    document["path"].encode()  # a lone surrogate, which JSON can write and no manifest line holds
    return Proof(
        path=document["path"],
        sha256=document["sha256"],
        index=document["index"],
        leaves=document["leaves"],
        beside=tuple(bytes.fromhex(each) for each in document["beside"]),
        statement=document["statement"].encode(),
        signature=base64.b64decode(document.get("signature", ""), validate=True),
        timestamp=base64.b64decode(document.get("timestamp", ""), validate=True),
    )
