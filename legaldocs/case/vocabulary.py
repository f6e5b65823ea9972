"""The words a case file may choose from; each is written in Chinese or by its English name."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a party is to the debt (当事人地位)."""

    CREDITOR = "债权人"
    DEBTOR = "债务人"
    GUARANTOR = "保证人"


class PartyKind(StrEnum):
    """What kind of person a party is (主体类型).

    Names in common use are read too: 企业 is 公司, 个体户 is 个体工商户, 机关 is 机关事业单位.
    """

    COMPANY = "公司"
    BRANCH = "分公司"
    SOLE_TRADER = "个体工商户"
    SOLE_PROPRIETORSHIP = "个人独资企业"
    PARTNERSHIP = "合伙企业"
    INSTITUTION = "机关事业单位"
    ASSOCIATION = "社会团体"
    PERSON = "自然人"

    @classmethod
    def _missing_(cls, value: object) -> PartyKind | None:
        known = {
            cls.COMPANY: ("企业", "企业法人", "有限责任公司", "股份有限公司"),
            cls.BRANCH: ("分支机构", "分公司（分支机构）"),
            cls.SOLE_TRADER: ("个体户", "个体"),
            cls.SOLE_PROPRIETORSHIP: ("个人独资",),
            cls.PARTNERSHIP: ("合伙", "普通合伙企业", "有限合伙企业"),
            cls.INSTITUTION: ("机关", "事业单位", "机关法人", "事业单位法人"),
        }
        return next((kind for kind, names in known.items() if value in names), None)


class PartyStatus(StrEnum):
    """Whether a party still exists, as the register shows it (登记状态)."""

    ACTIVE = "存续"
    REVOKED = "吊销"
    DEREGISTERED = "注销"
    LIQUIDATION = "清算"
    BANKRUPT = "破产受理"


class Liability(StrEnum):
    """How several debtors answer for one debt (债务人之间的责任).

    ``SUPPLEMENTARY`` goes by the order of the parties: each for what those before cannot pay.
    """

    JOINT = "连带"
    SEVERAL = "按份"
    SUPPLEMENTARY = "补充"


class EnterpriseSize(StrEnum):
    """The size of an enterprise when the contract was signed (企业规模)."""

    LARGE = "大型"
    MEDIUM = "中型"
    SMALL = "小型"
    MICRO = "微型"


class ContractKind(StrEnum):
    """What kind of contract a debt rests on (合同类型).

    Loans and construction have rules of their own, which are not worked out here.
    """

    SALE = "买卖"
    WORK = "承揽"
    PROCESSING = "加工"
    SERVICE = "服务"
    LEASE = "租赁"
    TRANSPORT = "运输"
    CONSTRUCTION = "建设工程"
    LOAN = "借款"
    OTHER = "其他有偿"


class LateChargeKind(StrEnum):
    """What the contract calls its late-payment charge (逾期付款责任)."""

    PENALTY = "违约金"
    INTEREST = "逾期利息"
    LATE_FEE = "滞纳金"


class LprChoice(StrEnum):
    """Which LPR a late charge follows: that of the day of breach, or that of each day (LPR取值)."""

    FIXED = "违约时"
    FLOATING = "浮动"


class DueEvent(StrEnum):
    """The event a due date is counted from (付款起算事由).

    The ``EACH_`` events and a statement make their own amount due, each for itself. The ``ALL_``
    events happen once, with the last delivery, acceptance or invoice of the contract; the plain
    ones leave open which is meant when there are several.
    """

    SIGNING = "签订"
    DELIVERY = "交货"
    ACCEPTANCE = "验收"
    INVOICE = "开票"
    RECEIPT = "收票"
    EACH_DELIVERY = "每批交货"
    EACH_ACCEPTANCE = "每批验收"
    EACH_INVOICE = "每次开票"
    EACH_RECEIPT = "每次收票"
    ALL_DELIVERIES = "全部交货"
    ALL_ACCEPTANCES = "全部验收"
    ALL_INVOICES = "全部开票"
    ALL_RECEIPTS = "全部收票"
    STATEMENT = "对账"
    DEMAND = "随时"
    THIRD_PARTY = "第三方付款"


EACH = {
    DueEvent.EACH_DELIVERY: DueEvent.DELIVERY,
    DueEvent.EACH_ACCEPTANCE: DueEvent.ACCEPTANCE,
    DueEvent.EACH_INVOICE: DueEvent.INVOICE,
    DueEvent.EACH_RECEIPT: DueEvent.RECEIPT,
    DueEvent.STATEMENT: DueEvent.STATEMENT,
}
"""Events that make their own amount due, and the event each is made of."""

ALL = {
    DueEvent.ALL_DELIVERIES: DueEvent.DELIVERY,
    DueEvent.ALL_ACCEPTANCES: DueEvent.ACCEPTANCE,
    DueEvent.ALL_INVOICES: DueEvent.INVOICE,
    DueEvent.ALL_RECEIPTS: DueEvent.RECEIPT,
}
"""Events that are complete when the whole price is covered, and the event each is made of."""


class Channel(StrEnum):
    """How a message went (送达方式)."""

    COURIER = "快递"
    EMAIL = "电子邮件"
    CHAT = "即时通讯"
    PHONE = "电话"
    VISIT = "当面"


class Direction(StrEnum):
    """Who sent a message (往来方向)."""

    SENT = "发出"
    RECEIVED = "收到"


class Effect(StrEnum):
    """What a message does in law (往来性质)."""

    REMINDER = "付款提醒函"
    OVERDUE = "逾期提醒"
    DEMAND = "催告函"
    WARNING = "警告函"
    LAWYER = "律师函"
    OTHER_DEMAND = "其他催款"
    PROMISE = "承诺付款"
    DISPUTE = "提出异议"
    OTHER = "其他"


class DeliveryResult(StrEnum):
    """What became of a letter on its way (投递结果)."""

    ARRIVED = "送达"
    RETURNED = "退回"
    REFUSED = "拒收"
    UNANSWERED = "无人应答"


class InterruptionKind(StrEnum):
    """What interrupts limitation and stands in no other row of a case (时效中断事由)."""

    ARBITRATION = "申请仲裁"
    BANKRUPTCY_CLAIM = "申报破产债权"
    ENFORCEMENT = "申请强制执行"
    MEDIATION = "申请调解"
    REPORT = "报案或者控告"
    SET_OFF = "诉讼中主张抵销"
    ANNOUNCEMENT = "公告催款"
    AGENT_DEMAND = "向代理人催款"
    SECURITY = "提供担保"
    IOU = "出具欠条"
    ASSIGNMENT = "债权转让通知到达"
    DEBT_ASSUMED = "债务承担到达"


class GuaranteeForm(StrEnum):
    """How a guarantor answers for the debt (保证方式)."""

    GENERAL = "一般保证"
    JOINT = "连带责任保证"


class GuaranteeScope(StrEnum):
    """What a guarantor answers for where the guarantee names it (保证范围)."""

    PRINCIPAL = "本金"
    LATE_CHARGE = "违约金和利息"
    COSTS = "费用"

    @classmethod
    def _missing_(cls, value: object) -> GuaranteeScope | None:
        known = {
            cls.PRINCIPAL: ("主债权", "价款", "货款", "主债务"),
            cls.LATE_CHARGE: ("违约金", "利息", "逾期利息", "损害赔偿金", "逾期付款损失"),
            cls.COSTS: ("实现债权的费用", "实现债权的有关费用"),
        }
        return next((scope for scope, names in known.items() if value in names), None)


class InsecurityGround(StrEnum):
    """What lets the party that performs first stop, by 民法典527 (中止履行的事由)."""

    BUSINESS = "经营状况严重恶化"
    ASSETS = "转移财产、抽逃资金以逃避债务"
    REPUTATION = "丧失商业信誉"
    OTHER = "其他丧失或者可能丧失履行债务能力的情形"


class AgentKind(StrEnum):
    """Who may act for a party before a court (委托诉讼代理人的身份)."""

    LAWYER = "律师"
    EMPLOYEE = "工作人员"
    RELATIVE = "近亲属"


class AgentAuthority(StrEnum):
    """How far an agent may act for a party before a court (代理权限).

    A bare 全权代理 gives no special power, so it is not among them (民诉法解释89).
    """

    GENERAL = "一般授权"
    SPECIAL = "特别授权"


class AgentPower(StrEnum):
    """What an agent may do only where the mandate names it (特别授权事项).

    Before and after the judgment (民诉法62; 执行工作规定20).
    """

    ADMIT = "承认诉讼请求"
    WAIVE = "放弃诉讼请求"
    CHANGE = "变更诉讼请求"
    SETTLE = "和解"
    COUNTERCLAIM = "反诉"
    APPEAL = "上诉"
    SETTLE_ENFORCEMENT = "执行和解"
    COLLECT = "收取执行款"

    @classmethod
    def _missing_(cls, value: object) -> AgentPower | None:
        known = {
            cls.ADMIT: ("承认",),
            cls.WAIVE: ("放弃",),
            cls.CHANGE: ("变更",),
            cls.SETTLE: ("进行和解",),
            cls.COUNTERCLAIM: ("提起反诉",),
            cls.APPEAL: ("提起上诉",),
            cls.SETTLE_ENFORCEMENT: ("进行执行和解",),
            cls.COLLECT: ("代收执行款", "代为收取执行款", "收取执行款项"),
        }
        return next((power for power, names in known.items() if value in names), None)


class Route(StrEnum):
    """The procedure the creditor has chosen (程序选择)."""

    PAYMENT_ORDER = "支付令"
    SUIT = "诉讼"
    ARBITRATION = "仲裁"


class MediationWish(StrEnum):
    """Whether the creditor would have the dispute mediated before it is heard (先行调解意愿)."""

    YES = "是"
    NO = "否"
    UNDECIDED = "暂不确定"


class ProceedingsEnd(StrEnum):
    """How a suit or an arbitration ended (结案方式).

    After a withdrawal or 驳回起诉 the claim may be brought again; after the others it is decided.
    """

    JUDGMENT = "判决"
    AWARD = "裁决"
    MEDIATION = "调解"
    WITHDRAWN = "撤诉"
    NOT_HEARD = "驳回起诉"
    REJECTED = "驳回诉讼请求"


class InstrumentKind(StrEnum):
    """A paper that decides a claim and can be enforced (法律文书种类)."""

    JUDGMENT = "判决书"
    MEDIATION = "调解书"
    AWARD = "裁决书"
    ORDER = "支付令"


class EnforcementEnd(StrEnum):
    """How an enforcement ended (执行结案方式)."""

    PERFORMED = "执行完毕"
    THIS_TIME = "终结本次执行"
    FOR_GOOD = "终结执行"


class SecurityKind(StrEnum):
    """How a preservation is secured (担保方式)."""

    CASH = "现金"
    ASSET = "财产"
    INSURER = "保险公司保函"
    BANK = "银行保函"
    GUARANTOR = "第三人保证"


class AssetKind(StrEnum):
    """What a preservation is directed at (财产类型)."""

    DEPOSIT = "银行存款"
    REAL_ESTATE = "不动产"
    VEHICLE = "车辆"
    EQUITY = "股权"
    RECEIVABLE = "到期债权"
    MOVABLE = "动产"
    OTHER = "其他财产"


class MeasureKind(StrEnum):
    """What a court did to an asset to hold it (保全措施)."""

    SEALED = "查封"
    DETAINED = "扣押"
    FROZEN = "冻结"


class ReleaseGround(StrEnum):
    """Why a creditor lets go of an asset before the debt is paid (解除保全事由)."""

    SETTLED = "和解"
    SUBSTITUTE = "另行担保"
    OTHER = "其他"


class LateChargeOutcome(StrEnum):
    """What a settlement does with the late charge (逾期付款责任的处理)."""

    RESERVED = "保留"
    FIXED = "确定"
    WAIVED_IF_PAID = "按期付清则免除"


class ExhibitGroup(StrEnum):
    """The part of the claim an exhibit proves, in the order a court reads them (证据分组)."""

    IDENTITY = "主体资格"
    CONTRACT = "合同订立"
    PERFORMANCE = "合同履行"
    PAYMENT = "付款情况"
    STATEMENT = "对账"
    DEMAND = "催收与往来"
    GUARANTEE = "担保"
    LOSS = "费用"
    OTHER = "其他"
