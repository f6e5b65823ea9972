"""A contract file to fill in, with what each line means."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from pathlib import Path


def write_blank(path: Path) -> None:
    """Write a blank file. Raises InputError where it exists already, or cannot be written."""
    if path.exists():
        raise InputError("文件已经存在，不会覆盖", where=str(path), next_step="换一个名称")
    data = files(__package__).joinpath("blank.yaml").read_bytes()
    try:
        write_whole(path, data)
    except OSError as error:
        raise InputError(
            "文件没有写成", where=str(path), found=reason(error),
            next_step="换一个可以写入的文件夹，再运行一次",
        ) from error  # fmt: skip
