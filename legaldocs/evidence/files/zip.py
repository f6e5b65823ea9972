"""A bag in a zip archive, at its top or in its one folder; read in place, never unpacked."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import open_regular
from legaldocs.core.system_error import reason
from legaldocs.evidence.files.container import (
    MOST_FILES,
    Container,
    Open,
    container_finding,
    too_many_files,
)
from legaldocs.evidence.files.digests import digest
from legaldocs.evidence.files.names import same_file_key, shown, unsafe_reason
from legaldocs.evidence.files.safe_open import FileEntry
from legaldocs.evidence.files.zip_shape import AmbiguousZipError, check_entries, read_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.evidence.files.zip_shape import CentralDirectory

_READ_ERRORS = (
    *(OSError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What reading one member of a damaged or hostile archive may raise."""

_MOST_NAMED = 5
_BOMB_SIZE = 64 << 20
_BOMB_RATIO = 200
"""A file both larger and denser than this is refused: deflate of real papers stays below 50."""

_STORED_OR_DEFLATED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_DOS_FOLDER = 0x10
_UTF8_NAME = 0x800


class _Member(NamedTuple):
    """A member of the archive, its name in the bag, and why it is not read, if so."""

    info: zipfile.ZipInfo
    name: str
    fault: Finding | None


@contextmanager
def zip_container(path: Path) -> Iterator[Container]:
    """Yield the container of a zip file while it is open. Raises InputError when it is no zip."""
    try:
        stream = open_regular(path)
    except OSError as error:
        raise InputError("证据包无法读取", where=str(path), found=reason(error)) from error
    with stream:
        size = os.fstat(stream.fileno()).st_size
        sha256 = digest(stream, ("sha256",)).values["sha256"]
        try:
            # Checked first: zipfile loads a directory of any stated length into memory.
            end = read_end(stream, size)
        except AmbiguousZipError as error:
            refusal = container_finding("ZIP-SHAPE", "", str(error))
            yield Container(entries={}, findings=(refusal,), sha256=sha256)
            return
        if end is None:
            raise _no_bundle(path, "文件结尾没有 zip 的目录")
        with _archive(path, stream) as archive:
            shape = _shape_findings(stream, end, archive.infolist())
            yield _container(archive, size, sha256, shape)


def _archive(path: Path, stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _no_bundle(path, "zip 的目录已损坏") from error


def _no_bundle(path: Path, found: str) -> InputError:
    return InputError(
        "既不是文件夹，也不是可读取的 zip 压缩包",
        where=str(path),
        found=found,
        next_step="给出证据包文件夹（其中有 bagit.txt），或完整的 zip 文件",
    )


def _shape_findings(
    stream: BinaryIO, end: CentralDirectory, infos: Sequence[zipfile.ZipInfo]
) -> tuple[Finding, ...]:
    try:
        check_entries(stream, end, infos)
    except AmbiguousZipError as error:
        return (container_finding("ZIP-SHAPE", "", str(error)),)
    return ()


def _container(
    archive: zipfile.ZipFile, size: int, sha256: str, shape: tuple[Finding, ...]
) -> Container:
    infos = archive.infolist()
    prefix = _top_folder(infos)
    members = [_member(info, prefix) for info in infos[:MOST_FILES]]
    files = [
        member for member in members if member.name and (member.fault or not member.info.is_dir())
    ]
    findings = (
        *shape,
        *([too_many_files()] if len(infos) > MOST_FILES else []),
        *([] if prefix else _beside_the_bag(infos)),
        *_bomb_finding(members, size),
        *(member.fault for member in members if member.fault is not None),
        *_doubled(files),
        *_twins(members),
    )
    return Container(
        entries={
            member.name: FileEntry(
                member.name, "special" if member.fault else "file", member.info.file_size
            )
            for member in files
        },
        opening=partial(
            _opening, archive, {member.name: member.info for member in files if not member.fault}
        ),
        read_errors=_READ_ERRORS,
        folders=frozenset(member.name.split("/")[0] for member in members if "/" in member.name),
        empty_folders=_empty_folders(members),
        findings=findings,
        sha256=sha256,
    )


@contextmanager
def _opening(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> Iterator[Open]:
    """Give what opens one member after another."""
    yield partial(_open, archive, infos)


@contextmanager
def _open(
    archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], path: str
) -> Iterator[BinaryIO]:
    """Open one member for reading; it is unpacked as it is read."""
    if path not in infos:
        raise OSError(path)
    with archive.open(infos[path]) as stream:
        yield cast("BinaryIO", stream)


def _doubled(files: list[_Member]) -> list[Finding]:
    count = Counter(member.name for member in files)
    message = "压缩包中有两个同名文件，不同软件会读到不同内容"
    return [container_finding("ZIP-TWICE", name, message) for name in count if count[name] > 1]


def _twins(members: list[_Member]) -> list[Finding]:
    """Return a finding for each member that some system unpacks over another one.

    Two names are one by case, by the way a character is composed, or by a dot or space at the end;
    a file and a folder cannot have the same name.
    """
    findings: list[Finding] = []
    # Part by part below the number of the folder: a path of very many parts costs no more.
    known: dict[tuple[int, str], tuple[int, str, bool]] = {}
    for member in members:
        parts, above = member.name.removesuffix("/").split("/"), 0
        for place, part in enumerate(parts):
            is_folder = place < len(parts) - 1 or member.name.endswith("/")
            here = (above, same_file_key(part).rstrip(". "))
            above, *first = known.setdefault(here, (len(known) + 1, part, is_folder))
            if first != [part, is_folder]:
                message = "与另一项在部分系统上是同一个名称，解压后互相覆盖"
                findings.append(container_finding("ZIP-TWICE", member.name, message))
                break
    return findings


def _empty_folders(members: list[_Member]) -> frozenset[str]:
    """Return the folders that the archive lists and that hold nothing."""
    holders = {member.name.removesuffix("/").rpartition("/")[0] for member in members}
    listed = {member.name.removesuffix("/") for member in members if member.name.endswith("/")}
    return frozenset(listed - holders)


def _bomb_finding(members: list[_Member], size: int) -> list[Finding]:
    """Return a finding when all members together are out of proportion to the archive.

    Members may share the same packed bytes, so that each alone looks harmless.
    """
    total = sum(member.info.file_size for member in members if member.fault is None)
    if total <= _BOMB_SIZE + _BOMB_RATIO * size:
        return []
    message = f"展开后共 {total} 字节，压缩比异常，拒绝读取"
    return [container_finding("ZIP-BOMB", "", message)]


def _top_folder(infos: list[zipfile.ZipInfo]) -> str:
    """Return the one folder that holds everything, with its slash, when bagit.txt is in it."""
    names = {info.filename for info in infos}
    if "bagit.txt" in names:
        return ""
    tops = {name.split("/", 1)[0] for name in names}
    top = next(iter(tops)) if len(tops) == 1 else ""
    return f"{top}/" if top not in {"", ".", ".."} and f"{top}/bagit.txt" in names else ""


def _beside_the_bag(infos: list[zipfile.ZipInfo]) -> list[Finding]:
    """Return a finding when the archive has a bag's folder with something beside it."""
    names = {info.filename for info in infos}
    tops = sorted({name.split("/", 1)[0] for name in names})
    bag = next((top for top in tops if f"{top}/bagit.txt" in names), None)
    if bag is None or len(tops) == 1 or "bagit.txt" in names:
        return []
    named = "、".join(f"“{shown(top)}”" for top in tops[:_MOST_NAMED])
    return [
        container_finding(
            "ZIP-TOP",
            "",
            f"压缩包最外层有 {len(tops)} 项：{named}；应当只有证据包文件夹一项",
            f"解压后核对“{shown(bag)}”文件夹，或重新打包，只放这个文件夹"
            "（__MACOSX 是 macOS 压缩时附加的）",
        )
    ]


def _member(info: zipfile.ZipInfo, prefix: str) -> _Member:
    name = info.filename.removeprefix(prefix)
    return _Member(info, name, _name_fault(info, name) or _content_fault(info))


def _name_fault(info: zipfile.ZipInfo, name: str) -> Finding | None:
    # zipfile cuts a name at NUL and turns a backslash into a slash: check the raw name.
    raw = info.orig_filename
    unsafe = unsafe_reason(raw.removesuffix("/")) if name else ""
    if unsafe or info.filename != raw:
        message = f"压缩包内的路径{unsafe or '有两种写法'}，拒绝读取"
        return container_finding("ZIP-PATH", raw, message)
    if not raw.isascii() and not info.flag_bits & _UTF8_NAME:
        return container_finding(
            "ZIP-NAME",
            raw,
            "压缩包没有注明文件名的编码，不同软件会读成不同的名称",
            "解压后核对其中的证据包文件夹",
        )
    return None


def _content_fault(info: zipfile.ZipInfo) -> Finding | None:
    raw = info.orig_filename
    if special := _special_reason(info):
        return container_finding("ZIP-SPECIAL", raw, special)
    if info.flag_bits & _ENCRYPTED:
        return container_finding("ZIP-ENCRYPTED", raw, "压缩包中的加密文件，无法核对")
    if info.compress_type not in _STORED_OR_DEFLATED:
        return container_finding("ZIP-METHOD", raw, "压缩方法不是 stored 或 deflate，拒绝读取")
    if info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(info.compress_size, 1):
        message = f"展开后是 {info.file_size} 字节，压缩比异常，拒绝读取"
        return container_finding("ZIP-BOMB", raw, message)
    return None


def _special_reason(info: zipfile.ZipInfo) -> str:
    """Return why a member is neither a plain file nor a plain folder, empty when it is one."""
    mode = info.external_attr >> 16
    marked = stat.S_ISDIR(mode) or bool(info.external_attr & _DOS_FOLDER)
    reasons = (
        (
            stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR},
            "压缩包中的链接或特殊文件，拒绝读取",
        ),
        (marked and not info.is_dir(), "压缩包中的文件标成了文件夹，不同软件会读到不同内容"),
        (info.is_dir() and info.file_size > 0, "压缩包中的文件夹带有内容，拒绝读取"),
    )
    return next((reason for wrong, reason in reasons if wrong), "")
