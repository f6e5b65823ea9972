"""What was typed into a template by hand: figures, days, and words that no paper may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from legaldocs.papers.stated import amounts_in, days_in
from legaldocs.papers.unfit import unfit_in, untaken_in
from legaldocs.render.finished import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaldocs.papers.kind import Family
    from legaldocs.render.sandbox import Tags

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_GAP = "▯"
"""Stands for what a tag will print: a word, which neither ends nor begins a figure."""
_FIELD = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
"""What a filter such as selectattr is given; printed, the finished paper is refused."""
_SENTENCE = re.compile(r"[^。；]+")
_NO_FIGURES = "删去，改用标签印出案件里的金额和日期；合同原文里的，写进案件文件"


class Typed(NamedTuple):
    """Something typed into a template that its papers may not say (模板里手写的内容)."""

    what: str
    words: str
    """The paragraph it stands in."""
    step: str


def typed_in(package: bytes, tags: Iterable[Tags], family: Family) -> tuple[Typed, ...]:
    """Return what was typed into the text of a template and into its tags, each once."""
    found: list[Typed] = []
    for words in paragraphs(package):
        text = _TAG.sub(_GAP, words)
        found += _figures(text, words)
        found += [Typed(unfit.why, words, unfit.step) for unfit in unfit_in(text, family)]
        for sentence in _SENTENCE.findall(text):
            if _GAP not in sentence:
                found += [Typed(one.why, words, one.step) for one in untaken_in(sentence, family)]
    for part in tags:
        for text, node in _constants(part.tree):
            if _FIELD.fullmatch(text):
                continue
            words = part.words_of(node)
            found += _figures(text, words)
            found += [Typed(unfit.why, words, unfit.step) for unfit in unfit_in(text, family)]
    return tuple(dict.fromkeys(found))


def _figures(text: str, words: str) -> Iterator[Typed]:
    for amount in amounts_in(text):
        if amount.value:
            yield Typed(f"手写的金额“{amount.words}”", words, _NO_FIGURES)
    for day in days_in(text):
        yield Typed(f"手写的日期“{day.words}”", words, _NO_FIGURES)


def _constants(node: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    """Yield the words between quotes in tags that may be printed, those joined by ~ as one.

    What is only compared with another value is not printed.
    """
    if isinstance(node, (nodes.Compare, nodes.Test)):
        return
    if isinstance(node, nodes.Concat):
        parts = [str(getattr(part, "value", _GAP)) for part in node.nodes]
        yield "".join(parts), node
    elif isinstance(node, nodes.Const):
        # Jinja has worked out already what stands in brackets without any name.
        listed = node.value if isinstance(node.value, (list, tuple)) else [node.value]
        yield from ((value, node) for value in _flat(listed) if isinstance(value, str))
    for child in node.iter_child_nodes():
        yield from _constants(child)


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _flat(value)
        else:
            yield value
