"""Whether a court named in a case lies where a party does."""

from __future__ import annotations

import re

_PLACE = re.compile(r"[^省市区县旗州]+?(?:自治州|自治县|自治区|[省市区县旗])")
_LEVEL = re.compile(r"(?:中级|高级)?人民法院.*$")


def lies_at(court: str, address: str) -> bool:
    """Tell whether the smallest place in a court's name stands in an address.

    >>> lies_at("武汉市江夏区人民法院", "武汉市江夏区榆湖大道115号")
    True
    >>> lies_at("苏州市中级人民法院", "武汉市江夏区榆湖大道115号")
    False
    """
    place = _LEVEL.sub("", court)
    parts = _PLACE.findall(place) or [place]
    smallest = parts[-1][:-1] if len(parts[-1]) > 2 else parts[-1]  # noqa: PLR2004 - 甲市 stays
    return bool(smallest) and smallest in address
