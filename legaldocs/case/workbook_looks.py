"""Which cell formats of a workbook let a person see something else than what is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_STYLES = "xl/styles.xml"
_HIDDEN = ("的数字格式不显示内容", "改成常规格式，核对这一行该不该计入，保存后重新运行")
_STRUCK = ("划了删除线，无法确定是否计入", "不计入的删去，计入的取消删除线，保存后重新运行")
_WHITE = ("是白底上的白色字，看不见", "改成看得见的颜色，核对这一行该不该计入，保存后重新运行")
_FOREIGN = ("按外币显示", "只读人民币的金额；外币的，按约定折算后另写，改用常规格式")

_SYMBOL = re.compile(r"\[\$(?P<symbol>[^\]\-]*)(?:-(?P<locale>[0-9A-Fa-f]+))?\]")
_YUAN = frozenset({"", "¥", "￥", "CNY", "RMB", "元", "人民币"})
_YEN = frozenset({"411", "0411", "10411"})
"""The locale of Japan, whose currency has the sign of the yuan."""
_LITERAL = re.compile(
    r"\"[^\"]*(?:\$|€|£|USD|EUR|HKD|JPY|GBP|美元|欧元|港币|港元|日元|英镑)[^\"]*\"|\\[$€£]"
)


def unseen_formats(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Return, by the number of a cell format, what is wrong with it and the next step.

    Wrong is what shows nothing, white on white, struck through, or an amount in another currency.
    """
    from lxml import etree  # noqa: PLC0415 - only tables pay

    if _STYLES not in archive.namelist():
        return {}
    styles = etree.fromstring(archive.read(_STYLES), etree.XMLParser(resolve_entities=False))
    codes = {
        code.get("numFmtId", ""): code.get("formatCode", "")
        for code in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts, fills = (
        list(styles.iterfind(f"{{*}}{kind}")) for kind in ("fonts/{*}font", "fills/{*}fill")
    )
    return {
        str(number): wrong
        for number, look in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if (wrong := next(_wrong(look, codes, fonts, fills), None)) is not None
    }


def _wrong(
    look: Any, codes: dict[str, str], fonts: list[Any], fills: list[Any]
) -> Iterator[tuple[str, str]]:
    code = codes.get(look.get("numFmtId", ""), "")
    if code and not code.replace(";", "").strip() and ";;" in code:
        yield _HIDDEN
    font, fill = _at(fonts, look.get("fontId")), _at(fills, look.get("fillId"))
    if font is not None:
        struck = font.find("{*}strike")
        if struck is not None and struck.get("val", "1") not in {"0", "false"}:
            yield _STRUCK
        if _is_white(font.find("{*}color")) and not _is_filled(fill):
            yield _WHITE
    if _is_foreign(code):
        yield _FOREIGN


def _at(found: list[Any], place: str | None) -> Any:
    number = int(place) if place and place.isascii() and place.isdigit() else -1
    return found[number] if 0 <= number < len(found) else None


def _is_white(colour: Any) -> bool:
    if colour is None or colour.get("tint"):
        return False
    by_number = colour.get("theme") == "0" or colour.get("indexed") in {"1", "9"}
    return by_number or (colour.get("rgb") or "").upper()[-6:] == "FFFFFF"


def _is_filled(fill: Any) -> bool:
    pattern = None if fill is None else fill.find("{*}patternFill")
    plain = pattern is not None and pattern.get("patternType", "none") == "none"
    return fill is not None and not (plain or len(fill) == 0)


def _is_foreign(code: str) -> bool:
    return bool(_LITERAL.search(code)) or any(
        found["symbol"].strip() not in _YUAN or (found["locale"] or "") in _YEN
        for found in _SYMBOL.finditer(code)
        if found["symbol"]
    )
