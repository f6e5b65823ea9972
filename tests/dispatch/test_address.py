"""The parts of an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.dispatch.address import address_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("湖北省武汉市江岸区某路1号", ("湖北省", "武汉市", "江岸区", "某路1号")),
        ("上海市浦东新区某路2号", ("上海市", "", "浦东新区", "某路2号")),
        ("武汉市江岸区某路1号", ("", "武汉市", "江岸区", "某路1号")),
        ("苏州市工业园区某路8号", ("", "苏州市", "工业园区", "某路8号")),
        ("湖南省湘潭市湘乡市某路8号", ("湖南省", "湘潭市", "湘乡市", "某路8号")),
        ("浙江省台州市路桥区某街1号", ("浙江省", "台州市", "路桥区", "某街1号")),
        (
            "内蒙古自治区呼伦贝尔市鄂温克族自治旗某路",
            ("内蒙古自治区", "呼伦贝尔市", "鄂温克族自治旗", "某路"),
        ),
        (
            "新疆维吾尔自治区伊犁哈萨克自治州伊宁市某路",
            ("新疆维吾尔自治区", "伊犁哈萨克自治州", "伊宁市", "某路"),
        ),
        ("武汉市某小区3号", ("", "武汉市", "", "某小区3号")),
        ("某路18号院内办公区", ("", "", "", "某路18号院内办公区")),
        ("", ("", "", "", "")),
    ],
)
def test_an_address_is_parted_by_its_own_words(text: str, parts: tuple[str, ...]) -> None:
    assert address_of(text) == parts


@given(st.text("北京市上海湖省武汉区县旗路号小园工业自治州3a= \n"))
def test_the_parts_are_the_whole(text: str) -> None:
    assert "".join(address_of(text)) == text


def test_the_order_is_by_province_then_city_then_county() -> None:
    texts = ["某地", "广东省广州市", "上海市黄浦区", "湖北省武汉市江岸区", "湖北省宜昌市", "北京市"]
    assert sorted(texts, key=lambda text: address_of(text).order) == [
        "北京市",
        "上海市黄浦区",
        "湖北省宜昌市",
        "湖北省武汉市江岸区",
        "广东省广州市",
        "某地",
    ]
