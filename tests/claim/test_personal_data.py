"""What in a text is personal: found however it is written, and sums and days left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.case.redaction import RedactionRule
from legaldocs.claim.personal_data import masked, spans, states

ID, PHONE = RedactionRule.ID_NUMBER, RedactionRule.PHONE
ACCOUNT, HOME = RedactionRule.ACCOUNT, RedactionRule.HOME_ADDRESS


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        (ID, "身份证号330106199001011237，", ["330106199001011237"]),
        (ID, "末位33010619900101123X。", ["33010619900101123X"]),
        (ID, "旧号330106900101123。", ["330106900101123"]),
        (ID, "３３０１０６１９９００１０１１２３７", ["３３０１０６１９９００１０１１２３７"]),
        (ID, "33010619900101\r\n1237", ["33010619900101\r\n1237"]),
        (ID, "No330106199001011237A", ["330106199001011237"]),
        (ID, "信用代码91330302MA2H7J8K05", []),
        (ID, "发票25327000000042000101", []),
        (PHONE, "13812345678", ["13812345678"]),
        (PHONE, "+86 138-1234-5678", ["138-1234-5678"]),
        (PHONE, "8613812345678", ["13812345678"]),
        (PHONE, "微信wx13812345678", ["13812345678"]),
        (PHONE, "(0571)88880001", ["(0571)88880001"]),
        (PHONE, "电话：027-10001150 ", ["027-10001150"]),
        (PHONE, "182,000.00 13500.00 2025-04-22 2025-04-29", []),
        (ACCOUNT, "账号：3303020099", ["3303020099"]),
        (ACCOUNT, "卡号 6222 0212 3456 7890 123", ["6222 0212 3456 7890 123"]),
        (ACCOUNT, "汇至6222021234567890123", ["6222021234567890123"]),
        (ACCOUNT, "81100420100\r\n0420861", ["81100420100\r\n0420861"]),
        (ACCOUNT, "发票号码：25327000000042000101", []),
        (ACCOUNT, "2025-04-22 2025-04-29 共860,000.00元", []),
        (HOME, "住址：杭州市西湖区文三路1号2幢301室\n电话：", ["杭州市西湖区文三路1号2幢301室"]),
        (HOME, "住址 杭州市西湖区文\n三路1号\n金额：5", ["杭州市西湖区文\n三路1号"]),
        (HOME, "张三，男，汉族，住杭州市文三路1号，公民身份号码", ["杭州市文三路1号"]),
        (HOME, "张三，男，住所地：杭州市文三路1号，", ["杭州市文三路1号"]),
        (HOME, "某公司，住所地：温州市鹿城区澄吴路2号", []),
        (HOME, "入住酒店，住宿费100元", []),
    ],
)
def test_each_rule_finds_what_it_names(rule: RedactionRule, text: str, found: list[str]) -> None:
    assert [text[first:last] for first, last in spans(text, [rule], [])] == found


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.lists(st.sampled_from(["", " ", "-", "\r\n"]), min_size=10, max_size=10),
    st.sampled_from(["", "电话", "x", "，", "\n", "（"]),
    st.sampled_from(["", "。", "y", "\r\n", "）", " "]),
)
def test_a_telephone_is_found_however_it_is_grouped(
    number: str, gaps: list[str], before: str, after: str
) -> None:
    written = number[0] + "".join(gap + digit for gap, digit in zip(gaps, number[1:], strict=True))
    text = before + written + after
    hidden = {at for first, last in spans(text, [PHONE], []) for at in range(first, last)}
    assert set(range(len(before), len(before) + len(written))) <= hidden


@pytest.mark.parametrize("text", ["王小二", "王 小二", "王小\r\n二", "王\u200b小二", "付王小二款"])
def test_words_are_found_whatever_space_is_in_them(text: str) -> None:
    assert states(text, "王小二")
    assert "王" not in masked(text, [], ["王小二"])
    assert "二" not in masked(text, [], ["王小二"])


def test_every_place_of_a_word_is_found() -> None:
    assert spans("甲乙甲乙甲", [], ["甲乙甲"]) == ((0, 3), (2, 5))
    assert spans("ＡＢＣ１", [], ["abc1"]) == ((0, 4),)
    assert spans("ßİ张三", [], ["张三"]) == ((2, 4),)
    assert spans("甲", [], ["", " "]) == ()


def test_a_hash_is_removed_always() -> None:
    """Who knows all but a telephone of a text finds it by trying until the hash fits."""
    printed = "SHA-256 " + "0123456789abcdef" * 2 + "\r\n" + "0123456789abcdef" * 2
    assert masked(printed, [], []).strip("×") == "SHA-256 "
