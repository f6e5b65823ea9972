"""A Word template, and the stylesheet that papers are set with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError, InternalError

if TYPE_CHECKING:
    from legaldocs.core.errors import LegaldocsError

ADVICE = "用 legaldocs template check 检查模板"
STYLESHEET = Path(__file__).parent / "style.css"


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
        advice = next_step or ADVICE
        return kind(what, where=f"模板 {self.name}.docx", found=found, next_step=advice)


def find_stylesheet(folder: Path | None = None) -> str:
    """Return the CSS that papers are set with: the copy in ``folder`` or the packaged one."""
    copy = folder / STYLESHEET.name if folder is not None else STYLESHEET
    return (copy if copy.is_file() else STYLESHEET).read_text(encoding="utf-8")
