"""Where a bag lies: a folder, or a zip archive that is read in place and never unpacked."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.system_error import reason
from legaldocs.evidence.bag.manifest import MOST_LINES, unsafe_reason
from legaldocs.evidence.files.digests import digest
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.files.safe_open import Entry, folders_in, open_inside, walk
from legaldocs.evidence.files.zip_shape import Misshapen, check_entries, read_end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from legaldocs.evidence.files.zip_shape import End

MOST_FILES = MOST_LINES
_MOST_NAMED = 5
_BOMB_SIZE = 64 << 20
_BOMB_RATIO = 200
"""A file both larger and denser than this is refused: deflate of real papers stays below 50."""

_STORED_OR_DEFLATED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800

READ_ERRORS = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading one file of a damaged or hostile bag may raise."""


class Container(Protocol):
    """A bag's files, by path (证据包的载体).

    ``findings`` are reasons not to read any of it. ``sha256`` is that of the archive, empty for a
    folder. ``folders`` are the names of the folders at the top of the bag.
    """

    sha256: str
    folders: frozenset[str]
    entries: dict[str, Entry]
    findings: tuple[Finding, ...]
    duplicated: tuple[str, ...]

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """Open one file for reading. Raises one of READ_ERRORS."""


def open_container(path: Path) -> AbstractContextManager[Container]:
    """Return the bag at ``path``: a folder or a zip.

    Raises InputError when nothing is there or it is neither.
    """
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise InputError("找不到证据包", where=str(path), next_step="检查路径")
    return _zip(path)


class Folder:
    """A bag in a folder (文件夹形式的证据包)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.sha256 = ""
        self.folders = frozenset(folders_in(root))
        self.entries: dict[str, Entry] = {}
        self.duplicated: tuple[str, ...] = ()
        findings: list[Finding] = []
        for each in walk(root):
            self.entries[each.path] = each
            if len(self.entries) > MOST_FILES:
                findings.append(_finding("FILES", "", f"文件超过 {MOST_FILES} 个，其余未看"))
                break
        self.findings = tuple(findings)

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """Open one file for reading, following no link."""
        return open_inside(self._root, path)


class Zip:
    """A bag in a zip archive, at its top or in its one folder (压缩包形式的证据包)."""

    def __init__(
        self, archive: zipfile.ZipFile, size: int, *, sha256: str, misshapen: str = ""
    ) -> None:
        self._archive = archive
        self.sha256 = sha256
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.entries: dict[str, Entry] = {}
        findings = [_finding("ZIP-SHAPE", "", misshapen)] if misshapen else []
        twice: list[str] = []
        infos = archive.infolist()
        if len(infos) > MOST_FILES:
            findings.append(_finding("FILES", "", f"文件超过 {MOST_FILES} 个，其余未看"))
        prefix = _top_folder(infos)
        named = [(info, info.filename.removeprefix(prefix)) for info in infos[:MOST_FILES]]
        self.folders = frozenset(name.split("/")[0] for _, name in named if "/" in name)
        faults = [_zip_fault(info, name) for info, name in named]
        bomb = _swells(
            [each[0] for each, fault in zip(named, faults, strict=True) if not fault], size
        )
        beside = _beside(infos) if not prefix else None
        findings.extend(fault for fault in (beside, bomb, *faults) if fault is not None)
        for (info, name), fault in zip(named, faults, strict=True):
            if name and not (info.is_dir() and fault is None):
                self._take(name, info, twice, refused=bool(bomb or fault))
        findings.extend(
            _finding("ZIP-TWICE", name, "压缩包中有两个同名文件，不同软件会读到不同内容")
            for name in twice
        )
        self.findings = tuple(findings)
        self.duplicated = tuple(twice)

    def _take(self, name: str, info: zipfile.ZipInfo, twice: list[str], *, refused: bool) -> None:
        if name in self.entries:
            twice.append(name)
            return
        self.entries[name] = Entry(name, "special" if refused else "file", info.file_size)
        if not refused:
            self._infos[name] = info

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """Open one file for reading; it is unpacked as it is read."""
        info = self._infos.get(path)
        if info is None:
            raise OSError(path)
        with self._archive.open(info) as stream:
            yield cast("BinaryIO", stream)


@contextmanager
def _folder(path: Path) -> Iterator[Container]:
    yield Folder(path)


class Refused:
    """A zip whose list of files is not even read (拒绝读取的压缩包)."""

    def __init__(self, reason: str, *, sha256: str) -> None:
        self.sha256 = sha256
        self.folders: frozenset[str] = frozenset()
        self.entries: dict[str, Entry] = {}
        self.duplicated: tuple[str, ...] = ()
        self.findings: tuple[Finding, ...] = (_finding("ZIP-SHAPE", "", reason),)

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """Open nothing."""
        raise OSError(path)


@contextmanager
def _zip(path: Path) -> Iterator[Container]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError("证据包无法读取", where=str(path), found=reason(error)) from error
    with stream:
        size = os.fstat(stream.fileno()).st_size
        sha256 = digest(stream, ("sha256",)).values["sha256"]
        try:
            # Looked at first: zipfile takes a list into memory however long it says it is.
            end = read_end(stream, size)
        except Misshapen as error:
            yield Refused(str(error), sha256=sha256)
            return
        if end is None:
            raise _no_bundle(path, "文件结尾没有 zip 的目录")
        with _opened(path, stream) as archive:
            fault = _misshapen(stream, end, archive.infolist())
            yield Zip(archive, size, sha256=sha256, misshapen=fault)


def _opened(path: Path, stream: BinaryIO) -> zipfile.ZipFile:
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


def _misshapen(stream: BinaryIO, end: End, infos: list[zipfile.ZipInfo]) -> str:
    try:
        check_entries(stream, end, infos)
    except Misshapen as error:
        return str(error)
    return ""


def _swells(infos: list[zipfile.ZipInfo], size: int) -> Finding | None:
    """Return a finding when all members together are out of proportion to the archive.

    Members may share the same packed bytes, so that each alone looks harmless.
    """
    total = sum(info.file_size for info in infos)
    if total <= _BOMB_SIZE + _BOMB_RATIO * size:
        return None
    return _finding("ZIP-BOMB", "", f"展开后共 {total} 字节，压缩比异常，拒绝读取")


def _top_folder(infos: list[zipfile.ZipInfo]) -> str:
    """Return the one folder that holds everything, with its slash, when bagit.txt is in it."""
    names = {info.filename for info in infos}
    if "bagit.txt" in names:
        return ""
    tops = {name.split("/", 1)[0] for name in names}
    top = next(iter(tops)) if len(tops) == 1 else ""
    return f"{top}/" if top not in {"", ".", ".."} and f"{top}/bagit.txt" in names else ""


def _beside(infos: list[zipfile.ZipInfo]) -> Finding | None:
    """Return a finding when a bag's folder lies in the archive with something beside it."""
    names = {info.filename for info in infos}
    tops = sorted({name.split("/", 1)[0] for name in names})
    bag = next((top for top in tops if f"{top}/bagit.txt" in names), None)
    if bag is None or len(tops) == 1 or "bagit.txt" in names:
        return None
    named = "、".join(f"“{shown(top)}”" for top in tops[:_MOST_NAMED])
    return _finding(
        "ZIP-TOP",
        "",
        f"压缩包最外层有 {len(tops)} 项：{named}；应当只有证据包文件夹一项",
        f"解压后核对“{shown(bag)}”文件夹，或重新打包，只放这个文件夹"
        "（__MACOSX 是 macOS 压缩时附加的）",
    )


def _zip_fault(info: zipfile.ZipInfo, name: str) -> Finding | None:
    """Return what is wrong with an archive member before it is opened, or None."""
    # zipfile cuts a name at NUL and turns the backslash into a slash: look at the raw name.
    raw = info.orig_filename
    unsafe = unsafe_reason(raw.removesuffix("/")) if name else ""
    if unsafe or info.filename != raw:
        return _finding("ZIP-PATH", raw, f"压缩包内的路径{unsafe or '有两种写法'}，拒绝读取")
    if not raw.isascii() and not info.flag_bits & _UTF8_NAME:
        return _finding(
            "ZIP-NAME",
            raw,
            "压缩包没有注明文件名的编码，不同软件会读成不同的名称",
            "解压后核对其中的证据包文件夹",
        )
    return _unreadable(info)


def _unreadable(info: zipfile.ZipInfo) -> Finding | None:
    """Return why the content of an archive member is not read, or None."""
    raw = info.orig_filename
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _finding("ZIP-SPECIAL", raw, "压缩包中的链接或特殊文件，拒绝读取")
    if info.is_dir() and info.file_size:
        return _finding("ZIP-SPECIAL", raw, "压缩包中的文件夹带有内容，拒绝读取")
    if info.flag_bits & _ENCRYPTED:
        return _finding("ZIP-ENCRYPTED", raw, "压缩包中的加密文件，无法核对")
    if info.compress_type not in _STORED_OR_DEFLATED:
        return _finding("ZIP-METHOD", raw, "压缩方法不是 stored 或 deflate，拒绝读取")
    if info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(info.compress_size, 1):
        return _finding("ZIP-BOMB", raw, f"展开后是 {info.file_size} 字节，压缩比异常，拒绝读取")
    return None


def _finding(kind: str, name: str, message: str, next_step: str = "") -> Finding:
    return Finding(f"LD-BUNDLE-{kind}", "error", message, shown(name), next_step=next_step)
