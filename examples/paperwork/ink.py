"""Seals and signatures, drawn large and set down small as a pen or a stamp would leave them."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from pathlib import Path

RED = (196, 26, 34)
BLACK = (28, 28, 36)
BLUE = (24, 40, 110)

_DRAWN = 1200
"""Pixels across a seal while it is drawn."""


def font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a face at ``size`` pixels, laid out alike whether or not Raqm is installed."""
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def noise(size: tuple[int, int], seed: int, grain: int = 1) -> Image.Image:
    """Return grey noise whose grains are ``grain`` pixels wide, the same for the same seed."""
    width, height = size[0] // grain + 1, size[1] // grain + 1
    dots = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))  # noqa: S311 - noise, no secret
    grown = dots.resize((width * grain, height * grain), Image.Resampling.BICUBIC)
    return grown.crop((0, 0, *size))


def seal(
    faces: dict[str, Path], name: str, *, lower: str = "", number: str = "", seed: int, across: int
) -> Image.Image:
    """Return a round seal ``across`` pixels wide on a clear ground, unevenly inked and turned.

    ``name`` runs along the rim, ``lower`` stands straight under the star, ``number`` along the
    lower rim.
    """
    mask = Image.new("L", (_DRAWN, _DRAWN), 0)
    pen = ImageDraw.Draw(mask)
    pen.ellipse((20, 20, _DRAWN - 20, _DRAWN - 20), outline=255, width=34)
    pen.polygon(_star(_DRAWN / 2, _DRAWN / 2 - 10, 175), fill=255)
    _along_rim(mask, name, font(faces["song-bold"], 128), radius=442, spread=238, outside=True)
    if number:
        _along_rim(mask, number, font(faces["hei"], 54), radius=512, spread=70, outside=False)
    if lower:
        face = font(faces["song-bold"], 118)
        pen.text((_DRAWN / 2, _DRAWN * 0.74), lower, font=face, fill=255, anchor="mm")
    turned = mask.rotate(random.Random(seed).uniform(-14, 14), Image.Resampling.BICUBIC)  # noqa: S311 - as above
    return _inked(turned.resize((across, across), Image.Resampling.LANCZOS), RED, seed)


def box_stamp(faces: dict[str, Path], lines: tuple[str, ...], *, seed: int) -> Image.Image:
    """Return a rectangular red stamp with centred lines, as a mail room uses."""
    face = font(faces["song-bold"], 40)
    width = int(max(face.getlength(line) for line in lines)) + 60
    mask = Image.new("L", (width, 58 * len(lines) + 40), 0)
    pen = ImageDraw.Draw(mask)
    pen.rectangle((4, 4, width - 5, mask.height - 5), outline=255, width=6)
    for row, line in enumerate(lines):
        pen.text((width / 2, 49 + 58 * row), line, font=face, fill=255, anchor="mm")
    turned = mask.rotate(random.Random(seed).uniform(-6, 6), Image.Resampling.BICUBIC, expand=True)  # noqa: S311 - as above
    return _inked(turned, RED, seed)


def signature(
    faces: dict[str, Path],
    name: str,
    *,
    seed: int,
    height: int,
    colour: tuple[int, int, int] = BLACK,
) -> Image.Image:
    """Return a name as a hurried pen writes it, ``height`` pixels high on a clear ground."""
    chance = random.Random(seed)  # noqa: S311 - as above
    face = font(faces["kai"], 300)
    mask = Image.new("L", (250 * len(name) + 420, 520), 0)
    left = 60.0
    for character in name:
        tile = Image.new("L", (400, 400), 0)
        ImageDraw.Draw(tile).text((200, 200), character, font=face, fill=255, anchor="mm")
        tile = _swayed(tile, chance).rotate(chance.uniform(-4, 13), Image.Resampling.BICUBIC)
        top = int(chance.uniform(20, 90))
        mask.paste(255, (int(left) - 60, top), tile)
        left += chance.uniform(165, 205)
    _flourish(ImageDraw.Draw(mask), left, chance)
    slanted = mask.transform(
        mask.size, Image.Transform.AFFINE, (1, 0.28, -70, 0, 1, 0), Image.Resampling.BICUBIC
    )
    tight = slanted.crop(slanted.getbbox())
    width = max(1, round(tight.width * height / tight.height))
    return _inked(tight.resize((width, height), Image.Resampling.LANCZOS), colour, seed, wear=60)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.pi * step / 5 - math.pi / 2
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points


def _along_rim(
    mask: Image.Image,
    text: str,
    face: ImageFont.FreeTypeFont,
    *,
    radius: float,
    spread: float,
    outside: bool,
) -> None:
    """Set ``text`` over ``spread`` degrees, at the top reading clockwise or at the bottom not."""
    step = spread / max(len(text) - 1, 1)
    for place, character in enumerate(text):
        turn = -spread / 2 + place * step
        tile = Image.new("L", (200, 200), 0)
        ImageDraw.Draw(tile).text((100, 100), character, font=face, fill=255, anchor="mm")
        angle = math.radians(turn)
        up = -1 if outside else 1
        tile = tile.rotate(-turn if outside else turn, Image.Resampling.BICUBIC)
        x = _DRAWN / 2 + radius * math.sin(angle)
        y = _DRAWN / 2 + up * radius * math.cos(angle)
        mask.paste(255, (round(x) - 100, round(y) - 100), tile)


def _swayed(tile: Image.Image, chance: random.Random) -> Image.Image:
    """Pull the strokes of one character out of their frame."""
    cells, side = 4, tile.width // 4
    knots = [
        [
            (x * side + chance.uniform(-14, 14), y * side + chance.uniform(-14, 14))
            for x in range(cells + 1)
        ]
        for y in range(cells + 1)
    ]
    mesh = []
    for y in range(cells):
        for x in range(cells):
            box = (x * side, y * side, (x + 1) * side, (y + 1) * side)
            corners = (knots[y][x], knots[y + 1][x], knots[y + 1][x + 1], knots[y][x + 1])
            mesh.append((box, tuple(value for corner in corners for value in corner)))
    return tile.transform(tile.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _flourish(pen: ImageDraw.ImageDraw, left: float, chance: random.Random) -> None:
    """Draw the tail that runs out of the last character."""
    low = 400 + chance.uniform(-20, 20)
    ends = (
        (left - 10, 330.0),
        (left + 60, low + 30),
        (left - 220, low + 70),
        (left + 300, low - 90),
    )
    steps = 260
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x = sum(w * end[0] for w, end in zip(weights, ends, strict=True))
        y = sum(w * end[1] for w, end in zip(weights, ends, strict=True))
        half = 7.5 - 5.5 * t + 1.5 * math.sin(9 * t)
        pen.ellipse((x - half, y - half, x + half, y + half), fill=255)


def _inked(
    mask: Image.Image, colour: tuple[int, int, int], seed: int, wear: int = 110
) -> Image.Image:
    """Return ``colour`` where the mask is, thinner where the ink did not take."""
    blotches = noise(mask.size, seed, grain=7).filter(ImageFilter.GaussianBlur(1.2))
    kept = blotches.point([min(240, 250 - wear + value) for value in range(256)])
    ink = Image.new("RGBA", mask.size, (*colour, 0))
    ink.putalpha(ImageChops.multiply(mask, kept))
    return ink
