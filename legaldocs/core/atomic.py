"""Files and folders that appear complete or not at all."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.draft import alone_in, draft, remove_drafts, unused
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file atomically: a reader sees all of it or none, even after a power cut.

    ``mode`` says who may read a new file, less what the user's umask takes away.
    """
    fresh = unused(path)
    # os.open and not tempfile, so that the user's umask decides who may read the file.
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


@contextmanager
def publish(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yield a new folder to fill, and move it to ``target`` when the block succeeds.

    When the block fails, the folder is removed and ``target`` is unchanged. A folder that a killed
    run had set aside is restored first, and what else it left is removed.

    Raises InputError when ``target`` exists and ``replace`` is not given, and when a file could not
    be read or written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(target.parent):
            _restore(target)
        _refuse_existing(target, replace=replace)
        with draft(target, Path.mkdir) as fresh:
            yield fresh
            _refuse_existing(target, replace=replace)
            with alone_in(target.parent):
                old = _swap(fresh, target)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise _unwritable(target, error) from error


def clear_left(target: Path) -> None:
    """Undo and remove what a killed run left beside ``target``; what another fills is not touched.

    Raises OSError when the folder above cannot be read.
    """
    if target.parent.is_dir():
        with alone_in(target.parent):
            _restore(target)
            remove_drafts(target)


def _unwritable(target: Path, error: OSError) -> InputError:
    """Return the error for a file that could not be read or written, with the reason."""
    return InputError(
        "读写文件失败，输出未生成，原有的内容没有改动",
        where=str(error.filename or target),
        found=reason(error),
        next_step="检查磁盘空间和文件夹权限，或用 --out 换一个位置",
    )


def _restore(target: Path) -> None:
    """Undo a swap that was interrupted between its two renames, and remove what one left behind."""
    for aside in sorted(target.parent.glob(f"{glob.escape(_aside(target))}*")):
        if not target.exists() and (aside / "was").is_dir():
            (aside / "was").rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _aside(target: Path) -> str:
    return f".{target.name[:40]}.old."


def _refuse_existing(target: Path, *, replace: bool) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError("输出位置不是文件夹", where=str(target), next_step="换一个 --out 位置")
    if target.exists() and not replace:
        raise InputError(
            "输出文件夹已经存在，不会覆盖",
            where=str(target),
            next_step="加 --replace 整体替换，或用 --out 换一个位置",
        )


def _swap(fresh: Path, target: Path) -> Path:
    """Put ``fresh`` in the place of ``target``, and return the folder that holds what was there."""
    old = Path(tempfile.mkdtemp(dir=target.parent, prefix=_aside(target)))
    if target.exists():
        target.rename(old / "was")
    try:
        fresh.rename(target)
    except BaseException:
        if (old / "was").exists():
            (old / "was").rename(target)
        old.rmdir()
        raise
    return old
