"""Where a bag lies: a folder, or a zip archive that is read in place and never unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.evidence.manifest import MOST_LINES, unsafe_reason
from legaldocs.evidence.naming import shown
from legaldocs.evidence.opening import Entry, open_inside, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

MOST_FILES = MOST_LINES
_LARGEST_DIRECTORY = 128 << 20
_END_WITHIN = (1 << 16) + 64
_ZIP64 = 0xFFFFFFFF
_BOMB_SIZE = 64 << 20
_BOMB_RATIO = 200
"""A file both larger and denser than this is refused: deflate of real papers stays below 50."""

_STORED_OR_DEFLATED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800

READ_ERRORS = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading one file of a damaged or hostile bag may raise."""


class Container(Protocol):
    """A bag's files, by path (证据包的载体)."""

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

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.entries: dict[str, Entry] = {}
        findings: list[Finding] = []
        twice: list[str] = []
        infos = archive.infolist()
        if len(infos) > MOST_FILES:
            findings.append(_finding("FILES", "", f"文件超过 {MOST_FILES} 个，其余未看"))
        prefix = _top_folder(infos)
        named = [(info, info.filename.removeprefix(prefix)) for info in infos[:MOST_FILES]]
        faults = [_zip_fault(info, name) for info, name in named]
        bomb = _swells(
            [each[0] for each, fault in zip(named, faults, strict=True) if not fault], size
        )
        findings.extend(fault for fault in (bomb, *faults) if fault is not None)
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


@contextmanager
def _zip(path: Path) -> Iterator[Container]:
    try:
        size = path.stat().st_size
        _refuse_directory(path, size)
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(
            "既不是文件夹，也不是可读取的 zip 压缩包",
            where=str(path),
            found=str(error)[:120],
            next_step="给出证据包文件夹（其中有 bagit.txt），或完整的 zip 文件",
        ) from error
    with archive:
        yield Zip(archive, size)


def _refuse_directory(path: Path, size: int) -> None:
    """Refuse an archive whose own list is huge: zipfile would take all of it into memory."""
    with path.open("rb") as stream:
        start = max(size - _END_WITHIN, 0)
        stream.seek(start)
        tail = stream.read(_END_WITHIN)
        spot = tail.rfind(b"PK\x05\x06")
        if spot < 0 or len(tail) < spot + 22:
            raise zipfile.BadZipFile("no end of central directory")
        length = int.from_bytes(tail[spot + 12 : spot + 16], "little")
        locator = tail.rfind(b"PK\x06\x07", 0, spot)
        if locator >= 0:
            stream.seek(int.from_bytes(tail[locator + 8 : locator + 16], "little"))
            length = max(length % _ZIP64, int.from_bytes(stream.read(48)[40:48], "little"))
    if length > min(_LARGEST_DIRECTORY, size):
        raise zipfile.BadZipFile("central directory too large")


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


def _zip_fault(info: zipfile.ZipInfo, name: str) -> Finding | None:
    """Return what is wrong with an archive member before it is opened, or None."""
    # zipfile cuts a name at NUL and turns the backslash into a slash: look at the raw name.
    raw = info.orig_filename
    reason = unsafe_reason(raw.removesuffix("/")) if name else ""
    if reason:
        return _finding("ZIP-PATH", raw, f"压缩包内的路径{reason}，拒绝读取")
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _finding("ZIP-SPECIAL", raw, "压缩包中的链接或特殊文件，拒绝读取")
    if info.flag_bits & _ENCRYPTED:
        return _finding("ZIP-ENCRYPTED", raw, "压缩包中的加密文件，无法核对")
    if info.compress_type not in _STORED_OR_DEFLATED:
        return _finding("ZIP-METHOD", raw, "压缩方法不是 stored 或 deflate，拒绝读取")
    if info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(info.compress_size, 1):
        return _finding("ZIP-BOMB", raw, f"展开后是 {info.file_size} 字节，压缩比异常，拒绝读取")
    return None


def _finding(kind: str, name: str, message: str) -> Finding:
    return Finding(f"LD-BUNDLE-{kind}", "error", message, shown(name))
