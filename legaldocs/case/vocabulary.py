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


class LateChargeKind(StrEnum):
    """What the contract calls its late-payment charge (逾期付款责任)."""

    PENALTY = "违约金"
    INTEREST = "逾期利息"


class LprChoice(StrEnum):
    """Which LPR a late charge follows: that of the day of breach, or that of each day (LPR取值)."""

    FIXED = "违约时"
    FLOATING = "浮动"


class DueEvent(StrEnum):
    """The event a due date is counted from (付款起算事由).

    The ``ALL_`` events happen once, with the last delivery, acceptance or invoice of the contract;
    the plain ones leave open what several of them on different days mean.
    """

    SIGNING = "签订"
    DELIVERY = "交货"
    ACCEPTANCE = "验收"
    INVOICE = "开票"
    ALL_DELIVERIES = "全部交货"
    ALL_ACCEPTANCES = "全部验收"
    ALL_INVOICES = "全部开票"


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
    DEMAND = "催告函"
    WARNING = "警告函"
    LAWYER = "律师函"
    OTHER_DEMAND = "其他催款"
    PROMISE = "承诺付款"
    DISPUTE = "提出异议"
    OTHER = "其他"


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


class AgentKind(StrEnum):
    """Who may act for a party before a court (委托诉讼代理人的身份)."""

    LAWYER = "律师"
    EMPLOYEE = "工作人员"
    RELATIVE = "近亲属"


class Route(StrEnum):
    """The procedure the creditor has chosen (程序选择)."""

    PAYMENT_ORDER = "支付令"
    SUIT = "诉讼"


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
