"""What a slip sheet says of a file that is not printed: facts, how to hand it in, advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.filekinds import EvidenceForm, kind_of
from legaldocs.volume.convert.recording import duration, is_recording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ORIGINAL = "原始文件见证据包 {place}，可按上列 SHA-256 摘要核对。"
_ELECTRONIC = "该文件为电子数据，" + _ORIGINAL
_NOT_PRINTED = "该文件没有转换为页面，" + _ORIGINAL
_RECORDING = (
    _ELECTRONIC
    + "录音录像以光盘、U 盘等载体提交与原始文件一致的复制件，注明本页所载的文件名和摘要；"
    "录制时所用的手机、录音笔等原始载体及其中的文件应当保留，以备当庭播放和核对。"
)
_SAVE = "另存为 PDF，与原件写在同一行的 file 里"
_ADVICE: Mapping[str, str] = {
    "application/msword": f"旧格式的 Word 文档不读：用 Word 或者 WPS {_SAVE}",
    "application/vnd.ms-powerpoint": f"演示文稿不读：用 PowerPoint 或者 WPS {_SAVE}",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        f"演示文稿不读：用 PowerPoint 或者 WPS {_SAVE}"
    ),
    "application/vnd.oasis.opendocument.text": f"ODT 文档不读：用 WPS 或者 LibreOffice {_SAVE}",
    "application/rtf": f"RTF 文档不读：用 Word 或者 WPS {_SAVE}",
    "application/x-ole-encrypted": f"文件加了密码：打开后去掉密码，{_SAVE}",
    "application/x-ole-storage": f"看不出是哪个软件的文件：用制作它的软件{_SAVE}",
    "application/vnd.rar": "RAR 的清单读不出：解压后把要作为证据的文件逐个写在 file 里",
    "application/x-7z-compressed": "7z 的清单读不出：解压后把要作为证据的文件逐个写在 file 里",
    "application/x-empty": "文件是空的：重新取得完整的文件",
}
_OTHERWISE = "提交纸质材料的，打印为 PDF 或者另存为 JPEG 图片，与原件一起写在同一行的 file 里"
_RECORDED = (
    "另附文字整理稿，关键处注明起止时间，与录音录像写在同一行的 file 里；"
    "原始载体保留，提交时准备播放设备"
)


@dataclass(frozen=True, slots=True)
class Unprinted:
    """What is said of a file that is not printed (未印出的文件).

    ``note`` names the file's place in the bundle by ``{place}``.
    """

    facts: tuple[tuple[str, str], ...]
    note: str
    advice: str


def unprinted(path: Path, media: str) -> Unprinted:
    """Return what is said of the file at ``path``, which has no converter."""
    if is_recording(media):
        length = duration(path, media) or "文件头里读不出"
        return Unprinted((("时长", length),), _RECORDING, _RECORDED)
    electronic = kind_of(media).form is EvidenceForm.ELECTRONIC
    return Unprinted(
        (), _ELECTRONIC if electronic else _NOT_PRINTED, _ADVICE.get(media, _OTHERWISE)
    )
