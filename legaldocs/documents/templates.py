"""Where the paper templates lie: the package's own, or a user's copies of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError, InternalError

if TYPE_CHECKING:
    from legaldocs.core.errors import LegaldocsError

PACKAGED = Path(__file__).parent.parent / "templates" / "cn"


@dataclass(frozen=True, slots=True)
class Template:
    """One Word file with the wording of a paper (文书模板).

    ``name`` is its place among the templates, such as letters/demand_letter. A fault in a
    ``packaged`` one is ours, a fault in a copy is its owner's.
    """

    name: str
    path: Path
    packaged: bool

    def fault(self, what: str, *, found: str = "", next_step: str = "") -> LegaldocsError:
        """Return the error that says what is wrong with this template."""
        kind = InternalError if self.packaged else InputError
        advice = next_step or "用 legaldocs template check 检查模板"
        return kind(what, where=f"模板 {self.name}.docx", found=found, next_step=advice)


def find_template(name: str, folder: Path | None = None) -> Template:
    """Return the template ``name``: the copy in ``folder`` when it is there, else the packaged one.

    Raises InputError when ``folder`` is not a folder.
    """
    if folder is not None:
        if not folder.is_dir():
            raise InputError(
                "模板文件夹不存在", where=str(folder), next_step="检查路径，或不指定模板文件夹"
            )
        copy = folder / f"{name}.docx"
        if copy.is_file():
            return Template(name, copy, packaged=False)
    return Template(name, PACKAGED / f"{name}.docx", packaged=True)


def find_stylesheet(folder: Path | None = None) -> str:
    """Return the CSS that papers are set with: the copy in ``folder`` or the packaged one."""
    copy = folder / "style.css" if folder is not None else PACKAGED
    return (copy if copy.is_file() else PACKAGED / "style.css").read_text(encoding="utf-8")
