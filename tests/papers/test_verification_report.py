"""The report for the auditor says what the verdict says, and its own limits."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import docx
import pytest

from legaldocs.core.findings import Finding
from legaldocs.core.origin import Origin
from legaldocs.evidence.bag.difference import Difference
from legaldocs.evidence.deposit import Deposit
from legaldocs.evidence.verdict import Grade, Verdict
from legaldocs.papers.make import make_report
from legaldocs.papers.verification_report import ReportNames
from legaldocs.render.compare_text import read_pdf

DAY = dt.date(2026, 11, 21)
SOUND = Verdict(
    bundle="case42.zip",
    integrity=Grade("ok"),
    signature=Grade("untrusted", ("签名证书未经核对",)),
    timestamp=Grade("absent"),
    files=3,
    size=1000,
    signer="ab" * 32,
    identity=(("zip 文件本身", "01" * 32), ("seal/statement.json", "02" * 32)),
    trusted=("03" * 32,),
    authorities=("04" * 32,),
)
REFUSED = Verdict(
    bundle="two.zip",
    integrity=Grade("failed", ("压缩包中夹有别的字节",), "文件没有核对"),
    signature=Grade("unread"),
    timestamp=Grade("unread"),
    remarks=(Finding("LD-BUNDLE-ZIP-SHAPE", "error", "压缩包中夹有别的字节"),),
    refused="拒绝读取，文件、签名和时间戳都没有核对",
)
BROKEN = Verdict(
    bundle="A&B<公司>{{7*7}}",
    integrity=Grade("failed", ("见下",)),
    signature=Grade("absent"),
    timestamp=Grade("absent"),
    differences=(
        Difference("changed", "data/甲.pdf"),
        Difference("missing", "data/乙.pdf"),
        Difference("unlisted", "data/丙.txt"),
        Difference("unlisted", "data/.DS_Store"),
    ),
    remarks=(Finding("LD-BAG-X", "error", "清单缺失", "manifest-sha256.txt"),),
)


def words(verdict: Verdict) -> str:
    made = make_report(verdict, checked_on=DAY, version="0.1.0")
    said = "".join("".join(made.text).split())
    printed = "".join("".join(read_pdf(made.pdf)).split())
    assert docx.Document(io.BytesIO(made.docx)).core_properties.created.date() == DAY
    assert "本报告的限度" in printed
    return said


def test_a_sound_bundle_is_reported_with_what_was_not_checked() -> None:
    said = words(SOUND)
    assert "通过：文件完整；签名有效，签名人身份未核对；没有时间戳" in said
    assert "没有发现与清单不符的文件" in said
    assert "不是鉴定意见" in said
    assert "ab" * 32 in said


def test_bundle_and_certificates_are_named_by_their_hashes() -> None:
    said = words(SOUND)
    for name, sha256 in SOUND.identity:
        assert "".join(name.split()) in said
        assert sha256 in said
    for sha256 in (*SOUND.trusted, *SOUND.authorities):
        assert sha256 in said


KEPT = Deposit(
    origin=Origin("存证.yaml", 1),
    platform="某存证平台",
    number="CZ-0001",
    time="2026-11-21T16:20:35+08:00",
    algorithm="SM3",
    digest="05" * 32,
    certificate="存证证书.pdf",
    certificate_sha256="06" * 32,
    matches="seal/statement.json",
)


def test_a_deposit_is_reported_beside_the_aspects_and_never_as_one() -> None:
    said = words(dataclasses.replace(SOUND, deposits=(KEPT,)))
    for part in ("某存证平台", "CZ-0001", KEPT.digest, KEPT.certificate_sha256, "存证证书.pdf"):
        assert part in said
    assert "没有时间戳；外部存证所载摘要与封存声明一致（存证不代替签名和时间戳）" in said
    assert "没有向存证机构查询" in said
    assert "没有向存证机构查询" not in words(SOUND)
    unlike = words(dataclasses.replace(SOUND, deposits=(dataclasses.replace(KEPT, matches=""),)))
    assert "不通过：文件完整" in unlike
    assert "外部存证所载摘要与证据包不符" in unlike


def test_no_conclusion_on_a_bundle_that_was_not_read() -> None:
    said = words(REFUSED)
    assert "不通过：拒绝读取，文件、签名和时间戳都没有核对" in said
    assert "压缩包中夹有别的字节" in said
    assert "没有读取证据包，文件没有核对。" in said
    for untrue in ("没有发现", "个文件，共", "签名无效", "没有签名", "没有时间戳", "封存声明自述"):
        assert untrue not in said


def test_every_difference_is_listed() -> None:
    said = words(BROKEN)
    assert "不通过" in said
    assert BROKEN.bundle in said
    for difference in BROKEN.differences:
        assert difference.path in said
        assert difference.title in said
    assert "操作系统自动产生" in said
    assert "清单缺失" in said


@pytest.mark.parametrize("verdict", [SOUND, BROKEN, REFUSED])
def test_the_same_verdict_gives_the_same_bytes(verdict: Verdict) -> None:
    once = make_report(verdict, checked_on=DAY, version="0.1.0")
    assert make_report(verdict, checked_on=DAY, version="0.1.0") == once


def test_a_long_list_is_cut_and_says_so() -> None:
    many = Verdict(
        bundle="x",
        integrity=Grade("failed"),
        signature=Grade("absent"),
        timestamp=Grade("absent"),
        differences=tuple(Difference("missing", f"data/{number}") for number in range(502)),
    )
    names = ReportNames(many, DAY, "0.1.0")
    assert names.left_out == 2
    assert len(names.differences) == 500
