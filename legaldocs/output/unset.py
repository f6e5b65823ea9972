"""Papers that could not be set because no font has a character of theirs (缺字)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.findings import Finding
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.core.errors import MissingGlyphError


def lacking_glyph(error: MissingGlyphError, folder: Path) -> Finding:
    """Return the error that papers with these characters are not made; the others are.

    It is one for all papers, and names the line of the case file where the first of them stands.
    """
    return Finding(
        "LD-PAPER-GLYPH",
        "error",
        f"{error.what}；已安装的字体里没有这些字，写有这些字的文书没有生成，其他文书照常",
        where=_where(folder, error.characters),
        next_step="安装含有这些字的字体（如思源宋体、Noto Serif CJK SC）后重新生成；姓名不要换字",
    )


def _where(folder: Path, characters: str) -> str:
    lines = (folder / CASE_FILE).read_text("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if any(character in line for character in characters):
            return str(Origin(CASE_FILE, number))
    return ""
