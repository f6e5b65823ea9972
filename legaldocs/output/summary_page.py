"""SUMMARY.md: what a build made, for the person who ran it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.core.findings import SEVERITIES
from legaldocs.core.money import figure
from legaldocs.output.since_page import differences

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.output.figures import Figures, JudgmentFigures, LimitationEnd
    from legaldocs.output.since import Since
    from legaldocs.output.summary import Summary, Volume

_ANY = "文书名称"
"""Stands for the title of a paper in a next step that several papers share."""

_ORDER = "其中支付令可以请求"

_READERS = {
    "全部": "自己存档的证据包，不给别人",
    "法院": "提交法院的证据包",
    "对方": "提供给对方的证据包",
}

_SIGNS = re.compile(r"[\\`*<>\[\]|#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown acts on; inside a word such as law_firm a low line is only a letter."""


def summary_page(summary: Summary) -> bytes:
    """Return summary.json as a page of Markdown in UTF-8; the figures are the same text."""
    text = "\n".join(_lines(summary)) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _lines(summary: Summary) -> Iterator[str]:
    yield f"# {_escaped(summary.case or '案件')}：{summary.as_of} 生成结果"
    yield ""
    yield f"债权人：{_escaped(summary.creditor)}；债务人：{_escaped(summary.debtor)}"
    yield ""
    if summary.decided_by:
        decided = _escaped(summary.decided_by)
        yield f"债权已由{decided}确定，以它为准，不再列出按合同计算的金额。"
        yield ""
    else:
        yield from _figures(summary.figures)
    if summary.judgment is not None:
        yield from _judgment(summary.judgment, summary.as_of)
    yield f"应发函件：{summary.letter.due or '无'}。{summary.letter.reason}。"
    yield ""
    if summary.since is not None:
        yield from _since(summary.since)
    yield from _deadlines(summary.deadlines)
    yield from _papers(summary)
    yield from _volume(summary.volume)
    yield from _bundles(summary)
    yield f"{summary.law}。"
    yield ""
    yield from _refused(summary)
    yield from _findings(summary.findings)


def _figures(figures: Figures) -> Iterator[str]:
    rows = (
        ("到期未付本金", figures.principal),
        (figures.late_charge_name, figures.late_charge),
        ("费用", figures.costs),
        ("合计", figures.total),
        (_ORDER, figures.payment_order),
        ("未到期", figures.not_due),
    )
    yield "## 金额"
    yield ""
    yield "| 项目 | 金额（元） |"
    yield "| --- | ---: |"
    for name, amount in rows:
        # What no payment order can ask for any more is no part of the claim.
        if name != _ORDER or Decimal(amount):
            yield f"| {name} | {figure(Decimal(amount))} |"
    yield ""
    yield f"计算至 {figures.as_of}（含当日），最长逾期 {figures.overdue_days} 天。"
    if figures.provisional:
        yield "用到的利率超过最后核对日期，金额为暂计。"
    yield ""


def _judgment(judgment: JudgmentFigures, as_of: dt.date) -> Iterator[str]:
    rows = (
        ("判项金额", judgment.ordered),
        ("其中未付", judgment.unpaid),
        ("一般债务利息", judgment.general),
        ("加倍部分债务利息", judgment.doubled),
        ("未付与利息合计", judgment.total),
    )
    yield f"## 生效文书：{_escaped(judgment.paper)}"
    yield ""
    yield "| 项目 | 金额（元） |"
    yield "| --- | ---: |"
    for name, amount in rows:
        yield f"| {name} | {figure(Decimal(amount))} |"
    yield ""
    yield f"计算至 {as_of}（含当日）。依据：{'、'.join(judgment.articles)}。"
    yield ""


def _since(since: Since) -> Iterator[str]:
    yield "## 与上次相比"
    yield ""
    yield f"这个文件夹里上次的结果截至 {since.as_of}，与这次不同的："
    yield ""
    yield from (f"- {_escaped(line)}" for line in differences(since))
    yield ""


def _deadlines(deadlines: tuple[LimitationEnd, ...]) -> Iterator[str]:
    if not deadlines:
        return
    yield "## 期限"
    yield ""
    for deadline in deadlines:
        named = f"- {deadline.what}（{_escaped(deadline.contract)}）："
        ends = f"稳妥届满日 {deadline.conservative}，依法届满日 {deadline.statutory}"
        if deadline.advised:
            yield f"{named}建议不迟于 {deadline.advised} 行动，{ends}"
        else:
            yield f"{named}目前不进行"
        yield from (f"  - {_escaped(line)}" for line in deadline.says if line != ends)
    yield ""


def _papers(summary: Summary) -> Iterator[str]:
    yield "## 文书"
    yield ""
    for paper in summary.papers:
        state = "（草稿）" if paper.draft else ""
        yield f"- {_escaped(paper.title)}{state}：{_escaped(paper.file)}.docx、.pdf"
    if not summary.papers:
        yield "没有生成文书。"
    yield ""
    if any(paper.draft for paper in summary.papers):
        yield "草稿每页的页眉标明未经签发，不得发出。核对、签批以后加 --final 重新生成定稿。"
        yield ""
    if summary.papers:
        yield (
            "本软件不盖电子章：公章盖在名称和日期处，落款已留出直径 42 毫米的位置。"
            "多于一页的函件和协议，按惯例在各页之间盖骑缝章，法律没有这样要求。"
        )
        yield ""
    held = [paper.title for paper in summary.papers if paper.held_by]
    if held:
        yield f"还不能签发，加 --final 也是草稿的：{_escaped('、'.join(held))}，见下面“需要注意”。"
        yield ""


def _volume(volume: Volume) -> Iterator[str]:
    if any(file.endswith(".pdf") and "证据卷" in file for file in volume.files):
        yield f"证据卷共 {volume.exhibits} 项证据、{volume.pages} 页。"
        yield ""


def _bundles(summary: Summary) -> Iterator[str]:
    """Yield which bundle is for whom; what they leave out is counted, not named."""
    for bundle in summary.bundles:
        left_out = f"，另有 {bundle.withheld} 个文件没有收入" if bundle.withheld else ""
        yield f"- {bundle.folder}：{_READERS[bundle.recipient]}{left_out}"
    if summary.internal:
        yield f"- internal 文件夹里的 {summary.internal} 个文件不收入任何证据包"
    yield ""


def _refused(summary: Summary) -> Iterator[str]:
    """Yield why papers are not made; papers with the same reasons stand together."""
    groups: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for paper in summary.refused:
        reasons = tuple(
            (f"{reason.code} {reason.where}：见下面“需要注意”",)
            if reason in summary.findings and reason.severity == "error"
            else _reason(paper.title, reason)
            for reason in paper.reasons
        )
        groups.setdefault(reasons, []).append(paper.title)
    if groups:
        yield "## 未生成的文书"
        yield ""
    for reasons, titles in groups.items():
        yield f"- {_escaped('、'.join(titles))}"
        named = _ANY if len(titles) > 1 else titles[0]
        for reason in reasons:
            lines = [_escaped(line.replace(_ANY, named)) for line in reason]
            yield f"  - {lines[0]}"
            yield from (f"    - {line}" for line in lines[1:])
    yield ""


def _reason(title: str, reason: Finding) -> tuple[str, ...]:
    """Return a reason in lines that are the same for every paper it stops."""
    message = reason.message.removeprefix(f"不生成{title}：")
    lines = (f"{reason.code} {message}", *_then(reason))
    return tuple(line.replace(f"--only {title}", f"--only {_ANY}") for line in lines)


def _then(finding: Finding) -> Iterator[str]:
    """Yield the rule a finding rests on and what to do, where it has them."""
    if finding.article:
        yield f"依据：{finding.article}"
    if finding.next_step:
        yield f"下一步：{finding.next_step}"


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    shown = [finding for finding in findings if finding.severity != "note"]
    if not shown:
        return
    yield "## 需要注意"
    yield ""
    for finding in sorted(shown, key=lambda found: list(SEVERITIES).index(found.severity)):
        where = f"{_escaped(finding.where)}：" if finding.where else ""
        severity = SEVERITIES[finding.severity]
        yield f"- {severity} {finding.code} {where}{_escaped(finding.message)}"
        yield from (f"  - {_escaped(line)}" for line in _then(finding))


def _escaped(text: str) -> str:
    """Return text on one line, whose signs Markdown does not act on."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.splitlines()))
