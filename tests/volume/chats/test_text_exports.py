"""Exports as text: QQ, WeChat, WhatsApp and those with a line of time and sender."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.volume.chats.message import Chat, MessageKind
from legaldocs.volume.chats.read import read_chat, why_unknown

RULE = "=" * 64
ARABIC = "\u200f{}\u200f/1\u200f/2024\u060c 3:0{} \u0645"
EASTERN = {ord(str(number)): 0x660 + number for number in range(10)}
QQ = f"""消息记录（此消息记录为文本格式，不支持重新导入）

{RULE}
消息分组:我的好友
{RULE}
消息对象:程榆
{RULE}

2026-01-05 8:43:38 PM 程榆(10001)
48.2万我们认

2026-01-05 20:44:09 沈澄<shen@cheng.example>
好
的

2026-01-06 下午 8:46:18 程榆(10001)


2026-01-06 20:49:12 系统消息(10000)
程榆撤回了一条消息

"""


def read(text: str, charset: str = "utf-8") -> Chat:
    chat = read_chat(text.encode(charset), "text/plain")
    assert chat is not None
    return chat


def told(chat: Chat) -> list[tuple[str, str, str]]:
    return [
        (f"{message.when.at:%m-%d %H:%M:%S}" if message.when else "", message.sender, message.text)
        for message in chat.messages
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_qq_in_either_clock_charset_and_line_end(charset: str, line_end: str) -> None:
    chat = read(QQ.replace("\n", line_end), charset)
    assert told(chat) == [
        ("01-05 20:43:38", "程榆(10001)", "48.2万我们认"),
        ("01-05 20:44:09", "沈澄<shen@cheng.example>", "好\n的"),
        ("01-06 20:46:18", "程榆(10001)", ""),
        ("01-06 20:49:12", "系统消息(10000)", "程榆撤回了一条消息"),
    ]
    assert chat.facts == (("消息对象", "程榆"),)
    assert chat.messages[-1].kind is MessageKind.RECALLED


def test_several_chats_of_one_qq_export_stay_apart() -> None:
    second = QQ[QQ.index(RULE) :].replace("程榆", "罗总")
    chat = read(QQ + second)
    assert [message.conversation for message in chat.messages] == ["程榆"] * 4 + ["罗总"] * 4
    assert chat.backward == 0


def test_a_heading_written_inside_a_message_makes_nobody_say_anything() -> None:
    chat = read(
        "2026-01-01 10:00:00 甲\n你好\n\n2026-01-01 10:01:00 乙\n他说：\n"
        "2026-01-01 09:00:00 甲\n我欠一百万\n\n2026-01-01 10:02:00 甲\n没有\n\n"
        "2026-01-01 10:03:00 乙\n有\n\n2026-01-01 10:04:00 乙\n有的\n"
    )
    assert told(chat)[1] == ("01-01 10:01:00", "乙", "他说：\n2026-01-01 09:00:00 甲\n我欠一百万")
    assert chat.odd == 1


def test_wechat_hands_on_days_and_times_apart() -> None:
    chat = read(
        "微信群“货款”的聊天记录如下:\n\n—————  2026-04-06  —————\n\n\n程榆  16:21\n\n"
        "先付10万\n\n沈澄  16:22\n\n好\n2026-04-05  12:00\n\n—————  2026-04-07  —————\n\n\n"
        "程榆  08:01\n\n[图片: a.jpg]\n"
    )
    assert told(chat) == [
        ("04-06 16:21:00", "程榆", "先付10万"),
        ("04-06 16:22:00", "沈澄", "好\n2026-04-05  12:00"),
        ("04-07 08:01:00", "程榆", "[图片: a.jpg]"),
    ]


def test_name_first_and_quoted_names() -> None:
    assert told(read("程榆 2026/1/2 15:04\n好\n沈澄 2026/1/2 15:05\n收到\n"))[0][1] == "程榆"
    assert (
        told(read("2026-01-02 03:04:05 '程榆'\n好\n\n2026-01-02 03:05:05 '我'\n行\n"))[1][1] == "我"
    )


def test_qq_chat_exporter_with_type_and_files() -> None:
    chat = read(
        "[QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter]\n\n聊天名称: 货款\n"
        "消息总数: 3\n\n[1]\n[群主] 程榆:\n时间: 2026-01-02 06:15:23\n类型: image\n"
        "内容: [图片]\n资源: 1 个文件\n  - image: one.jpg\n\n[2]\n沈澄:\n"
        "时间: 2026-01-02 06:16:23\n内容: 甲\n乙\n\n" + RULE + "\n  导出完成\n"
    )
    assert told(chat)[1] == ("01-02 06:16:23", "沈澄", "甲\n乙")
    assert chat.messages[0].files == ("one.jpg",)
    assert (chat.stated, len(chat.messages)) == (3, 2)


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        ("1/2/24, 3:04 PM - Al: hi|1/15/24, 3:05\u202fPM - Bo: yo", "01-02 15:04:00"),
        ("02.01.24, 15:04 - Al: hi|15.02.24, 10:00 - Bo: yo", "01-02 15:04:00"),
        ("[2024/1/2 下午3:04:05] Al: hi|\u200e[2024/1/3 上午3:05:05] Bo: yo", "01-02 15:04:05"),
        ("2024. 1. 2. 오후 3:04, Al : hi|2024. 1. 3. 오후 3:05, Bo : yo", "01-02 15:04:00"),
        ("[2.1.2024 klo 15.04.18] Al: hi|[13.1.2024 klo 14.08.18] Bo: yo", "01-02 15:04:18"),
        ("2/1/2024, 3:04 p. m. - Al: hi|15/1/2024, 4:04 p. m. - Bo: yo", "01-02 15:04:00"),
        (
            f"{ARABIC.format(2, 4)} - Al: hi|{ARABIC.format(26, 5)} - Bo: yo".translate(EASTERN),
            "01-02 15:04:00",
        ),
    ],
)
def test_whatsapp_in_the_shapes_of_many_places(lines: str, first: str) -> None:
    chat = read(lines.replace("|", "\n") + "\n第二行\n")
    assert told(chat)[0] == (first, "Al", "hi")
    assert told(chat)[1][1:] == ("Bo", "yo\n第二行")


def test_days_that_could_be_read_two_ways_are_not_guessed() -> None:
    unclear = b"02/01/24, 15:04 - Al: hi\n02/01/24, 15:05 - Bo: yo\n"
    assert read_chat(unclear, "text/plain") is None
    assert "日/月" in why_unknown(unclear)
    rising = "02/01/24, 15:04 - Al: a\n03/01/24, 15:05 - Bo: b\n01/02/24, 15:05 - Bo: c\n"
    assert told(read(rising))[2][0] == "02-01 15:05:00"


def test_what_whatsapp_left_out_or_took_back_is_kept() -> None:
    chat = read(
        "2024/01/02 03:04 - Messages and calls are end-to-end encrypted.\n"
        "2024/01/02 03:05 - Al: <附件：00000012-PHOTO.jpg>\n"
        "2024/01/02 03:06 - Bo: IMG-1.jpg (file attached)\n"
        "2024/01/02 03:07 - Bo: This message was deleted\n"
    )
    assert [message.kind for message in chat.messages] == [
        *(MessageKind.SYSTEM, MessageKind.SAID, MessageKind.SAID, MessageKind.RECALLED)
    ]
    assert [message.files for message in chat.messages][1:3] == [
        ("00000012-PHOTO.jpg",),
        ("IMG-1.jpg",),
    ]


DIARY = "".join(
    f"2026-01-0{day} 10:00 {title}\n{text}\n\n"
    for day, (title, text) in enumerate(
        (
            ("与程榆通话，对方称没钱", "要求付款"),
            *(("再次通话", "无人接"), ("第三次", "无人接"), ("上门", "无人"), ("又去", "无人")),
        ),
        1,
    )
)
LOG = "2024-01-02 10:00:01 - INFO: started\n2024-01-02 10:00:02 - ERROR: stopped\n"


@pytest.mark.parametrize("text", [DIARY, LOG, "合同编号：HT-1\n货款 48.2 万元\n", ""])
def test_a_diary_a_log_and_a_note_are_no_chat(text: str) -> None:
    assert read_chat(text.encode(), "text/plain") is None


_NAMES = st.text("程榆沈澄ABC（）·", min_size=1, max_size=8).map(lambda name: f"某{name}")
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1
).filter(lambda text: text.strip() and text == text.strip())


@given(st.lists(st.tuples(_NAMES, _WORDS), min_size=3, max_size=12))
def test_every_message_of_a_regular_export_is_read_back(said: list[tuple[str, str]]) -> None:
    start = dt.datetime(2026, 1, 1, 9)  # noqa: DTZ001 - local time, as an export has it
    text = (
        f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{RULE}\n消息对象:甲\n{RULE}\n\n"
        + "".join(
            f"{start + dt.timedelta(minutes=at):%Y-%m-%d %H:%M:%S} {name}(1)\n{words}\n\n"
            for at, (name, words) in enumerate(said)
        )
    )
    chat = read(text)
    assert [(m.sender, m.text) for m in chat.messages] == [(f"{n}(1)", w) for n, w in said]
