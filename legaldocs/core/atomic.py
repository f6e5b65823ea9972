"""Files and folders that appear complete or not at all."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file atomically: a reader sees all of it or none, even after a power cut."""
    fresh = _unused(path)
    # os.open and not tempfile, so that the user's umask decides who may read the file.
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _unused(path: Path) -> Path:
    """Return a random hidden name beside ``path``."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}")


@contextmanager
def publish(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yield a new folder to fill, and move it to ``target`` when the block succeeds.

    When the block fails, the folder is removed and ``target`` is unchanged. A folder that a killed
    run had set aside is restored first.

    Raises InputError when ``target`` exists and ``replace`` is not given, and when a file could not
    be read or written.
    """
    _restore(target)
    _refuse_existing(target, replace=replace)
    fresh = _beside(target)
    try:
        yield fresh
        _refuse_existing(target, replace=replace)
        _swap(fresh, target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise _unwritable(target, error) from error
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _beside(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = _unused(target)
        fresh.mkdir()
    except OSError as error:
        raise _unwritable(target, error) from error
    return fresh


def _unwritable(target: Path, error: OSError) -> InputError:
    """Return the error for a file that could not be read or written, with the reason."""
    return InputError(
        "读写文件失败，输出未生成，原有的内容没有改动",
        where=str(error.filename or target),
        found=reason(error),
        next_step="检查磁盘空间和文件夹权限，或用 --out 换一个位置",
    )


def _restore(target: Path) -> None:
    """Undo a swap that was interrupted between its two renames."""
    if target.exists() or not target.parent.is_dir():
        return
    for aside in sorted(target.parent.glob(f"{glob.escape(_aside(target))}*")):
        if (aside / "was").is_dir():
            (aside / "was").rename(target)
            aside.rmdir()
            return


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


def _swap(fresh: Path, target: Path) -> None:
    """Replace ``target`` by ``fresh``; the old folder is deleted after the new one is in place."""
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(dir=target.parent, prefix=_aside(target)))
    target.rename(old / "was")
    try:
        fresh.rename(target)
    except BaseException:
        (old / "was").rename(target)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)
