"""``legaldocs trace``: from a figure in a paper back to its working, its rows and its exhibits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.output.reply import Reply, Yuan
from legaldocs.output.trace import Figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from legaldocs.output.trace import Cited

_ROWS_SHOWN = 10


class TraceReply(Reply, frozen=True, tag="legaldocs.trace/1"):
    """Where a figure comes from (金额的来历)."""

    amount: Annotated[Yuan, Meta(description="追查的金额")]
    figures: Annotated[tuple[Figure, ...], Meta(description="等于该金额的各个数字")]


@click.command("trace")
@click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("amount", metavar="AMOUNT")
@as_of_option
@json_option
def command(folder: Path, amount: str, *, as_of: dt.date, as_json: bool) -> None:
    """追查一个金额：算式、所据的事实、证据页码和哈希。"""
    from legaldocs.commands._law import book
    from legaldocs.core.money import figure, plain, yuan
    from legaldocs.job import trace

    sought = yuan(amount)
    figures = trace(folder, as_of=as_of, book=book()).figures
    found = tuple(entry for entry in figures if entry.value == plain(sought))
    if not found:
        raise _not_held(sought, figures, as_of)
    rows = [f"{figure(sought)} 元，截至 {as_of}，共 {len(found)} 处"]
    for place, entry in enumerate(found, start=1):
        rows += ["", f"{place}．{entry.label}", *(f"   {line}" for line in _lines(entry))]
    answer = TraceReply(ok=True, findings=(), amount=plain(sought), figures=found)
    show(answer, "\n".join(rows), as_json=as_json)


def _not_held(sought: Decimal, figures: Sequence[Figure], as_of: dt.date) -> Exception:
    from decimal import Decimal

    from legaldocs.core.errors import InputError
    from legaldocs.core.money import figure

    near = min(figures, key=lambda entry: abs(Decimal(entry.value) - sought))
    return InputError(
        f"案件截至 {as_of} 的账目和事实里没有这个金额",
        found=f"{figure(sought)} 元",
        next_step=f"最接近的是 {figure(Decimal(near.value))} 元（{near.label}）；"
        "金额来自另一天的文书的，用 --as-of 写明那一天",
    )


def _lines(entry: Figure) -> Iterator[str]:
    for step in entry.steps:
        yield f"算式：{step.says}" + (f"（{step.source}）" if step.source else "")
    shown = "、".join(entry.rows[:_ROWS_SHOWN])
    more = f"等 {len(entry.rows)} 处" if len(entry.rows) > _ROWS_SHOWN else ""
    if shown:
        yield f"事实：{shown}{more}"
    for exhibit in entry.exhibits:
        yield f"证据：{exhibit.exhibit}　{exhibit.title}{_pages(exhibit)}"
        for file in exhibit.files:
            yield f"　　　{file.path}　SHA-256 {file.sha256}"


def _pages(exhibit: Cited) -> str:
    if exhibit.pages is None:
        return ""
    first, last = exhibit.pages.first, exhibit.pages.last
    return f"　第{first}页" if first == last else f"　第{first}-{last}页"
