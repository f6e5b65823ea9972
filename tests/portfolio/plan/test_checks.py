"""The check list of a contract: each line finds what it is for, and is silent otherwise."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.portfolio.ledgers import YI, take

from .contracts import codes, plan, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

OWN = """
creditor: {name: 苏州甲设备有限公司, address: 苏州市吴中区某路1号, size: 小型}
people: [{name: 张总, level: 3}]
"""
GOOD = """
number: HT-1
name: 设备买卖合同
price: 100000
signed_on: 2026-03-01
customer_size: 大型
parts:
- {name: 预付款, purpose: 预付款, share: 30%, due_on: 2026-03-06}
- {name: 到货款, due_after: 交货, due_days: 30天}
late_payment: {rate: 0.01%/day, clause: 第九条}
court: 苏州市吴中区人民法院
service_clause: 第十二条
service_address: 武汉市某路1号
guarantees: [{guarantor: 丙, form: 连带责任保证, period: 三年}]
retention_of_title: 是
movables: 是
title_registered_on: 2026-03-05
"""


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    known = sqlite_book(tmp_path, OWN)
    cards = [["客户名称", "住所", "主体类型"], [YI, "武汉市江夏区某路1号", "企业"]]
    take(known, 客户=cards)
    return known


def said(book: BookFolder, old: str = "", new: str = "") -> dict[str, str]:
    assert old in GOOD
    done = plan(book, GOOD.replace(old, new) if old else GOOD + new, keep=False)
    return {one.code: f"{one.message} {one.article}" for one in done.findings}


def test_a_sound_contract_is_not_blamed(book: BookFolder) -> None:
    assert codes(plan(book, GOOD)) == []


def test_law_that_nobody_compared_lately_is_named(book: BookFolder) -> None:
    assert "LD-LAW-OLD" in codes(plan(book, GOOD, as_of=dt.date(2027, 6, 1)))


CASES = [
    # exact due day
    ("due_after: 交货, due_days: 30天", "due_days: 30天", "LD-PLAN-DUE", "第五百一十一条第四项"),
    ("due_after: 交货, due_days: 30天", "due_after: 随时", "LD-PLAN-DUE", "第六百二十八条"),
    ("due_days: 30天", "due_days: 月结30天", "LD-PLAN-MONTHLY", "自当月末起算"),
    ("due_after: 交货", "due_after: 验收", "LD-PLAN-EVENT", "可以由客户拖延"),
    # the small creditor of a large debtor: 61 days after the delivery are one too many
    ("due_days: 30天", "due_days: 61天", "LD-PLAN-SME-TERM", "61 天付款，超过大型企业"),
    # two months from 1 July are 62 days
    ("due_days: 30天", "due_days: 2个月", "LD-PLAN-SME-TERM", "第九条第二款"),
    # 30 days from the end of the month: from 1 July they end on 30 August, 60 days later; from
    # 1 August 60 as well; from 1 January 31 + 30 - 1 = 60; so 31 days are too many
    ("due_days: 30天", "due_days: 月结31天", "LD-PLAN-SME-TERM", "61 天"),
    ("due_after: 交货, due_days: 30天", "due_days: 收到发票后90天",
     "LD-PLAN-SME-TERM", "从收票起算：它早于交付的"),
    ("customer_size: 大型\n", "", "LD-PLAN-SME-SIZE", "customer_size"),
    ("due_after: 交货, due_days: 30天", "due_after: 第三方付款", "LD-PLAN-THIRD-PARTY", "无效"),
    # late charge
    ("late_payment: {rate: 0.01%/day, clause: 第九条}\n", "", "LD-PLAN-LATE", "每日 0.05%"),
    ("rate: 0.01%/day", "rate: 千分之几", "LD-PLAN-LATE-READ", "无法识别"),
    # 0.2 % a day is 73 % a year
    ("rate: 0.01%/day", "rate: 0.2%/day", "LD-PLAN-LATE-HIGH", "折合年利率 73%"),
    # 1 % a year, below the one-year LPR of 3.00 on 1 March 2026
    ("rate: 0.01%/day", "rate: 1%/year", "LD-PLAN-LATE-FLOOR", "折合年利率 1%，低于"),
    # the first step of 0.001 % a day is 0.365 % a year, though the second is 7.3 %
    ("{rate: 0.01%/day, clause: 第九条}",
     "{rate: 0.001%/day, steps: [{from_day: 31, rate: 0.02%/day}]}",
     "LD-PLAN-LATE-FLOOR", "最低的一档折合年利率 0.365%，低于"),
    # 0.2 % a day from the thirty-first day is 73 % a year, whatever the first step is
    ("{rate: 0.01%/day, clause: 第九条}",
     "{rate: 0.01%/day, steps: [{from_day: 31, rate: 0.2%/day}]}",
     "LD-PLAN-LATE-HIGH", "折合年利率 73%"),
    # forum
    ("court: 苏州市吴中区人民法院\n", "", "LD-PLAN-FORUM", "民事诉讼法"),
    ("court: 苏州", "arbitration: 苏州仲裁委员会\ncourt: 苏州", "LD-PLAN-FORUM-BOTH", "第四条"),
    ("court: 苏州市吴中区人民法院", "dispute_clause: 依法解决", "LD-PLAN-FORUM-CLAUSE", "依法解决"),
    ("court: 苏州市吴中区人民法院", "arbitration: 当地仲裁机构",
     "LD-PLAN-FORUM-INSTITUTION", "仲裁法"),
    ("court: 苏州市吴中区", "court: 长春市朝阳区", "LD-PLAN-FORUM-CONNECTION", "没有实际联系"),
    # service
    ("service_clause: 第十二条\n", "", "LD-PLAN-SERVICE", "送达条款"),
    ("service_address: 武汉市某路1号\n", "", "LD-PLAN-SERVICE", "送达地址（service_address）"),
    # guarantee
    ("form: 连带责任保证, ", "", "LD-PLAN-GUARANTEE-FORM", "第六百八十六条"),
    (", period: 三年", "", "LD-PLAN-GUARANTEE-PERIOD", "6 个月"),
    ("period: 三年", "period: 至本息还清为止", "LD-PLAN-GUARANTEE-PERIOD", "第三十二条"),
    ("period: 三年", "until_on: 2026-03-06", "LD-PLAN-GUARANTEE-PERIOD", "不晚于最后一期"),
    ("period: 三年", "period: 三年, company: 是", "LD-PLAN-GUARANTEE-RESOLUTION", "第七条"),
    # title
    ("retention_of_title: 是", "retention_of_title: 否", "LD-PLAN-TITLE", "第六百四十一条"),
    ("movables: 是", "movables: 否", "LD-PLAN-TITLE-VOID", "第二十五条"),
    ("number: HT-1", "number: HT-1\nkind: 承揽", "LD-PLAN-TITLE-KIND", "第六百四十六条"),
    ("number: HT-1", "number: HT-1\nkind: 借款", "LD-PLAN-KIND", "第二十五条"),
    ("number: HT-1", "number: HT-1\nkind: 建设工程", "LD-PLAN-KIND", "建设工程合同另有规则"),
    ("movables: 是\n", "", "LD-PLAN-TITLE-GOODS", "movables"),
    ("title_registered_on: 2026-03-05\n", "", "LD-PLAN-TITLE-REGISTER", "没有登记"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), CASES, ids=[one[2] for one in CASES])
def test_each_line_of_the_list(old: str, new: str, code: str, words: str, book: BookFolder) -> None:
    found = said(book, old, new)
    assert words in found.get(code, f"silent; said {found}")


QUIET = [
    ("due_days: 30天", "due_days: 60天", "LD-PLAN-SME-TERM"),
    ("due_days: 30天", "due_days: 月结30天", "LD-PLAN-SME-TERM"),
    ("customer_size: 大型", "customer_size: 小型", "LD-PLAN-SME-SIZE"),
    ("court: 苏州市吴中区", "court: 武汉市江夏区", "LD-PLAN-FORUM-CONNECTION"),
    ("court: 苏州市吴中区人民法院", "court: 长春市朝阳区人民法院\nsigned_at: 长春市朝阳区某路2号",
     "LD-PLAN-FORUM-CONNECTION"),
    ("court: 苏州市吴中区人民法院", "arbitration: 武汉仲裁委员会", "LD-PLAN-FORUM-INSTITUTION"),
    ("period: 三年", "period: 三年, company: 是, resolved: 是", "LD-PLAN-GUARANTEE-RESOLUTION"),
    ("period: 三年", "until_on: 2029-03-06", "LD-PLAN-GUARANTEE-PERIOD"),
    ("customer_size: 大型", "customer_size: 小型\nwaives_late_charge: 是", "LD-PLAN-LATE-FLOOR"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), QUIET)
def test_what_is_in_order_is_not_named(old: str, new: str, code: str, book: BookFolder) -> None:
    assert code not in said(book, old, new)


def test_a_rest_day_at_the_end_is_no_longer_term(book: BookFolder) -> None:
    """60 days from some delivery end on a rest day; what the law adds was not agreed."""
    assert "LD-PLAN-SME-TERM" not in said(book, "due_days: 30天", "due_days: 60天")


def test_a_public_body_pays_within_sixty_days(book: BookFolder) -> None:
    take(book, 客户=[["客户名称", "主体类型"], [YI, "机关事业单位"]])
    found = said(book, "due_days: 30天", "due_days: 90天")
    assert "客户是机关、事业单位" in found["LD-PLAN-SME-TERM"]
    assert "90 天付款，超过机关、事业单位约定付款的最长期限 60 天" in found["LD-PLAN-SME-TERM"]


def test_a_fixed_day_counts_from_the_delivery_that_is_known(book: BookFolder) -> None:
    other = "due_on: 2026-06-10"
    found = said(book, "due_after: 交货, due_days: 30天", other)
    assert "LD-PLAN-SME-TERM" not in found  # nobody said when it was delivered
    text = GOOD.replace("due_after: 交货, due_days: 30天", other)
    done = plan(book, text + "events: {交货: 2026-04-10}\n", keep=False)  # 61 days
    assert "LD-PLAN-SME-TERM" in codes(done)


def test_without_the_regulation_a_court_decides(book: BookFolder) -> None:
    """The customer is small: LPR with 30 to 50 percent, as the sales interpretation has it."""
    text = GOOD.replace("customer_size: 大型", "customer_size: 小型")
    text = text.replace("late_payment: {rate: 0.01%/day, clause: 第九条}\n", "")
    (late,) = [one for one in plan(book, text).findings if one.code == "LD-PLAN-LATE"]
    assert "1.3 至 1.5 倍" in late.message
    assert "第十八条第四款" in late.article


def test_a_waiver_is_no_missing_term(book: BookFolder) -> None:
    text = GOOD.replace("late_payment: {rate: 0.01%/day, clause: 第九条}", "waives_late_charge: 是")
    found = codes(plan(book, text))
    assert "LD-PLAN-LATE" not in found
    assert "LD-PLAN-APPROVAL" in found
