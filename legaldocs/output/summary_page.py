"""SUMMARY.md: what a build made, for the person who ran it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SEVERITY = {"error": "错误", "warning": "警告", "note": "提示"}


def summary_text(summary: Mapping[str, Any]) -> str:
    """Return summary.json as a page of Markdown; the figures are the same text."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {_plain(summary['case'] or '案件')}：{summary['as_of']} 生成结果"
    yield ""
    yield f"债权人：{_plain(summary['creditor'])}；债务人：{_plain(summary['debtor'])}"
    yield ""
    yield from _figures(summary["figures"])
    yield from _letter(summary["letter"])
    yield from _deadlines(summary["deadlines"])
    yield from _papers(summary)
    yield from _findings(summary["findings"])


def _figures(figures: Mapping[str, Any]) -> Iterator[str]:
    rows = (
        ("到期未付本金", figures["principal"]),
        (figures["late_charge_name"], figures["late_charge"]),
        ("费用", figures["costs"]),
        ("合计", figures["total"]),
        ("其中支付令可以请求", figures["payment_order"]),
        ("未到期", figures["not_due"]),
    )
    yield "## 金额"
    yield ""
    yield "| 项目 | 金额（元） |"
    yield "| --- | ---: |"
    for name, amount in rows:
        yield f"| {name} | {figure(Decimal(amount))} |"
    yield ""
    yield f"计算至 {figures['as_of']}（含当日），最长逾期 {figures['overdue_days']} 天。"
    if figures["provisional"]:
        yield "用到的利率超过最后核对日期，金额为暂计。"
    yield ""


def _letter(letter: Mapping[str, Any]) -> Iterator[str]:
    yield f"应发函件：{letter['due'] or '无'}。{letter['reason']}。"
    yield ""


def _deadlines(deadlines: list[Mapping[str, Any]]) -> Iterator[str]:
    if not deadlines:
        return
    yield "## 期限"
    yield ""
    for each in deadlines:
        if each["advised"]:
            yield (
                f"- {each['what']}（{_plain(each['contract'])}）："
                f"建议不迟于 {each['advised']} 行动，稳妥届满日 {each['conservative']}，"
                f"依法届满日 {each['statutory']}"
            )
        else:
            yield f"- {each['what']}（{_plain(each['contract'])}）：目前不进行"
        for line in each["says"]:
            yield f"  - {_plain(line)}"
    yield ""


def _papers(summary: Mapping[str, Any]) -> Iterator[str]:
    yield "## 文书"
    yield ""
    for paper in summary["papers"]:
        yield f"- {paper['title']}：{paper['file']}.docx、.pdf"
    if not summary["papers"]:
        yield "没有生成文书。"
    yield ""
    volume = summary["volume"]
    if any(each.endswith(".pdf") and "证据卷" in each for each in volume["files"]):
        yield f"证据卷共 {volume['exhibits']} 项证据、{volume['pages']} 页。"
        yield ""
    if summary["withheld"]:
        yield f"证据包供对方使用，另有 {summary['withheld']} 个文件不在证据目录中，没有收入。"
        yield ""
    if summary["refused"]:
        yield "## 未生成的文书"
        yield ""
    for refused in summary["refused"]:
        yield f"- {refused['title']}"
        for reason in refused["reasons"]:
            yield f"  - {reason['code']} {_plain(reason['message'])}"
            if reason["article"]:
                yield f"    依据：{reason['article']}"
            if reason["next_step"]:
                yield f"    下一步：{_plain(reason['next_step'])}"
    yield ""


def _findings(findings: list[Mapping[str, Any]]) -> Iterator[str]:
    shown = [each for each in findings if each["severity"] != "note"]
    if not shown:
        return
    yield "## 需要注意"
    yield ""
    for each in sorted(shown, key=lambda found: list(_SEVERITY).index(found["severity"])):
        where = f"{_plain(each['where'])}：" if each["where"] else ""
        yield f"- {_SEVERITY[each['severity']]} {each['code']} {where}{_plain(each['message'])}"
        if each["next_step"]:
            yield f"  - 下一步：{_plain(each['next_step'])}"


def _plain(text: str) -> str:
    """Return text whose signs Markdown does not act on."""
    for sign in "\\`*_<>[]|#":
        text = text.replace(sign, f"\\{sign}")
    return text
