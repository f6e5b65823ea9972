"""Where an address or a court is: the province, city and county that its words name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNIT = re.compile(
    r"\S[^省市区县旗镇乡街道路村弄号\d\s]*?(?:自治州|自治县|自治区|自治旗|[省市区县旗])"
)
_COURT = re.compile(r"(?:中级|高级)?人民法院.*$")
_MUNICIPALITIES = frozenset({"北京市", "上海市", "天津市", "重庆市"})
_SHORTEST = 2
"""Letters of a name that keeps its suffix: 沙县 is not called 沙."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place as far as jurisdiction needs it (所在地): the district, and its province.

    Either is empty where the words do not name it.
    """

    place: str
    province: str


def seat_of(words: str) -> Seat:
    """Return the seat that an address or the name of a court begins with.

    >>> seat_of("广东省东莞市长安镇1号")
    Seat(place='东莞市', province='广东省')
    >>> seat_of("上海市浦东新区人民法院")
    Seat(place='上海市浦东新区', province='上海市')
    """
    units = _units(_COURT.sub("", words))
    if units and units[0] in _MUNICIPALITIES:
        return Seat("".join(units), units[0])
    province = units[0] if units and units[0].endswith(("省", "自治区")) else ""
    return Seat("".join(units[1:] if province else units), province)


def court_is_at(court: str, address: str) -> bool:
    """Return whether the smallest place in a court's name is in an address.

    A larger place that both name must be the same: there are several 朝阳区. A court whose name
    holds no place, such as 武汉海事法院, is at no address.

    >>> court_is_at("江夏区人民法院", "武汉市江夏区榆湖大道115号")
    True
    >>> court_is_at("北京市朝阳区人民法院", "长春市朝阳区某路1号")
    False
    """
    *larger, smallest = _units(_COURT.sub("", court)) or ("",)
    core = smallest[:-1] if len(smallest) > _SHORTEST else smallest
    there = _units(address)
    rivals = [{unit for unit in there if unit[-1] == place[-1]} for place in larger]
    same = all(place in units for place, units in zip(larger, rivals, strict=True) if units)
    return bool(core) and core in address and same


def _units(words: str) -> tuple[str, ...]:
    """Return the places that ``words`` begin with, the largest first."""
    units = []
    end = 0
    while match := _UNIT.match(words, end):
        units.append(match[0])
        end = match.end()
    return tuple(units)
