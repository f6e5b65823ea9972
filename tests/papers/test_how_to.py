"""The examples of docs/how-to/add-a-paper.md and add-a-guard.md, taken from the pages and run."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import legaldocs.papers
from legaldocs.case.vocabulary import Effect, Role
from legaldocs.claim.guards import proof
from legaldocs.papers import payment_reminder
from legaldocs.papers.catalogue import PAPERS
from legaldocs.render.template import Template
from legaldocs.render.wording_docx import build_template
from tests.papers import sample

if TYPE_CHECKING:
    import pytest

    from legaldocs.claim.matter import Matter

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
HOME = Path(legaldocs.papers.__file__).parent


def block(page: str, mark: str) -> str:
    found = re.search(
        rf"<!-- {mark} -->\n```\w+\n(.*?)```", (PAGES / page).read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def run(page: str, mark: str, names: dict[str, Any]) -> dict[str, Any]:
    exec(block(page, mark), names)  # noqa: S102 - our own page
    return names


def test_the_paper_of_the_page_is_made_and_its_test_passes(
    rich: Matter, minimal: Matter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("legaldocs.papers.account_letter")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    run("add-a-paper.md", "paper", vars(module))
    (tmp_path / "text.txt").write_text(block("add-a-paper.md", "text"), encoding="utf-8")
    made = tmp_path / "template.docx"
    made.write_bytes(build_template(tmp_path / "text.txt", HOME))
    monkeypatch.setattr(
        sample, "find_template", lambda form: Template(form.template, made, packaged=True)
    )
    tests = run("add-a-paper.md", "test", {})
    tests["test_without_an_account_there_is_no_letter"](rich, minimal)
    tests["test_the_letter_names_every_contract"](rich)
    number = vars(module)["FORM"].number
    assert number not in {paper.number for paper in PAPERS}


def test_the_guard_of_the_claim_on_the_page_warns(rich: Matter) -> None:
    guards = run("add-a-guard.md", "claim", vars(proof) | {"Effect": Effect})
    objection = replace(rich.case.communications[0], effect=Effect.DISPUTE)
    matter = replace(rich, case=replace(rich.case, communications=(objection,)))
    (finding,) = guards["objections_meet_signed_deliveries"](matter)
    assert finding.article == "《中华人民共和国民法典》第六百二十三条"
    assert list(guards["objections_meet_signed_deliveries"](rich)) == []


def test_the_guard_of_a_paper_on_the_page_refuses_it(rich: Matter) -> None:
    guards = run("add-a-guard.md", "paper", dict(vars(payment_reminder)))
    parties = tuple(
        replace(party, missing=party.role is Role.DEBTOR) for party in rich.case.parties
    )
    missing = replace(rich, case=replace(rich.case, parties=parties))
    draft = sample.draft_of(payment_reminder.FORM, missing)
    (finding,) = guards["debtor_can_be_reached"](draft)
    assert draft.stopped_by(finding)
    assert list(guards["debtor_can_be_reached"](replace(draft, matter=rich))) == []
