"""Terms of commission are read strictly, and kept so that they are read the same again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.portfolio.agency.papers.names import fee_sentences
from legaldocs.portfolio.agency.terms import terms_in
from legaldocs.portfolio.agency.vocabulary import CostPayer
from tests.portfolio.agency.engaged import terms_of

if TYPE_CHECKING:
    from pathlib import Path

FULL = """
tiers:
- {up_to: 50000.00, percent: 15%}
- {up_to: 100000.00, percent: 12%}
- {percent: 10.5%}
hourly: 500.00
fixed: 1000.00
no_cure_no_pay: 是
minimum: 100.00
cap: 30000.00
vat: {percent: 6%, included: 否}
costs: 委托人
agent_account: {holder: 某公司, bank: 某银行, number: "123456789"}
"""


def test_what_a_row_keeps_reads_the_same(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, FULL)
    again = terms_in(terms.to_json())
    assert again.to_json() == terms.to_json()
    assert [tier.percent for tier in again.tiers] == [15, 12, Decimal("10.5")]
    assert (again.cap, again.costs) == (Decimal("30000.00"), CostPayer.PRINCIPAL)
    assert again.agent_account is not None


def test_each_condition_is_a_sentence(tmp_path: Path) -> None:
    assert fee_sentences(terms_of(tmp_path, FULL)) == (
        "累计回款50,000.00元以内的部分，按15%计",
        "累计回款超过50,000.00元、100,000.00元以内的部分，按12%计",
        "累计回款超过100,000.00元的部分，按10.5%计",
        "按工时计，每小时500.00元，不足一小时的按分钟折算",
        "固定费用1,000.00元，只计一次",
        "没有回款的，不收取任何佣金",
        "委托终止时，有回款的，佣金合计最低100.00元",
        "佣金合计最高30,000.00元",
        "以上金额不含增值税，另加6%",
    )
    old = "ages:\n- {up_to_days: 90, percent: 8%}\n- {percent: 20%}\n"
    assert fee_sentences(terms_of(tmp_path, old))[:2] == (
        "委托之日已逾期0至90天的款项，按其回款的8%计",
        "委托之日已逾期91天以上的款项，按其回款的20%计",
    )


@pytest.mark.parametrize("nothing", ["0%", "0.00%"])
def test_a_tier_may_be_free(tmp_path: Path, nothing: str) -> None:
    text = f"tiers:\n- {{up_to: 50000.00, percent: {nothing}}}\n- {{percent: 10%}}\n"
    terms = terms_in(terms_of(tmp_path, text).to_json())
    assert [tier.percent for tier in terms.tiers] == [0, 10]
    assert fee_sentences(terms)[:2] == (
        "累计回款50,000.00元以内的部分，不计佣", "累计回款超过50,000.00元的部分，按10%计",
    )  # fmt: skip
    old = f"ages:\n- {{up_to_days: 90, percent: {nothing}}}\n- {{percent: 9%}}\n"
    ages = terms_of(tmp_path, old)
    assert fee_sentences(ages)[0] == "委托之日已逾期0至90天的款项，不计佣"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cap: 1.00\n", "没有写怎样计佣"),
        ("percent: 0%\n", "0 到 100 之间"),
        ("tiers:\n- {percent: 0%}\n", "没有写怎样计佣"),
        ("percent: 10%\ntiers:\n- {percent: 5%}\n", "只能写一种"),
        ("tiers:\n- {up_to: 5.00, percent: 5%}\n", "最后一档不写"),
        ("ages:\n- {up_to_days: 9, percent: 5%}\n- {up_to_days: 5, percent: 4%}\n- {percent: 3%}\n",
         "由小到大"),
        ("tiers:\n- {percent: 5%}\n- {percent: 4%}\n", "由小到大"),
        ("percent: 10%\nminimum: 9.00\ncap: 5.00\n", "最高佣金低于最低佣金"),
        ("percent: 10%\nsettle_within_days: 0\n", "天数应当大于 0"),
        ("percent: 十\n", "佣金.yaml:1"),
        ("percent: 10%\nrate: 3%\n", "佣金.yaml:2"),
        ("percent: 10%\nvat: {percent: 6%}\n", "included"),
        ("- a\n", "键: 值"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        terms_of(tmp_path, text)
    assert says in str(error.value)
