"""Reader of a BagIt bag: declaration, metadata, manifests, and all departures from RFC 8493."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.regular_file import up_to
from legaldocs.evidence.bag.difference import Difference, bag_finding
from legaldocs.evidence.bag.index import INDEX
from legaldocs.evidence.bag.manifest import Fault, Listing, lines, read_manifest
from legaldocs.evidence.bag.statement import SEAL_FILES
from legaldocs.evidence.files.folder import folder_container
from legaldocs.evidence.files.names import shown, unsafe_reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from legaldocs.core.findings import Severity
    from legaldocs.evidence.files.container import Container

LARGEST_TAG_FILE = 64 << 20
MOST_TAG_BYTES = 256 << 20
"""Bytes of all tag files together, which are kept in memory."""

OLDEST = (0, 97)
"""The oldest draft whose bags are accepted as evidence; older ones are still checked."""

_VERSION = re.compile(r"BagIt-Version: ([0-9]+)\.([0-9]+)")
_VERSION_DRAFT = re.compile(r"BagIt-Version[ \t]*:[ \t]*([0-9]+)\.([0-9]+)[ \t]*")
_ENCODING = re.compile(r"Tag-File-Character-Encoding: (\S+)")
_ENCODING_DRAFT = re.compile(r"Tag-File-Character-Encoding[ \t]*:[ \t]*(\S+)[ \t]*")
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]{1,20})\.txt")
_OXUM = re.compile(r"([0-9]{1,30})\.([0-9]{1,18})")
_VERSIONS = frozenset({(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)})
_MODERN = (1, 0)

ENCODINGS = frozenset(
    {"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "iso-8859-15"}
    | {"windows-1252", "gb18030", "gbk", "gb2312", "big5", "shift_jis", "euc-jp", "euc-kr"}
)
"""Tag file encodings that are accepted. Python has others, some of which are no character sets."""

_LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}

_READ = frozenset(
    {"bagit.txt", "bag-info.txt", "package-info.txt", "fetch.txt", INDEX, *SEAL_FILES}
)
"""Tag files that are interpreted, besides the manifests."""

_FETCH_PARTS = 3
_WARNINGS = frozenset({"STAR", "DOT"})


@dataclass(frozen=True, slots=True)
class Bag:
    """The tag files of a bag, each read once (证据包的清单与标签).

    ``payload`` and ``tags`` hold a listing for each algorithm, ``info`` the lines of bag-info.txt.
    ``tag_files`` are the bytes by path, without the ``unreadable`` ones. Findings with a code
    ``LD-BAG-…`` are departures from the RFC.
    """

    version: tuple[int, int]
    info: tuple[tuple[str, str], ...]
    payload: dict[str, Listing]
    tags: dict[str, Listing]
    tag_files: dict[str, bytes]
    unreadable: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def differences(self) -> list[Difference]:
        """Tag files that cannot be read, and files that a manifest lists twice."""
        listings = (*self.payload.values(), *self.tags.values())
        return [
            *(Difference("unreadable", path) for path in self.unreadable),
            *(
                Difference("duplicated", path)
                for listing in listings
                for path in listing.duplicated
            ),
        ]


def open_container(path: Path) -> AbstractContextManager[Container]:
    """Return the container of the bag at ``path``: a folder or a zip.

    Raises InputError when nothing is there or it is neither.
    """
    if path.is_dir():
        return nullcontext(folder_container(path))
    if not path.exists():
        raise InputError("找不到证据包", where=str(path), next_step="检查路径")
    from legaldocs.evidence.files.zip import zip_container  # noqa: PLC0415 - for a zip alone

    return zip_container(path)


def read_one(bundle: Path, path: str) -> bytes | None:
    """Return one small file of a bundle that was verified, None when it is not there."""
    with open_container(bundle) as container:
        if path not in container.entries:
            return None
        with container.open(path) as stream:
            return up_to(stream, LARGEST_TAG_FILE)


def read_bag(container: Container) -> Bag:
    """Read the tag files of a bag; a fault becomes a finding and does not stop the reading."""
    findings: list[Finding] = []
    tag_files, unreadable = _tag_files(container, findings)
    version, encoding = _declaration(tag_files, findings)
    payload, tags = _manifests(tag_files, version, encoding, findings)
    findings.extend(
        bag_finding("ALGORITHM", path, "不认识的摘要算法，无法核对")
        for path in sorted(container.entries)
        if _MANIFEST.fullmatch(path) and not _is_interpreted(path)
    )
    if "data" not in container.folders:
        findings.append(bag_finding("PAYLOAD", "data", "缺少 data 文件夹（RFC 8493 第 2.1.2 条）"))
    name = "bag-info.txt" if version >= (0, 96) else "package-info.txt"
    info = _info(tag_files, name, encoding, findings) if name in tag_files else ()
    if "fetch.txt" in container.entries:
        _check_fetch(tag_files, encoding, findings)
    return Bag(version, info, payload, tags, tag_files, unreadable, tuple(findings))


def _tag_files(
    container: Container, findings: list[Finding]
) -> tuple[dict[str, bytes], frozenset[str]]:
    """Return the tag files that are interpreted, and the paths of those that cannot be read."""
    found: dict[str, bytes] = {}
    unreadable: set[str] = set()
    room = MOST_TAG_BYTES
    for path in sorted(filter(_is_interpreted, container.entries)):
        most = min(LARGEST_TAG_FILE, room)
        try:
            with container.open(path) as stream:
                data = up_to(stream, most + 1)
        except container.read_errors:
            unreadable.add(path)
            continue
        if len(data) > most:
            message = f"超过 {most >> 20} MiB，拒绝读取"
            findings.append(Finding("LD-BUNDLE-LARGE", "error", message, shown(path)))
            data = b""
        found[path] = data
        room -= len(data)
    return found, frozenset(unreadable)


def _is_interpreted(path: str) -> bool:
    match = _MANIFEST.fullmatch(path)
    return path in _READ or (match is not None and match[2] in _LENGTHS)


def _declaration(
    tag_files: Mapping[str, bytes], findings: list[Finding]
) -> tuple[tuple[int, int], str]:
    """Return version and encoding; those of the RFC when the declaration cannot be read."""
    where = "bagit.txt"
    if where not in tag_files:
        findings.append(
            bag_finding(
                "DECLARATION",
                where,
                "缺少 bagit.txt，不是 BagIt 证据包（build 输出中的证据包是其中的 bundle 文件夹）",
            )
        )
        return _MODERN, "utf-8"
    rows = list(lines(tag_files[where][:4096].decode("utf-8", "replace")))
    first, second = [*rows, "", ""][:2]
    version = _VERSION.fullmatch(first) or _VERSION_DRAFT.fullmatch(first)
    encoding = _ENCODING.fullmatch(second) or _ENCODING_DRAFT.fullmatch(second)
    if version is None or encoding is None or any(row.strip() for row in rows[2:]):
        findings.append(bag_finding("DECLARATION", where, "bagit.txt 应恰为版本和编码两行"))
    number = (int(version[1][:6]), int(version[2][:6])) if version else _MODERN
    if number not in _VERSIONS:
        findings.append(bag_finding("DECLARATION", where, "不认识的 BagIt 版本"))
    strict = _VERSION.fullmatch(first) and _ENCODING.fullmatch(second)
    if number >= _MODERN and version and encoding and not strict:
        findings.append(bag_finding("DECLARATION", where, "冒号前后的空格不符合 RFC 8493"))
    if number < OLDEST:
        findings.append(
            Finding("LD-BUNDLE-VERSION", "error", "BagIt 版本早于 0.97，不作为证据包接受", where)
        )
    name = encoding[1].lower() if encoding else "utf-8"
    if name not in ENCODINGS:
        findings.append(bag_finding("ENCODING", where, f"不支持的编码 {shown(name[:40])}"))
        name = "utf-8"
    return number, name


def _manifests(
    tag_files: Mapping[str, bytes],
    version: tuple[int, int],
    encoding: str,
    findings: list[Finding],
) -> tuple[dict[str, Listing], dict[str, Listing]]:
    payload: dict[str, Listing] = {}
    tags: dict[str, Listing] = {}
    for path in tag_files:
        match = _MANIFEST.fullmatch(path)
        if match is None:
            continue
        fault = _fault_reporter(path, version, findings)
        text = _tag_text(tag_files[path], path, encoding, findings)
        modern = version >= _MODERN
        listing = read_manifest(text, match[2], _LENGTHS[match[2]], modern=modern, fault=fault)
        _check_scope(listing, fault, tag=bool(match[1]))
        (tags if match[1] else payload)[match[2]] = listing
    if not payload:
        findings.append(bag_finding("MANIFEST", "", "没有任何文件清单（manifest-*.txt）"))
    return payload, tags


def _fault_reporter(path: str, version: tuple[int, int], findings: list[Finding]) -> Fault:
    """Return a callback that turns a bad line into a finding; old drafts forgave some."""

    def fault(kind: str, message: str) -> None:
        mild = kind in _WARNINGS or (kind == "TWICE" and version < _MODERN)
        severity: Severity = "warning" if mild else "error"
        findings.append(Finding(f"LD-BAG-{kind}", severity, message, shown(path)))

    return fault


def _check_scope(listing: Listing, fault: Fault, *, tag: bool) -> None:
    """Refuse a payload path in a tag manifest and the reverse (RFC 8493 sections 2.1.3, 2.2.1)."""
    for path in [p for p in listing.entries if p.startswith("data/") == tag]:
        del listing.entries[path]
        fault("SCOPE", f"“{shown(path)}”不应列在这份清单里")


def _tag_text(data: bytes, path: str, encoding: str, findings: list[Finding]) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        findings.append(bag_finding("ENCODING", path, f"不是 bagit.txt 所称的编码 {encoding}"))
        text = data.decode(encoding, "replace")
    if text.startswith("\ufeff"):
        findings.append(bag_finding("BOM", path, "文件以字节序标记（BOM）开头"))
        text = text[1:]
    return text


def _info(
    tag_files: Mapping[str, bytes], path: str, encoding: str, findings: list[Finding]
) -> tuple[tuple[str, str], ...]:
    """Return the lines of bag-info.txt; one that starts with white space continues the previous."""
    found: list[tuple[str, str]] = []
    for row in lines(_tag_text(tag_files[path], path, encoding, findings)):
        if row[:1] in {" ", "\t"} and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {row.strip()}")
            continue
        label, colon, value = row.partition(":")
        if colon:
            found.append((label.strip(), value.strip()))
        elif row.strip():
            findings.append(bag_finding("INFO", path, f"不是“名称: 值”的一行：{shown(row[:80])}"))
    return tuple(found)


def info_value(bag: Bag, label: str) -> str:
    """Return the first value of ``label`` in bag-info.txt, an empty string without one."""
    return next((value for name, value in bag.info if name == label), "")


def payload_oxum(bag: Bag) -> tuple[int, int] | None:
    """Return the bytes and files that Payload-Oxum states, None without a readable one."""
    values = [value for label, value in bag.info if label.lower() == "payload-oxum"]
    match = _OXUM.fullmatch(values[-1]) if values else None
    return (int(match[1]), int(match[2])) if match else None


def _check_fetch(tag_files: Mapping[str, bytes], encoding: str, findings: list[Finding]) -> None:
    """Refuse fetch.txt: evidence must be in the bag, and nothing is fetched for the reader."""
    where = "fetch.txt"
    findings.append(
        Finding("LD-BUNDLE-FETCH", "error", "证据包不得用 fetch.txt 指向包外的文件", where)
    )
    for row in lines(_tag_text(tag_files.get(where, b""), where, encoding, findings)):
        parts = row.split(None, _FETCH_PARTS - 1)
        path = parts[-1] if len(parts) == _FETCH_PARTS else ""
        if parts and (not path.startswith("data/") or unsafe_reason(path)):
            findings.append(bag_finding("FETCH", where, f"这一行不合规：{shown(row[:120])}"))
