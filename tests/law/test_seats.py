"""Where an address or a court is."""

from __future__ import annotations

import pytest

from legaldocs.law.seats import Seat, court_is_at, seat_of


@pytest.mark.parametrize(
    ("words", "place", "province"),
    [
        ("武汉市江夏区榆湖大道115号", "武汉市江夏区", ""),
        ("湖北省武汉市江夏区榆湖大道115号", "武汉市江夏区", "湖北省"),
        ("广东省东莞市长安镇霖川工业园3栋", "东莞市", "广东省"),
        ("苏州工业园区砚溪路42号3幢", "苏州工业园区", ""),
        ("青岛市市北区某路1号", "青岛市市北区", ""),
        ("内蒙古自治区呼和浩特市新城区某街", "呼和浩特市新城区", "内蒙古自治区"),
        ("吉林省延边朝鲜族自治州延吉市某街", "延边朝鲜族自治州延吉市", "吉林省"),
        ("上海市浦东新区世纪大道1号", "上海市浦东新区", "上海市"),
        ("东莞市第二人民法院", "东莞市", ""),
        ("江苏省高级人民法院", "", "江苏省"),
        ("武汉海事法院", "", ""),
        ("", "", ""),
    ],
)
def test_the_seat_that_words_begin_with(words: str, place: str, province: str) -> None:
    assert seat_of(words) == Seat(place, province)


@pytest.mark.parametrize(
    ("court", "address", "found"),
    [
        ("武汉市江夏区人民法院", "武汉市江夏区榆湖大道115号", True),
        ("武汉市江夏区人民法院", "江夏区榆湖大道115号", True),
        ("湖北省武汉市江夏区人民法院", "武汉市江夏区榆湖大道115号", True),
        ("苏州市中级人民法院", "苏州工业园区砚溪路42号", True),
        ("东莞市第二人民法院", "广东省东莞市长安镇1号", True),
        ("苏州工业园区人民法院", "东莞市长安镇霖川工业园3栋", False),
        ("北京市朝阳区人民法院", "长春市朝阳区某路1号", False),
        ("昆明市五华区人民法院", "武汉市江夏区榆湖大道115号", False),
        ("武汉海事法院", "武汉市江夏区榆湖大道115号", False),
        ("沙县人民法院", "三明市沙县某路", True),
        ("沙县人民法院", "长沙市某路", False),
    ],
)
def test_a_court_is_at_an_address(court: str, address: str, *, found: bool) -> None:
    assert court_is_at(court, address) is found
