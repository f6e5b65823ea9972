"""What happened in case 42, as plain data: change it and run make_case42.py again.

Everything here is invented: companies, people, accounts and numbers. The two companies and the law
firm carry unified social credit codes with true check digits and no such registration; the mail
addresses end in ``.example``; telephone numbers begin with figures no exchange gives out. Amounts
are yuan with tax.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

day = dt.date.fromisoformat

NOTICE = "legaldocs 示例材料，企业、人物、账户、号码均系虚构"

CREDITOR = {
    "name": "苏州砚澄禾自动化设备有限公司",
    "uscc": "91320594MA0042KA3Y",
    "address": "苏州工业园区砚溪路42号3幢",
    "postcode": "215000",
    "representative": "顾砚清",
    "title": "董事长",
    "contact": "沈澄",
    "phone": "0512-10004201",
    "mobile": "12600014201",
    "email": "shencheng@yanchenghe.example",
    "bank": "苏南合众银行股份有限公司苏州湖东支行",
    "account": "811004201000420861",
    "capital": "1,200万元",
    "holders": (("顾砚清", "840万元", "70%"), ("梁禾", "360万元", "30%")),
    "founded": day("2016-04-12"),
    "registry": "苏州工业园区市场监督管理局",
    "scope": "自动化包装设备、工业机器人工作站、输送设备的研发、制造、销售、安装及技术服务。",
}
DEBTOR = {
    "name": "武汉榆川舟包装科技有限公司",
    "uscc": "91420115MA0042XN2M",
    "address": "武汉市江夏区榆湖大道115号",
    "postcode": "430200",
    "representative": "罗榆川",
    "title": "董事",
    "contact": "程榆",
    "phone": "027-10001150",
    "mobile": "12600021150",
    "email": "caigou@yuchuanzhou.example",
    "bank": "江城民信银行股份有限公司武汉江夏支行",
    "account": "420011500420093617",
    "capital": "3,000万元",
    "holders": (("罗榆川", "2,100万元", "70%"), ("傅舟", "900万元", "30%")),
    "founded": day("2018-09-06"),
    "registry": "武汉市江夏区市场监督管理局",
    "scope": "纸制品包装、塑料包装箱的研发、生产、销售；包装服务；货物进出口。",
    "treasurer": "汪川宁",
    "treasurer_email": "caiwu@yuchuanzhou.example",
    "storekeeper": "石予安",
    "mailroom": "林予",
}
LAW_FIRM = {
    "name": "江苏砚衡律师事务所",
    "licence": "31320000MD0042Q785",
    "lawyer": "陆衡",
    "lawyer_licence": "13205202010420042",
    "mandated_on": day("2026-11-02"),
    "letter_number": "（2026）砚衡律函字第042号",
    "address": "苏州市姑苏区衡山桥路18号6楼",
    "phone": "0512-10004299",
}

GOODS = (
    ("自动装箱机", "ZX-60", "台", 2, Decimal("168000.00")),
    ("码垛机器人工作站", "MD-120", "套", 1, Decimal("286000.00")),
    ("视觉检测单元", "SJ-20", "套", 2, Decimal("74000.00")),
    ("输送线及电控系统", "SD-12", "套", 1, Decimal("90000.00")),
)
"""Name, model, unit, quantity, price of one."""

CONTRACT = {
    "number": "HT-2025-042",
    "name": "设备买卖合同",
    "signed_on": day("2025-03-10"),
    "place": "苏州工业园区",
    "price": Decimal("860000.00"),
    "daily_percent": Decimal("0.05"),
    "court": "苏州工业园区人民法院",
    "prepayment": Decimal("258000.00"),
    "prepayment_days": 7,
    "on_delivery": Decimal("516000.00"),
    "on_delivery_days": 30,
    "retention": Decimal("86000.00"),
    "retention_days": 365,
    "accepted_on": day("2025-06-10"),
}
"""The three instalments must add up to the price; their due days follow from the days counted."""

DELIVERIES = (
    {"number": "SH-20250422-01", "on": day("2025-04-22"), "goods": (0,), "truck": "苏E·D4201"},
    {"number": "SH-20250429-02", "on": day("2025-04-29"), "goods": (1,), "truck": "苏E·D4217"},
    {"number": "SH-20250509-03", "on": day("2025-05-09"), "goods": (2,), "truck": "苏E·D4201"},
    {"number": "SH-20250514-04", "on": day("2025-05-14"), "goods": (3,), "truck": "苏E·D4217"},
)
"""``goods`` counts the lines of GOODS from nought."""

PHOTOGRAPHED = "SH-20250509-03"
"""The delivery note that is kept as a photograph."""

INVOICES = (
    {"number": "25327000000042000101", "on": day("2025-05-16"), "goods": (0,)},
    {"number": "25327000000042000102", "on": day("2025-05-16"), "goods": (1,)},
    {"number": "25327000000042000117", "on": day("2025-06-11"), "goods": (2, 3)},
)
TAX_PERCENT = Decimal(13)

PAYMENTS = (
    {
        "on": day("2025-03-14"),
        "at": "10:26:41",
        "amount": Decimal("258000.00"),
        "towards": "预付款",
        "remark": "HT-2025-042预付款",
        "reference": "JM20250314102641004217",
    },
    {
        "on": day("2025-09-26"),
        "at": "16:08:05",
        "amount": Decimal("120000.00"),
        "towards": "到货款",
        "remark": "HT-2025-042到货款（部分）",
        "reference": "JM20250926160805004260",
    },
)

STATEMENT = {
    "through": day("2026-06-30"),
    "made_on": day("2026-07-02"),
    "confirmed_on": day("2026-07-08"),
    "balance": Decimal("482000.00"),
}

LETTER = {
    "number": "砚函〔2026〕第018号",
    "on": day("2026-09-21"),
    "through": day("2026-09-20"),
    "pay_by": day("2026-09-30"),
    "runs": (
        ("到货款", Decimal("516000.00"), day("2025-06-14"), day("2025-09-25")),
        ("到货款", Decimal("396000.00"), day("2025-09-26"), day("2026-09-20")),
        ("质保金", Decimal("86000.00"), day("2026-06-11"), day("2026-09-20")),
    ),
}
"""The first demand letter. A run is a base and its first and last day, both counted."""

COURIER = {
    "name": "邮速达特快专递",
    "tracking": "YS4209260042107",
    "sent_on": LETTER["on"],
    "signed_on": day("2026-09-23"),
    "signed_at": "10:26",
    "contents": "催告函（HT-2025-042合同欠款）1份",
}

SETTLEMENT = (
    (day("2026-12-15"), Decimal("182000.00")),
    (day("2027-01-29"), Decimal("150000.00")),
    (day("2027-03-31"), Decimal("150000.00")),
)

SECURITY = {"provider": "安衡财产保险股份有限公司苏州分公司", "amount": Decimal("650000.00")}

DEMAND_MAIL = {
    "sender": ("沈澄", CREDITOR["email"]),
    "to": (("程榆", DEBTOR["email"]),),
    "cc": (("榆川舟财务部", DEBTOR["treasurer_email"]),),
    "at": "Tue, 21 Oct 2025 09:32:17 +0800",
    "id": "20251021093217.4201@yanchenghe.example",
    "subject": "HT-2025-042合同到货款余额396,000.00元催款通知",
    "charset": "UTF-8",
    "mailer": "Foxmail 7.2.25.228[cn]",
    "body": """\
程经理、贵司财务部：

我司与贵司2025年3月10日签订《设备买卖合同》（编号：HT-2025-042），合同总价860,000.00元。
全部设备已于2025年5月14日交付完毕，并于2025年6月10日验收合格，三张增值税专用发票（合计
860,000.00元）均已开具。

按照合同第3.2条，到货款516,000.00元应于2025年6月13日前支付。贵司2025年9月26日支付
120,000.00元，尚欠到货款396,000.00元。

请贵司于2025年10月31日前将上述欠款汇至合同载明的账户。逾期付款的违约责任按合同第9.2条执行，
我司保留相应权利。

苏州砚澄禾自动化设备有限公司
商务部 沈澄
电话：0512-10004201
2025年10月21日
""",
    "table": (
        ("款项", "到期日", "应付（元）", "已付（元）", "尚欠（元）"),
        ("预付款", "2025年3月17日", "258,000.00", "258,000.00", "0.00"),
        ("到货款", "2025年6月13日", "516,000.00", "120,000.00", "396,000.00"),
        ("质保金", "2026年6月10日", "86,000.00", "0.00", "未到期"),
    ),
}

PROMISE_MAIL = {
    "sender": ("榆川舟财务部", DEBTOR["treasurer_email"]),
    "to": (("沈澄", CREDITOR["email"]),),
    "cc": (("程榆", DEBTOR["email"]),),
    "at": "Thu, 18 Dec 2025 17:05:44 +0800",
    "id": "20251218170544.1150@yuchuanzhou.example",
    "answers": DEMAND_MAIL["id"],
    "subject": "回复: HT-2025-042合同到货款余额396,000.00元催款通知",
    "charset": "GB18030",
    "mailer": "Foxmail 7.2.23.121[cn]",
    "body": """\
沈经理：

您好！贵司来函及发票均已收悉。经我司财务核对，HT-2025-042合同项下到货款尚欠贵司
396,000.00元，金额无误，设备运行正常。

因下游客户回款延迟，我司承诺按以下计划支付：
1. 2026年1月31日前支付200,000.00元；
2. 2026年3月31日前付清余款196,000.00元。
质保金按合同约定到期支付。

给贵司造成不便，敬请谅解。

武汉榆川舟包装科技有限公司
财务部 汪川宁
2025年12月18日
""",
}

CHAT_US = "沈澄（砚澄禾）"
CHAT_THEM = "程榆（榆川舟采购）"
CHAT = (
    ("2025-09-22 09:41:06", CHAT_US, "程经理早，HT-2025-042的到货款6月13号到期了，51.6万一分没到"),
    ("2025-09-22 10:15:33", CHAT_THEM, "早，在走流程，最近资金有点紧"),
    ("2025-09-22 10:16:02", CHAT_US, "设备用得怎么样？有没有需要我们售后处理的"),
    ("2025-09-22 10:20:48", CHAT_THEM, "设备没问题，两条线都满负荷开着"),
    ("2025-09-22 10:21:10", CHAT_US, "那款的事麻烦您盯一下，这周能付多少先付多少"),
    ("2025-09-22 10:25:57", CHAT_THEM, "好，我跟罗总汇报"),
    ("2025-09-26 16:12:20", CHAT_THEM, "沈经理，今天付了12万，到货款，您查收"),
    ("2025-09-26 16:30:51", CHAT_US, "收到12万，谢谢。到货款还差39.6万"),
    ("2025-09-26 16:31:15", CHAT_THEM, "知道的，剩下的尽快"),
    ("2025-10-21 09:40:08", CHAT_US, "刚给您和财务发了催款邮件，请安排10月底前付清39.6万"),
    ("2025-10-21 11:02:39", CHAT_THEM, "邮件看到了，转财务了"),
    ("2025-11-03 14:20:11", CHAT_US, "程经理，10月底过了，款还没到"),
    ("2025-11-03 17:48:30", CHAT_THEM, "客户那边回款拖了，我们也难"),
    ("2025-12-18 17:10:02", CHAT_THEM, "汪经理把付款计划发您邮箱了，1月底20万，3月底结清"),
    ("2025-12-18 17:22:45", CHAT_US, "收到。到期日不顺延，违约金照合同算，请务必按计划付"),
    ("2026-02-03 09:12:27", CHAT_US, "1月31号的20万没有到账，什么情况？"),
    ("2026-02-03 11:55:16", CHAT_THEM, "年前实在排不开，年后一起"),
    ("2026-04-01 09:05:50", CHAT_US, "程经理，3月31号也过了，39.6万一分没付"),
    ("2026-04-01 13:37:24", CHAT_THEM, "罗总出差了，回来我再催"),
    ("2026-06-11 09:30:19", CHAT_US, "质保期昨天满了，质保金8.6万也到期，共48.2万，请一并安排"),
    ("2026-06-11 15:44:03", CHAT_THEM, "好的，质保期里没什么问题，质保金财务会一起排"),
    ("2026-07-02 10:08:36", CHAT_US, "对账单寄贵司财务了，截至6月30日欠482,000.00元，请核对盖章"),
    ("2026-07-08 16:50:12", CHAT_THEM, "汪经理核过了，没问题，章盖好今天寄出"),
    ("2026-07-13 10:01:45", CHAT_US, "对账单原件收到，谢谢。请给个付款时间"),
    ("2026-07-13 18:20:09", CHAT_THEM, "下半年分批付吧"),
    ("2026-09-21 15:36:28", CHAT_US, "今天寄了催告函，单号YS4209260042107，请在9月30日前付清"),
    ("2026-09-23 10:40:55", CHAT_THEM, "函收到了，已交给罗总"),
    ("2026-10-09 09:15:31", CHAT_US, "催告函的期限过了，款还是没到，我们要走下一步了"),
    ("2026-10-12 11:28:47", CHAT_THEM, "别急别急，48.2万我们认，这个月一定先付一部分"),
    ("2026-11-02 09:50:14", CHAT_US, "10月也过了。公司已经委托律师，请贵司重视"),
    ("2026-11-06 15:11:38", CHAT_THEM, "跟您透个底，江夏厂区12月底要搬，现在这几条线准备整体转让"),
    ("2026-11-06 15:12:20", CHAT_THEM, "48.2万我们不会赖，11月20日前先付10万，剩下的年前想办法"),
    ("2026-11-06 15:20:05", CHAT_US, "请按催告函一次付清，我们不同意再延期，违约责任照合同追究"),
    ("2026-11-06 15:26:44", CHAT_THEM, "理解理解，我再去争取"),
)  # fmt: skip
