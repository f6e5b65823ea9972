"""What a second program reads of a finished page: its words, and how each piece is drawn."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from legaldocs.render.printed_page import Piece, open_printed

PAGE = "<style>@page {{ size: 100mm 100mm; margin: 10mm }} {css}</style><body>{body}"


def pdf_of(body: str, css: str = "") -> bytes:
    return HTML(string=PAGE.format(css=css, body=body)).write_pdf()


def pieces_of(body: str, css: str = "") -> list[Piece]:
    with open_printed(pdf_of(body, css)) as printed:
        return [piece for page in printed.pages() for piece in page.pieces()]


@pytest.mark.parametrize("word", ["HT-", "AB-cd-", "well-", "2024-06-"])
def test_a_hyphen_at_the_end_of_a_line_is_read_as_one(word: str) -> None:
    """The program takes it for a break within a word, and leaves it out of its text."""
    text = word * 40
    with open_printed(pdf_of(text, "body { overflow-wrap: anywhere }")) as printed:
        read = "".join("".join(page.text().split()) for page in printed.pages())
    assert read == text


def test_colour_opacity_and_size_are_those_of_the_page() -> None:
    css = "body { font-size: 12pt } p { opacity: .4; color: red } b { color: rgba(0, 0, 255, .5) }"
    plain, clear, faint = pieces_of("黑<p>红</p><b>蓝</b>", css)
    assert round(plain.height, 2) == 12
    assert (plain.colour, plain.opacity) == ((0, 0, 0), 1)
    assert faint.colour == (1, 0, 0)
    assert round(faint.opacity, 1) == 0.4
    assert clear.colour == (0, 0, 1)
    assert round(clear.opacity, 1) == 0.5


def test_a_piece_is_where_the_page_turns_and_shrinks_it() -> None:
    css = "body { margin: 0 } p { margin: 0; transform: scale(.5); transform-origin: 0 0 }"
    (small,) = pieces_of("<p style='font-size:20pt'>小</p>", css)
    assert round(small.height, 2) == 10
    assert 28 <= small.start[0] <= 29


@pytest.mark.parametrize(
    ("body", "extras"),
    [
        ("字", []),
        ("<a href='https://example.org'>链接</a>", ["链接或者批注"]),
        ("<link rel=attachment href='data:text/plain,a'>附件", ["附件"]),
    ],
)
def test_what_a_file_holds_beside_pages_is_named(body: str, extras: list[str]) -> None:
    with open_printed(pdf_of(body)) as printed:
        assert printed.extras() == extras


def test_a_form_is_named() -> None:
    made = HTML(string="<input value=1>").write_pdf(pdf_forms=True)
    with open_printed(made) as printed:
        assert printed.extras() == ["表单", "链接或者批注"]


def test_a_run_is_what_stands_together_at_one_height() -> None:
    """Figures are of another font than the words around them, and cells are apart."""
    css = "@page { size: 200mm 100mm } body { font: 12pt FandolFang } td { padding: 0 9pt }"
    body = "<table><tr><td>第3至5页<td>3-5<td>共12,000.00元</table><p>乙"
    with open_printed(pdf_of(body, css)) as printed:
        (page,) = printed.pages()
        runs = [run for run in page.runs() if run.text.strip()]
    assert [run.text.strip() for run in runs] == ["第3至5页", "3-5", "共12,000.00元", "乙"]
    first, second, third, below = runs
    assert first.end < second.start[0] < second.end < third.start[0]
    assert below.start[1] < first.start[1]
