"""A verdict told to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.core.findings import Finding
    from legaldocs.evidence.verdict import Verdict

_MOST_SHOWN = 50


def told(verdict: Verdict) -> str:
    """Return the verdict as text: one line, then what there is to say about each aspect."""
    rows = [verdict.headline]
    if verdict.proved:
        rows.append(f"包内路径：{verdict.proved}")
    elif not verdict.unread:
        rows.append(f"共 {verdict.files} 个文件，{verdict.size} 字节")
    differing = verdict.differences()
    for title in dict.fromkeys(title for _, title in differing):
        rows.extend(_listed(title, [path for path, each in differing if each == title]))
    named = {path for path, _ in differing}
    others = [each for each in verdict.findings if each.where not in named]
    rows.extend(_line(each) for each in others[:_MOST_SHOWN])
    for grade in (verdict.signature, verdict.timestamp):
        rows.extend(f"  {reason}" for reason in grade.reasons)
    return "\n".join(rows)


def _line(finding: Finding) -> str:
    where = f"{finding.where}：" if finding.where else ""
    then = f"；下一步：{finding.next_step}" if finding.next_step else ""
    return f"  {where}{finding.message}{then}"


def _listed(title: str, paths: list[str]) -> list[str]:
    rows = [f"{title}（{len(paths)}）：", *(f"  {path}" for path in paths[:_MOST_SHOWN])]
    if len(paths) > _MOST_SHOWN:
        rows.append(f"  另有 {len(paths) - _MOST_SHOWN} 个，见 --json")
    return rows
