"""How a file of a bag differs from what was listed and sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.findings import Finding
from legaldocs.core.system_files import is_system_file
from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    from legaldocs.core.findings import Severity

Kind = Literal["changed", "missing", "unlisted", "unreadable", "duplicated"]

KINDS: dict[Kind, str] = {
    "changed": "内容已变",
    "missing": "缺失",
    "unlisted": "清单之外",
    "unreadable": "无法读取",
    "duplicated": "重复列出",
}
"""Each kind, in the order they are reported, with its title."""

SYSTEM_FILE = "清单之外，操作系统自动产生，或者办公软件、网络存储留下，删去后可重新核对"
"""The title of an unlisted file that the Finder or the Explorer made."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One file of a bag that is not as listed (不符之处). ``path`` is its path in the bag."""

    kind: Kind
    path: str

    @property
    def title(self) -> str:
        """What is wrong with the file, in a few words."""
        system = self.kind == "unlisted" and is_system_file(self.path)
        return SYSTEM_FILE if system else KINDS[self.kind]

    def finding(self) -> Finding | None:
        """Return the difference as a finding; the manifest reader reports files listed twice."""
        match self.kind:
            case "changed":
                return bag_finding("CHANGED", self.path, "文件内容与清单不符")
            case "missing":
                return bag_finding("MISSING", self.path, "清单或索引所列的文件不在")
            case "unreadable":
                message = "文件无法读取（损坏、无权限，或是链接、特殊文件）"
                return bag_finding("UNREADABLE", self.path, message)
            case "unlisted" if is_system_file(self.path):
                message = (
                    "文件不在任何清单内：是操作系统自动产生，或者办公软件、网络存储留下的文件，"
                    "删去后可重新核对"
                )
                return bag_finding("UNLISTED", self.path, message)
            case "unlisted":
                return bag_finding("UNLISTED", self.path, "文件不在任何清单内")
            case "duplicated":
                return None


def bag_finding(kind: str, path: str, message: str, severity: Severity = "error") -> Finding:
    """Return a finding about a departure from RFC 8493."""
    return Finding(f"LD-BAG-{kind}", severity, message, shown(path))
