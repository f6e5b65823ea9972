"""Mails as Outlook saves them; their reader is an extra."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from legaldocs.volume.convert import mail
from legaldocs.volume.convert.outlook import read_msg
from legaldocs.volume.limits import Unreadable
from tests.volume import made, made_msg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.volume.conftest import Volume

HEADER = "From: =?utf-8?B?56iL5qaG?= <cheng@yu.example>\nDate: Tue, 21 Oct 2025 09:15:00 +0800\n"


def test_without_the_extra_the_slip_says_what_to_install(
    bound: Callable[..., Volume], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    monkeypatch.setattr(mail, "fenced", lambda work, *arguments: work(*arguments))
    volume = bound({"a.msg": made_msg.message("对账", text="好")})
    (finding,) = volume.layout.findings
    assert finding.code == "LD-VOL-UNREADABLE"
    assert "legaldocs[mail]" in finding.message


def test_heading_text_pictures_and_attachments(
    bound: Callable[..., Volume], tmp_path: Path
) -> None:
    pytest.importorskip("oxmsg")
    data = made_msg.message(
        "对账",
        html="<p>48.2万我们认</p><img src='cid:x1'>".encode(),
        header=HEADER,
        attachments=[
            ("图.png", made.picture(kind="PNG"), "x1"),
            ("表.pdf", made.pages(2), ""),
            ("大.txt", "文字".encode() * 1000, ""),
        ],
    )
    (tmp_path / "a.msg").write_bytes(data)
    heading = dict(read_msg(tmp_path / "a.msg").heading)
    assert heading["发件人"] == "程榆 <cheng@yu.example>"
    assert heading["抄送"] == "沈澄 <shen@cheng.example>"
    assert heading["日期"] == "2025-10-21 09:15:00（时区 +08:00）"
    assert heading["主题"] == "对账"
    volume = bound({"a.msg": data})
    assert volume.layout.findings == ()
    titles = [
        title for marks in volume.layout.chapters[0].leaves[0].marks.values() for title in marks
    ]
    assert titles == ["附件1：表.pdf", "附件2：大.txt"]


def test_a_mail_that_was_never_sent_is_headed_by_what_outlook_notes(tmp_path: Path) -> None:
    pytest.importorskip("oxmsg")
    (tmp_path / "a.msg").write_bytes(made_msg.message("草稿", text="好的"))
    found = read_msg(tmp_path / "a.msg")
    assert dict(found.heading)["发件人"] == '"程榆" <cheng@yu.example>'
    assert dict(found.heading)["日期"] == "（邮件中没有）"
    assert [part.text for part in found.texts] == ["好的"]


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_a_broken_one_is_refused(cut: int, tmp_path: Path) -> None:
    pytest.importorskip("oxmsg")
    (tmp_path / "a.msg").write_bytes(made_msg.message("对账", text="好")[:cut])
    with pytest.raises(Unreadable):
        mail.convert(tmp_path / "a.msg", "a.msg")
