"""metadata/index.json: the originals in the bag, and the manifests that it must have."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from legaldocs.core.findings import Finding
from legaldocs.evidence.bag.difference import Difference
from legaldocs.evidence.bag.typed_json import JsonError, decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from legaldocs.evidence.bag.reader import Bag

INDEX = "metadata/index.json"
ORIGINALS = "data/originals"
"""The folder of the originals in a bundle."""

MANIFESTS = ("manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")

_Manifest = Annotated[str, Meta(pattern=r"^(tag)?manifest-[a-z0-9]+\.txt$")]


class VolumePages(Struct, frozen=True, forbid_unknown_fields=True):
    """The first and last page of an exhibit in the court volume (页码)."""

    first: Annotated[int, Meta(description="首页", ge=1)]
    last: Annotated[int, Meta(description="末页", ge=1)]


class IndexedFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One original in the bag and what it is (索引条目)."""

    id: Annotated[str, Meta(description="证据编号；不是证据的为空文本")]
    title: Annotated[str, Meta(description="证据名称")]
    kind: Annotated[str, Meta(description="证据形式；不是证据的为空文本")]
    source: Annotated[str, Meta(description="在案件文件夹中的原文件名")]
    stored: Annotated[str, Meta(description="在证据包中的路径", pattern="^data/.")]
    size: Annotated[int, Meta(description="字节数", ge=0)]
    sha256: Annotated[str, Meta(description="摘要", pattern="^[0-9a-f]{64}$", max_length=64)]
    sha512: Annotated[
        str, Meta(description="SHA-512，十六进制", pattern="^[0-9a-f]{128}$", max_length=128)
    ]
    media_type: Annotated[str, Meta(description="内容所示的媒体类型")]
    date: Annotated[dt.date | None, Meta(description="文件所载的日期")]
    pages: Annotated[VolumePages | None, Meta(description="在证据卷中的首末页")]


class Index(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="schema",
    tag="legaldocs.index/1",
):
    """metadata/index.json in a bundle (证据包的索引)."""

    manifests: Annotated[
        tuple[_Manifest, ...], Meta(description="证据包必须有的清单和标签清单的文件名")
    ]
    statement: Annotated[Literal["seal/statement.json"], Meta(description="封存声明的路径")]
    exhibits: Annotated[tuple[IndexedFile, ...], Meta(description="每个原件一项")]
    withheld: Annotated[int, Meta(description="没有收入本包的原件数", ge=0)] = 0


def write_index(bag: Path, files: Iterable[IndexedFile], *, withheld: int = 0) -> None:
    """Write metadata/index.json into a bag that is being made; the order given is kept.

    ``withheld`` counts the originals that the bag leaves out, and nothing says what they are.
    """
    index = Index(
        manifests=(*MANIFESTS, *TAG_MANIFESTS),
        statement="seal/statement.json",
        exhibits=tuple(map(_printable, files)),
        withheld=withheld,
    )
    from legaldocs.core.atomic import write_whole  # noqa: PLC0415 - verify writes nothing

    (bag / INDEX).parent.mkdir(exist_ok=True)
    text = json.dumps(msgspec.to_builtins(index), ensure_ascii=False, indent=2) + "\n"
    write_whole(bag / INDEX, text.encode())


def _printable(file: IndexedFile) -> IndexedFile:
    """Return the file with bytes of its original name that are no text written as escapes."""
    source = file.source.encode("utf-8", "backslashreplace").decode()
    return msgspec.structs.replace(file, source=source)


def check_index(bag: Bag, present: Collection[str]) -> tuple[list[Difference], list[Finding]]:
    """Return the files that the index names and that are not ``present``, and what is malformed."""
    data = bag.tag_files.get(INDEX)
    if data is None:
        return [], []
    try:
        index = decode(data, Index)
    except JsonError as error:
        return [], [Finding("LD-BUNDLE-INDEX", "error", str(error), INDEX)]
    named = {*index.manifests, index.statement, *(file.stored for file in index.exhibits)}
    return [Difference("missing", path) for path in sorted(named.difference(present))], []
