"""What a day may ask for: the steps of the ladder, and what is looked after besides."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """What somebody is to do for a customer (催收步骤); the ladder's are in their order."""

    EARLY = "到期预警"
    NOTICE = "到期前提醒"
    ON_THE_DAY = "到期日提醒"
    OVERDUE = "逾期提醒"
    CALL = "电话催收"
    DEMAND = "催告函"
    MANAGERS = "负责人沟通"
    VISIT = "上门拜访"
    STOP_SUPPLY = "停止供货"
    PLAN_OFFER = "分期方案"
    WARNING = "警告函"
    AGENCY = "委托催收"
    LAWYER = "律师函"
    MATCH = "核对回款"
    INVOICE = "确认发票"
    ANSWER = "答复争议"
    PROMISE_DUE = "承诺到期"
    PROMISE_BROKEN = "承诺未履行"
    LIMITATION = "时效临近"
    GUARANTEE = "保证期间临近"
    CREDIT = "复查授信"


LADDER = tuple(Step)[: tuple(Step).index(Step.LAWYER) + 1]
"""The steps by days before and after the due day, the milder before the stricter."""

BY_RECEIVABLE = frozenset({*LADDER, Step.INVOICE})
"""The steps that a receivable is in once; the others are about something else, or come again."""

BEFORE_DUE = frozenset({Step.EARLY, Step.NOTICE, Step.ON_THE_DAY})
"""The steps whose days are counted back from the due day."""
