"""Shapes on a canvas of 1200 x 675 points, drawn at double size so that edges come out smooth."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 675
SCALE = 2

Point = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    sky: str
    glow: str
    far: str
    near: str
    dark: str
    accent: str
    light: str


class Canvas:
    def __init__(self, colours: Palette) -> None:
        self.colours = colours
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), colours.sky)
        self._draw = ImageDraw.Draw(self._image)

    def rect(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, round_by: float = 0) -> None:
        box = [x1 * SCALE, y1 * SCALE, x2 * SCALE, y2 * SCALE]
        self._draw.rounded_rectangle(box, radius=round_by * SCALE, fill=colour)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        self.oval(x, y, radius, radius, colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        self._draw.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float = 12) -> None:
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._draw.ellipse(box, outline=colour, width=int(width * SCALE))

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float = 10) -> None:
        self._draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=int(width * SCALE), joint="curve"
        )
        for x, y in (points[0], points[-1]):
            self.dot(x, y, width / 2, colour)

    def half(self, x: float, y: float, radius: float, colour: str, *, lower: bool = False) -> None:
        """Half a disc with its flat side at y."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        start, end = (0, 180) if lower else (180, 360)
        self._draw.pieslice(box, start, end, fill=colour)

    def smooth(self, points: Sequence[Point], colour: str) -> None:
        """A filled outline whose inner corners are rounded off (Chaikin's way, three times)."""
        path = list(points)
        for _time in range(3):
            cut = [path[0]]
            for (x1, y1), (x2, y2) in pairwise(path):
                cut.append((0.75 * x1 + 0.25 * x2, 0.75 * y1 + 0.25 * y2))
                cut.append((0.25 * x1 + 0.75 * x2, 0.25 * y1 + 0.75 * y2))
            path = [*cut, path[-1]]
        self.shape(path, colour)

    def jpeg(self) -> bytes:
        buffer = BytesIO()
        self._image.reduce(SCALE).save(buffer, "JPEG", quality=86)
        return buffer.getvalue()
