"""When, how often and with whom an agency spoke: what the words of a log do not say."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from legaldocs.case.redaction import RedactionRule
from legaldocs.case.vocabulary import Channel, Direction
from legaldocs.claim.personal_data import spans
from legaldocs.portfolio.agency.conduct import KIN, Find, Weight, said_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_AT = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:：时](?P<minute>[0-5]\d)?")
_MORNING, _NIGHT = 8, 22
_MOST_A_DAY = 3
"""Calls and messages to one person on a day; a figure of good practice, no rule of law has one."""
_DISTURBING = frozenset({Channel.PHONE, Channel.CHAT, Channel.VISIT, "短信"})
_POSTS = re.compile(
    r"财务|会计|出纳|采购|经理|主管|总监|董事|法定代表人|负责人|经营者|老板|[\u4e00-\u9fff]总(?![\u4e00-\u9fff])|"
    r"经办|业务|法务|行政|前台|助理|文员|秘书|公司"
)
_PHONE_ONLY = re.compile(r"[\d\s\-+()（）]+")


def finds(
    contacts: Sequence[Mapping[str, Any]],
    people: Iterable[Mapping[str, Any]],
    customer: Mapping[str, Any],
    *,
    lawyers: bool,
    may_receive: bool,
) -> list[Find]:
    """Return the conduct to look into in what an agency logged, in the order of the log."""
    known = {person["name"] for person in people} | {customer["name"], customer["representative"]}
    found: list[Find] = []
    for contact in contacts:
        found += said_in(contact, lawyers=lawyers, may_receive=may_receive)
        found += _at_night(contact)
        found += _stranger(contact, known - {""})
        found += _numbers(contact)
    found += _often(contacts)
    order = {id(contact): place for place, contact in enumerate(contacts)}
    return sorted(found, key=lambda one: order[id(one.contact)])


def _at_night(contact: Mapping[str, Any]) -> Iterator[Find]:
    """Yield a call or visit between 22:00 and 8:00."""
    time = _AT.search(contact["at"])
    if time is None or contact["channel"] not in _DISTURBING or not _is_ours(contact):
        return
    if not _MORNING <= int(time["hour"]) < _NIGHT:
        yield Find(
            contact, "夜间联系（22时至次日8时）", Weight.PRACTICE, contact["at"],
            "改在8时至22时之间联系；对方同意的，记明", (("civil_code", "privacy_calls"),),
        )  # fmt: skip


def _stranger(contact: Mapping[str, Any], known: Iterable[str]) -> Iterator[Find]:
    """Yield somebody who is neither known nor named by a post at the debtor."""
    person = contact["with_whom"].strip()
    if not person or _PHONE_ONLY.fullmatch(person):
        return
    if _POSTS.search(person) and not KIN.search(person):
        return
    kin = KIN.search(person) is not None
    if not kin and any(name in person or person in name for name in known):
        return
    if kin:
        yield Find(
            contact, "联系无关的人", Weight.FORBIDDEN, person,
            "停止联系；只与债务人和它授权的联系人联系",
            (("civil_code", "privacy"), ("personal_information", "no_illegal")),
        )  # fmt: skip
        return
    yield Find(
        contact, "联系的人不在联系人里", Weight.TO_CHECK, person,
        "核对是否债务人授权的联系人；是的，登记为联系人", (("civil_code", "privacy"),),
    )  # fmt: skip


def _numbers(contact: Mapping[str, Any]) -> Iterator[Find]:
    """Yield an identity number, which a log of contacts does not need."""
    for first, last in spans(contact["gist"], (RedactionRule.ID_NUMBER,), ()):
        yield Find(
            contact, "记录里有公民身份号码", Weight.TO_CHECK,
            f"…{contact['gist'][last - 4 : last]}",
            "删去号码；催款不需要的个人信息不记录", (("personal_information", "minimum"),),
        )  # fmt: skip
        if last > first:
            return


def _often(contacts: Sequence[Mapping[str, Any]]) -> Iterator[Find]:
    """Yield the contact after which a day had more calls and messages to one person than usual."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for contact in contacts:
        if contact["channel"] in _DISTURBING and _is_ours(contact):
            key = (contact["customer_id"], contact["happened_on"], contact["with_whom"].strip())
            counts[key] += 1
            if counts[key] == _MOST_A_DAY + 1:
                yield Find(
                    contact, f"同一日联系超过{_MOST_A_DAY}次", Weight.PRACTICE,
                    str(contact["happened_on"]), "减少次数，并入一次联系",
                    (("civil_code", "privacy_calls"), ("public_security", "repeated_messages")),
                )  # fmt: skip


def _is_ours(contact: Mapping[str, Any]) -> bool:
    return bool(contact["direction"] != Direction.RECEIVED)
