"""How a letter goes out, as summary.json states it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.output.letter_posting import effect_of, posting_of
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.guarantor_demand import FORM as GUARANTOR
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from legaldocs.papers.kind import Family
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.payment_reminder import FORM as REMINDER
from tests.papers.sample import rich_matter

if TYPE_CHECKING:
    from legaldocs.papers.kind import Paper


def posted(form: Paper, **changed: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
    rich = rich_matter()
    matter = replace(rich, case=replace(rich.case, **changed))
    return posting_of(form.drafts(matter)[0])


def test_every_letter_of_a_rich_case_says_to_whom_it_goes() -> None:
    rich = rich_matter()
    letters = [form for form in PAPERS if form.family is Family.LETTER]
    drafts = [draft for form in letters for draft in form.drafts(rich) if draft.has_subject]
    assert len({draft.paper.id for draft in drafts}) > 5
    for draft in drafts:
        posting = posting_of(draft)
        assert posting is not None
        assert posting.to
        assert posting.sender.name


def test_a_paper_that_is_no_letter_is_not_posted() -> None:
    assert posted(SCHEDULE) is None


def test_a_demand_goes_to_every_debtor_by_the_ladder() -> None:
    rich = rich_matter()
    posting = posted(DEMAND)
    assert [one.name for one in posting.to] == [debtor.name for debtor in rich.case.debtors]
    assert (posting.kind, posting.effect, posting.channel) == ("催告函", "催告函", Channel.COURIER)
    assert posting.pay_by == rich.pay_by
    assert posted(REMINDER).channel == Channel.EMAIL


def test_the_address_is_the_one_agreed_for_service() -> None:
    rich = rich_matter()
    parties = tuple(
        replace(party, address="住所", service_address="约定地址") for party in rich.case.parties
    )
    assert [one.address for one in posted(DEMAND, parties=parties).to] == ["约定地址"]


def test_a_letter_to_a_guarantor_is_a_demand_on_him_alone() -> None:
    (row,) = rich_matter().case.guarantees
    posting = posted(GUARANTOR)
    assert [one.name for one in posting.to] == [row.guarantor]
    assert effect_of(GUARANTOR) is Effect.DEMAND
    assert not posting.mail_agreed


def test_the_firm_sends_its_own_letter() -> None:
    firm = rich_matter().case.law_firm
    assert firm is not None
    sender = posted(LAWYER).sender
    assert (sender.name, sender.phone, sender.address) == (firm.name, firm.phone, firm.address)


@pytest.mark.parametrize(
    ("clause", "agreed"),
    [
        ("通知可以电子邮件方式送达", True),
        ("送达地址包括电子邮箱a@b.cn", True),
        ("书面通知以EMS寄送", False),
        ("不得以电子邮件方式送达", False),
        ("", False),
    ],
)
def test_the_contract_says_whether_a_mail_will_do(clause: str, *, agreed: bool) -> None:
    rich = rich_matter()
    contracts = tuple(replace(one, service_clause=clause) for one in rich.case.contracts)
    assert posted(DEMAND, contracts=contracts).mail_agreed is agreed
