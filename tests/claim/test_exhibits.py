"""What the list of exhibits says about each original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.exhibits import exhibits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit

CONTRACT = """
contracts:
  - {number: HT-1, name: 买卖合同, signed_on: 2025-01-05, price: 1000.00, due_on: 2026-03-01, file: c.pdf}
"""  # noqa: E501 - a row of the case


@pytest.fixture
def listed(write_case: Callable[..., Path]) -> Callable[[str], tuple[Exhibit, ...]]:
    """Return a function that lists the exhibits of the contract and further rows."""

    def listing(rows: str) -> tuple[Exhibit, ...]:
        return exhibits(load_case(write_case(CONTRACT + rows)))

    return listing


def test_a_statement_proves_what_the_debtor_confirmed(
    listed: Callable[[str], tuple[Exhibit, ...]],
) -> None:
    """A confirmed balance is the debtor's word; without a confirmation it is the creditor's own."""
    _, own, confirmed = listed("""
statements:
  - {through_on: 2026-06-30, balance: 800.00, confirmed_by: 财务部王某, file: signed.pdf}
  - {through_on: 2026-05-31, balance: 900.00, file: own.pdf}
""")
    assert own.proves == "债权人账目载明截至2026年5月31日尚欠合同价款900.00元"
    assert own.source == "债权人制作"
    assert confirmed.proves == "财务部王某确认截至2026年6月30日尚欠合同价款800.00元"
    assert confirmed.source == "债务人确认"


@pytest.mark.parametrize(
    ("channel", "file", "form"),
    [
        ("电子邮件", "打印件.pdf", "电子数据"),
        ("即时通讯", "截图.jpg", "电子数据"),
        ("即时通讯", "聊天记录.txt", "电子数据"),
        ("快递", "催告函.pdf", "书证"),
        ("快递", "催告函.docx", "书证"),
        ("电话", "录音.m4a", "电子数据"),
    ],
)
def test_mails_and_chats_are_electronic_data_however_they_are_kept(
    channel: str, file: str, form: str, listed: Callable[[str], tuple[Exhibit, ...]]
) -> None:
    *_, message = listed(f"""
communications:
  - {{sent_on: 2026-04-01, direction: 发出, channel: {channel}, effect: 其他催款, gist: 请付款, file: {file}}}
""")  # noqa: E501 - a row of the case
    assert message.form == form


def test_one_paper_among_electronic_files_makes_the_exhibit_a_document(
    listed: Callable[[str], tuple[Exhibit, ...]],
) -> None:
    *_, scanned, kept = listed("""
other_evidence:
  - {title: 询价往来, proves: 交易背景, file: [询价.eml, 报价单.pdf]}
  - {title: 询价邮件, proves: 交易背景, file: [询价.eml, 数据.xlsx]}
""")
    assert (scanned.title, scanned.form) == ("询价往来", "书证")
    assert (kept.title, kept.form) == ("询价邮件", "电子数据")


def test_rows_that_name_the_same_file_are_one_exhibit_that_proves_them_all(
    listed: Callable[[str], tuple[Exhibit, ...]],
) -> None:
    contract, both, single = listed("""
deliveries:
  - {number: S1, delivered_on: 2026-01-10, amount: 400.00, file: s.pdf}
  - {number: S3, delivered_on: 2026-01-30, amount: 200.00, file: other.pdf}
  - {number: S2, delivered_on: 2026-01-20, amount: 400.00, file: s.pdf}
""")
    assert [exhibit.number for exhibit in (contract, both, single)] == [1, 2, 3]
    assert both.title == "送货单 S1、送货单 S2"
    assert both.proves == "2026年1月10日交付价值400.00元的货物；2026年1月20日交付价值400.00元的货物"
    assert len(both.rows) == 2
    assert single.title == "送货单 S3"
