"""What a log of contacts says or shows that the law forbids who collects, or good practice does.

Words are looked for in what was written down, and facts in when and with whom somebody spoke. What
the debtor is reported to have said is the debtor's, and what a report says was not done is not
found. Each find is for the creditor to look into: a word proves nothing by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Weight(StrEnum):
    """How grave a find is (性质)."""

    FORBIDDEN = "法律禁止"
    NOT_AGREED = "超出授权"
    TO_CHECK = "须核对"
    PRACTICE = "良好做法"


@dataclass(frozen=True, slots=True)
class Conduct:
    """A kind of conduct (行为): why it is found, the article as instrument and key, what to do."""

    name: str
    weight: Weight
    pattern: re.Pattern[str]
    step: str
    articles: tuple[tuple[str, str], ...] = ()
    collectors_only: bool = False
    own_words: bool = False
    """Whether what the debtor is reported to have said counts as well."""


class Find(NamedTuple):
    """Conduct found in a contact (发现): its words or fact."""

    contact: Mapping[str, Any]
    name: str
    weight: Weight
    words: str
    step: str
    articles: tuple[tuple[str, str], ...]


_STOP = "停止该做法，要求受托机构书面说明，保存记录"
_NO_COURT = "撤回该说法或者做法；诉讼由债权人另行委托律师办理"
_REACH = (
    r"(?:联系|致电|拨打|电话|告知|通知|告诉|找到|找了|发(?:了)?短信|发函|走访|拜访|要求|转告|上门)"
)
_KIN = (
    r"(?:家属|家人|家中老人|妻子|丈夫|配偶|爱人|父母|父亲|母亲|儿子|女儿|子女|孩子|亲属|亲戚|亲友|"
    r"邻居|朋友|同学|室友)"
)
KIN = re.compile(_KIN)
_TRADE = r"(?:客户|供应商|供货商|合作方|合作伙伴|同行|上级单位|房东|其他员工|全体员工)"
_THEIRS = r"(?:其|对方(?:公司)?的?|债务人的?|该公司的?|他的?|她的?)"
_TRIAL = r"(?:起诉|提起诉讼|立案|申请(?:了)?(?:支付令|财产保全|保全|强制执行)|出庭|应诉)"
_STATE = r"(?:法院|法官|公安|警察|民警|检察|执行局|经侦|政府)"
_BOSS = r"(?:法定代表人|老板|负责人|经理|股东|财务)"

KINDS: tuple[Conduct, ...] = (
    Conduct(
        "威胁、恐吓", Weight.FORBIDDEN,
        re.compile(
            r"威胁|恐吓|恫吓|扬言|后果自负|让(?:他|她|你|对方)[^，。；]{0,6}好看|打断[^，。；]{0,3}腿|弄死"
            r"|(?:对|跟)[^，。；]{0,4}不客气|(?:找|叫|带)(?:了)?(?:几个|一些|些)?(?:社会(?:上的?)?人|社会人员|兄弟|打手)"
            r"|花圈|遗照|胁迫|强迫|逼(?:迫|着)"
            r"|(?:不|再不|还不)(?:还|付|给)(?:钱|款)?[^。；]{0,3}(?:就|我们就|我就)(?:找|去|到|叫|带|让|闹|天天)"
        ),
        _STOP, (("public_security", "harassment"), ("civil_code", "agency_unlawful")),
    ),
    Conduct(
        "殴打、毁坏财物", Weight.FORBIDDEN,
        re.compile(
            r"动手打|殴打|推搡|打了(?:对方|债务人|人|他|她|老板|经理|负责人)"
            r"(?![^，。；]{0,8}(?:电话|手机|座机|微信))"
            r"|泼(?:了)?(?:油)?(?:漆|粪)|砸(?:了|毁|坏)"
        ),
        _STOP, (("civil_code", "agency_unlawful"),),
    ),
    Conduct(
        "侮辱、辱骂", Weight.FORBIDDEN,
        re.compile(r"辱骂|谩骂|骂了|大骂|羞辱|侮辱|嘲讽|爆粗|老赖"), _STOP,
        (("civil_code", "reputation"), ("public_security", "harassment")),
    ),
    Conduct(
        "骚扰", Weight.FORBIDDEN,
        re.compile(r"轰炸|呼死你|骚扰(?:了)?(?:对方|债务人|其|他|她)|爆(?:了)?[^，。；]{0,8}通讯录"),
        _STOP,
        (("civil_code", "privacy_calls"), ("public_security", "repeated_messages")),
    ),
    Conduct(
        "限制人身自由、围堵、跟踪", Weight.FORBIDDEN,
        re.compile(
            r"(?:不让|不准|阻止|拦住)[^，。；]{0,8}(?:离开|走|出门|下班)|扣(?:下|住|留|押)(?:了)?[^，。；]{0,6}"
            rf"(?:人|{_BOSS}|货(?!款)|车|设备|证件|身份证)|堵(?:门|住|路|在(?!路|车|高速))"
            r"|(?:把|将)[^，。；]{0,6}门锁|锁住[^，。；]{0,6}(?:人|门|出口)|围堵|拉(?:了)?横幅|静坐|蹲守|蹲点"
            rf"|跟踪(?:了)?(?:对方|债务人|其|他|她)?(?:的)?(?:{_BOSS}|家人|车|行踪|出行|上下班|回家)"
            r"|尾随|强行|闯入|闯进|(?:限制|控制)[^，。；]{0,6}自由|拘禁|软禁|关(?:在|押)"
        ),
        _STOP, (("civil_procedure", "self_help"),),
    ),
    Conduct(
        "进入住宅、强行取走财物", Weight.FORBIDDEN,
        re.compile(
            r"(?:到|去|前往|进入|上)(?:了)?[^，。；]{0,6}(?:家中|家里|住宅|住处|住所内)"
            r"|(?:搬|拉|拿|开|抱)走(?:了)?[^，。；]{0,6}(?:货(?!款)|设备|车|电脑|机器|物品|库存)"
        ),
        _STOP, (("civil_procedure", "self_help"), ("civil_code", "privacy")),
    ),
    Conduct(
        "联系无关的人", Weight.FORBIDDEN,
        re.compile(
            rf"{_REACH}(?:了)?[^，。；不]{{0,10}}{_KIN}|找(?:你|您|他|她|其|对方)(?:的)?{_KIN}|{_REACH}(?:了)?{_THEIRS}{_TRADE}"
            rf"|(?:向|给|与|跟){_THEIRS}?[^，。；不]{{0,4}}(?:{_KIN}|{_TRADE})[^，。；]{{0,4}}"
            r"(?:打|说明|透露|施压|通报|发(?:了)?(?:短信|函|消息)|告知)"
            r"|(?:告诉|告知|向)[^，。；不]{0,6}(?:员工|职工|同事|物业|保安)[^，。；]{0,8}(?:欠|债)"
        ),
        "停止联系；只与债务人和它授权的联系人联系",
        (("civil_code", "privacy"), ("personal_information", "no_illegal")),
    ),
    Conduct(
        "公开、曝光", Weight.FORBIDDEN,
        re.compile(
            r"曝光|公之于众|大字报|张贴(?:了)?[^，。；]{0,10}(?:欠|公告|告示)|(?:发|发布|上传|转发)(?:了)?(?:到|在|至)?"
            r"[^，。；]{0,8}(?:朋友圈|抖音|微博|小红书|网上|业主群|行业群|客户群|同行群|论坛)|列入(?:了)?[^，。；]{0,6}黑名单"
        ),
        _STOP, (("civil_code", "reputation"), ("personal_information", "no_publication")),
    ),
    Conduct(
        "冒充国家机关、伪造文书", Weight.FORBIDDEN,
        re.compile(
            r"(?:冒充|假冒|假扮)(?![^，。；]{0,4}律师(?!函))|伪造(?:了)?(?:的)?(?:公章|印章|法院|律师函|传票|判决|裁定|通知|公函|证件|文书)"
            rf"|假(?:的)?(?:传票|律师函|公函|判决)|(?:自称|谎称)[^，。；]{{0,4}}{_STATE}"
            rf"|以[^，。；]{{0,4}}{_STATE}[^，。；]{{0,6}}(?:名义|身份)"
        ),
        _STOP,
    ),
    Conduct(
        "冒充律师", Weight.FORBIDDEN,
        re.compile(
            r"(?:自称|谎称|冒充|假冒|假扮|冒)[^，。；]{0,4}律师(?!函)"
            r"|以(?!债务人|对方)[^，。；]{0,4}律师(?:的)?(?:名义|身份)"
        ),
        _STOP, (("lawyers_act", "title"),), collectors_only=True,
    ),
    Conduct(
        "以刑事追究相逼", Weight.FORBIDDEN,
        re.compile(
            r"(?:告知|告诉|警告|告诫|声明|表示|称|说)[^。；]{0,16}"
            r"(?:报警|报案|坐牢|判刑|刑事|抓人|抓起来|拘留|诈骗)"
        ),
        _STOP, (("criminal_law", "extortion"),),
    ),
    Conduct(
        "称已经诉讼、查封或者列入失信", Weight.TO_CHECK,
        re.compile(
            r"(?:告知|警告|通知|声明|告诉)[^。；]{0,14}(?:已|已经|业已)[^，。；]{0,6}"
            r"(?:起诉|立案|查封|冻结|保全|列入失信)|(?:告知|警告|告诉)[^。；]{0,14}(?:列入|上)[^，。；]{0,4}失信"
            r"|(?:已|已经)(?:向[^，。；]{0,6})?起诉(?:了)?(?:你|您|贵)"
            r"|(?<!委托人)(?<!债权人)(?<!甲方)(?:已|已经)(?:向[^，。；]{0,6})?(?:报案|报警)"
        ),
        "核对是否属实；没有这项程序的，立即向债务人更正", (("civil_code", "reputation"),),
    ),
    Conduct(
        "催收机构办理诉讼", Weight.NOT_AGREED,
        re.compile(
            rf"(?:我司|我方|我们|本公司|本机构|代为|代理|代表(?!人)|代委托人|代债权人)[^，。；不]{{0,12}}{_TRIAL}"
            rf"|以(?:委托人|债权人)[^，。；]{{0,4}}名义[^，。；]{{0,8}}{_TRIAL}|参加(?:了)?(?:庭审|开庭|诉讼)"
            r"|(?:签收|提交)(?:了)?[^，。；]{0,6}(?:起诉状|传票|支付令申请)"
        ),
        _NO_COURT, (("civil_procedure", "agents"),), collectors_only=True,
    ),
    Conduct(
        "催收机构发律师函", Weight.TO_CHECK,
        re.compile(r"(?:发|寄|发送|寄送|送达)(?:了|出)?[^，。；]{0,6}律师函"),
        "核对是否由律师事务所出具；不是的，立即更正", (("lawyers_act", "title"),),
        collectors_only=True,
    ),
    Conduct(
        "查询、买卖个人信息", Weight.FORBIDDEN,
        re.compile(
            r"(?:查(?:到|询|了|出)|调取|购买|买到|获取|拿到|调查)(?:了)?[^，。；]{0,8}(?:通话记录|银行流水|个人流水|"
            r"定位|行踪|轨迹|户籍|开房|家庭住址|通讯录|身份证|个人征信|社保记录|婚姻)|人肉|爬取|偷拍|窃听|定位器|GPS"
        ),
        "停止使用并删除，查明来源", (("personal_information", "no_illegal"),),
    ),
    Conduct(
        "受托机构收款", Weight.NOT_AGREED,
        re.compile(
            r"(?:收取|收到|收了|代收|给我|给我们|交给我)(?:了)?[^，。；]{0,6}现金|代收(?:了)?[^，。；]{0,6}(?:款(?!函|通知|单)|元)"
            r"|(?:付|转|打|汇)(?:款)?(?:到|至|入|给)(?:了)?(?:我司|我方|我们|本公司|本人|个人|业务员|我的?(?:个人|卡|"
            r"微信|账户|支付宝))|(?:微信|支付宝)(?:收款|收了)|好处费|回扣|辛苦费"
        ),
        "核对款项，要求立即转付债权人账户", (("civil_code", "mandate_handover"),),
    ),
    Conduct(
        "同意减免、延期", Weight.NOT_AGREED,
        re.compile(
            r"(?:已)?(?<!对方)(?:同意|答应|承诺)(?:给|为)?(?:对方|其|债务人)[^，。；]{0,6}"
            r"(?:延期|展期|延后|减免|免除|打折|分期|少付)"
            r"|少(?:付|还|给)[^，。；]{0,8}(?:也可以|也行|就可以|就行|即可)"
        ),
        "没有债权人书面同意的，向债务人说明不发生效力", (("civil_code", "mandate_instructions"),),
    ),
    Conduct(
        "夜间联系（22时至次日8时）", Weight.PRACTICE,
        re.compile(r"(?:半夜|深夜|凌晨|夜里)[^，。；]{0,8}(?:致电|打(?:了)?电话|拨打|联系|上门|敲门|发(?:了)?(?:短信|微信))"),
        "改在8时至22时之间联系；对方同意的，记明", (("civil_code", "privacy_calls"),),
    ),
    Conduct(
        "债务人投诉受到骚扰", Weight.TO_CHECK,
        re.compile(r"(?:投诉|抗议|不满)[^。；]{0,10}(?:骚扰|威胁|频繁|打扰|辱骂)|(?:骚扰|威胁)[^。；]{0,10}投诉"),
        "核对经过，登记为投诉", (("civil_code", "privacy"),), own_words=True,
    ),
)  # fmt: skip

_NEGATED = re.compile(
    r"不$|(?:^|[，、：])(?:(?!对方|债务人|客户|其|因)[^，、：]){0,6}?"
    r"(?:(?:没有|并未|未曾|不得|不会|不能|不应|禁止|严禁|避免|不存在"
    r"|未(?:使用|采取|进行|作|向|对|以|发生|实施))[^，：]*|未[^，：]?)$"
)
"""That something was not done; what the debtor has not done, such as pay, negates nothing."""
_OFFICER = r"财务|会计|经理|老板|负责人|法定代表人|总|员工|人员"
_SPEAKS = r"(?:称|表示|说|反映|担心|投诉|要求|认为|声称|回复|解释)"
_DEBTOR_SAID = re.compile(
    r"(?<!告诉)(?<!告知)(?<!警告)(?<!通知)(?<![向对跟给与])"
    rf"(?:对方|债务人|客户|{_OFFICER})[^，。；]{{0,6}}{_SPEAKS}"
)
_DEBTOR_DID = re.compile(
    rf"(?:^|[，、：])(?:对方|债务人|客户)(?:{_OFFICER}|情绪激动|当场|突然|多次|曾|一直|反而|还|已)*$"
)
_TO_US = ("我", "本公司", "受托", "催收")
_BY_PRINCIPAL = re.compile(r"(?:委托人|债权人|甲方|贵司|贵公司|贵方)[^，。；]{0,8}$")
_OURS = re.compile(r"我司|我方|我们|遂|于是|随后")
_CLAUSE = re.compile(r"[^。；！？\n]+")


def said_in(contact: Mapping[str, Any], *, lawyers: bool, may_receive: bool) -> Iterator[Find]:
    """Yield what the words of a contact show; ``lawyers`` may sue, and some may take the money."""
    for clause in _CLAUSE.findall(contact["gist"]):
        for kind in KINDS:
            if (lawyers and kind.collectors_only) or (may_receive and kind.name == "受托机构收款"):
                continue
            for found in kind.pattern.finditer(clause):
                if not _is_anothers(kind, clause, found):
                    yield Find(contact, kind.name, kind.weight, found[0], kind.step, kind.articles)
                    break


def _is_anothers(kind: Conduct, clause: str, found: re.Match[str]) -> bool:
    """Return whether the agency did not do it: nobody did, the debtor did, or said so."""
    before, after = clause[: found.start()], clause[found.end() :]
    if _NEGATED.search(before):
        return True
    if kind.weight is Weight.NOT_AGREED and _BY_PRINCIPAL.search(before):
        return True
    if kind.own_words:
        return False
    said = [*_DEBTOR_SAID.finditer(clause[: found.end()])]
    if said and not _OURS.search(clause[said[-1].end() : found.start()]):
        return True
    return _DEBTOR_DID.search(before) is not None or after.startswith(_TO_US)
