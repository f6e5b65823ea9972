"""What exports of accounting software call their columns, beside the names of the fields.

The book of receivables reads the same exports: nothing here knows of cases.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from legaldocs.case.heading import fields, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.importing.row_kinds import RowKind

EVERYWHERE: Mapping[str, tuple[str, ...]] = {
    "debtor.name": (
        "客户名称", "债务人名称",
        "客户", "客户全称", "客户单位", "债务人", "债务人全称", "债务人姓名", "欠款人",
        "欠款单位", "欠款方", "欠款客户", "往来单位", "往来单位名称", "单位名称", "公司名称",
        "单位全称", "购货单位", "购货单位名称", "购买方", "购买方名称", "购方名称", "需方", "买方",
    ),
    "debtor.uscc": (
        "统一社会信用代码", "债务人统一社会信用代码",
        "社会信用代码", "信用代码", "客户统一社会信用代码", "客户信用代码",
        "客户税号", "税号", "纳税人识别号", "购方税号", "购方识别号", "购买方识别号",
        "购买方纳税人识别号", "债务人信用代码",
    ),
    "debtor.id_number": ("身份证号", "身份证号码", "公民身份号码", "身份证"),
    "debtor.kind": ("主体类型",),
    "debtor.address": (
        "地址", "住所", "债务人住所",
        "住所地", "客户地址", "单位地址", "注册地址", "公司地址", "联系地址",
    ),
    "debtor.representative": ("法定代表人", "法人代表", "法人", "负责人", "经营者"),
    "debtor.contact": ("联系人", "债务人联系人", "客户联系人", "联系人姓名", "对接人"),
    "debtor.phone": (
        "电话", "债务人电话",
        "联系电话", "联系方式", "客户电话", "手机", "手机号", "手机号码", "联系人电话",
    ),
    "debtor.email": ("邮箱", "电子邮箱", "电子邮件", "email", "e-mail", "联系邮箱"),
    "debtor.service_address": (
        "送达地址", "约定送达地址", "通讯地址", "邮寄地址", "收件地址", "寄送地址",
    ),
    "creditor.name": ("债权人", "债权人全称", "委托人", "委托方", "委托单位", "销售方", "供方"),
    "contract.number": (
        "合同号", "合同编码", "所属合同", "合同单号", "协议编号", "合同", "订单合同号",
        "销售订单号",
    ),
    "contract.name": ("协议名称",),
    "contract.signed_on": (
        "合同日期", "签订日期", "签约日期", "签约日", "签订日", "签署日期", "签订时间",
        "合同签订时间", "签约时间", "合同签署日期",
    ),
    "contract.price": (
        "合同金额", "合同总价", "合同总额", "合同总金额", "含税合同金额", "价款", "总价款",
    ),
    "contract.goods": ("标的", "标的物", "货物", "货物名称", "产品", "产品名称", "品名"),
    "contract.due_days": ("账期", "信用期"),
    "contract.court": ("管辖法院", "约定法院"),
    "late_payment.rate": (
        "违约金约定", "违约金比例", "违约金利率", "违约金率", "逾期利率", "滞纳金标准",
        "滞纳金比例", "逾期违约金标准", "逾期违约金约定",
    ),
    "late_payment.clause": ("违约条款", "违约金条款号"),
    "part.name": ("款项名称", "期次", "款项", "期数", "分期名称", "款项性质", "款项类型"),
    "part.amount": (
        "本期应付金额", "本期应收", "本期应付", "应收金额", "应付金额", "本期金额",
        "期款金额", "分期金额", "本次应收",
    ),
    "part.due_on": (
        "到期日期", "付款到期日", "应付日期", "应收日期", "约定付款日", "约定付款日期",
        "应付款日期", "应收款日期", "付款截止日",
    ),
    "paid.amount": (
        "已付", "已付款", "已收", "已收款", "已收金额", "已回款", "已回款金额", "已付款金额",
        "已还金额", "累计已付", "累计已收", "累计回款", "已收款金额",
    ),
    "paid.paid_on": ("已付款日期", "已收日期", "已收款日期", "已回款日期"),
    "paid.balance": (
        "欠款", "欠款金额", "未付", "未付金额", "未收", "未收金额", "未收款", "尚欠", "剩余欠款",
        "未回款", "未回款金额", "应收余额", "欠款余额", "未付款金额", "尚欠款",
        "未付余额", "未收余额", "未回款余额", "剩余未付",
    ),
    "delivery.number": (
        "送货单编号", "出库单号", "出库单编号", "发货单号", "销售单号", "销货单号",
    ),
    "delivery.delivered_on": ("送货时间", "发货日期", "出库日期", "交货日期", "出库时间"),
    "delivery.signed_by": ("收货人", "收货签字"),
    "delivery.signed_on": ("签收时间", "收货日期"),
    "invoice.number": (
        "发票号", "数电发票号码", "数电票号码", "全电发票号码", "发票编号",
    ),
    "invoice.issued_on": ("发票日期", "开具日期", "开票时间", "开票日"),
    "invoice.amount": ("价税合计", "发票金额", "开票金额", "价税合计金额"),
    "invoice.received_on": ("收到发票日期", "发票签收日期"),
    "payment.paid_on": (
        "付款日期", "收款日期", "到账日期", "入账日期", "交易日期", "记账日期", "收款时间",
        "到账时间", "交易时间", "回款时间", "到账日", "收款日", "回款日",
    ),
    "payment.amount": (
        "付款金额", "收款金额", "到账金额", "实收金额", "收入金额", "贷方发生额", "收入",
    ),
    "payment.method": ("收款方式", "回款方式", "结算方式", "支付方式"),
    "payment.payer": ("付款方", "付款单位", "付款户名", "对方户名", "对方名称"),
    "payment.reference": (
        "流水号", "交易流水号", "银行流水号", "流水", "回单编号", "回单号", "交易参考号",
    ),
    "customer.code": (
        "客户编号", "客户代码", "客户号", "往来单位编码", "往来单位编号", "往来单位代码",
        "单位编码", "购货单位编码", "客户内码", "付款方编码",
    ),
    "customer.owner": ("业务员名称", "销售员", "销售人员", "销售代表", "责任人", "负责业务员"),
    "customer.trade": ("所属行业", "客户行业", "行业分类"),
    "customer.segment": ("客户分类", "客户分组", "客户类型", "客户性质", "客户等级分类"),
    "customer.registration": ("工商登记情况", "经营状态"),
    "customer.owners": ("股东", "股东情况", "实际控制人"),
    "contact.post": ("职位", "联系人职务", "岗位"),
    "receivable.number": ("应收单编号", "应收单据号", "应收单据编号", "立账单号", "应收凭证号"),
    "receivable.owner": (
        "业务员名称", "销售员", "销售人员", "销售代表", "责任人", "跟单人", "负责业务员", "职员",
        "经手人",
    ),
    "receivable.note": ("摘要", "说明", "文本", "行项目文本"),
    "invoice.confirmed_on": ("客户确认日期", "对方财务确认日期", "发票签认日期"),
    "statement.through_on": ("截止日期", "对账截止日期", "截至日期", "对账日期", "账款截止日"),
    "statement.balance": ("确认欠款", "对账欠款", "期末余额", "余额"),
    "statement.confirmed_by": ("确认人", "签字人", "对方确认人"),
    "statement.confirmed_on": ("确认日期", "签字日期", "盖章日期"),
    "letter.sent_on": ("发送日期", "寄送日期", "日期", "寄出日期"),
    "letter.channel": ("方式", "渠道", "催收方式", "发函方式"),
    "letter.gist": ("内容", "摘要", "事由", "函件内容", "沟通内容"),
    "letter.direction": ("方向", "收发"),
    "letter.effect": ("性质",),
    "letter.arrived_on": ("签收日期", "送达时间", "到达日期"),
    "letter.tracking": ("运单号", "快递号", "运单编号"),
}  # fmt: skip
"""Headings by field, in any sheet that has the field. A heading that may also mean an amount or a
day of another kind is left out: a person then says in mapping.yaml what it is."""

OF_ONE_KIND: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "客户": {"debtor.name": ("名称",)},
    "分期": {"part.amount": ("金额",), "part.due_on": ("付款日期", "日期")},
    "送货": {
        "delivery.number": ("单号", "单据号", "单据编号"),
        "delivery.delivered_on": ("日期", "单据日期"),
        "delivery.amount": (
            "金额", "含税金额", "价税合计", "价税合计金额", "含税总额", "总金额", "合计金额",
        ),
        "delivery.goods": ("货物", "货物名称", "品名", "商品名称", "产品", "产品名称", "存货名称"),
    },
    "发票": {
        "invoice.number": ("号码", "单号"),
        "invoice.issued_on": ("日期",),
        "invoice.amount": ("金额", "含税金额", "含税总额"),
    },
    "回款": {
        "payment.paid_on": (
            "日期", "已付日期", "单据日期", "业务日期", "凭证日期", "核销日期", "过账日期",
        ),
        "payment.amount": (
            "金额", "已付金额", "已收金额", "本次核销金额", "核销金额", "本币金额", "本位币金额",
            "实收金额本位币", "以本币计的金额",
        ),
        "payment.reference": (
            "单号", "凭证号", "单据编号", "单据号", "收款单号", "收款单编号", "凭证编号",
            "会计凭证", "回款编号",
        ),
        "receivable.number": (
            "核销单号", "对应单号", "对应单据", "对应单据号", "对应应收单号",
            "对应发票号", "对应发票号码", "源单编号", "源单单号",
            "被核销单据号", "应收单号", "发票号码", "发票号", "清帐凭证", "清账凭证",
        ),
    },
    "应收": {
        "receivable.number": (
            "单据编号", "单据号", "单据号码", "单号", "凭证编号", "凭证号", "会计凭证", "编号",
        ),
        "invoice.number": ("参照", "参考凭证号"),
        "invoice.issued_on": ("单据日期", "业务日期", "凭证日期", "立账日期", "过账日期"),
        "part.amount": (
            "金额", "价税合计", "价税合计本位币", "本币金额", "本位币金额", "本币价税合计",
            "含税金额", "发票金额", "开票金额", "借方金额", "借方本币", "以本币计的金额",
        ),
        "part.due_on": ("净到期日", "净到期日期", "收款到期日", "付款日期", "预计收款日期"),
    },
    "对账": {"statement.through_on": ("日期",), "statement.balance": ("金额", "欠款金额", "欠款")},
}  # fmt: skip
"""Headings that mean a field in the sheets of one kind only."""

UNTAXED = frozenset({"金额"})
"""Headings that mean the price without tax where the tax has a column of its own."""


@cache
def headings(kind: RowKind) -> Mapping[str, str]:
    """Return the field that each heading names in a sheet of this kind."""
    known = fields(kind.model)
    found: dict[str, str] = {}
    for key, label in known.items():
        found[key] = key
        found[squeezed(label.name)] = key
    for source in (OF_ONE_KIND.get(kind.name, {}), EVERYWHERE):
        for key, others in source.items():
            if key in known:
                for other in others:
                    found.setdefault(squeezed(other), key)
    return found


@cache
def key_names(kind: RowKind) -> Mapping[str, str]:
    """Return the Chinese name of each field of a kind."""
    return {key: label.name for key, label in fields(kind.model).items()}
