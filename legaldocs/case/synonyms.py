"""What finance calls the columns of its tables, beside the names of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.communication import Communication, PromisedPayment
from legaldocs.case.model import (
    Contract,
    Cost,
    Credit,
    Delivery,
    Instalment,
    Invoice,
    Payment,
    Statement,
)
from legaldocs.case.party import Party
from legaldocs.case.settlement import SettlementPart

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYWHERE: Mapping[str, tuple[str, ...]] = {
    "contract": ("合同号", "合同编码", "所属合同"),
    "file": ("附件", "文件名", "扫描件"),
}
"""Headings of any table that has the field."""

SYNONYMS: Mapping[type, Mapping[str, tuple[str, ...]]] = {
    Contract: {
        "number": ("合同号", "合同编码"),
        "price": ("合同金额", "合同总价", "合同总额", "价款", "含税合同金额", "含税金额"),
        "signed_on": ("签约日期", "签署日期", "签订时间"),
        "goods": ("标的物", "品名", "货物名称", "货物"),
        "court": ("管辖法院",),
        "due_on": ("付款到期日", "应付日期"),
        "due_days": ("起算后天数", "账期", "信用期"),
        "payment_clause": ("付款条件",),
        "late_payment.rate": ("违约金标准", "违约金比例"),
        "late_payment.kind": ("违约金性质",),
        "late_payment.cap": ("违约金上限", "上限"),
        "late_payment.clause": ("违约金条款",),
        "late_payment.wording": ("违约金条款原文",),
        "late_payment.from_day": ("违约金自逾期第几日起",),
        "late_payment.per_instalment": ("违约金每期分别计收",),
    },
    Instalment: {
        "name": ("期次", "款项", "期数", "分期名称"),
        "amount": ("应付金额", "应收金额", "含税金额"),
        "due_on": ("到期日期", "应付日期", "应收日期", "约定付款日"),
        "due_days": ("账期", "信用期"),
    },
    Delivery: {
        "number": (
            "单号", "送货单编号", "出库单号", "出库单编号", "发货单号", "销售单号", "单据号",
            "单据编号",
        ),
        "delivered_on": (
            "发货日期", "出库日期", "交货日期", "送货时间", "出库时间", "单据日期", "日期",
        ),
        "amount": (
            "含税金额", "价税合计", "价税合计金额", "含税总额", "含税合计", "含税总价", "送货金额",
            "总金额",
        ),
        "goods": (
            "品名", "货物名称", "商品名称", "产品", "产品名称", "货品名称", "存货名称", "物料名称",
        ),
        "signed_by": ("收货人", "收货签字"),
        "signed_on": ("签收时间", "收货日期"),
    },
    Invoice: {
        "number": ("发票号", "数电发票号码", "数电票号码", "全电发票号码"),
        "issued_on": ("发票日期", "开具日期", "开票时间", "日期"),
        "amount": (
            "含税金额", "价税合计金额", "发票金额", "开票金额", "含税总额", "含税合计", "含税总价",
        ),
        "received_on": ("收到发票日期", "发票签收日期"),
    },
    Payment: {
        "paid_on": (
            "收款日期", "到账日期", "回款日期", "交易日期", "入账日期", "记账日期", "收款时间",
            "到账时间", "交易时间", "日期",
        ),
        "amount": (
            "付款金额", "收款金额", "到账金额", "回款金额", "实收金额", "贷方发生额", "收入金额",
            "收入", "转入金额",
        ),
        "reference": ("交易流水号", "银行流水号", "流水", "交易参考号", "回单编号"),
    },
    Credit: {
        "agreed_on": ("退货日期", "折让日期", "红字发票日期"),
        "amount": ("退货金额", "折让金额", "红字金额", "含税金额"),
        "reason": ("原因", "退货原因"),
    },
    Cost: {
        "name": ("费用项目", "项目"),
        "amount": ("费用金额",),
        "incurred_on": ("支付日期", "费用日期"),
    },
    Statement: {
        "through_on": ("截止日期", "对账截止日期", "截至日期", "账款截止日"),
        "balance": ("欠款金额", "应收余额", "尚欠金额", "未付金额", "期末余额", "余额"),
        "confirmed_by": ("签字人", "对方确认人"),
        "confirmed_on": ("签字日期", "盖章日期"),
    },
    Communication: {
        "sent_on": ("发函日期", "发送日期", "寄送日期"),
        "tracking": ("运单号", "快递号"),
        "objection.ground": ("异议理由",),
        "objection.amount": ("异议金额",),
        "objection.answered_on": ("答复日期",),
        "objection.answer": ("答复要点",),
        "objection.settled_on": ("解决日期",),
    },
    PromisedPayment: {
        "due_on": ("承诺日期", "付款日期"),
        "amount": ("付款金额", "金额"),
    },
    SettlementPart: {
        "due_on": ("还款日期", "付款日期", "应付日期", "到期日"),
        "amount": ("还款金额", "应还金额", "付款金额"),
    },
    Party: {
        "name": ("单位名称", "公司名称", "当事人名称", "姓名"),
        "uscc": ("信用代码", "社会信用代码"),
        "address": ("地址", "住所地"),
        "representative": ("负责人", "经营者"),
        "account.holder": ("户名", "账户名称"),
        "account.bank": ("开户行", "开户银行"),
        "account.number": ("账号", "银行账号", "收款账号"),
    },
}  # fmt: skip
"""Headings by field; a field inside another is written with a full stop, as in messages."""

WITHOUT_TAX: Mapping[type, tuple[str, ...]] = {Invoice: ("金额",), Delivery: ("金额",)}
"""Headings that mean the price without tax where the tax has a column of its own."""

WEAK: Mapping[type, Mapping[str, str]] = {Invoice: {"金额": "amount"}}
"""Headings that name a field only where no other column does."""

PASSED_OVER = (
    "序号", "行号", "备注", "说明", "单位", "计量单位", "单价", "含税单价", "数量", "规格",
    "规格型号", "型号", "税率", "税额", "制单人", "经办人", "审核人", "业务员", "仓库",
)  # fmt: skip
"""Headings of columns that a table may have and that no fact is read from."""

ALSO_PASSED_OVER: Mapping[type, tuple[str, ...]] = {
    Invoice: (
        "发票代码", "购方识别号", "购买方识别号", "销方识别号", "销售方识别号", "税收分类编码",
        "特定业务类型", "货物或应税劳务名称", "货物名称", "品名", "发票来源", "发票票种", "票种",
        "发票风险等级", "开票人",
    ),
    Payment: (
        "摘要", "用途", "附言", "余额", "账户余额", "对方账号", "对方开户行", "付款账号",
        "收款账号", "凭证号", "凭证种类", "交易类型",
    ),
}  # fmt: skip
"""Those of one kind of table; what a receipt was for is written under 指定用途."""

EARLIER = frozenset({"发货日期", "出库日期", "出库时间", "单据日期", "日期"})
"""Headings of a day that may lie before the goods arrived."""

AS_THE_BANK_SAYS = frozenset({"贷方发生额"})
"""What came in, to the bank that keeps the account; in one's own books it may be what went out."""

TELLING = frozenset({"备注", "说明", "摘要", "用途", "附言", "发票代码"})
"""Columns passed over whose cells may yet hold what a person should write elsewhere."""
