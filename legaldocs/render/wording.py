r"""The wording of a paper as text: paragraphs with their styles, tables, and shared blocks.

A text is read line by line; white space at the start of a line is for the eye alone::

    # a comment
    @base letter                 the .docx with styles, page, header and footer
    @header {{ case_title }}     the words of the header, where the base has one
    @word 债权人 = 我方           what <债权人> stands for, here and in the blocks
    @include deliveries          the lines of blocks/deliveries.txt
    [文书标题] 催告函              a paragraph with its style
    就欠付款项一事，致函催告。      a paragraph in the body style
    [账户] 户名：…\              a line break within the paragraph
    开户行：…
    | 序号 | 货物 | 金额 |        a table: head rows, then one line with widths in millimetres and
    |:13:| 100 |43:|             alignment (13 left, :13: centre, 13: right), then the rows
    {%tr for row in deliveries %}
    | {{ loop.index }} | {{ row.goods }} | {{ row.amount|yuan }} |
    {%tr endfor %}
    | 合计 || {{ total|yuan }} |  a cell over two columns ends with two strokes
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = "正文段落"
HEAD_CELL = "表头"
AFTER_TABLE = "表后"
"""The empty paragraph that follows every table."""

CELLS = {"": "表格文字", "centre": "表格居中", "right": "表格金额"}
"""The style of a cell by the alignment of its column."""

TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
"""Word counts in twips, a twentieth of a point."""

TABLE_TAG = re.compile(r"\{%tr .*%\}")
WORD = re.compile(r"<(\w+)>")
_STYLE = re.compile(r"\[(\w+)\][ ]?(.*)", re.DOTALL)
_WIDTH = re.compile(r"(:?)([0-9]+(?:\.[0-9]+)?)(:?)")
_TAG_OR_STROKE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\|", re.DOTALL)
_INDENT = " \t"


class SourceLine(NamedTuple):
    """One line of a text or of a block, with its words put in (行)."""

    text: str
    file: Path
    number: int
    raw: str
    """The line as it stands in its file."""

    @property
    def place(self) -> str:
        """The file and line, for a message."""
        return f"{self.file.parent.name}/{self.file.name}:{self.number}"

    def fault(
        self, what: str, *, expected: str = "", found: str = "", then: str = ""
    ) -> InputError:
        """Return the error that names this line."""
        step = then or "写法见 docs/how-to/change-the-wording.md"
        return InputError(what, where=self.place, expected=expected, found=found, next_step=step)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a paper (段落); a line break in its text is one in the paragraph."""

    style: str
    text: str
    line: SourceLine


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table (列), with its width in millimetres and the style of its cells."""

    width: Decimal
    style: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``span`` columns (单元格)."""

    span: int
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table (行); a head row repeats at the top of each page."""

    cells: tuple[Cell, ...]
    head: bool
    line: SourceLine


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a paper (表格)."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Wording:
    """All a text says (文书文字): its base, its header, its paragraphs and tables in order."""

    file: Path
    base: str = ""
    header: str = ""
    words: dict[str, str] = field(default_factory=dict)
    lines: list[SourceLine] = field(default_factory=list)
    parts: list[Paragraph | Table] = field(default_factory=list)


def read_wording(file: Path, blocks: Path) -> Wording:
    """Return the wording of a text; ``blocks`` is the folder with what several texts share.

    Raises InputError, with file and line, for what cannot be understood.
    """
    wording = Wording(file)
    used: set[str] = set()
    for line in _lines(wording, file, blocks, used):
        wording.lines.append(line)
    if unused := sorted(set(wording.words) - used):
        raise InputError(
            f"定义了没有用到的词：{'、'.join(unused)}", where=str(file), next_step="删去该 @word 行"
        )
    if not wording.base:
        raise InputError("没有写明版式", where=str(file), next_step="在开头写 @base 名称")
    wording.parts.extend(_parts(wording.lines))
    return wording


def to_twips(millimetres: Decimal) -> int:
    """Return millimetres in twips."""
    return int((millimetres * TWIPS_PER_MM).to_integral_value(ROUND_HALF_UP))


def _lines(
    wording: Wording, file: Path, blocks: Path, used: set[str], outer: tuple[Path, ...] = ()
) -> Iterator[SourceLine]:
    """Yield the lines that say something, those of the blocks in their places."""
    for number, raw in enumerate(_read(file).split("\n"), start=1):
        text = raw.strip(_INDENT)
        line = SourceLine(text, file, number, raw)
        if text.startswith("@include "):
            block = blocks / f"{text.removeprefix('@include ').strip()}.txt"
            if not block.is_file():
                names = "、".join(sorted(path.stem for path in blocks.glob("*.txt")))
                raise line.fault("没有这个段落文件", expected=names, found=block.name)
            if block in (file, *outer):
                raise line.fault("段落文件引用了自己", found=block.name)
            yield from _lines(wording, block, blocks, used, (file, *outer))
        elif text.startswith("@"):
            _directive(wording, line)
        elif text and not text.startswith("#"):
            yield line._replace(text=_with_words(line, wording.words, used))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "文字源文件无法读取",
            where=str(file),
            found=str(error)[:80],
            next_step="存为 UTF-8 文本",
        ) from error


def _directive(wording: Wording, line: SourceLine) -> None:
    name, _, rest = line.text.partition(" ")
    rest = rest.strip(_INDENT)
    if name == "@base" and rest:
        wording.base = rest
    elif name == "@header" and rest:
        wording.header = rest
    elif name == "@word" and "=" in rest:
        word, _, meaning = rest.partition("=")
        wording.words[word.strip()] = meaning.strip()
    else:
        raise line.fault(
            "看不懂的指示行",
            expected="@base 名称、@header 文字、@word 词 = 文字、@include 段落文件",
            found=line.text[:40],
        )


def _with_words(line: SourceLine, words: dict[str, str], used: set[str]) -> str:
    def meaning(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise line.fault(f"没有定义“{match[1]}”", then=f"在文书的开头写 @word {match[1]} = …")
        used.add(match[1])
        return words[match[1]]

    return WORD.sub(meaning, line.text)


def _parts(lines: list[SourceLine]) -> Iterator[Paragraph | Table]:
    place = 0
    while place < len(lines):
        end = place + 1
        if lines[place].text.startswith("|"):
            while end < len(lines) and _in_table(lines[end], lines[end - 1]):
                end += 1
            yield _table(lines[place:end])
        else:
            while lines[end - 1].text.endswith("\\"):
                if end == len(lines):
                    raise lines[end - 1].fault("换行之后没有文字", then="删去行末的 \\")
                end += 1
            yield _paragraph(lines[place:end])
        place = end


def _in_table(line: SourceLine, before: SourceLine) -> bool:
    """A table goes on while its lines follow each other in one file."""
    follows = line.file == before.file and line.number == before.number + 1
    return follows and (line.text.startswith("|") or bool(TABLE_TAG.fullmatch(line.text)))


def _paragraph(lines: list[SourceLine]) -> Paragraph:
    text = "\n".join(line.text.removesuffix("\\") for line in lines)
    if styled := _STYLE.fullmatch(text):
        return Paragraph(styled[1], styled[2], lines[0])
    return Paragraph(BODY, text, lines[0])


def _table(lines: list[SourceLine]) -> Table:
    split = [() if TABLE_TAG.fullmatch(line.text) else _split(line) for line in lines]
    rule = next((place for place, cells in enumerate(split) if _is_rule(cells)), None)
    if rule is None:
        raise lines[0].fault("表格没有列宽行", expected="如 |:13:| 100 |43:|（毫米）")
    columns = tuple(_column(text) for text, _ in split[rule])
    rows = tuple(
        _row(line, cells, columns, head=place < rule)
        for place, (line, cells) in enumerate(zip(lines, split, strict=True))
        if place != rule
    )
    return Table(columns, rows)


def _is_rule(cells: tuple[tuple[str, int], ...]) -> bool:
    return bool(cells) and all(_WIDTH.fullmatch(text) for text, _ in cells)


def _column(text: str) -> Column:
    before, width, after = _WIDTH.fullmatch(text).groups()  # type: ignore[union-attr]  # _is_rule
    alignment = "centre" if before and after else "right" if after else ""
    return Column(Decimal(width), CELLS[alignment])


def _row(
    line: SourceLine, cells: tuple[tuple[str, int], ...], columns: tuple[Column, ...], *, head: bool
) -> Row:
    if not cells:
        return Row((Cell(len(columns), CELLS[""], line.text),), head, line)
    if (width := sum(span for _, span in cells)) != len(columns):
        raise line.fault("单元格数与列数不符", expected=f"{len(columns)} 列", found=f"{width} 列")
    made = []
    column = 0
    for text, span in cells:
        style = HEAD_CELL if head else columns[column].style
        if styled := _STYLE.fullmatch(text):
            style, text = styled[1], styled[2]  # noqa: PLW2901 - the style stands before the text
        made.append(Cell(span, style, text))
        column += span
    return Row(tuple(made), head, line)


def _split(line: SourceLine) -> tuple[tuple[str, int], ...]:
    """Return the text of each cell with the columns it spans; strokes within tags are no bounds."""
    strokes = [match.start() for match in _TAG_OR_STROKE.finditer(line.text) if match[0] == "|"]
    if not line.text.endswith("|") or len(strokes) < 2:  # noqa: PLR2004 - one on either side
        raise line.fault("表格的行要以 | 开头并以 | 结尾", found=line.text[:40])
    cells: list[tuple[str, int]] = []
    for start, end in pairwise(strokes):
        between = line.text[start + 1 : end]
        if between or not cells:
            cells.append((between.strip(_INDENT), 1))
        else:
            text, span = cells[-1]
            cells[-1] = (text, span + 1)
    return tuple(cells)
