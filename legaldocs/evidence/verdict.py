"""The verdict on a bundle: separate conclusions on files, signature and time, never one yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.evidence.bag.difference import Difference, Kind
    from legaldocs.evidence.deposit import Deposit

Status = Literal["ok", "failed", "absent", "untrusted", "unread"]
Aspect = Literal["integrity", "signature", "timestamp"]

ASPECTS: tuple[Aspect, ...] = ("integrity", "signature", "timestamp")

SAYS: dict[Aspect, dict[Status, str]] = {
    "integrity": {"ok": "文件完整", "failed": "文件与清单不符", "absent": "没有清单"},
    "signature": {
        "ok": "签名有效，签名人与所给证书一致",
        "failed": "签名无效",
        "absent": "没有签名",
        "untrusted": "签名有效，签名人身份未核对",
        "unread": "签名没有核对",
    },
    "timestamp": {
        "ok": "时间戳有效，出自所给的时间戳机构",
        "failed": "时间戳无效",
        "absent": "没有时间戳",
        "untrusted": "时间戳与签名相符，时间戳机构未核对",
        "unread": "时间戳没有核对",
    },
}
"""The wording of each conclusion, where its grade has no more precise one."""

_NEEDED: dict[Aspect, str] = {"integrity": "清单", "signature": "签名", "timestamp": "时间戳"}
_NOT_THERE = frozenset({"absent", "unread"})


def aspects(names: Iterable[str], *, signer: bool, authority: bool) -> tuple[Aspect, ...]:
    """Return the aspects in ``names``. Raises InputError for an unknown name.

    A given ``signer`` implies that a signature is required, a given ``authority`` a timestamp;
    otherwise a bundle stripped of its seal would pass.
    """
    implied = {"signature": signer, "timestamp": authority}
    wanted = frozenset(names).union(name for name, given in implied.items() if given)
    unknown = sorted(wanted.difference(ASPECTS))
    if unknown:
        raise InputError("不认识要求的这一项", expected="、".join(ASPECTS), found=unknown[0][:40])
    return tuple(aspect for aspect in ASPECTS if aspect in wanted)


@dataclass(frozen=True, slots=True)
class Grade:
    """The conclusion on one aspect and its reasons (单项结论).

    ``says`` is a more precise wording than that of the status.
    """

    status: Status
    reasons: tuple[str, ...] = ()
    says: str = ""


_ABSENT = Grade("absent")
_UNREAD = Grade("unread")


@dataclass(frozen=True, slots=True)
class Seal:
    """The grades of signature and timestamp (封存情况).

    ``fingerprint`` is that of the signing certificate; ``signed_before`` the time of the token, ISO
    8601 in UTC. Each is empty without a valid one.
    """

    signature: Grade = _ABSENT
    timestamp: Grade = _ABSENT
    fingerprint: str = ""
    signed_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on a bundle (校验结论).

    ``differences`` are the files that are not as listed, their paths made printable; ``remarks``
    everything else that was found. ``hashes`` are the algorithms by which every byte of data/ was
    checked. ``required`` are the aspects that the caller does not let be absent. ``signer`` is the
    SHA-256 fingerprint of the signing certificate, ``signed_before`` the time that the token
    states, in UTC (ISO 8601); empty when there is none.

    ``refused`` is why the bundle was not read, or why what it shows proves nothing; it then is the
    headline. ``identity`` are the files that stand for the whole bundle, with their SHA-256;
    ``trusted`` and ``authorities`` the SHA-256 fingerprints of the certificates that the caller
    gave. ``proved`` is the path in the bundle that a proof of one file is about. ``deposits`` are
    the records of others that the caller gave, compared with ``identity``: they are no aspect, and
    stand for none.
    """

    bundle: str
    integrity: Grade = _UNREAD
    signature: Grade = _UNREAD
    timestamp: Grade = _UNREAD
    differences: tuple[Difference, ...] = ()
    remarks: tuple[Finding, ...] = ()
    files: int = 0
    size: int = 0
    as_of: str = ""
    signer: str = ""
    signed_before: str = ""
    hashes: tuple[str, ...] = ()
    required: tuple[Aspect, ...] = ()
    refused: str = ""
    identity: tuple[tuple[str, str], ...] = ()
    trusted: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    proved: str = ""
    deposits: tuple[Deposit, ...] = ()

    def grade(self, aspect: Aspect) -> Grade:
        """Return the conclusion on one aspect."""
        grades = {
            "integrity": self.integrity,
            "signature": self.signature,
            "timestamp": self.timestamp,
        }
        return grades[aspect]

    def says(self, aspect: Aspect) -> str:
        """Return that conclusion in words."""
        grade = self.grade(aspect)
        return grade.says or SAYS[aspect][grade.status]

    def paths(self, kind: Kind) -> tuple[str, ...]:
        """Return the paths that differ in one way."""
        return tuple(difference.path for difference in self.differences if difference.kind == kind)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, differences first."""
        made = (difference.finding() for difference in self.differences)
        unlike = (
            Finding(
                "LD-BUNDLE-DEPOSIT",
                "error",
                f"{deposit.says}：{deposit.platform} {deposit.number}",
                str(deposit.origin),
                next_step=deposit.advice,
            )
            for deposit in self.deposits
            if not deposit.matches
        )
        return (*(finding for finding in made if finding is not None), *self.remarks, *unlike)

    @property
    def ok(self) -> bool:
        """Whether the bundle passes: no aspect failed, no required one or deposit is missing."""
        bad = any(self.grade(aspect).status == "failed" for aspect in ASPECTS)
        unlike = not all(deposit.matches for deposit in self.deposits)
        return not (bad or unlike or self.refused or self._lacking())

    @property
    def unread(self) -> bool:
        """Whether the bundle was refused before its files and seal were checked."""
        return self.signature.status == "unread"

    def _lacking(self) -> list[str]:
        return [
            _NEEDED[aspect] for aspect in self.required if self.grade(aspect).status in _NOT_THERE
        ]

    @property
    def headline(self) -> str:
        """The verdict in one line."""
        said = self.refused or "；".join(self.says(aspect) for aspect in ASPECTS)
        lacking = self._lacking()
        if lacking and not self.refused:
            said += f"；缺少要求的{'、'.join(lacking)}"
        if self.deposits and not self.refused:
            said += "".join(f"；{text}" for text in dict.fromkeys(d.says for d in self.deposits))
            said += "（存证不代替签名和时间戳）" if any(d.matches for d in self.deposits) else ""
        return f"{'通过' if self.ok else '不通过'}：{said}"
