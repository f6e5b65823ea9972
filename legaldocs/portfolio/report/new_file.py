"""A file that appears whole, where there was none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from legaldocs.core.draft import unused
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a path to write, and move it to ``path`` when the block succeeds.

    Raises InputError for a path that exists or cannot be written.
    """
    if path.exists():
        raise InputError("文件已经存在，不会覆盖", where=str(path), next_step="换一个名称")
    fresh = unused(path)
    try:
        fresh.touch(exist_ok=False)
        yield fresh
        fresh.replace(path)
    except OSError as error:
        raise InputError(
            "文件没有写成",
            where=str(path),
            found=reason(error),
            next_step="核对路径、权限和磁盘空间",
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
