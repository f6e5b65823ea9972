"""The heading of a table: which line it is, and what each of its columns states."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import types
import typing
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from legaldocs.case.belonging import Condition, condition_of
from legaldocs.case.sheet import cell_text, cell_texts
from legaldocs.case.synonyms import (
    ALSO_PASSED_OVER,
    EVERYWHERE,
    PASSED_OVER,
    SYNONYMS,
    WEAK,
    WITHOUT_TAX,
)
from legaldocs.core.typed import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.case.sheet import Sheet
    from legaldocs.core.typed import Label

SCALES = {"万元": Decimal(10000), "千元": Decimal(1000)}
"""Units that are converted, and the yuan in one."""
_UNITS = frozenset({"元", "人民币", "人民币元", "RMB", "CNY", "¥", "天", "日", "小写"})
"""Units allowed behind a heading, beside those that are converted."""
_UNIT = re.compile(r"(?P<name>[^()/]+)(?:\((?P<bracket>[^()]*)\)|/(?P<slash>元|万元|千元))")
_MONEY = "[百千万亿]*元|美元|欧元|港元|港币|日元|英镑|USD|EUR|HKD|JPY|GBP"
_UNIT_ABOVE = re.compile(
    rf"(?:单位|币种|货币):?(?:人民币)?(?P<unit>{_MONEY})|\((?:人民币)?(?P<only>{_MONEY})\)",
    re.IGNORECASE,
)
_BEFORE_UNIT = re.compile("^(?:单位:)?(?:人民币)?(?=.)")
_WITHOUT_TAX = re.compile("不含税|未税|税前|除税")
_TAX = re.compile("税率|(?<!含)税额")
_PASSED_OVER = re.compile("单价|数量")
_SEARCHED = 30
"""So many lines with something in them may hold the heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and what it states (列)."""

    text: str
    key: str = ""
    scale: Decimal = Decimal(1)
    condition: Condition | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The line of a sheet that names its columns (表头)."""

    line: int
    columns: tuple[Column, ...]
    first: bool
    unit_above: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The fields that the columns state."""
        return frozenset(column.key for column in self.columns if column.key)

    def column_of(self, key: str) -> Column | None:
        """Return the first column that states ``key``."""
        return next((column for column in self.columns if column.key == key), None)


def heading_of(sheet: Sheet, model: type) -> Heading | None:
    """Return the heading of a sheet: of its first lines the one that names most fields."""
    best: Heading | None = None
    above: list[str] = []
    filled = 0
    for line, cells in sheet.rows:
        texts = cell_texts(cells)
        if not any(texts):
            continue
        filled += 1
        # A heading of two lines merges the cells of those columns that have one name.
        shown = [
            cell_text(cell) or cell_text(sheet.covered.get((line, place), ""))
            for place, cell in enumerate(cells)
        ]
        columns = _columns(shown, model)
        keys = {column.key for column in columns} - {""}
        if len(keys) > (len(best.keys) if best else 0):
            best = _scaled(Heading(line, columns, filled == 1), above, model)
        above += texts
        if filled == _SEARCHED:
            break
    return best


def required(model: type) -> tuple[Label, ...]:
    """Return the fields that every row must state."""
    return tuple(label for label in labels(model).values() if label.required)


@cache
def fields(model: type) -> Mapping[str, Label]:
    """Return the fields of ``model`` that a column can state, those of its sections included."""
    found: dict[str, Label] = {}
    for key, label in labels(model).items():
        inner = section_of(label)
        if inner is None:
            found[key] = label
            continue
        found |= {f"{key}.{name}": below for name, below in labels(inner).items()}
    return found


def section_of(label: Label) -> type | None:
    """Return the model of a field that is one section, or None."""
    kinds = (label.kind, *typing.get_args(label.kind))
    inner = next((kind for kind in kinds if dataclasses.is_dataclass(kind)), None)
    is_one = typing.get_origin(label.kind) in (None, types.UnionType, typing.Union)
    return inner if is_one and label.notation is None and isinstance(inner, type) else None


@cache
def names(model: type) -> Mapping[str, str]:
    """Return the field that each heading names."""
    found: dict[str, str] = {}
    for key, label in fields(model).items():
        outer = key.partition(".")[0] if "." in key else ""
        found[key] = key
        found[squeezed(labels(model)[outer].name + label.name if outer else label.name)] = key
    for source in (EVERYWHERE, SYNONYMS.get(model, {})):
        for key, others in source.items():
            if key in fields(model):
                for other in others:
                    found.setdefault(squeezed(other), key)
    return found


def usable(model: type) -> str:
    """Return the headings that a table of ``model`` may have, as a sentence lists them."""
    known = SYNONYMS.get(model, {})
    return "、".join(
        known[key][0] if "." in key and key in known else label.name
        for key, label in fields(model).items()
        if "." not in key or key in known
    )


def passed_over(model: type) -> tuple[str, ...]:
    """Return the headings from which no fact is read."""
    return (*PASSED_OVER, *ALSO_PASSED_OVER.get(model, ()))


def squeezed(text: str) -> str:
    """Return a heading without spaces, marks and differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:")


def _columns(texts: list[str], model: type) -> tuple[Column, ...]:
    columns = [_column(text, model) for text in texts]
    bare = {parted(text)[0] for text in texts}
    if any(map(_TAX.search, bare)):
        untaxed = WITHOUT_TAX.get(model, ())
        return tuple(
            dataclasses.replace(column, key="", unknown=False)
            if parted(column.text)[0] in untaxed
            else column
            for column in columns
        )
    strong = {column.key for column in columns}
    weak = WEAK.get(model, {})
    for place, column in enumerate(columns):
        key = weak.get(parted(column.text)[0], "")
        if key:
            columns[place] = dataclasses.replace(
                column, key="" if key in strong else key, unknown=False
            )
    return tuple(columns)


def _column(text: str, model: type) -> Column:
    if not squeezed(text):
        return Column("")
    known = names(model)
    name, unit = parted(text)
    for written in (text.strip(), squeezed(text), name):
        if written in known:
            key = known[written]
            if unit in SCALES and not is_sum(fields(model)[key]):
                return Column(text, unknown=True)
            return Column(text, key, SCALES.get(unit, Decimal(1)))
    condition = condition_of(name, model)
    plain = _UNIT.fullmatch(squeezed(text))
    over = {name, plain["name"] if plain else ""} & {*passed_over(model)}
    silent = over or any(kind.search(name) for kind in (_WITHOUT_TAX, _TAX, _PASSED_OVER))
    return Column(text, condition=condition, unknown=condition is None and not silent)


def is_sum(label: Label) -> bool:
    """Return whether a field states an amount."""
    return label.notation is None and Decimal in (label.kind, *typing.get_args(label.kind))


def is_day(label: Label) -> bool:
    """Return whether a field states a day."""
    return dt.date in (label.kind, *typing.get_args(label.kind))


def parted(text: str) -> tuple[str, str]:
    """Return the name in a heading and the unit behind it; another bracket stays in the name."""
    plain = squeezed(text)
    match = _UNIT.fullmatch(plain)
    unit = (match["bracket"] or match["slash"] or "") if match else ""
    if match is None:
        return plain, ""
    if unit in {"含税", "不含税", "未税"}:
        return unit + match["name"], ""
    unit = _BEFORE_UNIT.sub("", unit)
    if unit.upper() in _UNITS | SCALES.keys():
        return match["name"], unit
    return plain, ""


def unit_above(above: list[str]) -> tuple[Decimal, str]:
    """Return the yuan in the unit that stands above a heading, and one that is not converted."""
    units = [
        (match["unit"] or match["only"]).upper()
        for match in map(_UNIT_ABOVE.search, map(squeezed, above))
        if match is not None
    ]
    other = [unit for unit in units if unit not in _UNITS]
    scale = SCALES.get(other[0]) if other else None
    unknown = "" if scale and len({*other}) == 1 else "、".join(other)
    return scale or Decimal(1), unknown


def _scaled(heading: Heading, above: list[str], model: type) -> Heading:
    """Return the heading with the unit that stands above it, where a column has none itself."""
    scale, unknown = unit_above(above)
    columns = tuple(
        dataclasses.replace(column, scale=scale)
        if scale != 1 and column.key and is_sum(fields(model)[column.key]) and not _has_unit(column)
        else column
        for column in heading.columns
    )
    return dataclasses.replace(heading, columns=columns, unit_above=unknown)


def _has_unit(column: Column) -> bool:
    return bool(parted(column.text)[1])
