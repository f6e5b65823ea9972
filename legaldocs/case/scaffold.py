"""A new case folder: a commented case file and the folders for the originals."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from legaldocs.case.reading import CASE_FILE
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = (
    "contracts",
    "deliveries",
    "invoices",
    "payments",
    "statements",
    "communications",
    "other",
)
"""The folders for originals; the names are a convention, any other will do."""


def scaffold(folder: Path) -> tuple[Path, ...]:
    """Make ``folder`` with a case file to fill in, and return the paths made.

    Raises InputError when the folder has a case file already or the folder cannot be made.
    """
    case_file = folder / CASE_FILE
    if case_file.exists():
        raise InputError(
            "这里已经有案件文件，不会覆盖", where=str(case_file), next_step="换一个文件夹"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        write_whole(case_file, files("legaldocs.case").joinpath("scaffold.yaml").read_bytes())
    except OSError as error:
        raise InputError(
            "无法新建文件夹",
            where=str(folder),
            found=reason(error),
            next_step="核对路径和权限",
        ) from error
    return (case_file, *(folder / name for name in FOLDERS))
