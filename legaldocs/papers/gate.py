"""The last look at what a finished paper says: its words, amounts and days, against its case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.papers.unfit import unfit_in, untaken_in
from legaldocs.render.finished import paragraphs

if TYPE_CHECKING:
    from legaldocs.papers.given import Given
    from legaldocs.papers.kind import Family
    from legaldocs.render.word_xml import Fault

_CASE_NUMBER = re.compile(r"[（(〔\[]\d{4}[）)〕\]][^，。；]{2,30}号")
_SENTENCE = re.compile(r"[^。；]+")
_QUOTED = "合同原文里的，写进案件文件"
_SHOWN = 60


def refuse_unfit(package: bytes, given: Given, family: Family, fault: Fault) -> None:
    """Read a finished .docx, paragraph by paragraph, cell by cell, with header and footer.

    Raises the ``fault`` for leftover tags and placeholders, for wording that no paper may have, and
    for an amount or a day that the case does not give. What repeats the words of the case passes.
    """
    for words in paragraphs(package):
        _refuse_words(words, given, family, fault)
        _refuse_figures(words, given, fault)


def _refuse_words(words: str, given: Given, family: Family, fault: Fault) -> None:
    found = list(unfit_in(words, family))
    for sentence in _SENTENCE.findall(words):
        if not _CASE_NUMBER.search(sentence):
            found += untaken_in(sentence, family)
    for unfit in found:
        if not given.quotes(unfit.words, words):
            raise fault(
                f"文书里有{unfit.why}", found=_within(unfit.words, words), next_step=unfit.step
            )


def _refuse_figures(words: str, given: Given, fault: Fault) -> None:
    for amount in given.unknown_amounts(words):
        raise fault(
            "文书里有案件没有的金额",
            expected="案件写明或者算出的金额",
            found=_within(amount.words, words),
            next_step=f"删去手写的数字，改用标签，如 {{{{ claim.total|yuan }}}}；{_QUOTED}",
        )
    for day in given.unknown_days(words):
        raise fault(
            "文书里有案件没有的日期",
            expected="案件写明或者算出的日期",
            found=_within(day.words, words),
            next_step=f"删去手写的日期，改用标签，如 {{{{ signed_on|day }}}}；{_QUOTED}",
        )


def _within(found: str, words: str) -> str:
    """Return what was found and the words of the paragraph around it."""
    start = max(0, words.find(found) - _SHOWN // 2)
    return f"{found}（在“{words[start : start + _SHOWN].strip()}”中）"
