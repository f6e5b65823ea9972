"""Every error raised on purpose, and the exit code each one means.

LegaldocsError        1  never raised itself
├── CaseError         1  the case holds errors; what they concern is not made
├── InputError        2  the user's option, argument or file is wrong
├── LawError          3  the law data cannot answer for that day
├── IntegrityError    4  evidence does not match its manifest or seal
└── InternalError    70  a bug, not the user's fault
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from legaldocs.core.findings import Finding
    from legaldocs.core.origin import Origin

__all__ = [
    "CaseError",
    "InputError",
    "IntegrityError",
    "InternalError",
    "LawError",
    "LegaldocsError",
]


class LegaldocsError(Exception):
    """Base of every error raised on purpose (错误).

    The message is for a person, in Chinese: what happened, where, what was expected and found, and
    the next step.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "LD-ERROR"

    def __init__(
        self,
        what: str,
        *,
        where: Origin | str = "",
        expected: str = "",
        found: str = "",
        next_step: str = "",
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = str(where)
        self.expected = expected
        self.found = found
        self.next_step = next_step

    def __str__(self) -> str:
        parts = [f"{self.where}：{self.what}" if self.where else self.what]
        if self.expected:
            parts.append(f"应为：{self.expected}")
        if self.found:
            parts.append(f"实际：{self.found}")
        if self.next_step:
            parts.append(f"下一步：{self.next_step}")
        return "；".join(parts)


class CaseError(LegaldocsError):
    """The case holds errors, and what they concern is not made (案件有误)."""

    code = "LD-CASE"

    def __init__(
        self, what: str, *, findings: tuple[Finding, ...] = (), next_step: str = ""
    ) -> None:
        super().__init__(what, next_step=next_step)
        self.findings = findings


class InputError(LegaldocsError):
    """The user's option, argument or file is wrong (输入有误)."""

    exit_code = 2
    code = "LD-INPUT"


class MissingGlyphError(InputError):
    """No installed font has some ``characters`` of the text (缺字)."""

    characters: str = ""


class LawError(LegaldocsError):
    """The law data cannot answer for that day (法律数据不足)."""

    exit_code = 3
    code = "LD-LAW"


class IntegrityError(LegaldocsError):
    """Evidence does not match its manifest or seal (证据与清单不符)."""

    exit_code = 4
    code = "LD-INTEGRITY"


class InternalError(LegaldocsError):
    """A bug (程序故障): a check of our own output failed."""

    exit_code = 70
    code = "LD-INTERNAL"
