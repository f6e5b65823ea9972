from __future__ import annotations

import io
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert import mail
from legaldocs.volume.limits import Unreadable
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.volume.conftest import Volume

HEAD = b"From: a@b.example\r\nTo: c@d.example\r\nDate: Tue, 21 Oct 2025 09:15:00 +0800\r\n"


def texts(volume: Volume) -> list[str]:
    pages = PdfReader(io.BytesIO(volume.data)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def written(html: str = "", text: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "何燕 <he@d.example>", "fang@b.example"
    message["Date"], message["Subject"] = "Tue, 21 Oct 2025 09:15:00 +0800", "对账"
    message.set_content(text or "见附件")
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_a_mail_in_gbk_bytes_prints_subject_and_text(bound: Callable[..., Volume]) -> None:
    data = (
        HEAD
        + "Subject: 关于货款的对账函\r\n".encode("gbk")
        + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=gbk\r\n"
        + b"Content-Transfer-Encoding: 8bit\r\n\r\n"
        + "确认欠款三十万元\r\n".encode("gbk")
    )
    (page,) = texts(bound({"a.eml": data}))
    for part in ("a@b.example", "2025-10-2109:15:00（时区+08:00）", "关于货款的对账函"):
        assert part in page
    assert "确认欠款三十万元" in page


def test_the_file_and_its_hash_stand_at_the_head_of_each_page(bound: Callable[..., Volume]) -> None:
    import hashlib  # noqa: PLC0415

    data = written(text="很长的正文。\n" * 120).as_bytes()
    pages = texts(bound({"确认.eml": data}))
    assert len(pages) > 1
    for page in pages:
        assert "由电子数据打印" in page
        assert hashlib.sha256(data).hexdigest() in page


def test_html_is_shown_without_what_it_hides_or_fetches(bound: Callable[..., Volume]) -> None:
    html = (
        "<p style='display:none'>尚欠三十万元</p><script>alert(1)</script><table><tr><td>货款"
        "<td>300,000.00</table><img src='http://x.example/t.gif'><a href='javascript:1'>链接</a>"
    )
    volume = bound({"a.eml": written(html).as_bytes()})
    (page,) = texts(volume)
    assert "尚欠三十万元" in page
    assert "货款300,000.00" in page
    assert "alert" not in page
    assert "有1张图片不在邮件之内" in page
    assert "LD-VOL-MAIL-REMOTE" in {finding.code for finding in volume.layout.findings}


def test_attachments_are_listed_and_stand_behind_the_mail(bound: Callable[..., Volume]) -> None:
    message = written()
    message.add_attachment(made.pages(2), maintype="application", subtype="pdf", filename="表.pdf")
    message.add_attachment(b"\0\1\2", maintype="application", subtype="x", filename="程序.bin")
    inner = written(text="原邮件内容")
    message.add_attachment(inner)
    volume = bound({"a.eml": message.as_bytes(), "b.pdf": made.pages(1)})
    pages = texts(volume)
    assert len(pages) == 1 + 2 + 1 + 1
    assert "表.pdf" in pages[0]
    assert "附后2页" in pages[0]
    assert "未打印：这类文件不打印" in pages[0]
    assert "原邮件内容" in pages[3]
    assert [leaf.first for chapter in volume.layout.chapters for leaf in chapter.leaves] == [1, 5]
    assert "LD-VOL-MAIL-ENCLOSURE" in {finding.code for finding in volume.layout.findings}


def test_a_picture_in_the_text_is_shown_there_and_not_again(bound: Callable[..., Volume]) -> None:
    message = written("<p>截图：</p><img src='cid:one'>")
    body = message.get_payload()[1]
    body.add_related(made.picture(kind="PNG"), maintype="image", subtype="png", cid="<one>")
    volume = bound({"a.eml": message.as_bytes()})
    (page,) = PdfReader(io.BytesIO(volume.data)).pages
    form = page["/Resources"]["/XObject"]["/P0"]
    assert len(form["/Resources"]["/XObject"]) == 1
    assert "附件" not in page.extract_text()


def test_mails_inside_mails_end_somewhere(bound: Callable[..., Volume]) -> None:
    message = written(text="最里层")
    for _ in range(mail.DEEPEST + 2):
        outer = written(text="外层")
        outer.add_attachment(message)
        message = outer
    volume = bound({"a.eml": message.as_bytes()})
    assert len(texts(volume)) == mail.DEEPEST
    assert "嵌套过深" in texts(volume)[-1]


def test_a_broken_mail_is_printed_as_far_as_it_can_be_read(bound: Callable[..., Volume]) -> None:
    data = HEAD + (
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=zz\r\n\r\n"
        b"This is a multi-part message.\r\n"
    )
    volume = bound({"a.eml": data})
    assert "Thisisamulti-partmessage." in texts(volume)[0]
    assert "LD-VOL-MAIL-BROKEN" in {finding.code for finding in volume.layout.findings}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\ncaf\xe9", "文字编码"),
        (HEAD + b"\r\n" + b"x" * (mail.CHARACTERS + 1), "正文过长"),
    ],
)
def test_what_cannot_be_read_is_not_guessed(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    with pytest.raises(Unreadable, match=reason):
        mail.convert(tmp_path / "a.eml", "a.eml")


def test_a_mail_gives_the_same_pages_each_time(bound: Callable[..., Volume]) -> None:
    message = written("<b>同一封</b>")
    message.add_attachment(made.picture(), maintype="image", subtype="jpeg", filename="a.jpg")
    assert bound({"a.eml": message.as_bytes()}).data == bound({"a.eml": message.as_bytes()}).data
