"""A bag folder as one zip file: the same bag gives the same bytes."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.naming import shown
from legaldocs.evidence.opening import open_inside, walk

if TYPE_CHECKING:
    from legaldocs.evidence.digests import Tick

_TOP = "bundle/"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_FILE = 0o100644 << 16
_UNIX = 3


def pack(bag: Path, target: Path, *, replace: bool = False, tick: Tick | None = None) -> None:
    """Write the bag folder to the zip ``target``, uncompressed, so that its bytes stay comparable.

    Raises InputError when ``target`` exists and ``replace`` is not given, and IntegrityError for
    a link or a special file in the bag.
    """
    if target.exists() and not replace:
        raise InputError("文件已经存在，不会覆盖", where=str(target), next_step="换一个文件名")
    entries = sorted(walk(bag), key=lambda each: each.path)
    for each in entries:
        if each.kind != "file":
            raise IntegrityError("证据包里只能有普通文件", where=shown(each.path))
    total, done = sum(each.size for each in entries), 0
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            for each in entries:
                _add(archive, bag, each.path)
                done += each.size
                if tick is not None:
                    tick(done, total)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _add(archive: zipfile.ZipFile, bag: Path, path: str) -> None:
    info = zipfile.ZipInfo(_TOP + path, _OLDEST)
    info.external_attr, info.create_system = _FILE, _UNIX
    with open_inside(bag, path) as source, archive.open(info, "w", force_zip64=True) as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
