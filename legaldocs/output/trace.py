"""trace.json: each figure with its working, the rows it is based on and their exhibits."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.money import plain
from legaldocs.output.reply import Sha256, Step, Yuan
from legaldocs.output.traced import traced_figures
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.matter import Matter
    from legaldocs.evidence.files.gather import Gathering
    from legaldocs.output.traced import TracedFigure
    from legaldocs.volume.layout import Layout


class File(msgspec.Struct, frozen=True):
    """A file and its hash (文件)."""

    path: Annotated[str, Meta(description="相对路径")]
    sha256: Annotated[Sha256 | None, Meta(description="SHA-256；没有收入的为空")]


class CheckedRate(msgspec.Struct, frozen=True):
    """A rate, and how far it was checked (利率)."""

    id: Annotated[str, Meta(description="编号，如 lpr_1y")]
    verified_through: Annotated[dt.date, Meta(description="核对至")]


class Confirmed(msgspec.Struct, frozen=True):
    """A rate that the user confirmed (用户确认的利率)."""

    id: Annotated[str, Meta(description="编号")]
    on: Annotated[dt.date, Meta(description="适用的日期")]
    value: Annotated[str, Meta(description="百分之几")]
    source: Annotated[str, Meta(description="核对所据的公告")]


class Pages(msgspec.Struct, frozen=True):
    """Pages of the court volume (页码)."""

    first: Annotated[int, Meta(description="首页")]
    last: Annotated[int, Meta(description="末页")]


class Cited(msgspec.Struct, frozen=True):
    """An exhibit that a figure is based on (所据证据)."""

    exhibit: Annotated[str, Meta(description="证据编号，如 证据3")]
    title: Annotated[str, Meta(description="证据名称")]
    pages: Annotated[Pages | None, Meta(description="在证据卷中的页码；没有证据卷的为空")]
    files: tuple[File, ...]


class Figure(msgspec.Struct, frozen=True):
    """A figure with its working, the rows it is based on and their exhibits (金额的来历)."""

    id: Annotated[
        str,
        Meta(
            description="编号：principal、late_charge、costs、total，"
            "以及 contract1.instalment2.outstanding 等；案件里的事实为 文件:行.键"
        ),
    ]
    label: Annotated[str, Meta(description="名称")]
    value: Yuan
    steps: Annotated[tuple[Step, ...], Meta(description="计算过程")]
    rows: Annotated[tuple[str, ...], Meta(description="所据的事实：文件:行")]
    exhibits: tuple[Cited, ...]


class Trace(msgspec.Struct, frozen=True, tag_field="schema", tag="legaldocs.metadata.trace/1"):
    """How the figures were worked out, and from which files and rates (来历).

    Written as ``metadata/trace.json``; a bundle for the other side has none.
    """

    version: Annotated[str, Meta(description="legaldocs 的版本")]
    as_of: Annotated[dt.date, Meta(description="计算基准日")]
    case_files: Annotated[tuple[File, ...], Meta(description="case.yaml 和所用的表格")]
    own_templates: Annotated[tuple[File, ...], Meta(description="用户自己的模板")]
    law: Annotated[tuple[CheckedRate, ...], Meta(description="利率数据核对到哪一天")]
    confirmations: Annotated[tuple[Confirmed, ...], Meta(description="用户确认的利率")]
    figures: tuple[Figure, ...]


def trace_of(matter: Matter, gathering: Gathering, layout: Layout, templates: Path | None) -> Trace:
    """Trace each figure to exhibit, page and hash, and list the files and rates that were used.

    ``templates`` is the folder of the user's own copies.
    """
    case = matter.case
    own = [] if templates is None else sorted(templates.rglob("*.docx"))
    return Trace(
        version=VERSION,
        as_of=matter.as_of,
        case_files=_hashed(case.folder, [case.folder / n for n in (CASE_FILE, *case.tables)]),
        own_templates=() if templates is None else _hashed(templates, own),
        law=tuple(
            CheckedRate(status.id, status.verified_through)
            for status in matter.book.statuses()
            if status.kind == "rate"
        ),
        confirmations=tuple(
            Confirmed(known.id, known.on, f"{known.percent}", known.source)
            for known in matter.book.confirmations
        ),
        figures=_figures(matter, gathering, layout),
    )


def _hashed(folder: Path, files: Sequence[Path]) -> tuple[File, ...]:
    return tuple(
        File(path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    )


def _figures(matter: Matter, gathering: Gathering, layout: Layout) -> tuple[Figure, ...]:
    hashes = {item.path: item.sha256 for item in gathering.items}
    cited: dict[str, list[tuple[int, Cited]]] = defaultdict(list)
    for exhibit in matter.exhibits:
        entry = _cited(exhibit, layout.pages.get(exhibit.number), hashes)
        for row in {str(row) for row in exhibit.rows}:
            cited[row].append((exhibit.number, entry))
    return tuple(_figure(traced, cited) for traced in traced_figures(matter))


def _figure(traced: TracedFigure, cited: Mapping[str, list[tuple[int, Cited]]]) -> Figure:
    rows = tuple(map(str, traced.rows))
    exhibits = dict(entry for row in rows for entry in cited.get(row, ()))
    return Figure(
        id=traced.id,
        label=traced.label,
        value=plain(traced.amount),
        steps=tuple(Step(step.says, step.source) for step in traced.steps),
        rows=rows,
        exhibits=tuple(exhibits[number] for number in sorted(exhibits)),
    )


def _cited(exhibit: Exhibit, span: tuple[int, int] | None, hashes: Mapping[str, str]) -> Cited:
    return Cited(
        exhibit=exhibit.label,
        title=exhibit.title,
        pages=Pages(*span) if span else None,
        files=tuple(File(path, hashes.get(path)) for path in exhibit.files),
    )
