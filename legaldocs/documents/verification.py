"""A verdict on a bundle as a paper for the auditor's file (校验报告)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.documents.docx import Properties
from legaldocs.documents.paper import write
from legaldocs.evidence.statement import NOT_PROVEN
from legaldocs.evidence.verdict import ASPECTS, SAYS

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

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
    remarks = [(each.where, each.message) for each in verdict.findings if each.where not in named]
    listed = "见下列各表" if differing or remarks else "无"
    return {
        "verdict": verdict,
        "aspects": [
            (
                _NAMES[each],
                SAYS[each][verdict.grade(each).status],
                listed if each == "integrity" else "；".join(verdict.grade(each).reasons) or "无",
            )
            for each in ASPECTS
        ],
        "differences": differing[:_MOST_LISTED],
        "left_out": max(len(differing) - _MOST_LISTED, 0),
        "remarks": remarks[:_MOST_LISTED],
        "limits": NOT_PROVEN,
        "checked_on": checked_on,
        "version": version,
    }
