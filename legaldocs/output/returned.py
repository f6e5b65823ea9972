"""What a court sends back on uploads, read from its table as findings (退回补充材料、审核意见)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.case.sheet import cell_texts, sheets
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Text
from legaldocs.papers.catalogue import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from legaldocs.case.sheet import Sheet
    from legaldocs.claim.exhibits import Exhibit

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "material": ("材料", "材料名称", "文件", "文件名称", "材料类型", "名称"),
    "opinion": ("审核意见", "意见", "退回原因", "退回理由", "原因", "不通过原因", "备注"),
    "wanted": ("补充材料", "需补充材料", "补正内容", "补充内容", "应补充的材料", "退回补充材料"),
    "result": ("审核结果", "结果", "状态", "审核状态"),
    "until": ("期限", "补充期限", "补正期限", "截止日期", "截止时间", "提交期限"),
}
"""Headings that such tables have; no court publishes a fixed form, others are named and passed."""

_PASSED = frozenset({"通过", "已通过", "审核通过", "合格", "无", "收到", "已接收"})
_HEADINGS = {heading: kind for kind, headings in _COLUMNS.items() for heading in headings}
_LABEL = re.compile(r"证据\s*(\d{1,4})(?!\d)")
_LOOKED = 30
"""Rows at the top among which the headings are looked for: a title may stand above them."""


def returned(path: Path, exhibits: Sequence[Exhibit]) -> tuple[Finding, ...]:
    """Return a finding for each row of the court's table that asks for something.

    ``exhibits`` are those of the case, whose rows are named where the court cites a number. Raises
    InputError for a file that is no readable table and for one without known headings.
    """
    found = sheets(path.parent, Text(path.name, Origin(path.name, 1)))
    read = [findings for sheet in found if (findings := _sheet(sheet, exhibits)) is not None]
    if not read:
        raise InputError(
            "表格里没有认得的列",
            where=path.name,
            expected="一行列名，有“审核意见”或者“补充材料”等",
            next_step="把列名改成“材料名称、审核意见、补充材料、期限”，另存后重试",
        )
    return tuple(finding for findings in read for finding in findings)


def _sheet(sheet: Sheet, exhibits: Sequence[Exhibit]) -> list[Finding] | None:
    """Return what a sheet asks for, or None when it has no headings that are known."""
    if sheet.fault is not None:
        raise sheet.fault.error(sheet.path)
    columns: dict[int, str] = {}
    findings: list[Finding] = []
    for at, (line, cells) in enumerate(sheet.rows):
        texts = [" ".join(text.split()) for text in cell_texts(cells)]
        if not columns:
            columns = _headings(texts) if at < _LOOKED else {}
            continue
        said = _said(texts, columns)
        if _asks(said):
            findings.append(_finding(said, Origin(sheet.path, line), exhibits))
    return findings if columns else None


def _headings(texts: Sequence[str]) -> dict[int, str]:
    """Return column → what it says, or nothing when the row is not that of the headings."""
    known = {
        at: kind
        for at, text in enumerate(texts)
        if (kind := _HEADINGS.get(text.strip("：:*＊ "))) is not None
    }
    return known if {"opinion", "wanted"} & set(known.values()) else {}


def _said(texts: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for at, kind in columns.items():
        if at < len(texts) and texts[at]:
            said.setdefault(kind, []).append(texts[at])
    return {kind: "；".join(parts) for kind, parts in said.items()}


def _asks(said: Mapping[str, str]) -> bool:
    """Return whether a row asks for something: one that only says it passed does not."""
    says = [said.get(kind, "") not in {"", *_PASSED} for kind in ("opinion", "wanted")]
    passed = said.get("result", "") in _PASSED and not said.get("wanted", "")
    return any(says) and not passed


def _finding(said: Mapping[str, str], origin: Origin, exhibits: Sequence[Exhibit]) -> Finding:
    parts = [
        said.get("material", "") and f"“{said['material']}”",
        said.get("result", ""),
        said.get("opinion", ""),
        said.get("wanted", "") and f"需补充：{said['wanted']}",
        said.get("until", "") and f"期限：{said['until']}",
    ]
    text = "；".join(filter(None, parts))
    concerned = "、".join(dict.fromkeys(_concerned(" ".join(said.values()), exhibits)))
    step = f"涉及{concerned}；" if concerned else ""
    if unknown := _unknown(" ".join(said.values()), exhibits):
        step += f"证据目录里没有{unknown}，核对是不是这个案件、这一版的退回表；"
    return Finding(
        "LD-KIT-RETURNED",
        "warning",
        f"法院退回：{text}",
        where=str(origin),
        next_step=step + "补正后重新生成立案包，按提交清单替换上传的文件",
    )


def _unknown(text: str, exhibits: Sequence[Exhibit]) -> str:
    """Return the exhibits that the court names and the case does not have."""
    known = {exhibit.number for exhibit in exhibits}
    numbers = dict.fromkeys(int(number) for number in _LABEL.findall(text))
    return "、".join(f"证据{number}" for number in numbers if number not in known)


def _concerned(text: str, exhibits: Sequence[Exhibit]) -> Iterator[str]:
    """Yield the exhibits and papers that the court names, with the row that states an exhibit."""
    numbers = {int(number) for number in _LABEL.findall(text)}
    for exhibit in exhibits:
        if exhibit.number in numbers:
            rows = "、".join(str(row) for row in exhibit.rows)
            yield f"{exhibit.label} {exhibit.title}（{rows}）"
    yield from (paper.title for paper in PAPERS if paper.title in text)
