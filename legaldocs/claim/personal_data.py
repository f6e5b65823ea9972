"""Where a text states an identity number, a telephone, an account or where a person lives."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from legaldocs.case.redaction import RedactionRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Span = tuple[int, int]

_GAP = r"[\s\-\u00ad\u2010-\u2015\u200b\ufffe\x02]{0,3}"
"""What may stand between the digits of one number: a space, a hyphen, the end of a line."""


def _digits(*classes: str) -> str:
    return _GAP.join(classes)


_D = r"\d"
_BIRTH = (
    r"(?:1" + _GAP + r"9|2" + _GAP + "0)",
    *(_D, _D, r"(?:0" + _GAP + r"[1-9]|1" + _GAP + "[0-2])"),
    r"(?:0" + _GAP + r"[1-9]|[12]" + _GAP + r"\d|3" + _GAP + "[01])",
)
_ID_NUMBER = re.compile(
    r"(?<!\d)(?:"
    + _digits("[1-9]", *[_D] * 5, *_BIRTH, _D, _D, _D, r"[\dXx]")
    + r"|"
    + _digits("[1-9]", *[_D] * 5, _D, _D, *_BIRTH[3:], _D, _D, _D)
    + r")(?!\d)",
    re.ASCII,
)
"""Of 18 places, or of 15 as issued before 1999; the check digit may be misprinted."""

_PHONE = re.compile(
    r"(?<!\d)(?:"
    + _digits("1", "[3-9]", *[_D] * 9)
    + r"|\(?0\d{2,3}\)?"
    + _GAP
    + _digits("[1-9]", *[_D] * 6)
    + f"(?:{_GAP}\\d)?"
    + r")(?!\d)|(?<=86)"
    + _digits("1", "[3-9]", *[_D] * 9)
    + r"(?!\d)",
    re.ASCII,
)
_ACCOUNT_LABEL = r"(?:账\s*号|帐\s*号|账\s*户|帐\s*户|卡\s*号|银行卡|存折)"
_ACCOUNT = re.compile(
    _ACCOUNT_LABEL + r"[^\d]{0,24}?(?P<labelled>" + _digits(*[_D] * 6) + f"(?:{_GAP}\\d){{0,26}})"
    r"|(?P<bare>(?<![\dA-Za-z])(?:\d{12,30}|\d{4}(?:[ \-]\d{4}){2,5}(?:[ \-]?\d{1,4})?"
    r"|\d{9,18}[\r\n]{1,2}\d{2,14})(?!\d))",
    re.ASCII,
)
_NO_ACCOUNT = re.compile(
    r"(?:发票|代码|单号|编号|回单|票号|流水|订单|许可|运单|合同|案)[^\d\n]{0,10}$"
)
"""What stands before a long number that is no account."""

_END_OF_LINE = r"(?:(?<![号室户组栋幢楼层])\r?\n(?![^\n]{0,10}[:：]))"
_PLACE = f"(?:[^\\n，,。；;、（()）]|{_END_OF_LINE}){{4,80}}"
_HOME = re.compile(
    r"(?:(?:家庭|户籍|居住|常住|经常居住|身份证|现)\s*(?:住\s*址|地\s*址|所在地|地|住)|住\s*址|户\s*籍)"
    r"\s*(?:为|是|[:：])?\s*(?P<labelled>" + _PLACE + r")"
    r"|(?:^|[，,；;。\s])(?:现)?住(?![所址宿院房建户])[:：]?\s*"
    r"(?P<said>(?=[^，,。；;]{0,50}[省市县区镇乡村路街弄号室])" + _PLACE + r")"
    r"|(?:公民身份|身份证|[男女]\s*[，,])[^。公司]{0,80}?(?:住\s*所\s*地?|地\s*址)\s*[:：]?\s*"
    r"(?P<person>" + _PLACE + r")"
)
_HASH = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F](?:[\s\u200b]{0,2}[0-9a-fA-F]){63}(?![0-9a-fA-F])")
"""A SHA-256 printed on a page: what was removed could be guessed by trying until it fits."""


def normal(text: str) -> str:
    """Return the text with each character in its ordinary form, as many characters as before."""
    return "".join(_normal(character) for character in text)


def _normal(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def spans(text: str, rules: Iterable[RedactionRule], words: Iterable[str]) -> tuple[Span, ...]:
    """Return where ``text`` states what the rules look for, or one of the words, sorted.

    White space in the text does not matter, nor whether a character has full or half width. What
    may be private is taken for private: a number that looks like an account is one.
    """
    plain = normal(text)
    found = {span for rule in rules for span in _RULES[rule](plain)}
    for word in words:
        found.update(_places(plain, word))
    found.update(match.span() for match in _HASH.finditer(plain))
    return tuple(sorted(found))


def masked(text: str, rules: Iterable[RedactionRule], words: Iterable[str]) -> str:
    """Return the text with what :func:`spans` finds replaced by signs that say so."""
    hidden = {at for first, last in spans(text, rules, words) for at in range(first, last)}
    return "".join("×" if at in hidden else character for at, character in enumerate(text))


def states(text: str, word: str) -> bool:
    """Return whether a word stands in a text, as :func:`spans` looks for it."""
    return next(_places(normal(text), word), None) is not None


def _places(plain: str, word: str) -> Iterator[Span]:
    """Yield where a word stands, whatever white space the text has in it."""
    at = [place for place, character in enumerate(plain) if not _blank(character)]
    squeezed = "".join(_folded(plain[place]) for place in at)
    wanted = "".join(_folded(character) for character in normal(word) if not _blank(character))
    if not wanted:
        return
    first = squeezed.find(wanted)
    while first >= 0:
        yield at[first], at[first + len(wanted) - 1] + 1
        first = squeezed.find(wanted, first + 1)


def _folded(character: str) -> str:
    plain = character.casefold()
    return plain if len(plain) == 1 else character


def _blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cf", "Cc", "Cn"}


def _all_of(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _accounts(text: str) -> Iterator[Span]:
    for match in _ACCOUNT.finditer(text):
        if match["labelled"]:
            yield match.span("labelled")
        elif not _NO_ACCOUNT.search(text[max(match.start() - 20, 0) : match.start()]):
            yield match.span("bare")


def _homes(text: str) -> Iterator[Span]:
    for match in _HOME.finditer(text):
        yield next(match.span(name) for name, found in match.groupdict().items() if found)


_RULES = {
    RedactionRule.ID_NUMBER: lambda text: _all_of(_ID_NUMBER, text),
    RedactionRule.PHONE: lambda text: _all_of(_PHONE, text),
    RedactionRule.ACCOUNT: _accounts,
    RedactionRule.HOME_ADDRESS: _homes,
}
