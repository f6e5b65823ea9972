"""Where the creditor asks a court to serve it.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - the reader resolves the annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where and how a court is to serve the creditor (送达地址确认).

    What is not written is that of the creditor, or of ``agent`` where one of the agents receives.
    ``electronic`` is the creditor's own answer, None while it was not given.
    """

    origin: Origin
    recipient: Annotated[str, "收件人"] = ""
    address: Annotated[str, "详细地址"] = ""
    postcode: Annotated[str, "邮政编码"] = ""
    phone: Annotated[str, "联系电话"] = ""
    email: Annotated[str, "电子邮箱"] = ""
    electronic: Annotated[bool | None, "同意电子送达"] = None
    agent: Annotated[str, "代收的代理人"] = ""
    confidential: Annotated[bool, "要求保密"] = False
