"""A Chinese address by its parts, as far as its words name them; nothing is guessed."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMES = (
    "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省",
    "福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省",
    "云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区 台湾省",
    "香港特别行政区 澳门特别行政区",
)
_PROVINCES = tuple(name for line in _NAMES for name in line.split())
"""In the order of their official codes (GB/T 2260), which is also the order of printing."""

_MUNICIPAL = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_NO_STREET = "[^路街道巷弄号0-9０-９省市区县旗]"
_CITY = re.compile(rf".{_NO_STREET}{{0,9}}?(?:市|自治州|地区|盟)")
_COUNTY = re.compile(rf".{_NO_STREET}{{0,9}}?(?:区|县|旗|市)")
_NO_COUNTY = re.compile(r"(?:小|社|校|厂|库|片|街|苑)区$|(?<!工业)(?<!产业)园区$")


class Address(NamedTuple):
    """An address (地址): joined together its parts are the whole, to the letter.

    ``province``, ``city`` and ``county`` are empty where the words do not name them.
    """

    province: str
    city: str
    county: str
    rest: str

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        """What addresses are sorted by: provinces by code, unnamed last; the rest by character."""
        known = self.province in _PROVINCES
        place = _PROVINCES.index(self.province) if known else len(_PROVINCES)
        return (place, *self[:3], self.rest)


def address_of(text: str) -> Address:
    """Return the parts of an address."""
    province = next((name for name in _PROVINCES if text.startswith(name)), "")
    rest = text[len(province) :]
    city = "" if province in _MUNICIPAL else _first(_CITY, rest)
    rest = rest[len(city) :]
    county = _first(_COUNTY, rest)
    if _NO_COUNTY.search(county):
        county = ""
    return Address(province, city, county, rest[len(county) :])


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return match[0] if match else ""
