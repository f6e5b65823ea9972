"""A verdict on a bundle as a paper for the auditor's file (校验报告)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.evidence.bag.statement import NOT_PROVEN, STATEMENT
from legaldocs.evidence.verdict import ASPECTS
from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import Names, name
from legaldocs.papers.words import NOTHING

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.core.findings import Finding
    from legaldocs.evidence.verdict import Verdict

_MOST_LISTED = 500
"""Rows a table of the report has at the most; the verdict itself, as JSON, has all."""

_NAMES = {"integrity": "文件完整性", "signature": "签名", "timestamp": "时间戳"}


class ReportNames(Names):
    """The names of the report on a verdict."""

    def __init__(self, verdict: Verdict, checked_on: dt.date, version: str) -> None:
        self._verdict = verdict
        self._checked_on = checked_on
        self._version = version

    @name(
        "校验结论，字段见 evidence.verdict：bundle 证据包、headline 一句话结论、"
        "unread 是否拒绝读取、files 文件数、size 字节数、hashes 算法、"
        "signer 签名证书指纹、signed_before 时间戳时间、"
        "as_of 封存声明所载日期"
    )
    def verdict(self) -> Verdict:
        return self._verdict

    @name("各单项和外部存证：名称、结论、说明")
    def aspects(self) -> list[tuple[str, str, str]]:
        listed = "见下列各表" if self.verdict.differences or self.verdict.remarks else "无"
        return [
            (
                _NAMES[aspect],
                self.verdict.says(aspect),
                listed
                if aspect == "integrity"
                else "；".join(self.verdict.grade(aspect).reasons) or "无",
            )
            for aspect in ASPECTS
        ] + [("外部存证", deposit.says, deposit.reason) for deposit in self.verdict.deposits]

    @name("标识：名称、SHA-256；证据包的关键文件，zip 文件本身，以及校验时所给的证书")
    def identity(self) -> list[tuple[str, str]]:
        return _identity_rows(self.verdict)

    @name("有差异的文件，至多 500 个：路径、情况")
    def differences(self) -> list[tuple[str, str]]:
        return [
            (difference.path, difference.title)
            for difference in self._verdict.differences[:_MOST_LISTED]
        ]

    @name("未列出的差异个数")
    def left_out(self) -> int:
        return max(len(self._verdict.differences) - _MOST_LISTED, 0)

    @name("其他提示：位置、内容")
    def remarks(self) -> list[tuple[str, str]]:
        return [_remark(finding) for finding in self._verdict.remarks[:_MOST_LISTED]]

    @name("封存声明自述不证明的事项；没有封存声明时为空")
    def limits(self) -> tuple[str, ...]:
        return NOT_PROVEN if STATEMENT in dict(self.verdict.identity) else ()

    @name("校验日期")
    def checked_on(self) -> dt.date:
        return self._checked_on

    @name("校验所用的程序版本")
    def version(self) -> str:
        return self._version


def _remark(finding: Finding) -> tuple[str, str]:
    then = f"；下一步：{finding.next_step}" if finding.next_step else ""
    return finding.where or NOTHING, f"{finding.message}{then}"


def _identity_rows(verdict: Verdict) -> list[tuple[str, str]]:
    """Return the hashes that identify the bundle and the certificates."""
    rows = [
        *verdict.identity,
        *(("所给的签名人（或其签发者）证书", fingerprint) for fingerprint in verdict.trusted),
        *(("所给的时间戳机构证书", fingerprint) for fingerprint in verdict.authorities),
        *(
            (f"外部存证的证书文件{deposit.certificate}", deposit.certificate_sha256)
            for deposit in verdict.deposits
        ),
    ]
    return rows or [("没有可以指明证据包的文件", NOTHING)]


FORM = Form(
    id="verification_report",
    title="证据包校验报告",
    family=Family.VERIFICATION,
    names=ReportNames,
)
