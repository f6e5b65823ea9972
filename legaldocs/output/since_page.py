"""What differs from the last build, in words: for the terminal and for SUMMARY.md."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.output.since import Since

_PAPERS = (("new", "新增文书"), ("gone", "不再生成的文书"), ("changed", "内容有变化的文书"))


def since_lines(since: Since) -> Iterator[str]:
    """Yield a line for the terminal, and one for each kind of difference."""
    yield f"与这里上次的结果（截至 {since.as_of}）不同："
    yield from (f"       {line}" for line in differences(since))


def differences(since: Since) -> Iterator[str]:
    """Yield each amount, the letter due and the papers that differ."""
    for change in since.figures:
        yield f"{change.name}：{_shown(change.before)} → {_shown(change.after)}"
    if since.letter is not None:
        yield f"应发函件：{since.letter.before or '无'} → {since.letter.after or '无'}"
    for name, words in _PAPERS:
        if titles := getattr(since, name):
            yield f"{words}：{'、'.join(titles)}"


def _shown(amount: str) -> str:
    return f"{figure(Decimal(amount))} 元" if amount else "没有这一项"
