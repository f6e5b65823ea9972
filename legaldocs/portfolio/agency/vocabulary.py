"""The words of agencies and engagements."""

from __future__ import annotations

from enum import StrEnum


class AgencyKind(StrEnum):
    """What kind of agent collects (受托机构的种类); only lawyers go to court for others."""

    COLLECTOR = "催收机构"
    LAW_FIRM = "律师事务所"


class State(StrEnum):
    """Where an engagement stands (委托状态)."""

    UNDER_REVIEW = "审查中"
    DECLINED = "不受理"
    AT_WORK = "办理中"
    CLOSED = "已结案"


class Step(StrEnum):
    """What was done in an engagement (委托步骤)."""

    ASSESSED = "审查"
    ACCEPTED = "受理"
    DECLINED = "不受理"
    PLACED = "委托"
    SIGNED = "签订协议"
    HANDED_OVER = "移交材料"
    REPORTED = "周报"
    SETTLED = "佣金结算"
    PAID = "佣金支付"
    CLOSED = "结案"


class ExpenseKind(StrEnum):
    """What collecting was paid for (费用种类)."""

    COMMISSION = "佣金"
    COURT = "诉讼费"
    LAWYER = "律师费"
    TRAVEL = "差旅"
    OWN_HOURS = "内部工时"
    OTHER = "其他"


class CostPayer(StrEnum):
    """Who bears the costs of collecting beside the commission (费用负担)."""

    AGENT = "受托人"
    PRINCIPAL = "委托人"
