"""Redacted pages: text and pixels are gone, and what cannot be found surely is refused."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from legaldocs.case.redaction import RedactionBox, RedactionRule
from legaldocs.claim.redaction import RedactionPlan
from legaldocs.core.origin import Origin
from legaldocs.evidence.files.media import media_type
from legaldocs.volume.convert import CONVERTERS
from legaldocs.volume.redact import DPI, Redacted, redact
from tests.cases.test_disclosure import readable, spellings
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = Origin("case.yaml", 7)
ALL_RULES = frozenset(RedactionRule)
PRIVATE = """
<p>张三，男，汉族，住浙江省杭州市西湖区文三路1号2幢301室，公民身份号码330106199001011237。
<p>电话：138-1234-5678；账号：811004201000420861。<p>尚欠货款482,000.00元。
"""
SECRETS = ("330106199001011237", "138-1234-5678", "811004201000420861", "文三路")


def plan(**given: object) -> RedactionPlan:
    words: tuple[str, ...] = given.get("words", ())  # type: ignore[assignment]
    return RedactionPlan(
        HERE,
        given.get("rules", frozenset()),  # type: ignore[arg-type]
        words,
        (),
        words,
        given.get("boxes", {}),  # type: ignore[arg-type]
        given.get("checked", False),  # type: ignore[arg-type]
    )


def box(page: int, left: int, top: int, right: int, bottom: int) -> RedactionBox:
    return RedactionBox(origin=HERE, page=page, left=left, top=top, right=right, bottom=bottom)


@pytest.fixture
def redacted(tmp_path: Path) -> Callable[..., tuple[Redacted, Path]]:
    def make(data: bytes, name: str = "a.pdf", **given: object) -> tuple[Redacted, Path]:
        path = tmp_path / name
        path.write_bytes(data)
        content = CONVERTERS[media_type(path)](path, name)
        into = tmp_path / "redacted" / "证据1-1.pdf"
        day = dt.date(2026, 11, 21)
        return redact(content, plan(**given), "0" * 64, "遮盖件", day, into), into

    return make


def printed(html: str = PRIVATE, style: str = "") -> bytes:
    made_pdf: bytes = HTML(
        string=f"<meta charset=utf-8><style>@page {{size: A4}} {style}</style>{html}"
    ).write_pdf()
    return made_pdf


def pixels(path: Path, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    picture: Image.Image = document[page].render(scale=DPI / 72).to_pil().convert("L")
    document.close()
    return picture


def texts(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def holds(path: Path, *words: str) -> set[str]:
    """Return the words that stand in any byte of a file, unpacked."""
    data = list(readable(path.read_bytes()))
    return {
        word for word in words for form in spellings(word) if any(form in text for text in data)
    }


def is_one_bar(path: Path) -> bool:
    """Return whether all that is left of a page is one black bar."""
    after = pixels(path)
    dark = after.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert dark is not None
    left, top, right, bottom = dark
    return sum(after.histogram()[:24]) > (right - left) * (bottom - top) * 9 // 10


def test_what_the_rules_find_is_gone_from_text_and_pixels(
    redacted: Callable[..., tuple[Redacted, Path]], tmp_path: Path
) -> None:
    found, path = redacted(printed(), rules=ALL_RULES)
    assert found.sure
    assert found.places == 4
    assert texts(path) == ""
    assert holds(path, *SECRETS, "482,000.00") == set()
    reference = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0]
    before = reference.render(scale=DPI / 72).to_pil().convert("L")
    after = pixels(path)
    hidden = sum(after.histogram()[:24]) - sum(before.histogram()[:24])
    assert hidden > 20_000


def test_nothing_but_pixels_is_kept_of_a_file(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed(PRIVATE + "<a href=x:y>z</a>"))))
    writer.add_metadata({"/Title": "secret title"})
    writer.add_attachment("secret name.txt", b"secret content")
    data = io.BytesIO()
    writer.write(data)
    found, path = redacted(data.getvalue(), rules=ALL_RULES)
    assert found.sure
    assert holds(path, "secret title", "secret name", "secret content", *SECRETS) == set()
    reader = PdfReader(path)
    assert set(reader.root_object) <= {
        *("/Type", "/Pages", "/Lang", "/PageMode", "/PageLabels", "/Outlines"),
        "/ViewerPreferences",
    }


def test_digits_drawn_one_by_one_in_any_order_are_found(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    """The text of such a file reads 57381… to a program, and 13812345678 to a person."""
    number = "13812345678"
    order = [5, 7, 2, 0, 1, 3, 4, 6, 10, 9, 8]
    content = "".join(f"BT /F1 12 Tf {72 + 7 * at} 700 Td ({number[at]}) Tj ET\n" for at in order)
    found, path = redacted(made.one_page(content.encode()), rules=frozenset({RedactionRule.PHONE}))
    assert found.sure
    assert found.places == 1
    assert is_one_bar(path)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_redacted_where_they_show_it(
    redacted: Callable[..., tuple[Redacted, Path]], turn: int
) -> None:
    data = made.one_page(b"BT /F1 24 Tf 72 700 Td (13812345678) Tj ET", page=b"/Rotate %d" % turn)
    found, path = redacted(data, rules=frozenset({RedactionRule.PHONE}))
    assert found.sure
    assert is_one_bar(path)


def test_a_scan_is_refused_until_a_person_has_looked(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    picture = Image.new("RGB", (800, 1000), "white")
    ImageDraw.Draw(picture).text((100, 100), "13812345678", fill="black", font_size=40)
    scan = io.BytesIO()
    picture.save(scan, "PDF")
    found, path = redacted(scan.getvalue(), rules=ALL_RULES)
    assert not found.sure
    assert found.unread == (1,)
    assert not path.exists()
    found, path = redacted(scan.getvalue(), rules=ALL_RULES, checked=True)
    assert found.sure


def test_a_box_on_one_page_says_nothing_of_the_other_pages(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    pages = [Image.new("RGB", (800, 1000), colour) for colour in ("orange", "navy", "white")]
    scan = io.BytesIO()
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:])
    boxes = {1: (box(1, 25, 25, 75, 50),)}
    found, path = redacted(scan.getvalue(), boxes=boxes)
    assert found.unread == (2, 3)
    assert not path.exists()
    found, path = redacted(scan.getvalue(), boxes=boxes, checked=True)
    assert found.sure


def test_pixels_of_a_picture_are_removed_in_a_box(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    photo = Image.new("RGB", (1200, 1600), "orange")
    data = io.BytesIO()
    photo.save(data, "JPEG")
    found, path = redacted(data.getvalue(), "a.jpg", boxes={1: (box(1, 25, 25, 75, 50),)})
    assert found.sure
    after = pixels(path)
    whole = after.height + round(30 * DPI / 72)
    inside = after.crop(
        (after.width * 26 // 100, whole * 26 // 100, after.width * 74 // 100, whole * 49 // 100)
    )
    assert inside.getextrema() == (0, 0)
    assert after.getpixel((after.width // 2, whole * 55 // 100)) > 100


def test_a_page_is_as_large_as_before_when_it_is_bound_again(
    redacted: Callable[..., tuple[Redacted, Path]], bound: Callable[..., object]
) -> None:
    data = printed(style="p { border: 2pt solid }")
    _, path = redacted(data, words=("张三",))
    once = bound({"a.pdf": data}).files[0].path  # type: ignore[attr-defined]
    twice = bound({"a.pdf": path.read_bytes()}).files[0].path  # type: ignore[attr-defined]
    edges = [
        pixels(file).point(lambda shade: 255 if shade < 200 else 0).getbbox()
        for file in (once, twice)
    ]
    assert all(
        abs(one - other) <= 2 for one, other in zip(edges[0] or (), edges[1] or (), strict=True)
    )


def test_words_that_stand_nowhere_and_boxes_beyond_the_file_are_refused(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    found, path = redacted(printed(), words=("张三", "李四"), boxes={2: (box(2, 1, 1, 2, 2),)})
    assert found.absent == ("李四",)
    assert found.beyond == (2,)
    assert not path.exists()


@pytest.mark.parametrize("name", ["a.txt", "a.eml"])
def test_text_and_mail_lose_the_words_and_the_hash(
    redacted: Callable[..., tuple[Redacted, Path]], name: str
) -> None:
    """The hash at the head of the pages would let a telephone be found by trying."""
    text = "王小二的电话是13812345678，尚欠482000元\r\n" * 3
    head = "From: a@b.example\r\nTo: c@d.example\r\nSubject: 13812345678\r\n"
    head += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    data = (head + text if name.endswith("eml") else text).encode()
    found, path = redacted(data, name, rules=ALL_RULES, words=("王小二",))
    assert found.sure
    assert found.places >= 7
    assert holds(path, "王小二", "13812345678", "482000") == set()


def test_the_same_file_gives_the_same_bytes(
    redacted: Callable[..., tuple[Redacted, Path]],
) -> None:
    written = []
    for _ in range(2):
        _, path = redacted(printed(), rules=ALL_RULES)
        written.append(path.read_bytes())
        path.unlink()
    assert written[0] == written[1]
