"""What is forbidden is found in a log; ordinary reports are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from legaldocs.portfolio.agency.conduct import Weight
from legaldocs.portfolio.agency.conduct_facts import finds
from tests.portfolio.agency.engaged import day

PEOPLE = [{"name": "赵六"}, {"name": ""}]
DEBTOR = {"name": "武汉乙食品有限公司", "representative": "李四"}

ORDINARY = [
    "对方称已报案货物被盗，等结果出来再付。",
    "请对方财务找其老板签字。",
    "询问为何不付款，对方说就等老板签字。",
    "致电对方财务赵六，对方称资金紧张，承诺月底前支付5万元，态度较好。",
    "对方表示其客户尚未回款，收到后安排付款。",
    "对方称对货物质量有异议，要求先处理退货，已转告委托人。",
    "电话无人接听，改发邮件，附对账单。",
    "约见李总，双方核对账目，余额无误，对方同意盖章确认。",
    "对方财务称需法定代表人签字，法定代表人出差，下周回复。",
    "寄送委托人出具的催款函，次日签收。",
    "对方要求分期，我方说明须由委托人书面决定，未作任何承诺。",
    "建议委托人起诉，诉讼时效临近。",
    "对方称正在办理银行贷款，贷款到账后优先付款。",
    "前台称经理外出，留言请其回电。",
    "对方反映发票抬头有误，请委托人重开。",
    "联系过程中没有威胁、辱骂等行为，对方情绪平稳。",
    "对方提出以货抵债，已报委托人决定。",
    "查询企业信用信息公示系统，对方登记状态为存续，没有被列入失信名单。",
    "对方称其他供应商已经起诉该公司，账户被冻结。",
    "与对方财务确认收款账户为委托人账户，请其直接付至委托人。",
    "对方已付2万元至委托人账户，剩余款项承诺下周支付。",
    "提醒对方按合同约定付款，逾期将产生违约金，委托人保留依法主张的权利。",
    "对方拒绝沟通，挂断电话。",
    "走访对方经营场所，门店正常营业，与经理面谈半小时。",
    "说明受托身份并出示授权书，对方要求与委托人核实，已提供联系方式。",
    "对方态度推脱，称需与老板商量。",
    "未能联系到法定代表人，号码停机。",
    "不会向任何第三人透露债务，已向对方说明。",
    "收到对方邮件，附付款凭证，显示已汇出3万元。",
    "对方称老板家中有事，下周上班后处理。",
    "向对方送达对账单，请其核对后盖章寄回。",
    "对方说要报警，我方当即停止通话并报告委托人。",
    "委托人已向法院起诉，按指示停止联系。",
    "请对方客户经理转交催款函。",
    "到对方办公室送达催告函，前台签收。",
    "打了两次电话均无人接听，改发微信。",
    "继续跟踪对方的付款进度，跟踪到账情况。",
    "电话中对方称其妻子住院，暂时无法付款。",
    "对方情绪激动，威胁我方人员，我方结束谈话。",
    "对方当场辱骂来访人员。",
    "对方已锁门停业，向物业了解搬迁去向。",
    "以法院判决为准，对方不再异议。",
    "前台代收催款函，次日电话核实。",
    "委托人书面同意对方分期，已转达。",
    "对方财务表示公司账户被法院冻结，无法付款。",
    "对方提供伪造的付款凭证，已报委托人。",
    "路上堵车，改为电话沟通。",
    "对方要求延期至年底，未予答复。",
    "不威胁、不骚扰，按方案沟通。",
    "对方扣下货款作为质保金，双方约定下周核对。",
    "提示对方如不付款，委托人将依法提起诉讼，申请财产保全。",
    "约见法定代表人，其表示要起诉上游客户。",
    "对方老板说不付款是因为没有收到发票。",
    "未达成一致，建议委托人申请支付令。",
    "与对方采购经理、财务经理三方通话。",
]

FORBIDDEN = [
    ("不还钱就找你家人，已报案。", "威胁、恐吓"),
    ("不还钱就找你家人，已报案。", "联系无关的人"),
    ("不还钱就找你家人，已报案。", "称已经诉讼、查封或者列入失信"),
    ("已经向法院起诉你了。", "称已经诉讼、查封或者列入失信"),
    ("给我现金就行，少付两万也可以。", "受托机构收款"),
    ("给我现金就行，少付两万也可以。", "同意减免、延期"),
    ("告诉对方再不付款后果自负。", "威胁、恐吓"),
    ("带了几个社会上的人到对方办公室。", "威胁、恐吓"),
    ("通话中骂了对方财务。", "侮辱、辱骂"),
    ("在对方公司门口拉了横幅。", "限制人身自由、围堵、跟踪"),
    ("不让李四离开办公室，直到其写下欠条。", "限制人身自由、围堵、跟踪"),
    ("跟踪法定代表人的车辆。", "限制人身自由、围堵、跟踪"),
    ("到李四家中找他谈还款。", "进入住宅、强行取走财物"),
    ("拉走对方仓库的设备作抵押。", "进入住宅、强行取走财物"),
    ("联系了法定代表人的妻子，请其转告。", "联系无关的人"),
    ("给李四的儿子打电话说明欠款。", "联系无关的人"),
    ("致电其客户说明对方欠款。", "联系无关的人"),
    ("在朋友圈曝光对方欠款。", "公开、曝光"),
    ("把欠款信息发到了行业群。", "公开、曝光"),
    ("自称法院工作人员，要求对方到场。", "冒充国家机关、伪造文书"),
    ("以法院的名义发出通知。", "冒充国家机关、伪造文书"),
    ("告知对方不付款就报警抓人。", "以刑事追究相逼"),
    ("告知对方我方已经起诉，法院将查封。", "称已经诉讼、查封或者列入失信"),
    ("告诉对方马上会被列入失信。", "称已经诉讼、查封或者列入失信"),
    ("我司代为向法院提起诉讼，已递交材料。", "催收机构办理诉讼"),
    ("我方出庭参加调解。", "催收机构办理诉讼"),
    ("向对方发送律师函一份。", "催收机构发律师函"),
    ("查到李四的家庭住址和银行流水。", "查询、买卖个人信息"),
    ("收取现金2万元，存入我司账户。", "受托机构收款"),
    ("要求对方转到业务员个人账户，对方已转到我司。", "受托机构收款"),
    ("已同意对方延期至年底，减免违约金。", "同意减免、延期"),
    ("对方投诉我方骚扰，要求停止来电。", "债务人投诉受到骚扰"),
    ("扬言要去对方公司闹事。", "威胁、恐吓"),
    ("打了对方经理一拳。", "殴打、毁坏财物"),
    ("砸了对方的门。", "殴打、毁坏财物"),
    ("自称委托人的律师，要求付款。", "冒充律师"),
    ("冒充律师打电话。", "冒充律师"),
    ("以律师的身份联系对方。", "冒充律师"),
    ("冒充法官打电话。", "冒充国家机关、伪造文书"),
    ("逼迫其写下欠条。", "威胁、恐吓"),
    ("送花圈到对方公司门口。", "威胁、恐吓"),
    ("骂对方是老赖。", "侮辱、辱骂"),
    ("用呼死你轰炸对方手机。", "骚扰"),
    ("爆了法定代表人的通讯录。", "骚扰"),
    ("跟踪其上下班。", "限制人身自由、围堵、跟踪"),
    ("把对方公司大门锁上。", "限制人身自由、围堵、跟踪"),
    ("将李四关在会议室三个小时。", "限制人身自由、围堵、跟踪"),
    ("告诉对方员工其公司欠债。", "联系无关的人"),
    ("发短信给其父亲催款。", "联系无关的人"),
    ("制作假传票寄给对方。", "冒充国家机关、伪造文书"),
    ("以公安机关的身份打电话。", "冒充国家机关、伪造文书"),
    ("以债权人名义向法院申请支付令。", "催收机构办理诉讼"),
    ("参加庭审，发表意见。", "催收机构办理诉讼"),
    ("安装定位器掌握其行踪。", "查询、买卖个人信息"),
    ("让对方把钱打到我个人卡上。", "受托机构收款"),
    ("微信收款2万元。", "受托机构收款"),
    ("收了对方5000元好处费。", "受托机构收款"),
    ("半夜打电话催款。", "夜间联系（22时至次日8时）"),
    ("警告对方不还钱就去派出所报案。", "以刑事追究相逼"),
]


def contact(gist: str, **changed: Any) -> dict[str, Any]:
    return {
        "id": 1, "customer_id": 1, "happened_on": day("2026-11-10"), "at": "10:00",
        "channel": "电话", "direction": "发出", "who": "孙某", "with_whom": "赵六", "gist": gist,
        **changed,
    }  # fmt: skip


def found(*contacts: dict[str, Any], lawyers: bool = False, may: bool = False) -> list[Any]:
    return finds(contacts, PEOPLE, DEBTOR, lawyers=lawyers, may_receive=may)


@pytest.mark.parametrize("gist", ORDINARY)
def test_an_ordinary_report_is_left_alone(gist: str) -> None:
    assert [(one.name, one.words) for one in found(contact(gist))] == []


@pytest.mark.parametrize(("gist", "name"), FORBIDDEN)
def test_forbidden_conduct_is_found(gist: str, name: str) -> None:
    assert name in [one.name for one in found(contact(gist))]


@pytest.mark.parametrize(("gist", "name"), FORBIDDEN)
def test_what_did_not_happen_is_not_found(gist: str, name: str) -> None:
    said = [one.name for one in found(contact(f"没有{gist}"))]
    assert name not in said or gist.startswith("对方") or "，" in gist


@pytest.mark.parametrize(
    "gist",
    [
        "对方没有付款，威胁对方。",
        "因对方未还款带了几个社会上的人去。",
        "未收到回复，在朋友圈曝光对方。",
    ],
)
def test_what_the_debtor_has_not_done_excuses_nothing(gist: str) -> None:
    assert len(found(contact(gist))) == 1


@pytest.mark.parametrize(
    ("gist", "articles"),
    [
        ("打了对方经理一拳。", [("civil_code", "agency_unlawful")]),
        ("把对方公司大门锁上。", [("civil_procedure", "self_help")]),
        ("到李四家中找他谈还款。", [("civil_procedure", "self_help"), ("civil_code", "privacy")]),
        ("自称法院工作人员，要求对方到场。", []),
        ("冒充律师打电话。", [("lawyers_act", "title")]),
        (
            "告诉对方再不付款后果自负。",
            [("public_security", "harassment"), ("civil_code", "agency_unlawful")],
        ),
    ],
)
def test_an_article_is_cited_only_for_what_it_is_about(
    gist: str, articles: list[tuple[str, str]]
) -> None:
    """Article 50 of the law on public security is about threats, insults and pestering."""
    (one,) = found(contact(gist))
    assert list(one.articles) == articles


def test_lawyers_may_call_themselves_so() -> None:
    assert found(contact("自称律师，说明来意。"), lawyers=True) == []


def test_lawyers_may_sue_and_an_agreed_account_may_take_money() -> None:
    sued, cash = contact("我方出庭参加庭审。"), contact("代收货款2万元，当日转付。")
    assert found(sued, lawyers=True) == []
    assert [one.weight for one in found(sued)] == [Weight.NOT_AGREED]
    assert found(cash, may=True) == []
    assert [one.name for one in found(cash)] == ["受托机构收款"]


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("22:00", True), ("7:59", True), ("07:59", True),
        ("8:00", False), ("21:59", False), ("", False),
    ],
)  # fmt: skip
def test_nights_are_good_practice(at: str, night: bool) -> None:  # noqa: FBT001
    said = found(contact("致电对方。", at=at))
    assert [one.weight for one in said] == ([Weight.PRACTICE] if night else [])
    assert found(contact("对方来电。", at=at, direction="收到")) == []
    assert found(contact("发送邮件。", at=at, channel="电子邮件")) == []


@pytest.mark.parametrize(
    ("whom", "known"),
    [
        ("赵六", True), ("财务赵六", True), ("李四", True), ("财务经理", True), ("王总", True),
        ("武汉乙食品有限公司", True), ("前台", True), ("027-88886666", True), ("", True),
        ("李四的妻子", False), ("王总的儿子", False), ("邻居老周", False),
        ("王某", False), ("刘总务", False),
    ],
)  # fmt: skip
def test_somebody_unknown_is_to_be_checked(whom: str, known: bool) -> None:  # noqa: FBT001
    names = [one.name for one in found(contact("致电。", with_whom=whom))]
    expected = (
        "联系无关的人"
        if "妻子" in whom or "儿子" in whom or "邻居" in whom
        else "联系的人不在联系人里"
    )
    assert names == ([] if known else [expected])


def test_the_fourth_call_of_a_day_is_named_once() -> None:
    calls = [contact("致电。", id=number) for number in range(1, 7)]
    assert [one.contact["id"] for one in found(*calls)] == [4]
    apart = [contact("致电。", happened_on=day(f"2026-11-1{number}")) for number in range(6)]
    assert found(*apart) == []


def test_an_identity_number_in_the_log_is_named_by_its_end() -> None:
    (one,) = found(contact("对方经理身份证11010519491231002X。"))
    assert (one.name, one.words) == ("记录里有公民身份号码", "…002X")
