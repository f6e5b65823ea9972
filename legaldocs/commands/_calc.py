"""What the commands of ``legaldocs calc`` answer to a program."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta

from legaldocs.output.reply import Reply, Step, Yuan


class FeeReply(Reply, frozen=True, tag="legaldocs.calc.fee/1"):
    """Court fees (诉讼费用)."""

    amount: Annotated[Yuan, Meta(description="标的额")]
    as_of: Annotated[dt.date, Meta(description="适用当日的收费标准")]
    acceptance: Annotated[Yuan, Meta(description="案件受理费")]
    acceptance_half: Annotated[Yuan, Meta(description="案件受理费（减半）")]
    payment_order: Annotated[Yuan, Meta(description="支付令申请费")]
    preservation: Annotated[Yuan, Meta(description="财产保全申请费")]
    execution: Annotated[Yuan, Meta(description="申请执行费")]
    steps: Annotated[tuple[Step, ...], Meta(description="计算过程")]


class CaseFeeReply(Reply, frozen=True, tag="legaldocs.calc.case-fee/1"):
    """The fee of an appeal, a labour, non-property or bankruptcy case (其他案件的费用)."""

    kind: Annotated[str, Meta(description="appeal、labour、non_property 或 bankruptcy")]
    amount: Annotated[Yuan, Meta(description="上诉请求数额或者破产财产总额")]
    as_of: Annotated[dt.date, Meta(description="适用当日的收费标准")]
    low: Annotated[Yuan, Meta(description="费用；有幅度的，为下限")]
    high: Annotated[Yuan, Meta(description="费用；有幅度的，为上限")]
    steps: Annotated[tuple[Step, ...], Meta(description="计算过程")]


class ImputedDebt(msgspec.Struct, frozen=True):
    """What a payment pays on one debt (抵充)."""

    debt: Annotated[str, Meta(description="债务名称")]
    costs: Annotated[Yuan, Meta(description="抵充费用")]
    interest: Annotated[Yuan, Meta(description="抵充利息")]
    principal: Annotated[Yuan, Meta(description="抵充本金")]
    why: Annotated[str, Meta(description="次序的依据")]


class ImputationReply(Reply, frozen=True, tag="legaldocs.calc.imputation/1"):
    """What a payment pays, debt by debt (清偿抵充)."""

    amount: Annotated[Yuan, Meta(description="付款金额")]
    paid: tuple[ImputedDebt, ...]
    left: Annotated[Yuan, Meta(description="全部债务清偿后的余额")]
    articles: Annotated[tuple[str, ...], Meta(description="依据")]


class ActReply(msgspec.Struct, frozen=True):
    """Whether an act keeps the guarantor bound (权利行使)."""

    kind: Annotated[str, Meta(description="行为")]
    on: Annotated[dt.date, Meta(description="日期")]
    saves: Annotated[bool, Meta(description="是否使保证责任不因期间届满而消灭")]
    why: Annotated[str, Meta(description="依据")]


class GuaranteeReply(Reply, frozen=True, tag="legaldocs.calc.guarantee/1"):
    """How and until when a guarantor is bound (保证期间)."""

    form: Annotated[str, Meta(description="一般保证或者连带责任保证")]
    form_rule: Annotated[str, Meta(description="方式的依据")]
    end: Annotated[dt.date, Meta(description="保证期间届满日，不顺延")]
    advised: Annotated[dt.date, Meta(description="建议最迟行使权利的日期")]
    period_rule: Annotated[str, Meta(description="期间的依据")]
    saving_act: Annotated[str, Meta(description="期间内应当做什么")]
    acts: tuple[ActReply, ...]


class PreservationReply(Reply, frozen=True, tag="legaldocs.calc.preservation/1"):
    """Security, fee and days of a preservation (财产保全)."""

    amount: Annotated[Yuan, Meta(description="请求保全的数额")]
    fee: Annotated[Yuan, Meta(description="保全申请费")]
    security: Annotated[Yuan, Meta(description="诉前应当提供、诉讼中最多责令提供的担保")]
    sue_by: Annotated[dt.date | None, Meta(description="诉前保全后最迟起诉的日期")]
    expires: Annotated[dt.date | None, Meta(description="措施最长至该日届满")]
    renew_by: Annotated[dt.date | None, Meta(description="法定最迟申请续行的日期")]
    advised: Annotated[dt.date | None, Meta(description="建议最迟申请续行的日期")]


class Segment(msgspec.Struct, frozen=True):
    """Days in a row with one rate (计息分段)."""

    first: Annotated[dt.date, Meta(description="首日")] = msgspec.field(name="from")
    last: Annotated[dt.date, Meta(description="末日")] = msgspec.field(name="to")
    days: Annotated[int, Meta(description="天数")]
    rate: Annotated[str, Meta(description="利率，如 5.175%/year")]
    interest: Annotated[Yuan, Meta(description="利息")]
    says: Annotated[str, Meta(description="算式")]
    source: Annotated[str, Meta(description="利率来源")]
    provisional: Annotated[bool, Meta(description="利率是否超过核对日期")]


class OtherReading(msgspec.Struct, frozen=True):
    """The interest by the other reading of the LPR (LPR 的另一种取值)."""

    lpr: Annotated[str, Meta(description="fixed 固定为违约时，或者 floating 随期浮动")]
    interest: Yuan
    provisional: Annotated[bool, Meta(description="利率是否超过核对日期")]


class InterestReply(Reply, frozen=True, tag="legaldocs.calc.interest/1"):
    """Interest of a period (利息)."""

    principal: Annotated[Yuan, Meta(description="计息本金")]
    first: Annotated[dt.date, Meta(description="起算日")] = msgspec.field(name="from")
    last: Annotated[dt.date, Meta(description="截止日")] = msgspec.field(name="to")
    days: Annotated[int, Meta(description="计息天数")]
    interest: Annotated[Yuan, Meta(description="利息")]
    basis: Annotated[str, Meta(description="一年的天数：365、360 或 actual")]
    ends: Annotated[str, Meta(description="首尾是否计入：both、first、last 或 neither")]
    convention: Annotated[str, Meta(description="计息规则")]
    provisional: Annotated[bool, Meta(description="利率是否超过核对日期")]
    segments: tuple[Segment, ...]
    alternative: Annotated[OtherReading | None, Meta(description="不按 LPR 的为空")]


class InterestPart(msgspec.Struct, frozen=True):
    """The general or the doubled part of interest after a judgment (一般部分、加倍部分)."""

    days: Annotated[int, Meta(description="计息天数")]
    interest: Annotated[Yuan, Meta(description="利息")]
    convention: Annotated[str, Meta(description="计息规则")]
    segments: tuple[Segment, ...]


class DoubledReply(Reply, frozen=True, tag="legaldocs.calc.doubled/1"):
    """Interest for late performance of a judgment (迟延履行期间的债务利息)."""

    last: Annotated[dt.date, Meta(description="截止日")] = msgspec.field(name="to")
    doubled: Annotated[InterestPart, Meta(description="加倍部分")]
    general: Annotated[InterestPart, Meta(description="一般部分")]
    total: Annotated[Yuan, Meta(description="合计")]
    articles: Annotated[tuple[str, ...], Meta(description="依据")]


class PeriodEnd(msgspec.Struct, frozen=True):
    """When a period ends (期间届满)."""

    raw_end: Annotated[dt.date, Meta(description="按日历的届满日")]
    end: Annotated[dt.date, Meta(description="逢休假日顺延后的届满日")]
    advised: Annotated[dt.date, Meta(description="建议最迟办理的日期")]
    provisional: Annotated[bool, Meta(description="当年放假安排是否尚未公布")]


class EnforcementReply(Reply, frozen=True, tag="legaldocs.calc.enforcement/1"):
    """Until when enforcement may be applied for (申请执行的期间)."""

    as_of: Annotated[dt.date, Meta(description="适用当日的法律")]
    deadlines: tuple[PeriodEnd, ...]
    rule: Annotated[str, Meta(description="规则和依据")]


class WordsReply(Reply, frozen=True, tag="legaldocs.calc.words/1"):
    """An amount in words (大写金额)."""

    amount: Yuan
    words: Annotated[str, Meta(description="大写，不含“人民币”")]


class UsccReply(Reply, frozen=True, tag="legaldocs.calc.uscc/1"):
    """Whether a unified social credit code is well formed (统一社会信用代码校验)."""

    code: Annotated[str, Meta(description="所给的代码")]
    valid: Annotated[bool, Meta(description="校验是否通过")]
    reason: Annotated[str, Meta(description="为什么不通过")]
    doubt: Annotated[str, Meta(description="通过但可疑之处")]


class DeadlineReply(Reply, frozen=True, tag="legaldocs.calc.deadline/1"):
    """When a period ends (期间届满)."""

    start: Annotated[dt.date, Meta(description="期间开始的当日")] = msgspec.field(name="from")
    raw_end: Annotated[dt.date, Meta(description="按日历的届满日")]
    end: Annotated[dt.date, Meta(description="逢休假日顺延后的届满日")]
    advised: Annotated[dt.date, Meta(description="建议最迟办理的日期")]
    provisional: Annotated[bool, Meta(description="当年放假安排是否尚未公布")]


class Restart(msgspec.Struct, frozen=True):
    """An event that started limitation afresh (时效中断)."""

    kind: Annotated[str, Meta(description="事件")]
    on: Annotated[dt.date, Meta(description="日期")]
    article: Annotated[str, Meta(description="依据")]
    runs_from: Annotated[dt.date | None, Meta(description="重新起算的日期；程序未终结的为空")]


class Rejected(msgspec.Struct, frozen=True):
    """An event that did not (不中断时效的事件)."""

    kind: Annotated[str, Meta(description="事件")]
    on: Annotated[dt.date, Meta(description="日期")]
    why: Annotated[str, Meta(description="为什么")]


class LimitationReply(Reply, frozen=True, tag="legaldocs.calc.limitation/1"):
    """When limitation ends (诉讼时效)."""

    start: Annotated[dt.date | None, Meta(description="起算日")]
    start_rule: Annotated[str, Meta(description="起算的依据")]
    conservative: Annotated[dt.date | None, Meta(description="稳妥届满日")]
    statutory: Annotated[dt.date | None, Meta(description="依法届满日")]
    advised: Annotated[dt.date | None, Meta(description="建议不迟于该日行动")]
    long_stop: Annotated[dt.date | None, Meta(description="最长时效届满日")]
    days_left: Annotated[int | None, Meta(description="距稳妥届满日的天数")]
    restarts: tuple[Restart, ...]
    rejected: tuple[Rejected, ...]
