"""A guarantor is asked to perform only where a letter keeps the guarantor bound."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.examine import choose
from legaldocs.output.place import place_of
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.guarantor_demand import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AS_OF, AT, GUARANTOR, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def guaranteed(matter: Matter, **terms: object) -> Matter:
    (row,) = matter.case.guarantees
    return of(matter, guarantees=(replace(row, **terms),))


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def with_guarantor(matter: Matter, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party is GUARANTOR else party for party in matter.case.parties
    )
    return of(matter, parties=parties)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_a_joint_guarantor_is_asked_within_the_period(rich: Matter) -> None:
    assert codes(rich) == []
    text = text_of(FORM, rich)
    assert "林国栋：" in text
    assert "在500,113.50元（大写：人民币伍拾万零壹佰壹拾叁元伍角整）范围内" in text
    assert "对债务人的上述债务承担连带清偿责任" in text
    assert "保证期间至2029年7月31日届满" in text


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"form": v.GuaranteeForm.GENERAL}, "LD-GUA-LETTER-FORM"),
        ({"form": None}, "LD-GUA-LETTER-FORM"),
        ({"until_on": dt.date(2026, 11, 20)}, "LD-GUA-LETTER-LATE"),
        ({"until_on": AS_OF}, "LD-GUA-LETTER-NEAR"),
        ({"until_on": AS_OF + dt.timedelta(days=14)}, "LD-GUA-LETTER-NEAR"),
        ({"until_on": AS_OF + dt.timedelta(days=15)}, ""),
    ],
)
def test_form_and_period_decide(rich: Matter, terms: dict[str, object], code: str) -> None:
    """An end before the last due day counts as none agreed, so all parts are due early here."""
    (contract,) = rich.case.contracts
    due = tuple(replace(part, due_on=dt.date(2026, 5, 31)) for part in contract.instalments)
    earlier = of(rich, contracts=(replace(contract, instalments=due),))
    assert codes(guaranteed(earlier, **terms)) == [code] * bool(code)


def test_what_is_asked_stays_within_the_guaranteed_sum(rich: Matter) -> None:
    text = text_of(FORM, guaranteed(rich, amount=Decimal(300_000)))
    assert "保证金额为300,000.00元" in text
    assert "在300,000.00元（大写：人民币叁拾万元整）范围内" in text


def test_a_public_body_and_a_guarantor_without_address_are_pointed_out(rich: Matter) -> None:
    assert codes(with_guarantor(rich, kind=v.PartyKind.INSTITUTION)) == ["LD-GUA-LETTER-BARRED"]
    assert codes(with_guarantor(rich, address="")) == ["LD-GUA-LETTER-ADDRESS"]


def test_an_invalid_guarantee_binds_nobody(rich: Matter) -> None:
    other = m.Contract(origin=AT, number="HY-2", price=Decimal(100), due_on=dt.date(2026, 8, 31))
    first = rich.case.contracts[0]
    rows = {
        name: tuple(replace(row, contract=first.number) for row in getattr(rich.case, name))
        for name in ("deliveries", "invoices", "payments", "statements")
    }
    assert codes(of(rich, contracts=(first, other), **rows)) == ["LD-GUA-LETTER-CONTRACT"]


def test_every_guarantor_gets_a_letter_and_one_refusal_stops_one_letter(rich: Matter) -> None:
    other = m.Party(origin=AT, role=v.Role.GUARANTOR, name="王五", address="杭州市")
    second = m.Guarantee(
        origin=AT,
        guarantor="王五",
        signed_on=dt.date(2026, 1, 15),
        form=v.GuaranteeForm.GENERAL,
    )
    both = of(
        rich,
        parties=(*rich.case.parties, other),
        guarantees=(*rich.case.guarantees, second),
    )
    drafts = FORM.drafts(both)
    assert [draft.title for draft in drafts] == ["保证人催告函（林国栋）", "保证人催告函（王五）"]
    (refusal,) = guard_papers(both, [FORM])
    assert [draft.stopped_by(refusal) for draft in drafts] == [False, True]


def test_two_guarantees_of_one_guarantor_are_two_letters(rich: Matter) -> None:
    (row,) = rich.case.guarantees
    labels = [draft.label for draft in FORM.drafts(of(rich, guarantees=(row, row)))]
    assert labels == ["林国栋", "林国栋2"]


@pytest.mark.parametrize(
    "names",
    [
        ("丙/丁公司", "丙_丁公司"),
        ("林国栋", "林国栋", "林国栋2"),
        ("林国栋2", "林国栋", "林国栋"),
        ("ACME", "Acme"),
        ("丙?公司", "丙_公司"),
    ],
)
def test_letters_have_names_and_files_of_their_own(rich: Matter, names: tuple[str, ...]) -> None:
    (row,) = rich.case.guarantees
    drafts = FORM.drafts(of(rich, guarantees=tuple(replace(row, guarantor=name) for name in names)))
    assert [draft.subject.guarantor for draft in drafts] == list(names)
    assert len({draft.id for draft in drafts}) == len(names)
    assert len({draft.title for draft in drafts}) == len(names)
    assert len({place_of(draft).casefold() for draft in drafts}) == len(names)


def test_a_case_without_guarantees_has_no_such_letter_and_says_why_when_asked(
    minimal: Matter,
) -> None:
    findings = guard_papers(minimal, PAPERS)
    assert not [
        refusal for refusal in choose(minimal, findings).refused if refusal.draft.paper is FORM
    ]
    (refusal,) = choose(minimal, findings, [FORM]).refused
    assert refusal.draft.id == FORM.id
    (finding,) = refusal.findings
    assert (finding.code, finding.severity) == ("LD-PAPER-NO-SUBJECT", "note")
    assert finding.message == "不生成保证人催告函：案件没有记载保证"


def test_a_paper_that_does_not_apply_is_neither_made_nor_refused(minimal: Matter) -> None:
    absent = replace(FORM, for_each=None, applies=lambda _: False, without="没有保证")
    present = replace(absent, applies=lambda _: True)
    assert not absent.drafts(minimal)[0].has_subject
    assert guard_papers(minimal, [absent]) == ()
    assert choose(minimal, (), [absent]).refused[0].findings[0].code == "LD-PAPER-NO-SUBJECT"
    assert present.drafts(minimal)[0].has_subject
    assert choose(minimal, (), [present]).made


def test_a_paper_that_some_cases_do_not_have_says_why() -> None:
    assert all(
        bool(paper.for_each or paper.applies or paper.beside) == bool(paper.without)
        for paper in PAPERS
    )
