"""The sealed file: small, canonical, and bound to every byte of the bag."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Annotated

import msgspec
import rfc8785
from msgspec import Meta

from legaldocs.evidence.bag import manifest, merkle
from legaldocs.evidence.bag.typed_json import JsonError, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

STATEMENT = "seal/statement.json"
SIGNATURE = "seal/statement.p7s"
TIMESTAMP = "seal/statement.tsr"
SEAL_FILES = (STATEMENT, SIGNATURE, TIMESTAMP)

AGENT = "legaldocs"
"""The program in bag-info.txt, by which a bag of ours is known."""

# These words are part of the sealed bytes: to change one is to make a new schema.
NOT_PROVEN = (
    "不证明文件内容属实，也不证明文件在封存之前未被改动或系由所称的人制作。",
    "不证明各方已经收到、知悉或者同意文件内容。",
    "没有签名时，不证明由谁封存；没有可信时间戳时，不证明何时封存。",
    "所载日期由封存人填写，以可信时间戳所载时间为准。",
)


class TagManifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tag manifest with its hashes (标签清单)."""

    name: Annotated[str, Meta(description="文件名")]
    size: Annotated[int, Meta(description="字节数")] = msgspec.field(name="bytes")
    sha256: Annotated[str, Meta(description="SHA-256，十六进制")]
    sha512: Annotated[str, Meta(description="SHA-512，十六进制")]
    sm3: Annotated[str, Meta(description="SM3（GB/T 32905），十六进制")]


class SealStatement(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="schema",
    tag="legaldocs.statement/1",
):
    """The statement about a bag that is signed (封存声明)."""

    version: Annotated[str, Meta(description="制作证据包的程序版本")]
    as_of: Annotated[dt.date, Meta(description="计算基准日")]
    files: Annotated[int, Meta(description="data 中的文件数")]
    size: Annotated[int, Meta(description="data 中的字节数")] = msgspec.field(name="bytes")
    root: Annotated[
        str, Meta(description="manifest-sha256.txt 各行的默克尔根（RFC 9162），十六进制")
    ] = msgspec.field(name="merkle_root")
    tag_manifests: Annotated[tuple[TagManifest, ...], Meta(description="标签清单")]
    does_not_prove: Annotated[tuple[str, ...], Meta(description="封存不证明什么")]

    def to_bytes(self) -> bytes:
        """Return the canonical JSON of the statement (RFC 8785)."""
        return rfc8785.dumps(msgspec.to_builtins(self))


def make_statement(
    *,
    version: str,
    as_of: dt.date,
    size: int,
    entries: Mapping[str, str],
    tag_manifests: Mapping[str, bytes],
) -> SealStatement:
    """Return the statement about a bag.

    ``size`` is the bytes of the payload, ``entries`` its paths with their SHA-256, and
    ``tag_manifests`` are names with contents.
    """
    return SealStatement(
        version=version,
        as_of=as_of,
        files=len(entries),
        size=size,
        root=merkle.root(leaves(entries)).hex(),
        tag_manifests=tuple(_tag_manifest(name, data) for name, data in tag_manifests.items()),
        does_not_prove=NOT_PROVEN,
    )


def read_statement(data: bytes) -> SealStatement | None:
    """Return the statement in ``data``, None when it cannot be read."""
    try:
        return decode(data, SealStatement)
    except JsonError:
        return None


def _tag_manifest(name: str, data: bytes) -> TagManifest:
    """Return the hashes of a tag manifest, the national SM3 (GB/T 32905) among them."""
    return TagManifest(
        name=name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        sm3=_sm3(data),
    )


def _sm3(data: bytes) -> str:
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data).hexdigest()
    # A tenth of the start-up time: only where the system's own hashes lack it.
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - see above

    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return sm3.finalize().hex()


def leaves(entries: Mapping[str, str]) -> list[bytes]:
    """Return the leaves of the tree: the lines of manifest-sha256.txt, sorted by path."""
    return [manifest.line(path, entries[path]) for path in sorted(entries)]
