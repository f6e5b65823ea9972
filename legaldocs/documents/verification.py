"""A verdict on a bundle as a paper for the auditor's file (校验报告)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.documents.docx import Properties
from legaldocs.documents.paper import write
from legaldocs.documents.phrases import NOTHING
from legaldocs.evidence.seal.statement import NOT_PROVEN, STATEMENT
from legaldocs.evidence.verdict import ASPECTS

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.evidence.verdict import Verdict

REPORT = "verification/report"
"""The template of the report, which is no paper of a case."""

_MOST_LISTED = 500
"""Rows a table of the report has at the most; the verdict itself, as JSON, has all."""

_NAMES = {"integrity": "文件完整性", "signature": "签名", "timestamp": "时间戳"}


def render_report(
    verdict: Verdict, *, checked_on: dt.date, version: str, templates: Path | None = None
) -> tuple[bytes, bytes]:
    """Return the report on ``verdict`` as .docx and .pdf.

    Raises InputError and InternalError as :func:`legaldocs.documents.paper.render` does.
    """
    context = report_context(verdict, checked_on=checked_on, version=version)
    properties = Properties("证据包校验报告", "legaldocs", checked_on)
    docx, pdf, _ = write(REPORT, context, properties, templates)
    return docx, pdf


def report_context(verdict: Verdict, *, checked_on: dt.date, version: str) -> dict[str, object]:
    """Return the names that the report's template may use."""
    differing = verdict.differences()
    named = {path for path, _ in differing}
    remarks = [_remark(each) for each in verdict.findings if each.where not in named]
    listed = "见下列各表" if differing or remarks else "无"
    return {
        "verdict": verdict,
        "aspects": [
            (
                _NAMES[each],
                verdict.says(each),
                listed if each == "integrity" else "；".join(verdict.grade(each).reasons) or "无",
            )
            for each in ASPECTS
        ],
        "identity": _identity(verdict),
        "differences": differing[:_MOST_LISTED],
        "left_out": max(len(differing) - _MOST_LISTED, 0),
        "remarks": remarks[:_MOST_LISTED],
        "limits": NOT_PROVEN if STATEMENT in dict(verdict.identity) else (),
        "checked_on": checked_on,
        "version": version,
    }


def _remark(finding: Finding) -> tuple[str, str]:
    then = f"；下一步：{finding.next_step}" if finding.next_step else ""
    return finding.where or NOTHING, f"{finding.message}{then}"


def _identity(verdict: Verdict) -> list[tuple[str, str]]:
    """Return by which hashes bundle and certificates can be told from any others."""
    rows = [
        *verdict.identity,
        *(("所给的签名人（或其签发者）证书", each) for each in verdict.trusted),
        *(("所给的时间戳机构证书", each) for each in verdict.authorities),
    ]
    return rows or [("没有可以指明证据包的文件", NOTHING)]
