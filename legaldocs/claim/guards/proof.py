"""Does an exhibit prove who said it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel
from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

_AUTHORITY = ("章", "法定代表人", "负责人", "代理人", "授权")
"""Words that show why a signature binds the company."""


_ACCOUNTS = {Channel.CHAT: ("聊天记录", "账号"), Channel.PHONE: ("电话录音", "号码")}
"""Channels whose other end is a name that anybody may use."""


def accounts_are_the_debtors(matter: Matter) -> Iterator[Finding]:
    """A chat or a call proves nothing against the debtor until its other end is tied to it."""
    for row in matter.case.communications:
        if row.channel in _ACCOUNTS and row.file and not row.proof:
            record, account = _ACCOUNTS[row.channel]
            yield Finding(
                "LD-PROOF-IDENTITY",
                "warning",
                f"{row.sent_on} 的{record}没有{account}与债务人对应关系的证明，债务人可能否认",
                where=str(row.origin),
                article=matter.article("cn.evidence_rules", "electronic_factors"),
                next_step="把实名信息、账号主页、名片或者转账记录等截图写在 proof，并保留原始设备",
            )


def signers_have_authority(matter: Matter) -> Iterator[Finding]:
    """A statement binds the debtor when whoever signed it may sign for it."""
    for row in matter.case.statements:
        if row.confirmed_by and not any(word in row.confirmed_by for word in _AUTHORITY):
            yield Finding(
                "LD-PROOF-SIGNER",
                "warning",
                f"对账单的确认人“{row.confirmed_by}”看不出有权代表债务人",
                where=str(row.origin),
                article=matter.article("cn.limitation_rules", "debtor_agrees"),
                next_step="在 confirmed_by 写明其职务、授权或者所盖印章，并补充证明",
            )


GUARDS = (accounts_are_the_debtors, signers_have_authority)
