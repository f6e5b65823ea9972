"""What a command shows: one JSON object, or text for a person."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaldocs.core.errors import LegaldocsError
    from legaldocs.core.findings import Finding

_SEVERITY = {"error": "错误", "warning": "警告", "note": "提示"}
_MOST_ALIKE = 5
"""Findings of one code that are listed in full."""

_COLOUR = {"error": "red", "warning": "yellow", "note": "cyan"}


def reply(
    schema: str,
    payload: Mapping[str, Any],
    *,
    as_json: bool,
    text: str,
    ok: bool = True,
    findings: Iterable[Finding] = (),
) -> None:
    """Print the answer of a command on stdout.

    With ``as_json`` it is one object ``{"schema": "legaldocs.<schema>/1", "ok", "findings", …}``.
    """
    if as_json:
        head = {"schema": f"legaldocs.{schema}/1", "ok": ok}
        body = {"findings": [each.as_json() for each in findings], **payload}
        click.echo(json.dumps({**head, **body}, ensure_ascii=False, indent=2))
    elif text:
        click.echo(text)


def failure(schema: str, error: LegaldocsError, *, as_json: bool) -> None:
    """Print an error: one object on stdout with ``as_json``, otherwise a sentence on stderr."""
    findings: tuple[Finding, ...] = getattr(error, "findings", ())
    if as_json:
        told = {
            "code": error.code,
            "message": error.what,
            "where": error.where,
            "expected": error.expected,
            "found": error.found,
            "next_step": error.next_step,
        }
        reply(schema, {"error": told}, as_json=True, text="", ok=False, findings=findings)
        return
    if findings:
        click.echo(listed(findings))
    click.echo(f"错误：{error}", err=True)


def listed(findings: Iterable[Finding]) -> str:
    """Return findings as lines for a person, the gravest first."""
    order = list(_SEVERITY)
    rows = sorted(findings, key=lambda each: order.index(each.severity))
    lines: list[str] = []
    told: Counter[str] = Counter()
    for each in rows:
        told[each.code] += 1
        if told[each.code] <= _MOST_ALIKE:
            lines.append(_line(each))
    more = [f"另有 {n - _MOST_ALIKE} 条 {code}" for code, n in told.items() if n > _MOST_ALIKE]
    if more:
        lines.append(f"{'，'.join(more)}，用 --json 查看全部")
    return "\n".join(lines)


def _line(finding: Finding) -> str:
    head = click.style(f"[{_SEVERITY[finding.severity]}]", fg=_COLOUR[finding.severity])
    where = f"{finding.where}：" if finding.where else ""
    lines = [f"{head} {finding.code} {where}{finding.message}"]
    if finding.article:
        lines.append(f"       依据：{finding.article}")
    if finding.next_step:
        lines.append(f"       下一步：{finding.next_step}")
    return "\n".join(lines)


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings of each severity there are, in words."""
    rows = list(findings)
    parts = [
        f"{sum(each.severity == severity for each in rows)} 个{name}"
        for severity, name in _SEVERITY.items()
        if any(each.severity == severity for each in rows)
    ]
    return "、".join(parts) if parts else "没有发现问题"
