"""What a picture shows: one function per motif."""

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from .picture_canvas import HEIGHT, WIDTH, Canvas


def bike(c: Canvas, chance: Random) -> None:
    k = c.colours
    for x in (430, 790):
        c.ring(x, 520, 95, k.dark)
        c.dot(x, 520, 12, k.dark)
    c.line([(430, 520), (540, 370), (700, 370), (600, 520), (430, 520)], k.accent, 14)
    c.line([(600, 520), (540, 370)], k.accent, 14)
    c.line([(790, 520), (700, 370), (685, 310), (745, 300)], k.dark, 14)
    for x in (500, 580):
        c.rect(x - 38, 335, x + 38, 355, k.dark, round_by=10)
    c.line([(540, 370), (540, 345)], k.dark, 14)


def boat(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(0, 520, WIDTH, HEIGHT, k.far)
    for number in range(9):
        x = number * 150 + chance.uniform(-40, 40)
        c.line([(x, 560 + number % 3 * 35), (x + 70, 560 + number % 3 * 35)], k.light, 6)
    c.line([(600, 470), (600, 190)], k.dark, 14)
    c.shape([(612, 200), (612, 420), (790, 420)], k.light)
    c.shape([(588, 240), (588, 420), (470, 420)], k.accent)
    c.shape([(400, 450), (820, 450), (750, 550), (460, 550)], k.dark)
    for x, y in ((300, 200), (370, 240), (880, 170)):
        c.line([(x - 26, y - 10), (x, y + 6), (x + 26, y - 10)], k.dark, 6)


def tree(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(578, 380, 622, 600, k.dark, round_by=8)
    for x, y, radius in ((600, 250, 150), (480, 320, 105), (720, 320, 105), (600, 350, 120)):
        c.dot(x, y, radius, k.near)
    for _light in range(26):
        angle, length = chance.uniform(0, 2 * pi), chance.uniform(0, 150)
        c.dot(600 + 1.2 * length * cos(angle), 285 + length * sin(angle), chance.uniform(7, 13), k.accent)


def bench(c: Canvas, chance: Random) -> None:
    k = c.colours
    tree_x = chance.choice([250, 950])
    c.rect(tree_x - 16, 330, tree_x + 16, 580, k.dark, round_by=6)
    c.dot(tree_x, 270, 130, k.near)
    c.dot(tree_x - 60, 320, 80, k.far)
    for y in (380, 425, 490):
        c.rect(430, y, 780, y + 26, k.accent, round_by=8)
    for x in (460, 730):
        c.rect(x, 375, x + 18, 590, k.dark, round_by=6)
    for x, turn in ((540, 1), (620, -1)):
        c.oval(x, 352, 30, 22, k.dark)
        c.dot(x + 24 * turn, 332, 15, k.dark)
        c.shape([(x + 36 * turn, 326), (x + 54 * turn, 334), (x + 36 * turn, 340)], k.light)


def garden(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.smooth([(500, HEIGHT), (540, 520), (600, 420), (650, 430), (700, 540), (800, HEIGHT)], k.glow)
    for number in range(17):
        x = 50 + number * 70 + chance.uniform(-18, 18)
        if 480 < x < 740:
            continue
        top = chance.uniform(330, 470)
        c.line([(x, 640), (x + chance.uniform(-10, 10), top)], k.dark, 7)
        colour = chance.choice([k.accent, k.light, k.glow])
        for petal in range(6):
            angle = petal * pi / 3
            c.dot(x + 22 * cos(angle), top + 22 * sin(angle), 17, colour)
        c.dot(x, top, 13, k.dark)


def houses(c: Canvas, chance: Random) -> None:
    k = c.colours
    lit = chance.randrange(5)
    for number in range(5):
        x, top = 180 + number * 170, 330 + chance.uniform(-50, 40)
        wall = (k.light, k.far, k.glow)[number % 3]
        c.rect(x, top, x + 150, 570, wall)
        c.shape([(x - 14, top), (x + 75, top - 100), (x + 164, top)], k.dark if number % 2 else k.accent)
        for wx in (x + 28, x + 92):
            c.rect(wx, top + 40, wx + 32, top + 92, k.accent if number == lit else k.dark, round_by=4)
        c.rect(x + 56, 490, x + 94, 570, k.dark, round_by=4)
    c.rect(0, 570, WIDTH, HEIGHT, k.near)
    for number in range(7):
        c.line([(100 + number * 160, 615), (170 + number * 160, 615)], k.far, 6)


def moon(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.dot(chance.choice([300, 900]), 170, 85, k.accent)
    c.rect(430, 330, 770, 570, k.far)
    c.shape([(400, 335), (600, 195), (800, 335)], k.dark)
    for x in (475, 655):
        c.rect(x, 390, x + 70, 460, k.accent, round_by=6)
    c.rect(570, 470, 630, 570, k.dark, round_by=6)
    c.rect(0, 565, WIDTH, HEIGHT, k.dark)
    c.line([(360, 620), (840, 620)], k.accent, 5)


def window(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(0, 0, WIDTH, HEIGHT, k.near)
    c.rect(350, 90, 850, 540, k.light, round_by=10)
    c.rect(372, 112, 828, 518, k.sky)
    for _star in range(18):
        c.dot(chance.uniform(390, 810), chance.uniform(125, 330), chance.uniform(2, 5), k.light)
    c.rect(592, 112, 608, 518, k.light)
    c.shape([(372, 112), (470, 112), (400, 518), (372, 518)], k.accent)
    c.shape([(828, 112), (730, 112), (800, 518), (828, 518)], k.accent)
    c.rect(310, 540, 890, 570, k.light, round_by=6)
    c.rect(520, 430, 552, 540, k.light, round_by=4)
    c.oval(536, 405, 11, 24, k.accent)


def door(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(330, 170, 870, 590, k.light)
    c.shape([(290, 180), (600, 20), (910, 180)], k.dark)
    c.rect(500, 280, 700, 590, k.glow)
    c.shape([(500, 280), (410, 310), (410, 620), (500, 590)], k.accent)
    c.dot(428, 460, 9, k.dark)
    for x in (370, 760):
        c.rect(x if x > 500 else 345, 270, (x if x > 500 else 345) + 60, 350, k.near, round_by=4)
    c.rect(490, 600, 710, 625, k.dark, round_by=8)


def road(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.dot(720, 400, 110, k.accent)
    c.smooth([(0, HEIGHT), (0, 500), (400, 450), (800, 440), (1200, 490), (WIDTH, HEIGHT)], k.near)
    c.smooth(
        [
            (300, HEIGHT),
            (480, 590),
            (700, 545),
            (560, 500),
            (700, 445),
            (716, 445),
            (640, 500),
            (860, 550),
            (720, 600),
            (640, HEIGHT),
        ],
        k.light,
    )
    for x in (160, 1010, 1080):
        c.rect(x - 6, 410, x + 6, 500, k.dark)
        c.oval(x, 380, 30, 55, k.dark)


def people(c: Canvas, chance: Random) -> None:
    k = c.colours
    skins = ["#f1c9a5", "#e0ac7e", "#c68a5b", "#a86e45", "#7d4e32"]
    chance.shuffle(skins)
    for number, skin in enumerate(skins):
        x, size = 260 + number * 170, chance.uniform(0.9, 1.08)
        coat = (k.accent, k.dark, k.light, k.far, k.dark)[number]
        c.half(x, 640, 95 * size, coat)
        c.rect(x - 95 * size, 630, x + 95 * size, HEIGHT, coat)
        c.rect(x - 20, 500, x + 20, 580, skin, round_by=14)
        c.dot(x, 460 / size, 62 * size, skin)
        c.half(x, 450 / size, 66 * size, chance.choice(["#2c2220", "#7a5230", "#9a9a9a", k.dark]))


def cups(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(0, 520, WIDTH, HEIGHT, k.dark)
    for number, x in enumerate((330, 600, 870)):
        colour = (k.light, k.accent, k.glow)[number]
        c.ring(x + 92, 430, 42, colour, 16)
        c.rect(x - 90, 370, x + 90, 470, colour, round_by=12)
        c.half(x, 455, 90, colour, lower=True)
        c.oval(x, 372, 84, 14, k.dark)
        for dx in (-28, 28):
            c.line([(x + dx, 345), (x + dx + 14, 315), (x + dx - 6, 285)], k.light, 8)


def table(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(0, 0, WIDTH, HEIGHT, k.far)
    c.oval(600, 338, 470, 285, k.light)
    for number in range(5):
        angle = number * 2 * pi / 5 - pi / 2
        x, y = 600 + 330 * cos(angle), 338 + 185 * sin(angle)
        c.dot(x, y, 72, k.sky)
        c.dot(x, y, 50, k.glow)
        for _bite in range(3):
            c.dot(x + chance.uniform(-22, 22), y + chance.uniform(-22, 22), 15, chance.choice([k.accent, k.near]))
        c.line([(x + 92, y - 40), (x + 92, y + 40)], k.dark, 7)
    c.dot(600, 338, 62, k.accent)
    c.dot(600, 338, 40, k.near)


def pot(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(0, 545, WIDTH, HEIGHT, k.dark)
    c.rect(440, 350, 760, 545, k.accent, round_by=26)
    c.rect(420, 335, 780, 368, k.dark, round_by=12)
    c.dot(600, 322, 22, k.dark)
    for x in (405, 795):
        c.rect(x - 35, 400, x + 35, 428, k.dark, round_by=12)
    for x in (520, 600, 680):
        c.line([(x, 280), (x + 18, 240), (x - 12, 200), (x + 10, 160)], k.light, 12)
    for number in range(4):
        c.oval(905 + number % 2 * 70, 520 - number // 2 * 40, 40, 28, k.glow)
    c.half(940, 520, 110, k.light, lower=True)


def heart(c: Canvas, chance: Random) -> None:
    k = c.colours
    for ring in (1.0, 0.82, 0.64, 0.46, 0.28, 0.1):
        for number in range(int(58 * ring)):
            t = number / int(58 * ring) * 2 * pi
            x = 600 + 15 * 16 * sin(t) ** 3 * ring
            y = 310 - 15 * (13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)) * ring
            colour = chance.choice([k.accent, k.accent, k.dark, k.near])
            c.oval(x, y, chance.uniform(14, 22), chance.uniform(12, 18), colour)


def notes(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(300, 400, 400, 600, k.dark, round_by=14)
    for number in range(6):
        c.rect(400 + number * 26, 415, 413 + number * 26, 585, k.light if number % 2 else k.accent)
    c.rect(556, 400, 650, 600, k.dark, round_by=14)
    for number in range(7):
        x, y = 620 + number * 70 + chance.uniform(-20, 20), 360 - number * 38 + chance.uniform(-20, 20)
        c.oval(x, y, 26, 19, k.dark)
        c.line([(x + 22, y), (x + 22, y - 90), (x + 58, y - 70)], k.dark, 8)


def books(c: Canvas, chance: Random) -> None:
    k = c.colours
    y = 600.0
    for number in range(6):
        height, shift, width = chance.uniform(44, 64), chance.uniform(-40, 40), chance.uniform(300, 400)
        colour = (k.accent, k.dark, k.light, k.far, k.accent, k.glow)[number]
        c.rect(600 - width / 2 + shift, y - height, 600 + width / 2 + shift, y, colour, round_by=8)
        c.rect(600 - width / 2 + shift + 30, y - height + 14, 600 - width / 2 + shift + 50, y - 14, k.near)
        y -= height
    for x in (560, 640):
        c.ring(x, y - 26, 28, k.dark, 7)
    c.line([(588, y - 26), (612, y - 26)], k.dark, 7)


def tablet(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(0, 560, WIDTH, HEIGHT, k.dark)
    c.rect(400, 190, 800, 570, k.dark, round_by=28)
    c.rect(424, 216, 776, 544, k.light, round_by=10)
    for number in range(5):
        height = chance.uniform(60, 220)
        c.rect(455 + number * 62, 515 - height, 495 + number * 62, 515, k.accent if number == 4 else k.near, round_by=6)
    c.line([(800, 500), (880, 560), (960, 540), (1010, 590)], k.accent, 10)
    c.rect(1000, 575, 1060, 615, k.light, round_by=8)


def calendar(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.rect(340, 120, 860, 600, k.light, round_by=24)
    c.rect(340, 120, 860, 215, k.accent, round_by=24)
    c.rect(340, 180, 860, 215, k.accent)
    for x in (460, 740):
        c.rect(x - 12, 85, x + 12, 160, k.dark, round_by=10)
    for row in range(4):
        for column in range(6):
            colour = chance.choice([k.sky, k.far, k.near, k.glow, k.sky])
            x, y = 375 + column * 77, 245 + row * 84
            c.rect(x, y, x + 62, y + 66, colour, round_by=10)


def diploma(c: Canvas, chance: Random) -> None:
    k = c.colours
    for number in range(8):
        x = number * 170 + 10
        c.shape([(x, 30), (x + 120, 30), (x + 60, 120)], (k.accent, k.dark, k.light)[number % 3])
    c.rect(330, 230, 870, 560, k.light, round_by=12)
    c.rect(300, 215, 350, 575, k.glow, round_by=24)
    c.rect(850, 215, 900, 575, k.glow, round_by=24)
    for number, width in enumerate((300, 380, 340)):
        c.rect(600 - width / 2, 300 + number * 55, 600 + width / 2, 318 + number * 55, k.far, round_by=9)
    c.shape([(570, 500), (540, 620), (585, 590), (600, 520)], k.accent)
    c.shape([(630, 500), (660, 620), (615, 590), (600, 520)], k.accent)
    c.dot(600, 490, 48, k.accent)
    c.dot(600, 490, 30, k.glow)


def panels(c: Canvas, chance: Random) -> None:
    k = c.colours
    c.dot(930, 150, 90, k.accent)
    c.shape([(120, 560), (360, 250), (840, 250), (1080, 560)], k.dark)
    for row in range(3):
        for column in range(4):
            top, left, step = 270 + row * 92, 375 - row * 70 + column * (112 + row * 34), 96 + row * 30
            c.shape([(left, top), (left + step, top), (left + step - 12, top + 76), (left - 22, top + 76)], k.far)
            c.line([(left + step / 2, top), (left + step / 2 - 16, top + 76)], k.sky, 4)
    c.rect(200, 560, 1000, HEIGHT, k.light)


MOTIFS: dict[str, Callable[[Canvas, Random], None]] = {
    motif.__name__: motif
    for motif in (
        *(bike, boat, tree, bench, garden, houses, moon, window, door, road, people),
        *(cups, table, pot, heart, notes, books, tablet, calendar, diploma, panels),
    )
}
