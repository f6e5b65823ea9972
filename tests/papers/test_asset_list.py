"""Leads are listed with their sources; what was got unlawfully never reaches a court."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import procedure as pr
from legaldocs.case.as_of import as_known_on
from legaldocs.case.preservation import LeadSource
from legaldocs.case.vocabulary import PartyKind, Role
from legaldocs.examine import choose
from legaldocs.papers.asset_list import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AT, day, text_of

if TYPE_CHECKING:
    from legaldocs.case.preservation import Asset
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding


def with_assets(matter: Matter, *assets: Asset) -> Matter:
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    held = replace(procedure.preservation, assets=assets)
    case = replace(matter.case, procedure=replace(procedure, preservation=held))
    return replace(matter, case=case)


def asset_of(matter: Matter, **facts: object) -> Asset:
    """Return the bank account of the full case, about which everything is known, changed."""
    assert matter.case.procedure is not None
    assert matter.case.procedure.preservation is not None
    return replace(matter.case.procedure.preservation.assets[0], **facts)


def found(matter: Matter) -> dict[str, Finding]:
    return {finding.code: finding for finding in guard_papers(matter, [FORM])}


def test_a_sound_lead_needs_no_remark(rich: Matter) -> None:
    assert found(with_assets(rich, asset_of(rich))) == {}


def test_a_case_without_sources_has_no_list_and_does_not_say_so(rich: Matter) -> None:
    bare = with_assets(rich, asset_of(rich, source="", source_kind=None))
    choice = choose(bare, ())
    listed = {draft.paper.id for draft in choice.made}
    listed |= {refusal.draft.paper.id for refusal in choice.refused}
    assert FORM.id not in listed
    (refusal,) = choose(bare, (), [FORM]).refused
    assert "source_kind" in refusal.findings[0].message


def test_once_one_lead_has_a_source_all_must(rich: Matter) -> None:
    bare = asset_of(rich, description="某处房产", source="", source_kind=None)
    finding = found(with_assets(rich, asset_of(rich), bare))["LD-ASSET-SOURCE"]
    assert "“某处房产”" in finding.message
    assert "source、source_kind" in finding.next_step
    assert finding.blocks == (FORM.id,)


@pytest.mark.parametrize("kind", [LeadSource.BOUGHT, LeadSource.FOLLOWED, LeadSource.UNLAWFUL])
def test_what_was_got_unlawfully_is_refused(rich: Matter, kind: LeadSource) -> None:
    finding = found(with_assets(rich, asset_of(rich, source_kind=kind)))["LD-ASSET-UNLAWFUL"]
    assert finding.blocks == (FORM.id,)
    assert finding.article.endswith("第一百零六条")


def test_every_other_way_is_lawful(rich: Matter) -> None:
    unlawful = {
        kind
        for kind in LeadSource
        if "LD-ASSET-UNLAWFUL" in found(with_assets(rich, asset_of(rich, source_kind=kind)))
    }
    assert unlawful == {LeadSource.BOUGHT, LeadSource.FOLLOWED, LeadSource.UNLAWFUL}


def test_what_a_court_would_ask_for_is_named(rich: Matter) -> None:
    thin = found(with_assets(rich, asset_of(rich, definite=False, value=None)))["LD-ASSET-THIN"]
    assert thin.severity == "warning"
    assert "definite" in thin.message
    assert "估值" in thin.message
    assert "取得日期" not in thin.message


@pytest.mark.parametrize(("known", "old"), [("2026-05-21", False), ("2026-05-20", True)])
def test_a_lead_is_old_after_six_months(rich: Matter, known: str, old: bool) -> None:  # noqa: FBT001
    # The claim is stated for 2026-11-21, six months after 2026-05-21.
    assert ("LD-ASSET-OLD" in found(with_assets(rich, asset_of(rich, obtained_on=day(known))))) is (
        old
    )


def test_a_third_partys_asset_is_pointed_out(rich: Matter) -> None:
    # The guarantor of the full case is not claimed on.
    holder = found(with_assets(rich, asset_of(rich, holder="林国栋")))["LD-ASSET-HOLDER"]
    assert "权利人是林国栋，不是杭州锐锋自动化设备有限公司" in holder.message


def test_leads_on_a_person_stay_with_the_court(rich: Matter) -> None:
    parties = tuple(
        replace(party, kind=PartyKind.PERSON, representative="")
        if party.role is Role.DEBTOR
        else party
        for party in rich.case.parties
    )
    person = replace(rich, case=replace(rich.case, parties=parties))
    assert found(with_assets(person, asset_of(person)))["LD-ASSET-PERSON"].severity == "warning"


def test_a_lead_that_came_later_is_not_known_yet(rich: Matter) -> None:
    assert rich.case.procedure is not None
    earlier = as_known_on(rich.case, day("2026-11-09")).procedure
    assert earlier is not None
    assert earlier.preservation is not None
    assert [asset.kind for asset in earlier.preservation.assets] == ["银行存款"]


def test_the_list_states_no_ownership_and_says_what_is_unknown(rich: Matter) -> None:
    text = text_of(FORM, rich)
    assert "车辆：浙A12345小型普通客车|未查明|—|未查明|现场查看：在被申请人厂区所见" in text
    assert "权属以登记机关和人民法院查明的为准" in text
    assert "请勿送达被申请人" in text


def test_the_court_may_be_asked_to_search_once_it_is_seised(rich: Matter) -> None:
    procedure = rich.case.procedure
    assert procedure is not None
    assert "网络执行查控系统" in text_of(FORM, rich)
    before = replace(rich, case=replace(rich.case, procedure=replace(procedure, suit=None)))
    assert "网络执行查控系统" not in text_of(FORM, before)
    assert "网络执行查控系统" not in text_of(FORM, with_assets(rich, asset_of(rich)))


def test_in_enforcement_the_parties_have_the_names_of_enforcement(rich: Matter) -> None:
    running = pr.Enforcement(
        origin=AT, court="某法院", applied_on=day("2026-11-01"), case_number="（2026）执1号"
    )
    procedure = replace(rich.case.procedure, enforcement=running)
    text = text_of(FORM, replace(rich, case=replace(rich.case, procedure=procedure)))
    assert text.startswith("财产线索清单申请执行人：苏州恒远精密机械有限公司被执行人：杭州锐锋")
    assert "案号：（2026）执1号" in text
    assert "此致某法院" in text
    assert "请勿送达被执行人" in text
