"""What the pages of a chat show, and what is marked on them."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.claim.quote import Quote
from legaldocs.core.origin import Origin
from legaldocs.volume.chats.quotes import cited
from legaldocs.volume.chats.read import read_chat
from legaldocs.volume.check import check_volume
from legaldocs.volume.convert import chat
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.volume.conftest import Volume

SAID = (
    ("2026-10-12 11:28:47", "程榆", "别急，48.2万我们认"),
    ("2026-11-06 15:12:20", "程榆", "11月20日前先付10万"),
    ("2026-11-06 15:20:05", "沈澄", "[图片] a.jpg"),
    ("2026-11-06 15:26:44", "程榆", "程榆撤回了一条消息"),
)


def export(said: tuple[tuple[str, str, str], ...] = SAID, head: str = "") -> bytes:
    return (head + "".join(f"{at} {who}\n{text}\n\n" for at, who, text in said)).encode()


def pages(volume: Volume) -> list[str]:
    reader = PdfReader(io.BytesIO(volume.data))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def quoting(*words: str, files: tuple[str, ...] = ("微信.txt",)) -> list[object]:
    quotes = tuple(Quote(word, Origin("case.yaml", 7)) for word in words)
    return [dataclasses.replace(made.exhibit(1, *files), quotes=quotes)]


def codes(volume: Volume) -> list[str]:
    return [finding.code for finding in volume.layout.findings]


def test_a_chat_is_a_table_with_days_and_its_file_at_the_head(bound: Callable[..., Volume]) -> None:
    data = export(head="共 4 条消息\n\n")
    (page,) = pages(bound({"微信.txt": data}))
    for part in (
        *("由电子数据打印", "2026年10月12日至2026年11月6日", hashlib.sha256(data).hexdigest()),
        *("2026年11月6日星期五（与上一条消息相隔25日）", "4条，其中撤回1条；文件写明共4条"),
        *("15:26:44程榆〔撤回〕程榆撤回了一条消息", "共4条消息"),
    ):
        assert part in page


def test_what_the_case_cites_is_marked_and_has_a_bookmark(bound: Callable[..., Volume]) -> None:
    volume = bound(
        {"微信.txt": export(), "b.pdf": made.pages(1)},
        [*quoting("2026-11-06 15:12", "48.2万 我们认"), made.exhibit(2, "b.pdf")],
    )
    (page, _) = pages(volume)
    assert "1引用11:28:47程榆别急，48.2万我们认" in page
    assert "2引用15:12:20" in page
    assert "3引用" not in page
    assert "第2条：2026-11-0615:12" in page
    assert codes(volume) == []
    outline = PdfReader(io.BytesIO(volume.data)).outline
    titles = [line.title for line in outline[1][1]]
    assert titles == [
        "引用：第1条 2026-10-12 11:28:47 程榆",
        "引用：第2条 2026-11-06 15:12:20 程榆",
    ]
    check_volume(volume.files, volume.layout)


@pytest.mark.parametrize("words", ["48.3万我们认", "2026-11-06 15:13", "2026-10-12 11:28 先付10万"])
def test_a_quote_that_is_not_in_the_export_is_a_finding(
    words: str, bound: Callable[..., Volume]
) -> None:
    volume = bound({"微信.txt": export()}, quoting(words))
    (finding,) = volume.layout.findings
    assert (finding.code, finding.severity, finding.where) == (
        "LD-VOL-QUOTE",
        "error",
        "case.yaml:7",
    )
    assert words in finding.message


def test_a_quote_may_stand_in_any_file_of_its_exhibit(bound: Callable[..., Volume]) -> None:
    files = {"a.txt": "承诺：先付10万\n".encode(), "微信.txt": export()}
    assert "LD-VOL-QUOTE" not in codes(bound(files, quoting("先付10万", files=tuple(files))))


def test_times_name_a_second_or_a_whole_minute() -> None:
    found = read_chat(export(), "text/plain")
    assert found is not None
    quotes = ("2026-11-06 15:12:20", "2026-11-06 15:12:21", "2026-11-06 15:12", "我们认")
    assert cited(found.messages, quotes) == {
        "2026-11-06 15:12:20": (1,),
        "2026-11-06 15:12:21": (),
        "2026-11-06 15:12": (1,),
        "我们认": (0,),
    }


def test_words_that_fit_several_messages_are_told(bound: Callable[..., Volume]) -> None:
    twice = bound(
        {"微信.txt": export((*SAID, ("2026-11-07 09:00:00", "程榆", "先付10万")))},
        quoting("先付10万"),
    )
    assert codes(twice) == ["LD-VOL-QUOTE-SEVERAL"]


def test_what_a_reader_should_compare_is_told(bound: Callable[..., Volume]) -> None:
    said = (*SAID, SAID[0])
    assert codes(bound({"微信.txt": export(said, "共 9 条消息\n\n")})) == [
        "LD-VOL-CHAT-COUNT",
        "LD-VOL-CHAT-ORDER",
    ]


def test_lines_and_times_that_are_not_certain_are_told(bound: Callable[..., Volume]) -> None:
    inside = ("2026-11-07 09:00:00", "程榆", "他说：\n2026-11-07 08:00:00 沈澄\n不用付")
    assert codes(bound({"微信.txt": export((*SAID, inside))})) == ["LD-VOL-CHAT-ODD"]
    table = (
        "IsSender,CreateTime,StrContent,StrTime,NickName\n"
        "0,1767583418,好,2013-11-04 21:51:18,程榆\n"
    )
    assert codes(bound({"a.csv": table.encode()})) == ["LD-VOL-CHAT-TIMES"]


def test_a_file_that_lies_beside_is_tied_by_its_hash(bound: Callable[..., Volume]) -> None:
    said = (
        "2024/01/02 03:05 - Al: a.jpg (file attached)\n"
        "2024/01/02 03:06 - Bo: ../b.jpg (file attached)\n"
    )
    picture = made.picture()
    volume = bound({"聊天/x.txt": said.encode(), "聊天/a.jpg": picture, "b.jpg": picture})
    page = pages(volume)[0]
    assert (
        f"随附文件：a.jpg（{len(picture)}字节，SHA-256{hashlib.sha256(picture).hexdigest()}）"
        in page
    )
    assert "../b.jpg（没有与本文件放在一起）" in page


def test_an_unknown_layout_is_printed_as_it_stands_and_told(bound: Callable[..., Volume]) -> None:
    text = "02/01/24, 15:04 - Al: hi\n02/01/24, 15:05 - Bo: yo\n"
    volume = bound({"WhatsApp 聊天.txt": text.encode()})
    assert "02/01/24,15:04-Al:hi" in pages(volume)[0]
    (finding,) = volume.layout.findings
    assert (finding.code, finding.severity) == ("LD-VOL-CHAT-UNKNOWN", "note")
    assert "日/月" in finding.message


def test_a_long_chat_is_set_in_parts_without_losing_a_message(
    bound: Callable[..., Volume], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "_PART", 40)
    said = tuple(
        (f"2026-11-06 15:{at // 60:02}:{at % 60:02}", "程榆", f"第{at}句") for at in range(130)
    )
    volume = bound({"微信.txt": export(said)}, quoting("第129句"))
    text = "".join(pages(volume))
    assert all(f"第{at}句" in text for at in range(130))
    check_volume(volume.files, volume.layout)


def test_names_in_other_scripts_and_tricks_with_them(bound: Callable[..., Volume]) -> None:
    said = (
        ("2026-11-06 15:00:00", "محمد", "نعم"),
        ("2026-11-06 15:01:00", "abc\u202egnp", "x" * 5000),
        ("2026-11-06 15:02:00", "محمد", "<b>&amp;\x07"),
    )
    volume = bound({"微信.txt": export(said)})
    text = "".join(pages(volume))
    assert "abc〔U+202E〕gnp" in text
    assert text.count("x") >= 5000
    assert "<b>&amp;〔U+0007〕" in text


def test_the_same_chat_gives_the_same_bytes(bound: Callable[..., Volume]) -> None:
    once, again = (bound({"微信.txt": export()}, quoting("我们认")).data for _ in range(2))
    assert once == again


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "录音.mp3"])
def test_a_kind_that_is_not_searched_is_not_said_to_lack_the_words(
    name: str, bound: Callable[..., Volume]
) -> None:
    kinds = {"a.pdf": made.pages(1), "a.png": made.picture(kind="PNG"), "录音.mp3": b"ID3\3\0" * 9}
    found = bound({name: kinds[name]}, quoting("先付10万", files=(name,))).layout.findings
    (finding,) = (one for one in found if one.code.startswith("LD-VOL-QUOTE"))
    assert (finding.code, finding.severity) == ("LD-VOL-QUOTE-KIND", "warning")
    assert "没有找到" not in finding.message
