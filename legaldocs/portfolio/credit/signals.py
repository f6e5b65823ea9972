"""The danger signals of a customer that a check asks for, and how each may be answered."""

from __future__ import annotations

from enum import StrEnum


class Signal(StrEnum):
    """A sign that a customer may stop paying (危险信号), in the order of the check sheet."""

    CHEAPER_OFFICES = "搬到更便宜的办公场所"
    STAFF_CHANGES = "管理层或者销售人员频繁更换"
    SUED = "被他人起诉"
    FINANCE_AVOIDS = "财务人员回避联系"
    PAYS_LATER = "付款比以前晚"
    BREAKS_PROMISES = "不守付款承诺"
    OWNER_GONE = "负责人联系不上"
    OWNER_ACCIDENT = "负责人发生意外"
    OWNERS_QUARREL = "股东不和"
    SPECULATION = "投机性投资"
    NO_CALL_BACK = "不回电话"
    POST_DATED = "大量使用远期票据"
    BOUNCED = "支票或者票据被退"
    OWN_RECEIVABLES = "自己的应收账款过大"
    BANK_CHANGES = "频繁更换开户行"
    BELOW_COST = "低于成本销售"
    LARGE_ORDER = "突然下很大的订单"
    GROWS_FAST = "增长过快"


class Answer(StrEnum):
    """What a check found of one signal (检查结论)."""

    YES = "是"
    NO = "否"
    UNKNOWN = "不清楚"


BY_NUMBERS = (
    Signal.PAYS_LATER,
    Signal.BREAKS_PROMISES,
    Signal.LARGE_ORDER,
    Signal.GROWS_FAST,
)
"""What the book answers itself, as far as it has the numbers."""
