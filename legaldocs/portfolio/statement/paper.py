"""The statement of account as a paper: in two copies, with the slip that comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.make import write_form
from legaldocs.papers.names import Names, name
from legaldocs.papers.words import particulars
from legaldocs.portfolio.statement.content import Content  # noqa: TC001 - templates ask for it
from legaldocs.render.compare_text import read_pdf
from legaldocs.render.docx import Properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from legaldocs.case.party import Party
    from legaldocs.render.write import Written

_MOST_ROWS, _MOST_CONTRACTS = 7, 8
"""Lines beside the slip for which it is tried whether the first page holds them; trying costs as
much as writing."""


_ANNEX = "附件："


class Layout(NamedTuple):
    """What stands on the first page beside balance and slip (首页的取法); the rest is annexed."""

    rows: bool
    contracts: bool


class StatementNames(Names):
    """The names of the statement of account."""

    def __init__(
        self, content: Content, code: str, short_code: str, creditor: Party, layout: Layout
    ) -> None:
        self._content = content
        self._layout = layout
        self._code = code
        self._short_code = short_code
        self._creditor = creditor

    @name("我方，字段与案件的当事人相同")
    def creditor(self) -> Party:
        return self._creditor

    @name(
        "对账单：number 编号、customer 对方（name、addressed 称呼）、from_on 起、through_on 止、"
        "made_on 制作日、reply_by 回复的最后一日、opening 期初、rows 明细（day、number 单号、"
        "contract 合同、what 事项、raised 增加、lowered 减少）、raised 增加合计、lowered 减少合计、"
        "closing 期末、overdue 其中逾期、ageing 账龄（name、amount）、open_items 未付应收合计、"
        "unmatched 未指明用途的收款、prepaid 预付、contracts 分合同余额、disputes 未决异议"
    )
    def statement(self) -> Content:
        return self._content

    @name("二维码的内容")
    def code(self) -> str:
        return self._code

    @name("短码，打在二维码旁边")
    def short_code(self) -> str:
        return self._short_code

    @name("分合同余额是否列表：不止一份合同的")
    def several(self) -> bool:
        return len(self._content.contracts) > 1

    @name("明细是否排在第一页；不是的，列在附件里")
    def short(self) -> bool:
        return self._layout.rows

    @name("分合同余额是否排在第一页；不是的，列在附件里")
    def contracts_first(self) -> bool:
        return self.several and self._layout.contracts

    @name("标签和值：particulars(['联系人', creditor.contact])，值为空的不印")
    def particulars(self) -> Callable[..., str]:
        return particulars


FORM = Form(
    id="account_statement",
    title="对账单",
    family=Family.BOOK,
    names=StatementNames,
    folder=Path(__file__).parent / "papers" / "account_statement",
)


def write_statement(content: Content, code: str, short_code: str, creditor: Party) -> Written:
    """Return the statement as .docx and .pdf; its first page has balance and slip in any case.

    It has the movements and the contracts as well where there is room; else they are annexed.

    Raises the errors of ``papers.make.write_form``.
    """
    properties = Properties(f"{FORM.title}{content.number}", creditor.name, content.made_on)
    for layout in _layouts(content):
        names = StatementNames(content, code, short_code, creditor, layout)
        written = write_form(FORM, names, properties, None)
        if _fits(read_pdf(written.pdf), short_code, layout):
            break
    return written


def _fits(pages: Sequence[str], short_code: str, layout: Layout) -> bool:
    """Return whether the slip is on the first page, and the second is none or the annex."""
    rest = len(pages) == 1 if layout.rows else _ANNEX in pages[1]
    return short_code in pages[0] and rest


def _layouts(content: Content) -> Iterator[Layout]:
    """Yield what may stand on the first page, the fullest first."""
    count = len(content.contracts)
    # A table of contracts has a head and a gap; an objection takes two lines.
    lines = 2 * len(content.disputes) + (count + 2 if count > 1 else 0)
    if len(content.rows) + lines <= _MOST_ROWS:
        yield Layout(rows=True, contracts=True)
    if 1 < count <= _MOST_CONTRACTS:
        yield Layout(rows=False, contracts=True)
    yield Layout(rows=False, contracts=False)
