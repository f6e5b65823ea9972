"""Papers photographed with a telephone: drawn flat, laid on a desk, lit and taken askew."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.law.words import amount_in_words
from paperwork import ink

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Faces = dict[str, "Path"]

_INK = (58, 56, 66)
_MARGIN = 150
_EXIF_MODEL, _EXIF_ORIENTATION, _EXIF_IFD, _EXIF_TAKEN = 0x0110, 0x0112, 0x8769, 0x9003


class Sheet:
    """A paper that is drawn on with a pen at places in pixels (纸面)."""

    def __init__(self, size: tuple[int, int], paper: tuple[int, int, int], faces: Faces) -> None:
        self.image = Image.new("RGB", size, paper)
        self._pen = ImageDraw.Draw(self.image)
        self._faces = faces

    def text(
        self,
        at: tuple[float, float],
        text: str,
        *,
        size: int = 30,
        face: str = "song",
        anchor: str = "lm",
        colour: tuple[int, int, int] = _INK,
    ) -> None:
        """Write one line; ``anchor`` is Pillow's."""
        self._pen.text(at, text, font=ink.font(self._faces[face], size), fill=colour, anchor=anchor)

    def box(self, corners: tuple[int, int, int, int], width: int = 2) -> None:
        """Draw a frame."""
        self._pen.rectangle(corners, outline=_INK, width=width)

    def line(self, ends: tuple[int, int, int, int], width: int = 2) -> None:
        """Draw a line."""
        self._pen.line(ends, fill=_INK, width=width)

    def fill(self, corners: tuple[int, int, int, int]) -> None:
        """Blacken a rectangle."""
        self._pen.rectangle(corners, fill=_INK)

    def press(self, image: Image.Image, at: tuple[int, int]) -> None:
        """Lay a stamp or a signature on the paper."""
        self.image.paste(image, at, image)

    def table(
        self, top: int, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], high: int
    ) -> int:
        """Draw a table from x = 70 and return where it ends; ``columns`` are heads and widths."""
        edges = [70]
        for _, width in columns:
            edges.append(edges[-1] + width)
        for row, cells in enumerate([[head for head, _ in columns], *rows]):
            y = top + row * high
            for cell, left, right in zip(cells, edges[:-1], edges[1:], strict=True):
                self.box((left, y, right, y + high))
                self.text(((left + right) / 2, y + high / 2), cell, size=26, anchor="mm")
        return top + (len(rows) + 1) * high


def delivery_note(faces: Faces, note: Mapping[str, Any], known: Mapping[str, Any]) -> Image.Image:
    """Return the debtor's copy of a delivery note, signed by hand and sealed."""
    sheet = Sheet((1640, 960), (250, 240, 222), faces)
    creditor, debtor = known["CREDITOR"], known["DEBTOR"]
    sheet.text((820, 62), creditor["name"], size=40, anchor="mm")
    sheet.text((820, 122), "送　货　单", size=50, face="song-bold", anchor="mm")
    for row, (left, right) in enumerate(
        (
            (f"收货单位：{debtor['name']}", f"No. {note['number']}"),
            (f"收货地址：{debtor['address']}", f"送货日期：{chinese_day(note['on'])}"),
            (f"合同编号：{known['CONTRACT']['number']}", f"车牌号：{note['truck']}"),
        )
    ):
        sheet.text((70, 190 + 44 * row), left, size=28)
        sheet.text((1570, 190 + 44 * row), right, size=28, anchor="rm")
    end = _goods(sheet, note)
    sheet.text(
        (70, end + 106), "说明：请当场清点数量、检查外观，签字即表示上述货物已收讫。", size=25
    )
    sheet.text((70, end + 190), "制单：沈澄", size=28)
    sheet.text((430, end + 190), "送货人：", size=28)
    sheet.text((850, end + 190), "收货人（签字）：", size=28)
    seed = note["seed"]
    blue = ink.BLUE
    sheet.press(ink.signature(faces, "周行", seed=seed, height=80, colour=blue), (540, end + 145))
    name = ink.signature(faces, debtor["storekeeper"], seed=seed + 1, height=120, colour=blue)
    sheet.press(name, (1060, end + 125))
    written = ink.signature(faces, "5.9", seed=seed + 2, height=62, colour=blue)
    sheet.press(written, (1400, end + 165))
    stamp = ink.seal(
        faces, debtor["name"], lower="收货专用章", number="4201150042055", seed=seed, across=310
    )
    sheet.press(stamp, (880, end + 20))
    sheet.text((820, 938), known["NOTICE"], size=18, anchor="mm", colour=(150, 146, 138))
    return sheet.image


def _goods(sheet: Sheet, note: Mapping[str, Any]) -> int:
    columns = (
        ("序号", 90),
        ("货物名称", 330),
        ("规格型号", 190),
        ("单位", 100),
        ("数量", 100),
        ("含税单价（元）", 240),
        ("含税金额（元）", 250),
        ("备注", 200),
    )
    rows = [
        [
            str(place),
            line["name"],
            line["model"],
            line["unit"],
            str(line["quantity"]),
            figure(line["price"]),
            figure(line["amount"]),
            "木箱完好",
        ]
        for place, line in enumerate(note["lines"], 1)
    ]
    rows += [[""] * len(columns)] * (3 - len(rows))
    end = sheet.table(318, columns, rows, 66)
    sheet.box((70, end, 1570, end + 66))
    sheet.text((90, end + 33), f"合计（大写）：人民币{amount_in_words(note['amount'])}", size=27)
    sheet.text((1350, end + 33), f"¥{figure(note['amount'])}", size=27, anchor="rm")
    return end


def courier_receipt(faces: Faces, known: Mapping[str, Any]) -> Image.Image:
    """Return a courier's proof of delivery, signed and stamped by the mail room."""
    sheet = Sheet((1100, 1500), (247, 247, 245), faces)
    courier, creditor, debtor = known["COURIER"], known["CREDITOR"], known["DEBTOR"]
    sheet.box((40, 40, 1060, 1440), 4)
    sheet.text((70, 105), courier["name"], size=54, face="hei")
    sheet.text((1030, 90), "签收联（寄件人留存）", size=30, anchor="rm")
    sheet.text((1030, 134), "POD", size=34, face="hei", anchor="rm")
    sheet.line((40, 165, 1060, 165), 3)
    _barcode(sheet, courier["tracking"], (180, 190, 920, 310))
    sheet.text((550, 345), " ".join(courier["tracking"]), size=36, anchor="mm")
    sheet.line((40, 385, 1060, 385), 3)
    for top, mark, party, person in (
        (385, "收", debtor, "罗榆川 / 程榆"),
        (635, "寄", creditor, "沈澄"),
    ):
        _party(sheet, top, mark, party, person)
    rows = (
        f"内件品名：{courier['contents']}",
        f"寄件日期：{chinese_day(courier['sent_on'])}　　付款方式：寄付月结",
        f"签收时间：{chinese_day(courier['signed_on'])} {courier['signed_at']}　　派件员：0742",
        "签收人身份：■ 单位收发章　□ 本人　□ 他人代收",
    )
    for row, text in enumerate(rows):
        sheet.text((70, 925 + 62 * row), text, size=31)
    sheet.line((40, 1170, 1060, 1170), 3)
    sheet.text((70, 1215), "收件人（签章）：", size=34, face="hei")
    name = ink.signature(faces, debtor["mailroom"], seed=73, height=150, colour=ink.BLUE)
    sheet.press(name, (170, 1250))
    day = courier["signed_on"]
    lines = ("榆川舟包装科技", "收　发　章", f"{day.year}.{day.month:02}.{day.day:02}")
    sheet.press(ink.box_stamp(faces, lines, seed=74), (600, 1195))
    sheet.text((550, 1466), known["NOTICE"], size=18, anchor="mm", colour=(150, 150, 150))
    return sheet.image


def _party(sheet: Sheet, top: int, mark: str, party: Mapping[str, Any], person: str) -> None:
    sheet.fill((60, top + 60, 150, top + 150))
    sheet.text((105, top + 105), mark, size=60, face="hei", anchor="mm", colour=(247, 247, 245))
    sheet.text((180, top + 55), f"{person}　{party['phone']}", size=36, face="hei")
    sheet.text((180, top + 120), party["name"], size=36)
    sheet.text((180, top + 182), party["address"], size=34)
    sheet.line((40, top + 250, 1060, top + 250), 3)


def _barcode(sheet: Sheet, code: str, box: tuple[int, int, int, int]) -> None:
    """Fill the box with bars whose widths follow the characters; no scanner reads them."""
    bits = "".join(f"1{ord(byte):07b}0" for byte in code)
    step = (box[2] - box[0]) // len(bits)
    for place, bit in enumerate(bits):
        if bit == "1":
            left = box[0] + place * step
            sheet.fill((left, box[1], left + step - 1, box[3]))


def photograph(sheet: Image.Image, *, taken_at: dt.datetime, seed: int, tilt: float) -> bytes:
    """Return a JPEG of ``sheet`` on a desk, turned by ``tilt`` degrees, creased and shaded."""
    size = (sheet.width + 2 * _MARGIN, sheet.height + 2 * _MARGIN)
    paper = Image.new("RGBA", size, (0, 0, 0, 0))
    paper.paste(_creased(sheet, seed), (_MARGIN, _MARGIN))
    width, height = size
    # The far edge of the paper comes out a little shorter, as the telephone leans.
    view = (-25, -14, 12, height + 6, width - 4, height + 18, width + 30, -20)
    askew = paper.transform(size, Image.Transform.QUAD, view, Image.Resampling.BICUBIC)
    askew = askew.rotate(tilt, Image.Resampling.BICUBIC)
    desk = _desk(size, seed)
    shadow = askew.getchannel("A").filter(ImageFilter.GaussianBlur(14)).point(_dimmed)
    desk.paste((20, 14, 10), (12, 16), shadow)
    desk.paste(askew, (0, 0), askew)
    return _taken(_lit(desk, seed), taken_at)


def _dimmed(value: int) -> int:
    return value * 3 // 5


def _creased(sheet: Image.Image, seed: int) -> Image.Image:
    """Give the paper a grain and a fold across the middle."""
    grain = ink.noise(sheet.size, seed, grain=3).point([244 + level // 24 for level in range(256)])
    paper = ImageChops.multiply(sheet, Image.merge("RGB", (grain, grain, grain)))
    fold = Image.new("L", sheet.size, 255)
    pen = ImageDraw.Draw(fold)
    middle = sheet.width // 2 if sheet.width > sheet.height else sheet.height // 2
    if sheet.width > sheet.height:
        pen.line((middle, 0, middle + 6, sheet.height), fill=205, width=5)
    else:
        pen.line((0, middle, sheet.width, middle + 5), fill=205, width=5)
    fold = fold.filter(ImageFilter.GaussianBlur(5))
    return ImageChops.multiply(paper, Image.merge("RGB", (fold, fold, fold)))


def _desk(size: tuple[int, int], seed: int) -> Image.Image:
    """Return a wooden desk: noise drawn out into streaks."""
    narrow = ink.noise((24, size[1] // 3), seed + 1)
    streaks = narrow.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    return ImageOps.colorize(streaks, (98, 66, 42), (150, 108, 72))


def _lit(picture: Image.Image, seed: int) -> Image.Image:
    """Light the picture from the upper left, with the shadow of the hand that holds the phone."""
    light = Image.linear_gradient("L").resize((512, 512)).rotate(38, Image.Resampling.BICUBIC)
    light = light.crop((90, 90, 422, 422)).resize(picture.size, Image.Resampling.BICUBIC)
    light = light.point([255 - level // 5 for level in range(256)])
    hand = Image.new("L", picture.size, 255)
    width, height = picture.size
    ImageDraw.Draw(hand).ellipse(
        (width * 6 // 10, height * 7 // 10, width * 13 // 10, height * 15 // 10), fill=178
    )
    hand = hand.resize((width // 8, height // 8)).filter(ImageFilter.GaussianBlur(26))
    shade = ImageChops.multiply(light, hand.resize(picture.size, Image.Resampling.BICUBIC))
    dark = ImageChops.multiply(picture, Image.merge("RGB", (shade, shade, shade)))
    dust = ink.noise(picture.size, seed + 2).point([level // 22 for level in range(256)])
    return ImageChops.add(
        dark.filter(ImageFilter.GaussianBlur(0.7)), Image.merge("RGB", [dust] * 3)
    )


def _taken(picture: Image.Image, taken_at: dt.datetime) -> bytes:
    exif = Image.Exif()
    exif[_EXIF_MODEL] = "Example Phone 42"
    exif[_EXIF_ORIENTATION] = 1
    exif.get_ifd(_EXIF_IFD)[_EXIF_TAKEN] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=70, exif=exif, dpi=(200, 200))
    return held.getvalue()
