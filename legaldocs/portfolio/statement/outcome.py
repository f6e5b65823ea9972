"""What a customer says of a statement, and by which way it came back."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What the answer to a statement says (对账结果)."""

    CONFIRMED = "无误"
    OBJECTED = "不符"
    SIGNED = "已签章"


class Way(StrEnum):
    """How an answer came back (回复方式)."""

    SCAN = "扫描件"
    MAIL = "邮件"
    PAGE = "网页"


CONFIRMING = (Outcome.CONFIRMED, Outcome.SIGNED)
"""Outcomes by which the balance is acknowledged."""
