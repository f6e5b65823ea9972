"""What a row cites is looked for before anything is laid out, with the same answer."""

from __future__ import annotations

import dataclasses
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from legaldocs.claim.quote import Quote
from legaldocs.core.origin import Origin
from legaldocs.volume import fence
from legaldocs.volume.check import check_volume
from legaldocs.volume.foresee import foresee_quotes
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from tests.volume.conftest import Volume

SAID = "2026-10-12 11:28:47 程榆\n别急，48.2万我们认\n\n2026-11-06 15:12:20 程榆\n先付10万\n\n"
PAGE = "<html><body><p>更正：</p><table><tr><td>尚欠</td><td>48.2万 我们认</td></tr></table></body>"


def mail(*enclosed: tuple[str, bytes], text: str = "见附件") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "对账"
    message["Date"] = "Tue, 21 Oct 2025 09:15:00 +0800"
    message.set_content(text)
    for name, data in enclosed:
        if name.endswith(".eml"):
            inner = EmailMessage()
            inner["From"] = inner["To"] = inner["Subject"] = inner["Date"] = "x"
            inner.set_content(data.decode())
            message.add_attachment(inner)
        else:
            message.add_attachment(data, "application", "octet-stream", filename=name)
    return message.as_bytes()


WORDS = "48.2万我们认"
FILES = {
    "微信.txt": SAID.encode(),
    "文本.txt": f"记录\n{WORDS}\n".encode("gb18030"),
    "记录.md": f"# 记录\n\n{WORDS}\n".encode(),
    "网页.html": PAGE.encode(),
    "数据.json": f'{{"a": "{WORDS}"}}'.encode(),
    "正文.eml": mail(text=f"确认，{WORDS}。\n"),
    "附件文本.eml": mail(("说明.txt", f"另：{WORDS}\n".encode())),
    "附件聊天.eml": mail(("聊天.txt", SAID.encode())),
    "附件网页.eml": mail(("a.pdf", made.pages(2)), ("页.html", PAGE.encode())),
    "附件邮件.eml": mail(("转发.eml", f"原话：{WORDS}".encode())),
    "扫描.pdf": made.pages(1),
    "没有.txt": "别的话\n".encode(),
    "没有.eml": mail(("a.pdf", made.pages(1)), text="别的话"),
    "空.txt": b"",
}


def citing(file: str, words: str = WORDS) -> Exhibit:
    quote = Quote(words, Origin("case.yaml", 7))
    return dataclasses.replace(made.exhibit(1, file), quotes=(quote,))


@pytest.mark.parametrize("file", FILES)
def test_it_is_found_before_as_it_is_found_when_laid_out(
    file: str, bound: Callable[..., Volume], tmp_path: Path
) -> None:
    volume = bound({file: FILES[file]}, [citing(file)])
    later = [found for found in volume.layout.findings if found.code.startswith("LD-VOL-QUOTE")]
    (tmp_path / file).write_bytes(FILES[file])
    assert list(foresee_quotes([citing(file)], tmp_path)) == later
    codes = [finding.code for finding in later]
    unsearched = file in {"扫描.pdf", "空.txt"}
    missing = ["LD-VOL-QUOTE-KIND"] if unsearched else ["LD-VOL-QUOTE"]
    assert codes == (missing if unsearched or file.startswith("没有") else [])
    check_volume(volume.files, volume.layout)


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("微信.txt", 1),
        ("正文.eml", 1),
        ("附件文本.eml", 2),
        ("附件网页.eml", 4),
        ("附件邮件.eml", 2),
    ],
)
def test_the_page_is_known_on_which_the_words_stand(
    file: str, page: int, bound: Callable[..., Volume]
) -> None:
    files = {"a.pdf": made.pages(3), file: FILES[file]}
    layout = bound(files, [made.exhibit(1, "a.pdf"), _second(citing(file))]).layout
    assert layout.cited == {(2, WORDS): (3 + page,)}


def test_a_message_far_down_a_chat_has_its_own_page(bound: Callable[..., Volume]) -> None:
    long = "".join(
        f"2026-10-12 11:{at // 60:02}:{at % 60:02} 程榆\n第{at}条\n\n" for at in range(200)
    )
    late = SAID.replace("2026-10-12 11:28", "2026-10-12 12:28")
    layout = bound({"微信.txt": (long + late).encode()}, [citing("微信.txt")]).layout
    ((_, (page,)),) = layout.cited.items()
    assert page == layout.pages[1][1] > 1


@pytest.mark.parametrize("words", ["2026-10-12 11:28", "2026-10-12 11:29", "48.2 万我们认"])
def test_times_name_messages_in_both(
    words: str, bound: Callable[..., Volume], tmp_path: Path
) -> None:
    volume = bound({"微信.txt": FILES["微信.txt"]}, [citing("微信.txt", words)])
    (tmp_path / "微信.txt").write_bytes(FILES["微信.txt"])
    codes = [finding.code for finding in foresee_quotes([citing("微信.txt", words)], tmp_path)]
    assert codes == [finding.code for finding in volume.layout.findings]
    assert codes == (["LD-VOL-QUOTE"] if words.endswith("29") else [])


def _second(exhibit: Exhibit) -> Exhibit:
    return dataclasses.replace(exhibit, number=2)


def test_a_page_that_takes_the_square_of_its_length_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: Callable[..., Volume]
) -> None:
    monkeypatch.setattr(fence, "SECONDS", 1)
    exhibit = bound({"a.html": b"<p>x"}).layout.chapters[0].exhibit
    exhibit = dataclasses.replace(exhibit, quotes=(Quote("abc", Origin("case.yaml", 1)),))
    (tmp_path / "hostile").mkdir()
    (tmp_path / "hostile/a.html").write_bytes(b"<html>" + b"<div>" * 200_000)
    (found,) = foresee_quotes([exhibit], tmp_path / "hostile")
    assert found.code == "LD-VOL-QUOTE-KIND"
