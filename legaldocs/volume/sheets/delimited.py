"""Texts whose fields are set apart by commas, semicolons or tabs (.csv, .tsv)."""

from __future__ import annotations

import csv
import io

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.sheets.grid import Cell, Measure, Sheet

_MARKS = ",;\t|"
_SAMPLE = 50
_LONGEST_FIELD = 1 << 20


def read_delimited(text: str) -> Sheet:
    """Return a text as a sheet, every field as it is written. Raises Unreadable when it is none."""
    sheet = Sheet("")
    measure = Measure()
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = csv.reader(
            io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_mark(text)
        )
        for row, fields in enumerate(rows, 1):
            for column, field in enumerate(fields, 1):
                if field:
                    measure.take(field)
                    sheet.cells[row, column] = Cell(field.strip("\t"))
    except csv.Error as error:
        raise Unreadable("不是完整的 CSV 表格") from error
    finally:
        csv.field_size_limit(before)
    return sheet


def _mark(text: str) -> str:
    """Return the mark that sets fields apart: the one that most first lines have alike."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        common = max(set(counts), key=counts.count, default=0)
        return (counts.count(common) if common else 0), common

    return max(_MARKS, key=evenness)
