"""A deposit of the bundle's digest with a third party, compared with the bundle at hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, BinaryIO

from cryptography.hazmat.primitives import hashes

from legaldocs.core import strict_yaml
from legaldocs.core.errors import InputError
from legaldocs.core.notation import Notation
from legaldocs.core.origin import Origin  # noqa: TC001 - the reader asks for it at run time
from legaldocs.core.system_error import reason
from legaldocs.core.typed import TypedReader
from legaldocs.evidence.bag.index import TAG_MANIFESTS
from legaldocs.evidence.bag.statement import SIGNATURE, STATEMENT
from legaldocs.evidence.files.container import ARCHIVE
from legaldocs.evidence.files.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

DEPOSITED = (STATEMENT, *TAG_MANIFESTS, SIGNATURE)
"""The files of a bundle whose digest stands for the whole of it."""

_CALLED = {STATEMENT: "封存声明", SIGNATURE: "签名文件", ARCHIVE: "压缩包"}

_LARGEST = 1 << 16
_HEX = re.compile(r"[0-9a-f]+")
_LENGTHS = {"SHA-256": 64, "SHA-512": 128, "SM3": 64}
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CHUNK = 1 << 20


def _algorithm(text: str) -> str:
    for name in _LENGTHS:
        if re.sub(r"[\s_-]", "", text.upper()) == name.replace("-", ""):
            return name
    raise InputError("不认识的摘要算法", expected="、".join(_LENGTHS), found=text[:40])


def _hex(text: str) -> str:
    plain = re.sub(r"[\s:]", "", text).lower()
    if _HEX.fullmatch(plain) and len(plain) in _LENGTHS.values():
        return plain
    raise InputError("摘要无法识别", expected="64 或 128 位十六进制数字", found=text[:40])


def _time(text: str) -> str:
    """Return a day, or a time with its zone, as ISO 8601. Raises InputError for any other."""
    match = _TIME.fullmatch(text.strip())
    try:
        if match:
            return dt.datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3]}").isoformat()
        if _DAY.fullmatch(text.strip()):
            return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        pass
    raise InputError(
        "存证时间无法识别",
        expected="日期，或带时区的时间，如 2026-11-21 16:20:35 +08:00",
        found=text[:40],
        next_step="照存证证书抄写；证书没有写明时区的，只写日期",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """A record of what a platform or notary keeps of a bundle (外部存证).

    ``certificate_sha256`` identifies the certificate file, whose content is not read. ``matches``
    is the file of the bundle whose digest was deposited, empty while there is none.
    """

    origin: Origin
    platform: Annotated[str, "存证机构"]
    number: Annotated[str, "存证编号"]
    time: Annotated[str, "存证时间", Notation("日期，或带时区的时间", _time)]
    algorithm: Annotated[str, "摘要算法", Notation("SHA-256、SHA-512 或 SM3", _algorithm)]
    digest: Annotated[str, "存证摘要", Notation("十六进制数字", _hex)]
    certificate: Annotated[str, "存证证书文件"]
    certificate_sha256: str = ""
    matches: str = ""

    @property
    def says(self) -> str:
        """The conclusion in words."""
        if self.matches:
            return f"外部存证所载摘要与{_CALLED.get(self.matches, self.matches)}一致"
        return "外部存证所载摘要与证据包不符"

    @property
    def advice(self) -> str:
        """The next step when the digest is another; empty when it is not."""
        if self.matches:
            return ""
        return "核对存证的是不是这个证据包，存证的是压缩包的，核对压缩包文件本身"

    @property
    def reason(self) -> str:
        """What was deposited where, and what the comparison does not show."""
        return (
            f"{self.platform}，编号 {self.number}，时间 {self.time}，"
            f"{self.algorithm} {self.digest}；"
            f"{self.advice}{'；' if self.advice else ''}"
            "存证记录由出示人填写，以该机构的查询结果为准，不代替签名和时间戳"
        )

    def beside(self, contents: Mapping[str, bytes], archive: Path | None) -> Deposit:
        """Return the deposit with the file of the bundle that it is about.

        ``contents`` are the tag files of the bag, of which DEPOSITED count; ``archive`` is the zip
        file it is in, None for a folder.
        """
        sources: list[tuple[str, Iterable[bytes]]] = [
            (name, [contents[name]]) for name in DEPOSITED if name in contents
        ]
        if archive is not None:
            sources.append((ARCHIVE, _chunks(archive)))
        found = (name for name, data in sources if _hexdigest(self.algorithm, data) == self.digest)
        return replace(self, matches=next(found, ""))


def read_deposit(path: Path) -> Deposit:
    """Return the deposit that a YAML file records; its certificate is named relative to the record.

    Raises InputError for a record or a certificate that cannot be read.
    """
    with _opened(path, "存证记录") as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError("存证记录过大", where=str(path), expected=f"不超过 {_LARGEST >> 10} KiB")
    section = strict_yaml.read(data, str(path))
    reader = TypedReader()
    deposit = reader.record(Deposit, section, section.origin, "存证记录")
    if deposit is None or reader.findings:
        raise reader.error(InputError, "存证记录有误")
    if len(deposit.digest) != _LENGTHS[deposit.algorithm]:
        raise InputError(
            "存证摘要的长度与算法不符",
            where=str(deposit.origin.of("digest")),
            expected=f"{deposit.algorithm} 应为 {_LENGTHS[deposit.algorithm]} 位",
            found=f"{len(deposit.digest)} 位",
            next_step="照存证证书核对 digest 和 algorithm",
        )
    with _opened(path.parent / deposit.certificate, "存证证书文件") as stream:
        return replace(deposit, certificate_sha256=digest(stream, ("sha256",)).values["sha256"])


def _opened(path: Path, what: str) -> BinaryIO:
    if not path.is_file():
        raise InputError(
            f"找不到{what}", where=str(path), next_step="核对文件名；证书与存证记录放在同一文件夹"
        )
    try:
        return path.open("rb", buffering=0)
    except OSError as error:
        raise InputError(f"{what}无法读取", where=str(path), found=reason(error)) from error


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _hexdigest(algorithm: str, chunks: Iterable[bytes]) -> str:
    if algorithm == "SM3":  # not in every hashlib
        sm3 = hashes.Hash(hashes.SM3())
        for chunk in chunks:
            sm3.update(chunk)
        return sm3.finalize().hex()
    hashed = hashlib.new(algorithm.replace("-", ""))
    for chunk in chunks:
        hashed.update(chunk)
    return hashed.hexdigest()
