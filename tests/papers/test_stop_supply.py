"""A creditor holds back what is left to supply: said with its ground, and only on proof."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.case.reading import load_case
from legaldocs.case.supply import StopSupply
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.letters import supply_is_stopped_on_proof
from legaldocs.papers.warning_letter import FORM as WARNING
from tests.papers.sample import AS_OF, AT, draft_of, matter_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "letters-and-replies.md"
STOP = StopSupply(
    origin=AT,
    ground=v.InsecurityGround.REPUTATION,
    fact="多次未按承诺付款，并已被多家供应商起诉",
    file=("other/起诉状.pdf",),
)


def stopped(rich: Matter, stop: StopSupply | None, delivered: str = "780000.00") -> Matter:
    """Return the matter with the first delivery alone, of ``delivered`` out of 860,000 yuan."""
    demand = replace(rich.case.demand or m.Demand(origin=AT), stop_supply=stop)
    first = replace(rich.case.deliveries[0], amount=Decimal(delivered))
    return matter_of(replace(rich.case, demand=demand, deliveries=(first,)), AS_OF)


def codes(matter: Matter) -> list[str]:
    return [found.code for found in supply_is_stopped_on_proof(draft_of(WARNING, matter))]


def test_the_letters_give_the_fact_the_ground_and_the_way_back(rich: Matter) -> None:
    matter = stopped(rich, STOP)
    for paper, who in ((WARNING, "我方"), (LAWYER, "委托人")):
        said = text_of(paper, matter)
        assert "因贵方多次未按承诺付款，并已被多家供应商起诉（丧失商业信誉）" in said
        assert "第五百二十七条、第五百二十八条" in said
        assert f"贵方提供适当担保的，{who}恢复履行" in said
    assert "中止履行" not in text_of(DEMAND, matter)
    assert "中止履行" not in text_of(WARNING, stopped(rich, None))


@pytest.mark.parametrize(
    ("stop", "delivered", "found"),
    [
        (None, "860000.00", []),
        (STOP, "780000.00", []),
        (replace(STOP, file=()), "780000.00", ["LD-LETTER-STOP-PROOF"]),
        (STOP, "860000.00", ["LD-LETTER-STOP-NOTHING"]),
    ],
)
def test_nothing_is_stopped_without_proof_or_once_all_is_delivered(
    rich: Matter, stop: StopSupply | None, delivered: str, found: list[str]
) -> None:
    assert codes(stopped(rich, stop, delivered)) == found


def test_a_framework_contract_without_a_price_can_be_stopped(rich: Matter) -> None:
    matter = stopped(rich, STOP)
    contract = replace(matter.case.contracts[0], price=None, instalments=(), due_on=AS_OF)
    assert codes(matter_of(replace(matter.case, contracts=(contract,)), AS_OF)) == []


def test_the_page_on_letters_shows_how_it_is_written(write_case: Callable[..., Path]) -> None:
    block = re.search(r"<!-- stop -->\n```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    case = load_case(write_case("contracts: [{price: 100.00, due_on: 2026-01-31}]\n" + block[1]))
    assert case.demand is not None
    assert case.demand.stop_supply is not None
    assert case.demand.stop_supply.fact == STOP.fact
    assert case.demand.stop_supply.file == ("法院公告.pdf",)
