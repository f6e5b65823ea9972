"""The kinds of file that become exhibits: one table, one row a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

_JPEG = rb"\xff\xd8\xff[\xc0-\xfe]"
_TIFF = rb"II\*\0|MM\0\*|II\+\0\x08\0\0\0|MM\0\+\0\x08\0\0"
_BMP = rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0"
_MP4 = rb".{4}ftyp(?:iso[m2-9]|mp4[12]|mp71|avc1|M4V |MSNV|dash|mmp4|XAVC|f4v )"
_MP3 = rb"ID3[\x02-\x04]\0|(\xff[\xe2\xe3\xf2\xf3\xfa\xfb]).{46,1440}?\1.{46,1440}?\1"
_AAC = rb"(\xff[\xf0\xf1\xf8\xf9][\x40-\xbf]).{4,2048}?\1.{4,2048}?\1"
_ZIP = rb"PK\x03\x04"
_EMPTY_ZIP = rb"PK\x05\x06\0{16}"
_OLE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODF = rb"PK\x03\x04.{26}mimetype.{0,64}?application/vnd\.oasis\.opendocument\."
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_MAIL = (
    r"(?:From [^\r\n]{1,300}\r?\n)?(?=[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n])(?s:.*?^)"
    r"(?:from|received|date|subject|message-id|mime-version|return-path|content-type):"
)


class EvidenceForm(StrEnum):
    """The form of evidence that a kind of file is taken for (证据形式)."""

    DOCUMENT = "书证"
    ELECTRONIC = "电子数据"


@dataclass(frozen=True)
class FileKind:
    """A kind of file (文件类型).

    ``suffixes`` are the endings that promise it, several kinds may share one. A file is of the
    first kind in the table whose marks its content carries: ``sign`` is a pattern of its first
    bytes, ``inside`` how the name of one of its entries begins where it is a container, ``text`` a
    pattern of its first characters where it is text.
    """

    media_type: str
    title: str
    form: EvidenceForm
    suffixes: tuple[str, ...] = ()
    sign: bytes = b""
    inside: tuple[str, ...] = ()
    text: str | None = None

    @cached_property
    def first_bytes(self) -> re.Pattern[bytes]:
        """The sign, compiled."""
        return re.compile(self.sign, re.DOTALL)

    @cached_property
    def first_characters(self) -> re.Pattern[str]:
        """The pattern of a text, compiled."""
        return re.compile(self.text or "", re.IGNORECASE | re.MULTILINE)


_DOCUMENT, _ELECTRONIC = EvidenceForm

KINDS: tuple[FileKind, ...] = (
    FileKind("application/x-empty", "空文件", _ELECTRONIC),
    FileKind("image/jpeg", "JPEG 图片", _DOCUMENT, (".jpg", ".jpeg", ".jfif"), _JPEG),
    FileKind("image/png", "PNG 图片", _DOCUMENT, (".png",), rb"\x89PNG\r\n\x1a\n"),
    FileKind("image/gif", "GIF 图片", _DOCUMENT, (".gif",), rb"GIF8[79]a"),
    FileKind("image/tiff", "TIFF 图片", _DOCUMENT, (".tif", ".tiff"), _TIFF),
    FileKind("image/bmp", "BMP 图片", _DOCUMENT, (".bmp", ".dib"), _BMP),
    FileKind("image/webp", "WEBP 图片", _DOCUMENT, (".webp",), rb"RIFF.{4}WEBP"),
    FileKind("image/heic", "HEIC 图片", _DOCUMENT, (".heic",), rb".{4}ftyphe[iv][cmsx]"),
    FileKind("image/heif", "HEIF 图片", _DOCUMENT, (".heif", ".heic"), rb".{4}ftypm(?:if|sf)1"),
    FileKind("image/avif", "AVIF 图片", _DOCUMENT, (".avif",), rb".{4}ftypavi[fs]"),
    FileKind("application/ofd", "OFD 版式文件", _ELECTRONIC, (".ofd",), _ZIP, ("OFD.xml",)),
    FileKind(
        "application/vnd.oasis.opendocument.spreadsheet",
        *("ODS 表格", _ELECTRONIC, (".ods",), _ODF + b"spreadsheet"),
    ),
    FileKind(
        "application/vnd.oasis.opendocument.text",
        *("ODT 文档", _DOCUMENT, (".odt",), _ODF + b"text"),
    ),
    FileKind(_DOCX, "Word 文档", _DOCUMENT, (".docx", ".docm", ".dotx"), _ZIP, ("word/",)),
    FileKind(_XLSX, "Excel 表格", _ELECTRONIC, (".xlsx", ".xlsm", ".xlsb"), _ZIP, ("xl/",)),
    FileKind(_PPTX, "演示文稿", _DOCUMENT, (".pptx",), _ZIP, ("ppt/",)),
    FileKind("application/zip", "压缩包", _ELECTRONIC, (".zip",), rb"%b|%b" % (_ZIP, _EMPTY_ZIP)),
    FileKind(
        "application/msword", "Word 文档", _DOCUMENT, (".doc", ".wps"), _OLE, ("WordDocument",)
    ),
    FileKind(
        "application/vnd.ms-excel",
        "Excel 表格",
        _ELECTRONIC,
        (".xls", ".et"),
        _OLE,
        ("Workbook", "Book"),
    ),
    FileKind(
        "application/vnd.ms-powerpoint",
        "演示文稿",
        _DOCUMENT,
        (".ppt", ".dps"),
        _OLE,
        ("PowerPoint",),
    ),
    FileKind(
        "application/vnd.ms-outlook",
        "Outlook 邮件",
        _ELECTRONIC,
        (".msg",),
        _OLE,
        ("__nameid_version",),
    ),
    FileKind(
        "application/x-ole-encrypted",
        *("加了密码的 Office 文件", _ELECTRONIC, (), _OLE),
        ("EncryptedPackage",),
    ),
    FileKind("application/x-ole-storage", "复合文档", _ELECTRONIC, (), _OLE),
    FileKind("application/vnd.rar", "压缩包", _ELECTRONIC, (".rar",), rb"Rar!\x1a\x07"),
    FileKind(
        "application/x-7z-compressed", "压缩包", _ELECTRONIC, (".7z",), rb"7z\xbc\xaf\x27\x1c"
    ),
    FileKind("application/gzip", "压缩包", _ELECTRONIC, (".gz", ".tgz"), rb"\x1f\x8b\x08[\0-\x1f]"),
    FileKind("application/x-tar", "压缩包", _ELECTRONIC, (".tar",), rb".{257}ustar"),
    FileKind("audio/mp4", "录音", _ELECTRONIC, (".m4a",), rb".{4}ftypM4[AB] "),
    FileKind("audio/amr", "录音", _ELECTRONIC, (".amr",), rb"#!AMR(?:-WB)?\n"),
    FileKind("audio/wave", "录音", _ELECTRONIC, (".wav",), rb"RIFF.{4}WAVE"),
    FileKind("audio/flac", "录音", _ELECTRONIC, (".flac",), rb"fLaC\0\0\0\x22"),
    FileKind("audio/mpeg", "录音", _ELECTRONIC, (".mp3",), _MP3),
    FileKind("audio/aac", "录音", _ELECTRONIC, (".aac",), _AAC),
    # These hold sound or pictures or both, and the first bytes do not say which.
    FileKind("application/ogg", "录音录像", _ELECTRONIC, (".ogg", ".opus", ".ogv"), rb"OggS\0"),
    FileKind("video/mp4", "录音录像", _ELECTRONIC, (".mp4", ".m4v", ".m4a", ".mov"), _MP4),
    FileKind("video/3gpp", "录音录像", _ELECTRONIC, (".3gp", ".m4a", ".mp4"), rb".{4}ftyp3g[p2]"),
    FileKind("video/quicktime", "录音录像", _ELECTRONIC, (".mov",), rb".{4}(?:ftypqt  |moov|wide)"),
    FileKind(
        "video/x-ms-asf",
        "录音录像",
        _ELECTRONIC,
        (".wmv", ".wma", ".asf"),
        rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    ),
    FileKind("video/matroska", "录像", _ELECTRONIC, (".mkv", ".webm"), rb"\x1a\x45\xdf\xa3"),
    FileKind("video/x-msvideo", "录像", _ELECTRONIC, (".avi",), rb"RIFF.{4}AVI "),
    FileKind("video/x-flv", "录像", _ELECTRONIC, (".flv",), rb"FLV\x01[\x01\x04\x05]"),
    # Readers accept a PDF whose header stands behind other bytes, within the first kilobyte; in an
    # archive that is not compressed the header is that of a file inside.
    FileKind("application/pdf", "PDF 文件", _DOCUMENT, (".pdf",), rb".{0,1019}?%PDF-"),
    FileKind("application/xml", "XML 数据", _ELECTRONIC, (".xml",), text=r"<\?xml"),
    FileKind(
        "text/html", "网页", _ELECTRONIC, (".html", ".htm", ".txt"), text="<!doctype html|<html"
    ),
    FileKind("application/rtf", "RTF 文档", _DOCUMENT, (".rtf", ".doc"), text=r"\{\\rtf"),
    FileKind("application/json", "JSON 数据", _ELECTRONIC, (".json", ".txt"), text=r"\[?\s*\{"),
    FileKind("message/rfc822", "电子邮件", _ELECTRONIC, (".eml", ".txt"), text=_MAIL),
    FileKind(
        "text/plain", "文本文件", _ELECTRONIC, (".txt", ".csv", ".tsv", ".md", ".log"), text=""
    ),
    FileKind("application/octet-stream", "其他格式文件", _ELECTRONIC),
)
"""Every kind, in the order in which the content of a file is matched."""

EMPTY, UNKNOWN = KINDS[0], KINDS[-1]
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}


def kind_of(media_type: str) -> FileKind:
    """Return the kind of a media type, UNKNOWN when the table does not hold it."""
    return _BY_MEDIA_TYPE.get(media_type, UNKNOWN)


def promised_by(name: str) -> tuple[FileKind, ...]:
    """Return the kinds that the suffix of a file's name promises; no suffix promises none.

    >>> [kind.title for kind in promised_by("证据/照片.JPG")]
    ['JPEG 图片']
    """
    suffix = PurePosixPath(name).suffix.lower()
    return tuple(kind for kind in KINDS if suffix in kind.suffixes)


def form_of(name: str) -> EvidenceForm:
    """Return the form of evidence that a file is by its name; 书证 where the name says nothing."""
    kinds = promised_by(name)
    return kinds[0].form if kinds else EvidenceForm.DOCUMENT
