"""What a verification report (校验报告) says, as plain words for whoever sets it on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.evidence.statement import NOT_PROVEN
from legaldocs.evidence.verdict import ASPECTS, SAYS, Aspect, Verdict

if TYPE_CHECKING:
    import datetime as dt

_MOST_LISTED = 500
_NAMES: dict[Aspect, str] = {
    "integrity": "文件完整性",
    "signature": "签名",
    "timestamp": "可信时间戳",
}
_MEANT: dict[Aspect, str] = {
    "integrity": "逐个读取包内文件，重新计算摘要，与清单和封存声明比对。",
    "signature": "核对签名是否对封存声明作出，以及签名证书是否为所给的证书。",
    "timestamp": "核对时间戳是否对签名作出，以及是否由所给的时间戳机构签发。",
}
_LISTS = (
    ("changed", "内容与清单不符"),
    ("missing", "清单所列而不在"),
    ("unlisted", "不在清单之内"),
    ("unreadable", "无法读取"),
    ("duplicated", "重复列出"),
)
_OWN_LIMITS = (
    "本报告由软件对所给证据包的一份副本作出，只反映核对当时该副本的情况。",
    "本报告不是鉴定意见或公证文书，不评价证据的真实性、合法性和关联性。",
)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One aspect on paper (单项结论): its name, what was done, what came out and why."""

    name: str
    method: str
    result: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The content of a verification report (校验报告).

    ``facts`` are label and value; ``faults`` kind and path, cut at 500 with ``left_out`` more;
    ``limits`` what the report does not show, which belongs on every printing of it.
    """

    title: str
    verdict: str
    facts: tuple[tuple[str, str], ...]
    conclusions: tuple[Conclusion, ...]
    faults: tuple[tuple[str, str], ...]
    left_out: int
    limits: tuple[str, ...]


def report(verdict: Verdict, *, made_on: dt.date, version: str) -> Report:
    """Return what the report on ``verdict`` says, made on a day by a version of the software."""
    faults = [(kind, path) for name, kind in _LISTS for path in getattr(verdict, name)]
    return Report(
        title="电子证据包校验报告",
        verdict=verdict.headline,
        facts=(
            ("证据包", verdict.bundle),
            ("文件数、字节数", f"{verdict.files} 个、{verdict.size} 字节"),
            ("封存人所填日期", verdict.as_of or "无"),
            ("签名证书 SHA-256 指纹", verdict.signer or "无"),
            ("时间戳所载时间（UTC）", verdict.signed_before or "无"),
            ("逐字节核对所用摘要", "、".join(verdict.hashes) or "无"),
            ("校验日期", chinese_day(made_on)),
            ("校验软件", f"legaldocs {version}"),
        ),
        conclusions=tuple(_conclusion(verdict, each) for each in ASPECTS),
        faults=tuple(faults[:_MOST_LISTED]),
        left_out=max(len(faults) - _MOST_LISTED, 0),
        limits=(*NOT_PROVEN, *_OWN_LIMITS),
    )


def _conclusion(verdict: Verdict, aspect: Aspect) -> Conclusion:
    grade = verdict.grade(aspect)
    reasons = grade.reasons[:_MOST_LISTED]
    return Conclusion(_NAMES[aspect], _MEANT[aspect], SAYS[aspect][grade.status], reasons)
