"""Flat illustrations, drawn by code: the same name gives the same picture on every machine."""

from io import BytesIO
from random import Random
from zlib import crc32

from PIL import Image

from .picture_canvas import HEIGHT, WIDTH, Canvas, Palette
from .picture_motifs import MOTIFS

PALETTES = {
    "teal": Palette("#d9ebe7", "#f5f0e1", "#8fc1b5", "#4a9086", "#1f4f4a", "#f2b880", "#ffffff"),
    "orange": Palette("#fbe6d3", "#fff5ea", "#f0b98a", "#d97b46", "#6b2f1a", "#5b8f8a", "#ffffff"),
    "blue": Palette("#d8e6f3", "#f3f6fa", "#96b9db", "#4f7fb0", "#1e3a5c", "#f3c26b", "#ffffff"),
    "green": Palette("#e0edd6", "#f7f8e8", "#a9cc8e", "#639457", "#2b4a2a", "#e89a5b", "#ffffff"),
    "purple": Palette("#e4def0", "#f6f2fa", "#b6a5d6", "#7c68ab", "#36285c", "#f0b86e", "#ffffff"),
    "pink": Palette("#f6dde3", "#fdf3f3", "#e3a5b3", "#c0657c", "#5f2235", "#6f9f94", "#ffffff"),
}
NIGHT = {
    "teal": Palette("#163b3f", "#25585a", "#2c6a68", "#1c4a4b", "#0e2a2d", "#f6d38b", "#f6f1dd"),
    "orange": Palette("#3b2430", "#6a3b3a", "#7d4a3f", "#563033", "#2a181f", "#f8cf86", "#fbf0dc"),
    "blue": Palette("#152947", "#27456c", "#35588a", "#203f68", "#0d1a30", "#f5d588", "#f4f1e4"),
    "green": Palette("#1a3326", "#2d5239", "#3b6747", "#254833", "#0f2018", "#f4d588", "#f4f1e0"),
    "purple": Palette("#251c47", "#413168", "#544183", "#382b61", "#171030", "#f6d38b", "#f5f0e4"),
    "pink": Palette("#3b1d33", "#63324e", "#77405b", "#4f2a44", "#260f20", "#f6d08e", "#f9efe4"),
}
AFTER_DARK = {"moon", "window"}


def draw(name: str, motif: str, palette: str) -> bytes:
    """A JPEG of 1200 x 675 points; the name only varies hills, sun and details."""
    colours = (NIGHT if motif in AFTER_DARK else PALETTES)[palette]
    chance = Random(crc32(name.encode()))
    canvas = Canvas(colours)
    backdrop(canvas, chance, night=motif in AFTER_DARK)
    MOTIFS[motif](canvas, chance)
    return canvas.jpeg()


def backdrop(canvas: Canvas, chance: Random, *, night: bool) -> None:
    colours = canvas.colours
    canvas.rect(0, 0, WIDTH, HEIGHT, colours.sky)
    if night:
        for _star in range(40):
            canvas.dot(chance.uniform(0, WIDTH), chance.uniform(0, 330), chance.uniform(1.5, 4), colours.light)
    else:
        x, y = chance.choice([200, 950, 1020]), chance.uniform(120, 230)
        canvas.dot(x, y, chance.uniform(60, 95), colours.glow)
        for _cloud in range(3):
            cloud(canvas, chance.uniform(80, 1100), chance.uniform(60, 200), chance.uniform(0.6, 1.1))
    for number, colour in enumerate((colours.far, colours.near)):
        hills(canvas, chance, 430 + 85 * number, colour)


def cloud(canvas: Canvas, x: float, y: float, size: float) -> None:
    for dx, dy, radius in ((-50, 8, 26), (-15, -8, 36), (30, 0, 32), (62, 10, 22)):
        canvas.dot(x + dx * size, y + dy * size, radius * size, canvas.colours.light)


def hills(canvas: Canvas, chance: Random, top: float, colour: str) -> None:
    ridge = [(step * 100.0 - 100, top + chance.uniform(-28, 28)) for step in range(15)]
    canvas.smooth([(-200.0, float(HEIGHT)), *ridge, (WIDTH + 200.0, float(HEIGHT))], colour)


def portrait(name: str, palette: str) -> bytes:
    """A face without features, so that nobody looks like an existing person."""
    colours = PALETTES[palette]
    chance = Random(crc32(name.encode()))
    skin = chance.choice(["#f1c9a5", "#e0ac7e", "#c68a5b", "#a86e45", "#7d4e32"])
    hair = chance.choice(["#2c2220", "#4a352b", "#7a5230", "#b98b4e", "#9a9a9a", "#d8d4cc"])
    canvas = Canvas(colours)
    canvas.rect(0, 0, WIDTH, HEIGHT, colours.far)
    canvas.dot(600, 720, 250, colours.near)
    if chance.random() < 0.5:
        canvas.dot(600, 330, 185, hair)
        canvas.rect(415, 330, 785, 520, hair)
    else:
        canvas.dot(600, 285, 165, hair)
    canvas.rect(555, 430, 645, 540, skin)
    canvas.dot(600, 350, 140, skin)
    canvas.dot(600 + chance.choice([-50, 50]), 235, 95, hair)
    return crop_square(canvas.jpeg())


def crop_square(data: bytes) -> bytes:
    picture = Image.open(BytesIO(data))
    buffer = BytesIO()
    picture.crop((262, 0, 938, 675)).resize((400, 400)).save(buffer, "JPEG", quality=86)
    return buffer.getvalue()
