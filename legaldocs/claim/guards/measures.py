"""How long does a preservation measure last?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.seizures import ends_soon, held, held_as, to_keep
from legaldocs.core.findings import Finding
from legaldocs.law.preservation import longest_measure, renewal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.case.preservation import Seizure
    from legaldocs.claim.matter import Matter


def measures_are_renewed(matter: Matter) -> Iterator[Finding]:
    """A measure lapses on its own day, and the next creditor moves up.

    Until the case says what was seized, the longest period of the law stands for its end.
    """
    procedure = matter.case.procedure
    wanted = procedure.preservation if procedure else None
    since = (wanted.taken_on or wanted.pre_suit_applied_on) if wanted else None
    if wanted is None or since is None or held(matter):
        return
    how = "自采取措施之日" if wanted.taken_on else "稳妥地自申请日"
    for asset in wanted.assets:
        expires = longest_measure(matter.book, held_as(asset.kind), since, matter.as_of)
        again = renewal(matter.book, expires, matter.as_of)
        past = expires < matter.as_of
        yield Finding(
            "LD-PRES-RENEW",
            "warning",
            f"{asset.kind}（{asset.description}）的保全措施，{how} {since} 起算"
            f"，{'已' if past else '最长'}至 {expires} 届满",
            where=str(asset.origin),
            article=again.rule,
            next_step="核对裁定和协助执行通知载明的期限；"
            + (
                "没有续行的，重新申请保全"
                if past
                else f"最迟 {again.advised} 申请续行（法定最迟 {again.ask_by}）"
            ),
        )


def seizures_are_renewed(matter: Matter) -> Iterator[Finding]:
    """What is seized ends on the day that the court stated; where it has not, it must be asked."""
    for row in to_keep(matter):
        again = renewal(matter.book, _end(matter, row), matter.as_of)
        if row.ends_on is None and not row.waiting:
            says = f"没有期限届满日，按法定最长期限至 {again.expires_on}"
            step = "按法院书面告知的日期填写 ends_on"
        elif row.ends_on is None:
            says, step = "是轮候措施", "首先采取的措施解除后自动生效；生效后填写 ends_on"
        elif row.ends_on < matter.as_of:
            says = f"期限已于 {row.ends_on} 届满，没有续行的，效力已经消灭"
            step = "重新申请保全；已经续行的，改写 ends_on"
        else:
            says = f"期限至 {row.ends_on} 届满"
            step = f"最迟 {again.advised} 提交续行保全申请书（法定最迟 {again.ask_by}）"
        yield Finding(
            "LD-PRES-SEIZED",
            "warning" if _needs_a_look(matter, row) else "note",
            f"{row.kind}（{row.description}）{row.measure}：{says}",
            where=str(row.origin),
            article=again.rule,
            next_step=step,
        )


def _needs_a_look(matter: Matter, row: Seizure) -> bool:
    """Whether the end is near, past, or not known though it runs."""
    return ends_soon(row, matter.as_of) or (row.ends_on is None and not row.waiting)


def _end(matter: Matter, row: Seizure) -> dt.date:
    """Return the day the court stated, or the last that the law allows."""
    return row.ends_on or longest_measure(
        matter.book, held_as(row.kind), row.taken_on, matter.as_of
    )


GUARDS = (measures_are_renewed, seizures_are_renewed)
