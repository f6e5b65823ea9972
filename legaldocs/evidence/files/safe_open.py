"""Opens files and walks folders without following a link."""

from __future__ import annotations

import errno
import io
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Kind = Literal["file", "folder", "symlink", "special", "unreadable"]

KINDS: dict[Kind, str] = {
    "file": "普通文件",
    "folder": "文件夹",
    "symlink": "链接",
    "special": "设备或管道",
    "unreadable": "无法读取",
}
"""What each kind is called."""

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_READ = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# A FIFO opened for reading waits for a writer for ever unless it is opened non-blocking.
_READ_FILE = _READ | getattr(os, "O_NONBLOCK", 0)
_RELATIVE_OPEN = os.open in os.supports_dir_fd and bool(_NOFOLLOW)


class NotAFileError(OSError):
    """The path is a link, a device, a pipe or a folder (不是普通文件)."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(errno.EINVAL, kind)
        self.kind: Kind = kind


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path``, which need not exist, is ``folder`` or inside it."""
    if not folder.is_dir():
        return False
    place = path.resolve()
    return any(
        ancestor.exists() and ancestor.samefile(folder) for ancestor in (place, *place.parents)
    )


def find_file(folder: Path, file: os.stat_result) -> str:
    """Return the path in ``folder`` of the regular file with this status, or an empty string."""
    if not stat.S_ISREG(file.st_mode) or not folder.is_dir():
        return ""
    return next(
        (
            entry.path
            for entry in walk(folder)
            if entry.kind == "file" and os.path.samestat((folder / entry.path).stat(), file)
        ),
        "",
    )


class FileEntry(NamedTuple):
    """What a path of a folder or an archive is (文件项). ``path`` has forward slashes."""

    path: str
    kind: Kind
    size: int = 0


def walk(root: Path, *, empty_folders: bool = False) -> Iterator[FileEntry]:
    """Yield the files, links and devices below ``root``, and folders that cannot be read.

    No link is followed. With ``empty_folders`` these are given as well.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            yield FileEntry(folder or ".", "unreadable")
            continue
        if empty_folders and folder and not entries:
            yield FileEntry(folder, "folder")
        for item in entries:
            path = f"{folder}/{item.name}" if folder else item.name
            entry = _file_entry(item, path)
            if entry.kind == "folder":
                waiting.append(path)
            else:
                yield entry


def folders_in(root: Path) -> list[str]:
    """Return the names of the folders directly in ``root``, without links."""
    try:
        with os.scandir(root) as found:
            return [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _file_entry(found: os.DirEntry[str], path: str) -> FileEntry:
    try:
        status = found.stat(follow_symlinks=False)
    except OSError:
        return FileEntry(path, "unreadable")
    return FileEntry(path, _kind(status.st_mode), status.st_size)


def _kind(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "symlink" if stat.S_ISLNK(mode) else "special"


@contextmanager
def open_inside(root: Path, name: str) -> Iterator[BinaryIO]:
    """Open the file ``name`` below ``root`` for reading, following no link on the way.

    Raises NotAFileError for a link, a device, a pipe or a folder, and OSError when reading fails.
    """
    with opening_inside(root) as open_file, open_file(name) as stream:
        yield stream


@contextmanager
def opening_inside(root: Path) -> Iterator[Callable[[str], BinaryIO]]:
    """Give what opens one file after another as :func:`open_inside` does.

    The handle of the folder of the last file is kept: the next one is mostly beside it.
    """
    kept = _KeptFolder(root)
    try:
        yield kept.open
    finally:
        kept.close()


class _KeptFolder:
    """A folder below a root, open until a file of another one is asked for (打开的文件夹)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = ""
        self._descriptor: int | None = None

    def open(self, name: str) -> BinaryIO:
        folder, _, file = name.rpartition("/")
        if not _RELATIVE_OPEN:
            return _regular(_open(self._root, name))
        if self._descriptor is None or folder != self._folder:
            self.close()
            self._folder, self._descriptor = folder, _open_folder(self._root, folder)
        return _regular(_open_one(file, _READ_FILE, self._descriptor))

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _regular(descriptor: int) -> BinaryIO:
    """Return a stream on an open regular file. Raises NotAFileError for anything else."""
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise NotAFileError(_kind(mode))
    # Not os.fdopen, which costs more than opening a small file.
    return cast("BinaryIO", io.FileIO(descriptor))


def _open_folder(root: Path, folder: str) -> int:
    """Open part by part, relative to the parent: a folder swapped for a link is not entered."""
    above = os.open(root, os.O_RDONLY | _FOLDER)
    for part in folder.split("/") if folder else ():
        try:
            below = _open_one(part, _READ | _FOLDER, above)
        finally:
            os.close(above)
        above = below
    return above


def _open_one(part: str, flags: int, above: int) -> int:
    try:
        return os.open(part, flags, dir_fd=above)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EMLINK}:
            raise NotAFileError("symlink") from error
        if error.errno == errno.ENOTDIR and _is_link(part, above):
            raise NotAFileError("symlink") from error
        if error.errno == errno.ENXIO:
            raise NotAFileError("special") from error
        raise


def _is_link(part: str, above: int) -> bool:
    return stat.S_ISLNK(os.stat(part, dir_fd=above, follow_symlinks=False).st_mode)


def _open(root: Path, name: str) -> int:
    """Open where the system has no openat: every part is checked first."""
    place = root
    for part in name.split("/"):
        place /= part
        if place.is_symlink():
            raise NotAFileError("symlink")
    if place.is_dir():
        raise NotAFileError("folder")
    return os.open(place, _READ_FILE)
