"""A Word template, and the stylesheet that papers are set with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError, InternalError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from legaldocs.core.errors import LegaldocsError
    from legaldocs.render.word_xml import Fault

ADVICE = "用 legaldocs template check 检查模板"
_REPORT = "请把案件文件和这条信息发给维护者"
_LARGEST = 4 << 20
"""Bytes of a stylesheet that is read."""
STYLESHEET = Path(__file__).parent / "style.css"


@dataclass(frozen=True, slots=True)
class Template:
    """One Word file with the wording of a paper (文书模板).

    ``name`` is its place among the templates, such as letters/demand_letter. A fault in a
    ``packaged`` one is ours, a fault in a copy is its owner's. ``letterhead`` is the user's own,
    whose header and footer it takes; one that is ``general`` gives way to a header of a copy.
    """

    name: str
    path: Path
    packaged: bool
    letterhead: Template | None = None
    general: bool = False

    def fault(
        self, what: str, *, expected: str = "", found: str = "", next_step: str = ""
    ) -> LegaldocsError:
        """Return the error that says what is wrong with this template."""
        ours = self.packaged and self.letterhead is None
        kind, advice = (InternalError, _REPORT) if ours else (InputError, ADVICE)
        where = f"模板 {self.name}.docx"
        if self.letterhead is not None:
            where += f"（信纸 {self.letterhead.name}.docx）"
        return kind(
            what, where=where, expected=expected, found=found, next_step=next_step or advice
        )


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The CSS that papers are set with (样式表): the packaged one, or a user's own."""

    rules: str
    packaged: bool = True

    def fault(self, what: str, *, expected: str = "", found: str = "") -> LegaldocsError:
        """Return the error that says what a user's own stylesheet has done to a paper."""
        return InputError(
            what,
            where=STYLESHEET.name,
            expected=expected,
            found=found,
            next_step="自己的样式表不得隐藏或者添加文字；改正，或者删去它改用附带的",
        )


def fault_in_text(template: Template, stylesheet: Stylesheet) -> Fault:
    """Return who is at fault when a paper does not print its text: whichever is a user's own."""
    own_rules = template.packaged and not stylesheet.packaged
    return stylesheet.fault if own_rules else template.fault


def find_stylesheet(folder: Path | None = None) -> Stylesheet:
    """Return the CSS that papers are set with: the copy in ``folder`` or the packaged one.

    Raises InputError for a copy that cannot be read, or is not UTF-8.
    """
    copy = folder / STYLESHEET.name if folder is not None else None
    if copy is None or not copy.exists():
        return Stylesheet(STYLESHEET.read_text(encoding="utf-8"))
    try:
        return Stylesheet(read_regular(copy, _LARGEST).decode("utf-8-sig"), packaged=False)
    except OSError as error:
        raise InputError("样式表无法读取", where=str(copy), found=reason(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(
            "样式表不是 UTF-8 编码", where=str(copy), next_step="在编辑器里另存为 UTF-8 编码"
        ) from error
