"""Words that no finished paper may have: blanks left to fill, threats, steps not taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.papers.kind import Family

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unfit(NamedTuple):
    """Words that make a paper unfit to be signed (不得出现的文字)."""

    words: str
    why: str
    step: str


class _Rule(NamedTuple):
    """A kind of such words (用语规则); a rule that is of no family is of all."""

    pattern: re.Pattern[str]
    why: str
    step: str
    families: frozenset[Family] = frozenset(Family)


_REMNANT = "没有换成内容的花括号或者标签"
_REMNANT_STEP = "改为半角的 {{ 名称 }}，成对书写；不是标签的，删去花括号"
_LEFT_OPEN = "没有填写的占位文字"
_LEFT_OPEN_STEP = "填写内容，或者改用标签；留给对方手写的，用下划线“____”"
_THREAT = "威胁，或者以告知他人、公开曝光相逼的用语"
_LETTERS = frozenset({Family.LETTER})
_ADDRESSED = frozenset({Family.LETTER, Family.AGREEMENT})
_THREAT_STEP = "删去；只写依法可以采取的步骤，如起诉、仲裁、申请财产保全"
_OTHERS = (
    "(?:客户|员工|职工|家属|家人|亲友|亲属|朋友|同事|邻居|供应商|合作伙伴|合作方|上下游|股东|单位领导|"
    "同行|交易对手)"
)
_NOT_TO = re.compile(r"(?:不得(?!不)|不应|禁止|未经[^。；]{1,12}同意)[^。；]*$")

_NAMES = (
    "creditor|debtors?|guarantors?|contracts?|claim|deed|account|contact|lines?|rows?|each|case|"
    "agreements?|unpaid|coming|instalments?|payments?|deliver(?:y|ies)|invoices?|statements?|"
    "exhibits?|runs?|law_firm|lawyer|agents?|order|objections?|promises?|assignment"
)
_FIELDS = (
    "name|title|number|amount|price|principal|total|late_charge|costs|paid|outstanding|balance|"
    "address|service_address|representative|contact|phone|email|uscc|bank|holder|court|goods|"
    "due_on|signed_on|paid_on|sent_on|issued_on|delivered_on|overdue_days|contract|file"
)
"""What tags begin with, and a field behind it: in the text of a paper a tag without its braces.

Only fields that tags have: contract.pdf is the name of a file.
"""

_RULES = (
    _Rule(
        re.compile(
            r"[{}｛｝﹛﹜❴❵⦃⦄]|[<＜]{2}\s*[\w.]+\s*[>＞]{2}|«|»|\[\[|\]\]|MERGEFIELD"
            rf"|(?<![A-Za-z0-9_@./\-])(?:{_NAMES})\.(?:{_FIELDS})(?![A-Za-z0-9_@/\-])"
        ),
        _REMNANT,
        _REMNANT_STEP,
    ),
    _Rule(
        re.compile(
            r"请(?:在此|于此|此处)?(?:填写|填入|填上|补充|补填|输入|选择填)|[待未需应][填补]"
            r"(?:写|入|充|齐)?(?=$|[\s，。、；：）)\]】])|待(?:确认|核实|核对|定|议)(?=$|[\s）)\]】])"
            r"|(?:单击|点击)(?:或(?:单击|点击))?(?:此处|这里)|此处(?:填写|填入|输入|插入)|在此(?:处)?"
            r"(?:填写|填入|输入|插入)|占位(?:符|文字)|示例(?:文字|文本)"
        ),
        _LEFT_OPEN,
        _LEFT_OPEN_STEP,
    ),
    _Rule(
        re.compile(
            r"(?<![A-Za-z])(?:TODO|TBD|TBC|FIXME|PLACEHOLDER|LOREM IPSUM)(?![A-Za-z])",
            re.IGNORECASE,
        ),
        _LEFT_OPEN,
        _LEFT_OPEN_STEP,
    ),
    _Rule(
        re.compile(
            r"(?<![A-Za-z0-9])[XxＸｘ]{2,}(?![A-Za-z0-9])|[×✕✖╳Χ]{2,}|[*＊]{2,}|[?？]{2,}|[●○◯△▲◇◆]{2,}"
            r"|(?<![A-Za-z0-9])[XxＸｘ×*＊●○〇](?=[年月日元号]|公司|法院)|某(?=[年月日])|某某"
            r"|【\s*(?:】|[待请])"
        ),
        _LEFT_OPEN,
        _LEFT_OPEN_STEP,
    ),
    _Rule(
        re.compile(
            rf"(?:告知|通知|联系|通报|告诉|通告|致函|抄送|走访|函告)[^，。；不]{{0,12}}{_OTHERS}"
            r"|曝光|公之于众|公布于众|(?:向|在|通过|联系|告知|通知|诉诸|发布)[^，。；]{0,10}"
            r"(?:媒体|网络平台|微博|抖音|朋友圈|小红书|互联网上|网上)|媒体[^，。；]{0,4}(?:报道|披露)"
            r"|上门(?:催|讨|要)|登门(?:催|讨|要)|黑名单|堵(?:门|路)|拉横幅|跟踪|后果自负|绝不(?:手软|姑息)"
            r"|身败名裂|家破人亡|别怪(?:我|本)|不客气"
        ),
        _THREAT,
        _THREAT_STEP,
        _ADDRESSED,
    ),
    # An agreement may say these: a clause on secrecy, on credit records, on bribes.
    _Rule(
        re.compile(
            rf"向[^，。；不]{{0,10}}{_OTHERS}[^，。；]{{0,4}}(?:发函|发送|反映|披露|说明|通报|求证)"
            r"|(?:网络|互联网)[^，。；]{0,4}(?:公开|公布|发布|传播|散布)|催收公告"
            r"|公开[^，。；]{0,8}(?:欠款|欠债|违约)"
            r"|(?:行业|业界|商会|协会)[^，。；]{0,6}(?:通报|公布|公告|公示|披露|封杀)"
            r"|举报|检举|征信|不良(?:信用)?记录|[上登]门(?:追|收款|拜访|走访)"
            r"|派[员人][^，。；]{0,16}(?:家[中里]|住[宅所处])|围堵|静坐|守候|一切后果[^，。；]{0,8}自负"
            r"|付出(?:沉重|惨痛)?(?:的)?代价|不惜一切|子女[^，。；]{0,2}[入上升]学"
            r"|让[^，。；]{0,10}(?:无法经营|无法立足|倒闭)"
        ),
        _THREAT,
        _THREAT_STEP,
        _LETTERS,
    ),
    _Rule(
        re.compile(
            r"(?:必将|必然|必定|肯定)[^，。；]{0,4}(?:败诉|被判)|必败"
            r"|法院(?:将|会|必)[^，。；]{0,6}(?:查封|冻结|扣押|判决|判令|拘留|支持)"
        ),
        "代替法院作出结论的用语",
        "删去；可以写“依法提起诉讼”“依法申请财产保全”",
        _LETTERS,
    ),
    _Rule(
        re.compile(
            r"报警|报案|刑事(?:责任|控告|举报|立案|拘留|追究)|追究[^，。；]{0,6}刑事|公安(?:机关|局|部门)|坐牢"
            r"|判刑|逮捕|诈骗|牢狱"
        ),
        "以刑事追究相逼的用语",
        _THREAT_STEP,
        _LETTERS,
    ),
    _Rule(
        re.compile(r"失信被执行人|列入失信|限制(?:高)?消费|限高|老赖|限制出境"),
        "执行程序中的措施，函件里不能用来催款",
        "删去；可以写“依法申请强制执行”",
        _LETTERS,
    ),
    _Rule(
        re.compile(
            r"(?<!不)同意[^，。；]{0,6}(?:延期|展期|延长|推迟|宽限|减免|免除|延后)|不再(?:追究|主张)"
        ),
        "同意延期、减免或者放弃权利的用语",
        "删去；确实同意的，另签协议",
        _LETTERS,
    ),
)

STEPS_NOT_TAKEN = _Rule(
    re.compile(
        r"(?:已|已经|业已|现已)(?:依法|正式)?(?:向[^，。；]{1,30})?(?:就[^，。；]{1,20})?(?:提起(?:了)?(?:民事)?"
        r"(?:诉讼|仲裁)|起诉|立案|受理(?!的)|申请(?:了)?(?:仲裁|支付令|财产保全|诉前保全|强制执行)|查封|冻结|"
        r"扣押|采取(?:了)?(?:财产)?保全)|法院(?:已|已经|业已)"
        r"|(?:已|已经|业已|现已)(?:进入[^，。；]{0,4}(?:诉讼|仲裁|执行|司法)(?:程序|阶段)|移送[^，。；]{0,6}法院"
        r"|申请(?:了)?[^，。；]{0,6}法院|委托[^，。；]{1,12}(?:提起诉讼|起诉|申请仲裁|立案))"
    ),
    "没有案号的程序写成了已经进行",
    "删去；已经进行的，把案号等写进案件文件，用标签印出",
    _LETTERS,
)
"""Steps before a court, which are stated from the case or not at all."""


def unfit_in(text: str, family: Family) -> Iterator[Unfit]:
    """Yield the words of a paragraph that no finished paper of a family may have."""
    for rule in _RULES:
        if family in rule.families:
            for found in rule.pattern.finditer(text):
                if family is Family.AGREEMENT and _promised_not(text[: found.start()], rule):
                    continue
                yield Unfit(found[0], rule.why, rule.step)


def _promised_not(before: str, rule: _Rule) -> bool:
    """Return whether a clause of secrecy forbids what in another clause would be a threat."""
    return rule.why == _THREAT and _NOT_TO.search(before) is not None


def untaken_in(text: str, family: Family) -> Iterator[Unfit]:
    """Yield the words by which a letter says that a court has been gone to."""
    if family in STEPS_NOT_TAKEN.families:
        for found in STEPS_NOT_TAKEN.pattern.finditer(text):
            yield Unfit(found[0], STEPS_NOT_TAKEN.why, STEPS_NOT_TAKEN.step)
