"""An address for service is complete, and nobody consents for the creditor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import procedure as pr
from legaldocs.case.vocabulary import Role
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.service_address import FORM
from tests.papers.sample import AT, day, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding


def with_service(matter: Matter, **facts: object) -> Matter:
    assert matter.case.service is not None
    service = replace(matter.case.service, **facts)
    return replace(matter, case=replace(matter.case, service=service))


def with_creditor(matter: Matter, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party.role is Role.CREDITOR else party
        for party in matter.case.parties
    )
    return replace(matter, case=replace(matter.case, parties=parties))


def found(matter: Matter) -> dict[str, Finding]:
    return {finding.code: finding for finding in guard_papers(matter, [FORM])}


def test_what_is_not_written_is_that_of_the_creditor(rich: Matter) -> None:
    assert found(rich) == {}
    text = text_of(FORM, rich)
    for said in ("收件人|周敏", "5幢301室", "邮政编码|215021", "联系电话|0512-62881234"):
        assert said in text
    assert "原告苏州恒远精密机械有限公司就与杭州锐锋自动化设备有限公司买卖合同纠纷一案" in text


def test_a_case_without_an_address_is_asked_for_none(minimal: Matter) -> None:
    assert FORM.id not in {refusal.draft.paper.id for refusal in choose(minimal, ()).refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert "（service）" in refusal.findings[0].message


@pytest.mark.parametrize("postcode", ["", "21502", "21502a", "２１５０２１"])
def test_the_postcode_has_six_digits(rich: Matter, postcode: str) -> None:
    missing = found(with_service(rich, postcode=postcode))["LD-SERVICE-INCOMPLETE"]
    assert "postcode" in missing.next_step
    assert missing.article.endswith("第四条")


def test_every_missing_part_is_named(rich: Matter) -> None:
    bare = with_creditor(rich, contact="", phone="", service_address="")
    step = found(bare)["LD-SERVICE-INCOMPLETE"].next_step
    assert step == "在 service 填写 recipient、address、phone"


def test_consent_is_never_given_for_the_creditor(rich: Matter) -> None:
    open_ = with_service(rich, electronic=None, email="")
    note = found(open_)["LD-SERVICE-CONSENT"]
    assert (note.severity, note.blocks) == ("note", ())
    assert "电子送达|□同意□不同意" in text_of(FORM, open_)
    refused = text_of(FORM, with_service(rich, electronic=False))
    assert "电子送达|不同意" in refused
    assert "第九十条" not in refused


def test_consent_says_where_to_and_the_creditors_own_mail_does_not_count(rich: Matter) -> None:
    assert rich.case.creditor.email
    assert set(found(with_service(rich, email=""))) == {"LD-SERVICE-EMAIL"}


def test_an_agent_who_receives_is_one_of_the_case(rich: Matter) -> None:
    assert set(found(with_service(rich, agent="某甲", address="苏州大道东265号"))) >= {
        "LD-SERVICE-AGENT"
    }
    received = with_service(rich, agent="沈知行", address="江苏省苏州市苏州大道东265号")
    assert found(received) == {}
    text = text_of(FORM, received)
    assert "收件人|沈知行（原告的代理人，代收诉讼文书）" in text
    assert "联系电话|0512-69990000" in text
    # The address of an agent is not known from elsewhere.
    assert set(found(with_service(rich, agent="沈知行"))) == {"LD-SERVICE-INCOMPLETE"}


def test_another_place_than_the_registered_one_is_looked_at(rich: Matter) -> None:
    elsewhere = found(with_service(rich, address="上海市浦东新区某路1号"))
    assert set(elsewhere) == {"LD-SERVICE-REGISTER"}
    assert elsewhere["LD-SERVICE-REGISTER"].severity == "warning"


def test_an_arbitral_institution_has_a_form_of_its_own(rich: Matter) -> None:
    arbitration = pr.Arbitration(origin=AT, institution="某仲裁委", filed_on=day("2026-11-18"))
    procedure = replace(rich.case.procedure, suit=None, arbitration=arbitration)
    arbitrated = replace(rich, case=replace(rich.case, procedure=procedure))
    assert set(found(arbitrated)) == {"LD-SERVICE-ARBITRATION"}


def test_before_a_route_is_chosen_the_court_is_left_blank(rich: Matter) -> None:
    unsued = replace(rich, case=replace(rich.case, procedure=None))
    text = text_of(FORM, unsued)
    assert text.startswith("送达地址确认书当事人苏州恒远")
    assert "此致人民法院" in text
    assert "（案号" not in text


def test_secrecy_is_asked_for_only_if_wanted(rich: Matter) -> None:
    assert "要求人民法院对以上内容保密" in text_of(FORM, with_service(rich, confidential=True))
    assert "保密" not in text_of(FORM, rich)
