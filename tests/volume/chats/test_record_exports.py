"""Exports as tables, JSON, XML and web pages."""

from __future__ import annotations

import json

import pytest

from legaldocs.volume.chats.message import OWN, Chat, MessageKind
from legaldocs.volume.chats.read import read_chat


def read(data: str | bytes, media: str) -> Chat:
    chat = read_chat(data.encode() if isinstance(data, str) else data, media)
    assert chat is not None
    return chat


def told(chat: Chat) -> list[tuple[str, str, str]]:
    return [
        (f"{message.when.at:%m-%d %H:%M:%S}" if message.when else "", message.sender, message.text)
        for message in chat.messages
    ]


MEMO = (
    "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName\n"
    '1,7,1,0,0,1767583418,,"第一行\n第二行",2026-01-05 11:23:38,程榆,Yu\n'
    "2,7,1,0,1,1767583420,,好,2026-01-05 11:23:40,程榆,Yu\n"
    '3,7,47,0,0,1767583421,,"<msg><emoji a=""1""/></msg>",2026-01-05 11:23:41,程榆,Yu\n'
    '4,7,49,0,0,1767583422,,"<msg><title>对账单.pdf</title></msg>",2026-01-05 11:23:42,程榆,Yu\n'
    "5,7,10000,0,0,1767583423,,对方撤回了一条消息,2026-01-05 11:23:43,程榆,Yu\n"
)


def test_memotrace_tables_do_not_lend_the_other_side_s_name_to_the_account() -> None:
    chat = read(MEMO, "text/plain")
    assert told(chat)[:2] == [
        ("01-05 11:23:38", "程榆", "第一行\n第二行"),
        ("01-05 11:23:40", OWN, "好"),
    ]
    assert [(m.carries, m.text) for m in chat.messages[2:4]] == [
        ("表情", ""),
        ("文件、链接或者引用", "对账单.pdf"),
    ]
    assert chat.messages[4].kind is MessageKind.RECALLED
    assert chat.contradictory == 0


def test_a_time_and_its_number_that_contradict_are_counted() -> None:
    assert (
        read(MEMO.replace("2026-01-05 11:23:38", "2013-11-04 21:51:18"), "text/plain").contradictory
        == 1
    )
    elsewhere = MEMO.replace("2026-01-05 11:", "2026-01-05 03:")
    assert read(elsewhere, "text/plain").contradictory == 0, "eight hours apart: another zone"


def test_a_column_without_a_name_is_told() -> None:
    chat = read(MEMO.replace("程榆,Yu\n", "程榆,Yu,wxid\n"), "text/plain")
    assert any("多出的列" in note for note in chat.notes)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            (
                "\ufeffid,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\r\n"
                "1,9,文本,0,程榆,好,,2026-01-05T03:23:38.000Z\r\n"
            ),
            ("01-05 11:23:38", "程榆", "好"),
        ),
        (
            (
                "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n"
                "1,文本,程榆,2026-01-05 11:23:38,好,,,\n"
            ),
            ("01-05 11:23:38", "程榆", "好"),
        ),
        ("时间\t发送人\t内容\n2026-01-05 11:23:38\t程榆\t好\n", ("01-05 11:23:38", "程榆", "好")),
        (
            (
                "Time,SenderName,Sender,TalkerName,Talker,Content\n"
                "2026-01-05 11:23:38,程榆,w,程榆,w,好\n"
            ),
            ("01-05 11:23:38", "程榆", "好"),
        ),
    ],
)
def test_tables_of_other_exporters(text: str, first: tuple[str, str, str]) -> None:
    assert told(read(text, "text/plain"))[0] == first


def test_a_table_of_something_else_is_no_chat() -> None:
    assert read_chat("日期,摘要,金额\n2026-01-05,货款,1.00\n".encode(), "text/plain") is None


WEFLOW = {
    "weflow": {"version": "1.0"},
    "session": {"displayName": "货款群", "type": "群聊", "messageCount": 3},
    "messages": [
        {
            "createTime": 1767583418,
            "formattedTime": "2026-01-05 11:23:38",
            "type": "文本消息",
            "content": "好",
            "isSend": 0,
            "senderUsername": "w",
            "senderDisplayName": "程榆",
        },
        {
            "createTime": 1767583419,
            "formattedTime": "2026-01-05 11:23:39",
            "type": "系统消息",
            "content": "“程榆”撤回了一条消息",
            "isSend": None,
            "senderUsername": "",
        },
    ],
}
QQ = {
    "chatInfo": {"name": "货款", "selfName": "沈澄"},
    "statistics": {"totalMessages": 2},
    "messages": [
        {
            "timestamp": 1767583418000,
            "sender": {"uin": "1", "name": "程榆"},
            "content": {"text": "好", "resources": [{"filename": "a.jpg"}]},
            "recalled": False,
        },
        {
            "timestamp": "2026-01-05T03:23:39.000Z",
            "sender": {"uin": "1", "name": "程榆"},
            "content": {"text": "行"},
            "isRecalled": True,
        },
    ],
}
TELEGRAM = {
    "name": "程榆",
    "messages": [
        {
            "type": "message",
            "date": "2026-01-05T11:23:38",
            "from": "程榆",
            "text": ["好", {"text": "的"}],
        },
        {
            "type": "service",
            "date": "2026-01-05T11:23:39",
            "actor": "程榆",
            "action": "x",
            "text": "",
        },
    ],
}
CHATLOG = [
    {
        "time": "2026-01-05T11:23:38+08:00",
        "talker": "w",
        "sender": "w",
        "senderName": "程榆",
        "isSelf": False,
        "type": 1,
        "content": "好",
    },
    {
        "time": "2026-01-05T11:23:39+08:00",
        "talker": "w",
        "sender": "me",
        "senderName": "沈澄",
        "isSelf": True,
        "type": 34,
        "content": "",
    },
]


def test_json_of_known_exporters() -> None:
    weflow, qq, telegram, chatlog = (
        read(json.dumps(whole), "application/json") for whole in (WEFLOW, QQ, TELEGRAM, CHATLOG)
    )
    assert told(weflow)[0] == ("01-05 11:23:38", "程榆", "好")
    assert (weflow.stated, weflow.messages[1].kind) == (3, MessageKind.RECALLED)
    assert told(qq)[0] == ("01-05 11:23:38", "程榆（1）", "好")
    assert qq.messages[0].files == ("a.jpg",)
    assert (told(qq)[1][0], qq.messages[1].kind) == ("01-05 11:23:39", MessageKind.RECALLED)
    assert told(telegram)[0] == ("01-05 11:23:38", "程榆", "好的")
    assert telegram.messages[1].kind is MessageKind.SYSTEM
    assert [m.sender for m in chatlog.messages] == ["程榆", "沈澄（本方）"]
    assert chatlog.messages[1].carries == "语音"


def test_nobody_is_made_the_sender_and_nothing_lost_where_a_record_says_less() -> None:
    whole = {**WEFLOW, "messages": [WEFLOW["messages"][0], {"content": {"title": "对账单"}}]}  # type: ignore[index]
    last = read(json.dumps(whole), "application/json").messages[1]
    assert (last.sender, last.text, last.when) == ("", '{"title": "对账单"}', None)


@pytest.mark.parametrize("text", ['{"a": 1}', "[1, 2]", "[" * 100_000, '{"messages": []}', "{"])
def test_other_json_is_no_chat(text: str) -> None:
    assert read_chat(text.encode(), "application/json") is None


def test_text_messages_with_pictures_and_halved_characters() -> None:
    chat = read(
        "<?xml version='1.0' encoding='UTF-8'?><smses count='2'>"
        "<sms address='1380' date='1767583418000' type='1' body='好&#55357;&#56832;&#55357;' "
        "contact_name='程榆'/><mms address='1380' date='1767583419000' msg_box='2'><parts>"
        "<part ct='text/plain' text='看图'/><part ct='image/png' cl='a.png' data='AAEC'/>"
        "</parts></mms></smses>",
        "application/xml",
    )
    assert told(chat)[0] == ("01-05 11:23:38", "程榆（1380）", "好😀〔U+D83D〕")
    assert chat.messages[1].sender == OWN
    assert "image/png a.png，3 字节，SHA-256" in chat.messages[1].text


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><invoice/>",
        b"<?xml version='1.0'?><smses count='1'><sms",
        b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'b'>]><smses><sms body='&a;'/></smses>",
    ],
)
def test_other_xml_is_no_chat(data: bytes) -> None:
    assert read_chat(data, "application/xml") is None


MHT = """From: <Save by Tencent MsgMgr>
Subject: Tencent IM Message
MIME-Version: 1.0
Content-Type:multipart/related;
\tcharset="utf-8"
\ttype="text/html";
\tboundary="----=_NextPart_X"

------=_NextPart_X
Content-Type: text/html
Content-Transfer-Encoding:7bit

<html><body><table><tr><td><div><b>消息记录</b></div></td></tr><tr><td><div>消息对象:程榆</div></td>
</tr><tr><td>日期: 2026-01-05</td></tr><tr><td><div style=color:#006EFE;><div style=float:left;>程榆
</div>8:43:38 PM</div><div><font>48.2万<br>我们认</font></div></td></tr><tr><td><div><div>沈澄</div>
20:44:00</div><div><IMG src="{A}.dat"></div></td></tr></table></body></html>

------=_NextPart_X--
"""


def test_pages_that_qq_and_telegram_save() -> None:
    chat = read(MHT, "message/rfc822")
    assert told(chat) == [
        ("01-05 20:43:38", "程榆", "48.2万\n我们认"),
        ("01-05 20:44:00", "沈澄", "〔图片 {A}.dat〕"),
    ]
    assert chat.facts == (("消息对象", "程榆"),)
    page = (
        '<!DOCTYPE html><html><body><div class="message default">'
        '<div class="pull_right date details" title="05.01.2026 11:23:38 UTC+08:00"></div>'
        '<div class="from_name">程榆</div>'
        '<div class="text">好<br>的</div></div><div class="message default joined">'
        '<div class="pull_right date details" title="05.01.2026 03:24:38 UTC+00:00"></div>'
        '<div class="text">行</div></div></body></html>'
    )
    assert told(read(page, "text/html")) == [
        ("01-05 11:23:38", "程榆", "好\n的"),
        ("01-05 11:24:38", "程榆", "行"),
    ]


def test_an_ordinary_mail_and_page_are_no_chat() -> None:
    assert read_chat(b"From: a@b.example\nSubject: x\n\ntext\n", "message/rfc822") is None
    assert read_chat("<html><p>消息对象：甲</p></html>".encode(), "text/html") is None
