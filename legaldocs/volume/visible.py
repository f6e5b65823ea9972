"""Text as it can be seen on paper."""

from __future__ import annotations

import re
import unicodedata

_VARIES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KEPT = "\n\t"
_OVERRIDES = "\u202d\u202e"
"""Characters that turn the order of others about: what stands there would read otherwise."""


def code_of(character: str) -> str:
    """Return what stands for a character without a glyph; what only joins or varies, nothing."""
    if unicodedata.category(character) == "Cf" or _VARIES.match(character):
        return ""
    return f"〔U+{ord(character):04X}〕"


def visible(text: str) -> str:
    """Return a text with line ends made alike and control characters written as their codes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        f"〔U+{ord(character):04X}〕"
        if (unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in _KEPT)
        or character in _OVERRIDES
        else character
        for character in lines
    )
