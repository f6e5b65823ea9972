"""Is there a paper behind each fact, and a fact behind each paper?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import (
    DEMANDS,
    Arrival,
    arrival,
    came_back,
    counterparty,
    letter_name,
    service_clause,
)
from legaldocs.case.contract import Contract
from legaldocs.case.files import (
    escapes,
    file_suggestion,
    found_files,
    internal_files,
    is_file,
    named_files,
    same_name,
)
from legaldocs.case.vocabulary import Channel, Direction
from legaldocs.core.findings import EXHIBITS, Finding
from legaldocs.core.near import shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.case.communication import Communication
    from legaldocs.case.model import Case, Delivery


def deliveries_are_signed(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A delivery note nobody signed may be denied."""
    for row in case.deliveries:
        if not row.signed_by:
            yield Finding(
                "LD-PROOF-UNSIGNED",
                "warning",
                f"送货单 {row.number} 没有签收人，债务人可能否认收货",
                where=str(row.origin),
                next_step="补充签收凭证、对账单或聊天记录等佐证",
            )


def named_files_exist(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A file that is named must be there, inside the case folder."""
    there = {same_name(path) for path in (*found_files(case), *internal_files(case))}
    for named in named_files(case):
        if escapes(named.path):
            yield Finding(
                "LD-FILE-OUTSIDE",
                "error",
                f"文件“{named.path}”不在案件文件夹内",
                where=str(named.origin),
                next_step="把文件放进案件文件夹，写相对路径，用 / 分隔",
                blocks=(EXHIBITS,),
            )
        elif same_name(named.path) not in there:
            yield Finding(
                "LD-FILE-MISSING",
                "error",
                f"找不到文件“{shown(named.path)}”",
                where=str(named.origin),
                next_step=f"{file_suggestion(named.path, there)}"
                "核对文件名（含大小写和后缀），或删去这一项",
                blocks=(EXHIBITS,),
            )


def found_files_are_named(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A file that no row names goes into the bundle, unclassified."""
    claimed = {same_name(file.path) for file in named_files(case)}
    for path in found_files(case):
        if same_name(path) not in claimed and is_file(case, path):
            yield Finding(
                "LD-FILE-UNCLAIMED",
                "warning",
                f"文件“{shown(path)}”没有被任何一行引用，将作为未归类材料放入证据包，不列入证据目录",
                where=shown(path),
                next_step="在 case.yaml 对应的事实里写上它，或列入 other_evidence",
            )


def demands_can_be_proved(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A demand whose arrival nothing proves may not count; one deemed to arrive may be denied."""
    for row in case.communications:
        if row.direction is not Direction.SENT or row.effect not in DEMANDS:
            continue
        found = arrival(case, row)
        parcel = f"（快递单号 {row.tracking}）" if row.tracking else ""
        if found.on is None:
            yield Finding(
                "LD-PROOF-ARRIVAL",
                "warning",
                f"{letter_name(case, row)}{parcel}{found.missing}",
                where=str(row.origin),
                next_step=_next_step_for_arrival(case, row),
            )
        elif found.deemed:
            yield _deemed(case, row, found, parcel)


def _deemed(case: Case, row: Communication, found: Arrival, parcel: str) -> Finding:
    result = row.result or "退回"
    return Finding(
        "LD-PROOF-DEEMED",
        "warning",
        f"{letter_name(case, row)}{parcel}于 {row.returned_on} {result}，{found.deemed}，"
        f"送达之日为 {found.on}；退件不是签收证明，债务人可能争议",
        where=str(row.origin),
        next_step="留存未拆封的退件、快递轨迹和函件底稿，证明寄往约定的地址；"
        "同时以电子邮件或者当面递交的方式再次送达",
    )


def _next_step_for_arrival(case: Case, row: Communication) -> str:
    """Return how to prove arrival: by the parcel's number, or by what the contract agreed."""
    if row.channel is Channel.PHONE:
        return "另行以快递或者电子邮件催款；有通话录音的，与号码由对方使用的证明一起列入证据"
    if came_back(row):
        return (
            f"{_another_way(case, row)}再次送达；退件留存备用，可以主张应当到达，但计算时效不计入"
        )
    step = "补上签收记录、快递轨迹或邮件送达回执"
    if row.tracking:
        step = f"凭快递单号 {row.tracking} 查询并留存签收记录，填写 arrived_on 和 proof"
    clauses = "、".join(
        service_clause(contract) for contract in case.contracts if contract.service_clause
    )
    back = "；被拒收或者退回的，把结果写在 result、日期写在 returned_on，退件写在 proof"
    return step + back + (f"，按{clauses}主张送达" if clauses else "")


def _another_way(case: Case, row: Communication) -> str:
    """Return where to send again: the agreed address, unless the letter came back from there."""
    party = counterparty(case, row)
    agreed = party.service_address if party else ""
    if agreed and row.address not in ("", agreed):
        return f"寄往约定的送达地址（{agreed}）"
    return "改用登记的住所、电子邮件或者当面递交等方式"


def facts_have_papers(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A contract or delivery without a file leaves the debt without proof."""
    rows: tuple[Contract | Delivery, ...] = (*case.contracts, *case.deliveries)
    for row in rows:
        if not row.file:
            name = "合同" if isinstance(row, Contract) else "送货单"
            yield Finding(
                "LD-PROOF-NONE",
                "warning",
                f"{name}没有原件文件，无法证明",
                where=str(row.origin),
                next_step="把扫描件放进案件文件夹，在这一行写上 file",
            )


CHECKS = (
    deliveries_are_signed,
    named_files_exist,
    found_files_are_named,
    demands_can_be_proved,
    facts_have_papers,
)
