"""What is wrong with a tag of a template, in the words of who edits it in Word."""

from __future__ import annotations

import re

_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "begin of print statement": "{{",
    "name": "名称",
    "string": "引号里的文字",
}
_WORDS = (
    (
        r"Unexpected end of template\..*The innermost block that needs to be closed is '(\w+)'",
        r"{% \1 … %} 没有对应的 {% end\1 %}",
    ),
    (r"Encountered unknown tag '(end\w+)'.*to be closed is '(\w+)'",
     r"{% \1 %} 与前面的 {% \2 … %} 对不上，那里还缺 {% end\2 %}"),
    (r"Encountered unknown tag '(?:else|elif)'", r"{% else %} 前面没有 {% if … %}"),
    (r"Encountered unknown tag 'end(\w+)'", r"{% end\1 %} 前面没有 {% \1 … %}"),
    (r"Encountered unknown tag '(\w+)'", r"没有 {% \1 %} 这种标签，能用的是 for、if、set"),
    (r"[Uu]nexpected end of template", "标签没有写完"),
    (r"expected token '([^']+)', got '([^']+)'", r"应写“\1”的地方写了“\2”"),
    (r"[Ee]xpected an expression, got '([^']+)'", r"“\1”前面缺少名称"),
    (r"unexpected char (?:\"'\"|'\"')", "引号没有成对"),
    (r"unexpected char ['\"](.)['\"]", r"标签里不能有“\1”"),
    (r"unexpected '([^']+)'", r"多了“\1”"),
    (r"tag name expected", "{% 后面缺少 for、if 等"),
    (r"can't assign to", "set、for 后面只能是一个新的名称"),
)  # fmt: skip
"""Jinja's English, and what it means to who edits a template; the first that fits is taken."""

_BLOCK = re.compile(r"\{%-?\s*(?P<end>end)?(?P<name>for|if)\b")


def explained(message: str) -> str:
    """Return what Jinja says of a tag in Chinese; a message of ours is Chinese already.

    >>> explained("expected token 'end of print statement', got 'b'")
    '应写“}}”的地方写了“b”'
    """
    if not message.isascii():
        ours = re.search("unexpected char ['\"](.)['\"]", message)
        return f"标签里不能有“{ours[1]}”" if ours else message
    for pattern, words in _WORDS:
        if found := re.search(pattern, message, re.DOTALL):
            said = found.expand(words)
            for token, sign in _TOKENS.items():
                said = said.replace(f"“{token}”", f"“{sign}”")
            return said
    return "这个标签不完整或者写错了"


def unclosed_line(source: str) -> int | None:
    """Return the line, from 1, of the last block that is begun and not ended, if there is one."""
    begun: list[tuple[str, int]] = []
    for found in _BLOCK.finditer(source):
        if not found["end"]:
            begun.append((found["name"], source.count("\n", 0, found.start()) + 1))
        elif begun and begun[-1][0] == found["name"]:
            begun.pop()
    return begun[-1][1] if begun else None
