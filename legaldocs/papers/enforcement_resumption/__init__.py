"""恢复执行申请书: enforcement goes on, after a broken settlement or once assets are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnforcementEnd
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.core.findings import INSTRUMENT
from legaldocs.papers.instrument import InstrumentNames
from legaldocs.papers.instrument_guards import SHARED
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.procedure import Enforcement
    from legaldocs.claim.enforcement_settlement import SettledEnforcement
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft


class ResumptionNames(InstrumentNames):
    """The names of papers on an instrument, and why its enforcement goes on."""

    @name(
        "执行：court 执行法院、case_number 案号、applied_on 申请日期、ended_on 结案日期、"
        "ruling_number 结案裁定文号"
    )
    def enforcement(self) -> Enforcement | None:
        return self._procedure.enforcement

    @name(
        "没有履行的执行和解，可以没有：settlement 协议（signed_on 签订日期、filed_on 提交日期、"
        "instalments 期次）、agreed 约定合计、paid 已付、overdue 到期未付、broken_name 哪一期、"
        "broken 该期"
    )
    def settled(self) -> SettledEnforcement | None:
        return _broken(self.matter)

    @name("是否已经终结本次执行程序")
    def suspended(self) -> bool:
        return _for_want_of_assets(self.enforcement)


def _broken(matter: Matter) -> SettledEnforcement | None:
    settled = settled_enforcement(matter.case, matter.as_of)
    return settled if settled is not None and settled.broken is not None else None


def _for_want_of_assets(enforcement: Enforcement | None) -> bool:
    return enforcement is not None and enforcement.ended_by is EnforcementEnd.THIS_TIME


def _may_be_resumed(matter: Matter) -> bool:
    """Whether the enforcement rests, was not resumed since, and there is an instrument."""
    procedure = matter.case.procedure
    enforcement = procedure.enforcement if procedure else None
    if procedure is None or procedure.judgment is None or enforcement is None:
        return False
    if enforcement.ended_by is not None and not _for_want_of_assets(enforcement):
        return False
    settled = _broken(matter)
    days = [enforcement.ended_on] if _for_want_of_assets(enforcement) else []
    days += [settled.settlement.signed_on] if settled is not None else []
    since = max((day for day in days if day is not None), default=None)
    resumed = enforcement.resumed_on
    return bool(days) and (resumed is None or (since is not None and resumed < since))


def case_is_found_by_its_numbers(draft: Draft) -> Iterator[Finding]:
    """The court finds the case by its number, and the ruling by which it ended."""
    matter = draft.matter
    procedure = matter.case.procedure
    enforcement = procedure.enforcement if procedure else None
    if enforcement is None:
        return
    missing = [] if enforcement.case_number else ["case_number"]
    if _for_want_of_assets(enforcement):
        missing += [] if enforcement.ruling_number else ["ruling_number"]
        missing += [] if enforcement.ended_on else ["ended_on"]
    if missing:
        yield draft.refuse(
            "LD-RES-NO-NUMBER",
            "没有写明原执行案件的案号、结案裁定或者结案日期",
            article=matter.article("cn.enforcement_rules", "application_papers"),
            where=str(enforcement.origin),
            next_step=f"填写 procedure.enforcement 的 {'、'.join(missing)}",
        )


def assets_were_found(draft: Draft) -> Iterator[Finding]:
    """After 终本 the enforcement goes on only with assets that were found (民诉法解释517)."""
    matter = draft.matter
    procedure = matter.case.procedure
    if procedure is None or not _for_want_of_assets(procedure.enforcement):
        return
    held = procedure.preservation
    if held is None or not any(asset.definite for asset in held.assets):
        yield draft.refuse(
            "LD-RES-NO-LEAD",
            "终结本次执行程序以后，没有写明发现的可供执行的财产",
            article=matter.article("cn.cpl_interpretation", "enforcement.again"),
            where=str(procedure.origin),
            next_step="发现财产后填写 procedure.preservation.assets，并注明 definite: 是",
        )


def settlement_was_not_sued_on(draft: Draft) -> Iterator[Finding]:
    """Who sues on the settlement does not resume the enforcement (执行和解规定9、14)."""
    matter = draft.matter
    settled = _broken(matter)
    if settled is not None and settled.settlement.sued_on is not None:
        yield draft.refuse(
            "LD-RES-SUED",
            f"已于 {settled.settlement.sued_on} 就执行和解协议起诉",
            article="、".join(
                matter.article("cn.enforcement_settlement", key)
                for key in ("resumption", "suit_on_settlement")
            ),
            where=str(settled.settlement.origin),
            next_step="二者择一；法院没有受理该诉讼的，删去 sued_on",
        )


FORM = Paper(
    id="enforcement_resumption",
    number="28",
    title="恢复执行申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset({INSTRUMENT}),
    applies=_may_be_resumed,
    without="没有终结本次执行程序，也没有不履行的执行和解；或者已经申请恢复执行",
    names=ResumptionNames,
    guards=(
        *SHARED,
        case_is_found_by_its_numbers,
        assets_were_found,
        settlement_was_not_sued_on,
    ),
)
