from __future__ import annotations

import dataclasses
import io
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.claim.quote import Quote
from legaldocs.core.origin import Origin
from legaldocs.volume.check import check_volume
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


def test_a_mark_of_the_encoding_before_a_mail_does_no_harm(bound: Callable[..., Volume]) -> None:
    volume = bound({"a.eml": b"\xef\xbb\xbf" + written(text="确认欠款三十万元").as_bytes()})
    (page,) = texts(volume)
    assert "确认欠款三十万元" in page
    assert "he@d.example" in page
    assert volume.layout.findings == ()


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
    assert "没有印出：脚本1处、外部图片1处" in page
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
    (finding,) = volume.layout.findings
    assert finding.code == "LD-VOL-MAIL-BROKEN"
    assert "找不到写明的分隔标记" in finding.message


def test_attachments_have_bookmarks_where_they_begin(bound: Callable[..., Volume]) -> None:
    inner = written(text="里面的邮件")
    inner.add_attachment(made.pages(1), maintype="application", subtype="pdf", filename="深.pdf")
    message = written()
    message.add_attachment(made.pages(2), maintype="application", subtype="pdf", filename="表.pdf")
    message.add_attachment(inner)
    volume = bound({"a.eml": message.as_bytes()})
    reader = PdfReader(io.BytesIO(volume.data))
    leads = [
        (line.title, reader.get_destination_page_number(line) + 1) for line in reader.outline[1][1]
    ]
    assert leads == [
        ("附件1：表.pdf", 2),
        ("附件2：对账.eml", 4),
        ("附件2 · 附件1：深.pdf", 5),
    ]
    check_volume(volume.files, volume.layout)


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_quoted_words_are_marked_in_the_text(kind: str, bound: Callable[..., Volume]) -> None:
    html = "<table><tr><td>确认</td><td>尚欠 <b>三十</b>万元，无误</td></tr></table>"
    plain = "您好：\r\n经核对，尚欠三十\r\n万元，无误。\r\n谢谢\r\n"
    data = written(html if kind == "html" else "", plain).as_bytes()
    quotes = (
        Quote("尚欠三十万元", Origin("case.yaml", 3)),
        Quote("没写过", Origin("case.yaml", 4)),
    )
    exhibit = dataclasses.replace(made.exhibit(1, "a.eml"), quotes=quotes)
    volume = bound({"a.eml": data}, [exhibit])
    (page,) = texts(volume)
    assert ("引用尚欠三十万元" if kind == "html" else "引用经核对，尚欠三十万元") in page
    assert [(f.code, f.where) for f in volume.layout.findings] == [("LD-VOL-QUOTE", "case.yaml:4")]
    assert PdfReader(io.BytesIO(volume.data)).outline[1][1][0].title == "引用：尚欠三十万元"


@pytest.mark.parametrize(
    ("named", "coded", "code"),
    [
        ("gb2312", "尚欠三十万元，镕".encode("gbk"), None),
        ("utf-8", "尚欠三十万元".encode("gbk"), "LD-VOL-MAIL-CHARSET"),
        ("iso-8859-1", "尚欠三十万元".encode(), "LD-VOL-MAIL-CHARSET"),
        ("iso-8859-1", "caf\xe9".encode("latin-1"), None),
        ("x-unknown", "尚欠三十万元".encode(), "LD-VOL-MAIL-CHARSET"),
    ],
)
def test_a_charset_that_does_not_fit_is_told(
    named: str, coded: bytes, code: str | None, bound: Callable[..., Volume]
) -> None:
    head = f"Content-Type: text/plain; charset={named}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    volume = bound({"a.eml": HEAD + head.encode() + coded})
    assert [finding.code for finding in volume.layout.findings] == ([code] if code else [])


def test_pictures_come_from_the_mail_in_each_way_it_names_them(
    bound: Callable[..., Volume],
) -> None:
    import base64  # noqa: PLC0415

    large = made.picture((900, 700), kind="PNG", mode="RGB")
    coded = base64.b64encode(large).decode()
    html = (
        f"<img src='data:image/png;base64,{coded}'><img src='cid:one'><img src='logo.png'>"
        "<img src='fehlt.png' alt='合同 > 首页'><a href='https://a.example/x'>下载</a>"
    )
    message = written(html)
    body = message.get_payload()[1]
    body.add_related(made.picture(kind="PNG"), maintype="image", subtype="png", cid="<one>")
    body.add_related(made.picture(kind="GIF"), maintype="image", subtype="gif")
    body.get_payload()[2]["Content-Location"] = "logo.png"
    volume = bound({"a.eml": message.as_bytes()})
    (page,) = PdfReader(io.BytesIO(volume.data)).pages
    form = page["/Resources"]["/XObject"]["/P0"]
    assert len(form["/Resources"]["/XObject"]) == 3
    shown = "".join(page.extract_text().split())
    assert "〔图片：合同>首页〕" in shown
    assert "下载〔链接https://a.example/x〕" in shown
    assert "没有印出：图片1处" in shown
    assert "附件" not in shown


def test_html_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(written("<div>" * 5000 + "x").as_bytes())
    with pytest.raises(Unreadable, match="嵌套过深"):
        mail.convert(tmp_path / "a.eml", "a.eml")


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


def test_the_names_of_attachments_do_not_crush_the_column_of_their_hashes(
    bound: Callable[..., Volume],
) -> None:
    mail = written("", "附件见后")
    mail.add_attachment(b"%PDF-1.4\n", maintype="application", subtype="pdf", filename="broken.pdf")
    volume = bound({"a.eml": mail.as_bytes()})
    assert volume.layout.files[1, "a.eml"] == (1, 1)
