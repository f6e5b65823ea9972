"""What may a collection agency do for the creditor, and can its commission be claimed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter


def agency_has_authority(matter: Matter) -> Iterator[Finding]:
    """A demand by an agent counts when the agent shows its authority."""
    agency = matter.case.agency
    if agency is None:
        return
    if not agency.authority or not agency.file:
        missing = "授权范围" if not agency.authority else "委托文件"
        yield Finding(
            "LD-AGENCY-AUTHORITY",
            "warning",
            f"{agency.name}代为催收，没有{missing}，债务人可能否认其催告的效力",
            where=str(agency.origin),
            article=matter.article("cn.civil_code", "agency_authority"),
            next_step="填写 agency 的 authority 和 file，代发的函件附授权委托书",
        )


def agency_does_not_litigate(matter: Matter) -> Iterator[Finding]:
    """An agency's staff are not the creditor's employees, and its fee is not the debtor's."""
    agency = matter.case.agency
    if agency is None:
        return
    fee = f"佣金（{agency.commission}）" if agency.commission else "佣金"
    scope = f"，授权范围为{agency.authority}" if agency.authority else ""
    yield Finding(
        "LD-AGENCY-SCOPE",
        "note",
        f"自 {agency.engaged_on} 起委托{agency.name}催收{scope}；机构人员不是债权人的工作人员，"
        f"不能以此身份代理诉讼；{fee}没有计入债权金额",
        where=str(agency.origin),
        article=matter.article("cn.cpl_interpretation", "employee_agent"),
        next_step="诉讼由律师或者债权人自己的工作人员代理；"
        "合同约定由债务人承担催收费用的，写 cost_clause 并列入 costs",
    )


GUARDS = (agency_has_authority, agency_does_not_litigate)
