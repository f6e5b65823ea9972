"""What makes a folder a case folder; asking it reads no case."""

from __future__ import annotations

from pathlib import Path

from legaldocs.core.errors import InputError

CASE_FILE = "case.yaml"


def case_folder(path: Path | str) -> Path:
    """Return the case folder that ``path`` names: itself, or the folder of its ``case.yaml``.

    Raises InputError for any other file.
    """
    path = Path(path)
    if not path.is_file():
        return path
    if path.name != CASE_FILE:
        raise InputError(
            f"案件文件应名为 {CASE_FILE}", where=str(path), next_step="给出案件文件夹，或改文件名"
        )
    return path.parent
