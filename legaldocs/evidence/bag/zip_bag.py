"""Packs a bag folder into one zip file: the same bag gives the same bytes."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.draft import draft
from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.system_error import reason
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.files.safe_open import is_inside, open_inside, walk

if TYPE_CHECKING:
    from legaldocs.evidence.files.digests import Tick

_TOP = "bundle/"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_FILE = 0o100644 << 16
_UNIX = 3


def pack(bag: Path, target: Path, *, replace: bool = False, tick: Tick | None = None) -> None:
    """Write the bag folder to the zip ``target``, uncompressed, so that its bytes stay comparable.

    Raises InputError as :func:`refuse_target` does and when writing fails, and IntegrityError for a
    link or a special file in the bag.
    """
    refuse_target(bag, target, replace=replace)
    entries = sorted(walk(bag), key=lambda entry: entry.path)
    for entry in entries:
        if entry.kind != "file":
            raise IntegrityError("证据包里只能有普通文件", where=shown(entry.path))
    total, done = sum(entry.size for entry in entries), 0
    try:
        with draft(target, Path.touch) as fresh:
            with fresh.open("r+b") as stream:
                with zipfile.ZipFile(stream, "w") as archive:
                    # A zip has no folders of its own; the bag must have this one, even when empty.
                    if not any(entry.path.startswith("data/") for entry in entries):
                        archive.writestr(zipfile.ZipInfo(f"{_TOP}data/", _OLDEST), b"")
                    for entry in entries:
                        _add(archive, bag, entry.path)
                        done += entry.size
                        if tick is not None:
                            tick(done, total)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(target)
    except OSError as error:
        raise InputError(
            "压缩包没有写成", where=str(target), found=reason(error), next_step="检查磁盘空间和权限"
        ) from error


def refuse_target(bag: Path, target: Path, *, replace: bool) -> None:
    """Refuse an unusable path for the zip before any work is done.

    Raises InputError when it exists and ``replace`` is not given, is inside the bag, or is not
    writable.
    """
    if is_inside(target, bag):
        raise InputError(
            "压缩包不能放在证据包之内，否则证据包就多出一个清单之外的文件",
            where=str(target),
            next_step="换一个位置",
        )
    if target.is_dir() or (target.exists() and not replace):
        raise InputError("文件已经存在，不会覆盖", where=str(target), next_step="换一个文件名")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise InputError(
            "压缩包的位置不可写", where=str(target), next_step="换一个已存在且可写的文件夹"
        )


def _add(archive: zipfile.ZipFile, bag: Path, path: str) -> None:
    info = zipfile.ZipInfo(_TOP + path, _OLDEST)
    info.external_attr, info.create_system = _FILE, _UNIX
    with open_inside(bag, path) as source, archive.open(info, "w", force_zip64=True) as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
