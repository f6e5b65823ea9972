"""Read the arithmetic that a case file states, exactly: numbers, + - * /, parentheses."""

from __future__ import annotations

import re
from fractions import Fraction

_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[-+*/()]|[a-z])", re.ASCII)


def worked(text: str, **letters: Fraction) -> Fraction:
    """Return the value of ``text``. Raises ValueError for anything that is no such arithmetic."""
    tokens, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(text)
        tokens.append(match[1])
        place = match.end()
    value, rest = _sum(tokens, letters)
    if rest:
        raise ValueError(text)
    return value


def _sum(tokens: list[str], letters: dict[str, Fraction]) -> tuple[Fraction, list[str]]:
    value, tokens = _product(tokens, letters)
    while tokens and tokens[0] in "+-":
        sign = 1 if tokens[0] == "+" else -1
        term, tokens = _product(tokens[1:], letters)
        value += sign * term
    return value, tokens


def _product(tokens: list[str], letters: dict[str, Fraction]) -> tuple[Fraction, list[str]]:
    value, tokens = _atom(tokens, letters)
    while tokens and tokens[0] in "*/":
        times = tokens[0] == "*"
        factor, tokens = _atom(tokens[1:], letters)
        value = value * factor if times else value / factor
    return value, tokens


def _atom(tokens: list[str], letters: dict[str, Fraction]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise ValueError("ends too early")
    head, rest = tokens[0], tokens[1:]
    if head == "(":
        value, rest = _sum(rest, letters)
        if rest[:1] != [")"]:
            raise ValueError("parenthesis left open")
        return value, rest[1:]
    if head in letters:
        return letters[head], rest
    return Fraction(head), rest
