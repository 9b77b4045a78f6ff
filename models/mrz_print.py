"""Machine-readable lines as documents print them and cameras see them: letters in many cuts, weights and states of wear, on papers
of all sorts. What the training scripts of the reader and of the finder learn from; no photo and no real document is needed."""

import math
import pathlib
import re
import string

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

LETTERS = string.digits + string.ascii_uppercase + "<"
CELL = 48  # pixels from one character to the next in the tables of letters
BOX = 80  # pixels each way of one letter's table

OCR_B = ["/usr/share/fonts/opentype/ocr-b/OCRB.otf", "/usr/share/fonts/opentype/ocr-b/OCRBS.otf"]
OTHERS = [
    "/usr/share/fonts/truetype/ocr-a/OCRA.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf", "/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf",
]
PROSE = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", "/usr/share/fonts/opentype/ocr-b/OCRB.otf",
]


# The specimen program's own letters: centre lines in tenths of a millimetre.
STROKES = pathlib.Path(__file__).parent.parent / "examples/make_specimens/specimen/typeface/ocr_b.rs"


# Share of documents that are printed and photographed with care; the others are as bad as print and pictures get.
MILD = 0.7


def between(random, low, high):
    """Every factor alike."""
    return math.exp(random.uniform(math.log(low), math.log(high)))


def table(path):
    """Signed distance from the outline of every letter, in cells, positive in the ink; the cell's middle and half the height of
    a capital above the foot is the middle of each."""
    fine = 4
    font = ImageFont.truetype(path, 1000)
    size = 1000 * CELL * fine / font.getlength("H")
    font = ImageFont.truetype(path, size)
    left, top, right, bottom = font.getbbox("H", anchor="ls")
    distances = []
    for letter in LETTERS:
        image = Image.new("L", (BOX * fine, BOX * fine))
        middle = BOX * fine / 2
        ImageDraw.Draw(image).text((middle - font.getlength(letter) / 2, middle - (top + bottom) / 2), letter, 255, font, anchor="ls")
        ink = (np.array(image) > 127).astype(np.uint8)
        inside, outside = (cv2.distanceTransform(part, cv2.DIST_L2, 5) for part in (ink, 1 - ink))
        signed = cv2.resize((inside - outside) / fine / CELL, (BOX, BOX), interpolation=cv2.INTER_AREA)
        distances.append(signed.astype(np.float32))
    height = (bottom - top) / fine / CELL
    return np.array(distances), height


def drawn_table():
    """The same of letters that are drawn with a pen."""
    fine, unit, pen = 8, CELL / 25.4, 3.5
    distances = []
    glyphs = {letter: (float(width), strokes) for letter, width, strokes in re.findall(r"'(.)',\s*([\d.]+),\s*\"([^\"]*)\"", STROKES.read_text())}
    for letter in LETTERS:
        width, strokes = glyphs[letter]
        line = np.ones((BOX * fine, BOX * fine), np.uint8)
        for stroke in strokes.split("|"):
            points, control = [], None
            for token in stroke.replace("\\", " ").split():
                point = np.array([float(side) for side in token.lstrip("*").split(",")])
                if token.startswith("*"):
                    control = point
                elif control is None or not points:
                    points.append(point)
                else:
                    # A quadratic curve about its control point.
                    start, along = points[-1], np.linspace(0, 1, 13)[1:, None]
                    points.extend((1 - along) ** 2 * start + 2 * along * (1 - along) * control + along**2 * point)
                    control = None
            places = ((np.array(points) - [width / 2, 10.5]) * unit + BOX / 2) * fine
            cv2.polylines(line, [np.round(places).astype(np.int32)], False, 0, 1)
        distance = cv2.distanceTransform(line, cv2.DIST_L2, 5) / fine / CELL
        distances.append(cv2.resize(pen / 2 / 25.4 - distance, (BOX, BOX), interpolation=cv2.INTER_AREA).astype(np.float32))
    return np.array(distances), 24.5 / 25.4


_tables = {}


def letters(path):
    if path not in _tables:
        _tables[path] = drawn_table() if path == STROKES else table(path)
    return _tables[path]


def check(text):
    return str(sum(LETTERS.index(c) % 36 * (7, 3, 1)[at % 3] for at, c in enumerate(text)) % 10)


def text(random, kind=None):
    """The lines of an invented document in one of the five formats, or of no format at all."""
    pick = lambda choices, count: "".join(random.choice(list(choices), count))
    kind = kind or random.choice(["td1", "td2", "td3", "mrva", "mrvb", "noise"], p=[0.25, 0.1, 0.3, 0.1, 0.05, 0.2])
    width, lines = {"td1": (30, 3), "td2": (36, 2), "td3": (44, 2), "mrva": (44, 2), "mrvb": (36, 2)}.get(kind, (44, 2))
    if kind == "noise":
        return kind, [pick(LETTERS, width) for _ in range(lines)]
    date = lambda: f"{random.integers(100):02}{random.integers(1, 13):02}{random.integers(1, 29):02}"
    checked = lambda field: field + check(field)
    number = {0: lambda: pick(string.digits, 9), 1: lambda: pick(string.ascii_uppercase, 2) + pick(string.digits, 7),
              2: lambda: pick(string.ascii_uppercase, 1) + pick(string.digits, 8), 3: lambda: pick(LETTERS[:36], 9),
              4: lambda: pick("CFGHJKLMNPRTVWXYZ0123456789", 9), 5: lambda: pick(string.digits, 8) + "<"}[int(random.integers(6))]()
    words = lambda: pick(string.ascii_uppercase, random.integers(2, 12))
    name = "<".join(words() for _ in range(random.integers(1, 3))) + "<<" + "<".join(words() for _ in range(random.integers(1, 4)))
    code = {"td1": random.choice(["I<", "ID", "AR", "AC", "C<", "IR", "IX"]), "td2": random.choice(["I<", "ID", "AC", "P<"]),
            "td3": random.choice(["P<", "PD", "PM", "PP", "PO", "PS", "PN"])}.get(kind, random.choice(["V<", "VC", "VB", "VD"]))
    state = lambda: "D<<" if random.random() < 0.1 else pick(string.ascii_uppercase, 3)
    birth, expiry, sex = checked(date()), checked(date()), random.choice(list("MFFM<X"))
    free = lambda size: ("" if random.random() < 0.5 else pick(LETTERS[:36], random.integers(1, size + 1))).ljust(size, "<")
    fit = lambda field: field.ljust(width, "<")[:width]
    if kind == "td1":
        first = code + state() + checked(number) + free(15)
        second = birth + sex + expiry + state() + free(11)
        return kind, [first, second + check(first[5:30] + second[0:7] + second[8:15] + second[18:29]), fit(name)]
    second = checked(number) + state() + birth + sex + expiry
    if kind == "td3":
        second += checked(free(14))
    elif kind == "td2":
        second += free(7)
    else:
        second += free(width - len(second))
    if kind in ("td2", "td3"):
        second += check(second[0:10] + second[13:20] + second[21:])
    return kind, [fit(code + state() + name), second]


def step(random):
    """From line to line, in characters: 6.35 mm of 2.54 mm, nearly, in passports and cards; narrower ones are seen too."""
    return random.uniform(2.2, 2.65) if random.random() < 0.6 else random.uniform(1.62, 2.75)


def smooth(random, height, width, grain):
    """Noise of unit deviation without detail below `grain` pixels."""
    small = random.normal(size=(max(2, int(height / grain) + 2), max(2, int(width / grain) + 2))).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


class Press:
    """How one document's letters are printed."""

    def __init__(self, random, mild):
        self.random = random
        cut = random.random()
        self.path = random.choice(OTHERS) if cut < 0.08 and not mild else STROKES if cut < 0.33 else random.choice(OCR_B)
        self.weight = random.choice([random.normal() * 0.012, random.uniform(-0.04, 0.0), random.uniform(0.0, 0.07)], p=[0.5, 0.2, 0.3])
        self.width = random.uniform(0.86, 1.12)
        _, own = letters(self.path)
        # OCR-B size 1: capitals 2.4 to 2.6 mm high at a pitch of 2.54 mm.
        self.height = random.uniform(0.88, 1.08) / own
        self.slant = random.normal() * 0.03
        self.jitter = random.choice([0.0, 0.012, 0.03], p=[0.6, 0.3, 0.1])
        self.rough = random.choice([0.0, random.uniform(0.0, 0.02), random.uniform(0.02, 0.05)], p=[0.4, 0.4, 0.2])
        self.bend = random.uniform(0.0, 0.06) if random.random() < 0.5 else 0.0
        self.dots = random.uniform(0.09, 0.16) if random.random() < 0.07 else 0.0
        self.worn = random.uniform(0.1, 1.0) if random.random() < 0.25 else 0.0
        self.spread = random.uniform(0.005, 0.06)
        if mild:
            self.weight = random.normal() * 0.015
            self.width = random.uniform(0.92, 1.08)
            self.slant = random.normal() * 0.01
            self.jitter = random.choice([0.0, 0.01])
            self.rough = random.choice([0.0, random.uniform(0.0, 0.02)])
            self.bend = random.uniform(0.0, 0.02) if random.random() < 0.3 else 0.0
            self.worn = random.uniform(0.1, 0.4) if random.random() < 0.12 else 0.0
            self.dots = 0.0

    def ink(self, lines, step, pitch, margin):
        """Share of ink for every pixel; `margin` in pixels on all sides, `step` from line to line in cells."""
        random = self.random
        tables, _ = letters(self.path)
        scale = pitch / CELL
        columns = max(len(line) for line in lines)
        height = int(round((len(lines) - 1) * step * pitch + pitch * 1.2)) + 2 * margin
        width = int(round(columns * pitch)) + 2 * margin
        field = np.full((height, width), -0.3, np.float32)
        size = int(math.ceil(BOX * scale)) | 1
        cache = {}
        for row, line in enumerate(lines):
            middle = margin + 0.6 * pitch + row * step * pitch
            for column, letter in enumerate(line):
                x = margin + (column + 0.5) * pitch + random.normal() * self.jitter * pitch
                y = middle + random.normal() * self.jitter * pitch
                left, top = int(math.floor(x)) - size // 2, int(math.floor(y)) - size // 2
                key = (letter, int((x % 1) * 4), int((y % 1) * 4))
                if key not in cache:
                    # From the table to the pixels around (size / 2, size / 2), moved by a part of a pixel.
                    a, b = scale * self.width, scale * self.height
                    half = size // 2 + 0.5
                    place = np.array([
                        [a, -self.slant * b, half + key[1] / 4 - 0.5 - (a - self.slant * b) * (BOX / 2 - 0.5)],
                        [0, b, half + key[2] / 4 - 0.5 - b * (BOX / 2 - 0.5)],
                    ], np.float32)
                    cache[key] = cv2.warpAffine(tables[LETTERS.index(letter)], place, (size, size), borderMode=cv2.BORDER_CONSTANT, borderValue=-0.3)
                part = field[max(0, top) : top + size, max(0, left) : left + size]
                glyph = cache[key][max(0, -top) :, max(0, -left) :][: part.shape[0], : part.shape[1]]
                np.maximum(part, glyph, out=part)
        if self.bend:
            y, x = np.mgrid[:height, :width].astype(np.float32)
            grain = pitch * random.uniform(0.4, 1.5)
            x += smooth(random, height, width, grain) * self.bend * pitch * 0.6
            y += smooth(random, height, width, grain) * self.bend * pitch * 0.6
            field = cv2.remap(field, x, y, cv2.INTER_LINEAR, borderValue=-0.3)
        field += self.weight
        if self.rough:
            field += self.rough * smooth(random, height, width, max(1.0, pitch * random.uniform(0.05, 0.15)))
        ink = np.clip(0.5 + field / max(self.spread, 1.0 / pitch), 0, 1)
        if self.dots:
            y, x = np.mgrid[:height, :width].astype(np.float32) / (self.dots * pitch)
            radius = np.hypot(x % 1 - 0.5, y % 1 - 0.5)
            ink *= np.clip((random.uniform(0.45, 0.6) - radius) * 4 + 0.5, 0, 1)
        if self.worn:
            grain = pitch * between(random, 0.06, 1.2)
            ink *= np.clip(1.2 - self.worn * np.abs(smooth(random, height, width, grain)), 0.15, 1)
        return ink


def paper(random, height, width, pitch, mild):
    """Brightness of unprinted paper, 0 to 1, with its patterns."""
    strength = 0.45 if mild else 1.0
    page = np.full((height, width), random.uniform(0.65 if mild else 0.55, 0.95), np.float32)
    page += smooth(random, height, width, pitch * between(random, 2, 20)) * random.uniform(0, 0.06)
    if random.random() < 0.6:
        # Guilloches: waves of fine lines.
        y, x = np.mgrid[:height, :width].astype(np.float32) / pitch
        for _ in range(random.integers(1, 4)):
            angle, period = random.uniform(0, math.pi), between(random, 0.12, 1.5)
            wave = random.uniform(0, 1.5) * np.sin(x * random.uniform(0.1, 1.5) + y * random.uniform(0.1, 1.5) + random.uniform(0, 6))
            phase = 2 * math.pi * ((x * math.cos(angle) + y * math.sin(angle)) / period) + wave
            line = np.clip(np.sin(phase) * random.uniform(1, 4), -1, 1)
            page += line * random.uniform(0.0, 0.09 * strength)
    if random.random() < 0.15:
        page += smooth(random, height, width, pitch * between(random, 0.1, 0.5)) * random.uniform(0, 0.05 * strength)
    return page


def prose(random, pitch, height, width):
    """Ink of lines of other print."""
    image = Image.new("L", (width, height))
    draw = ImageDraw.Draw(image)
    y = random.uniform(0, pitch)
    while y < height:
        size = pitch * between(random, 0.5, 2.2)
        font = ImageFont.truetype(str(random.choice(PROSE)), size)
        x = random.uniform(-2, 4) * pitch
        while x < width:
            case = random.integers(4)
            alphabet = [string.ascii_uppercase, string.ascii_lowercase, string.digits + "./-", string.ascii_letters][case]
            word = "".join(random.choice(list(alphabet), random.integers(1, 11)))
            draw.text((x, y), word, int(random.integers(120, 256)), font)
            x += draw.textlength(word, font) + size * random.uniform(0.25, 6)
        y += size * random.uniform(1.1, 2.5)
    return np.array(image, np.float32) / 255


def camera(random, light, pitch, blur, mild):
    """Pixels of a picture of what reflects so much light; blurs are in pitches."""
    height, width = light.shape
    if random.random() < 0.3:
        light = light * np.clip(1 + smooth(random, height, width, pitch * between(random, 4, 30)) * random.uniform(0, 0.3), 0.2, 2)
    if random.random() < 0.25:
        size = max(1, int(round(blur * pitch * 2.5)))
        kernel = np.zeros((2 * size + 1, 2 * size + 1), np.float32)
        angle = random.uniform(0, math.pi)
        reach = (size * math.cos(angle), size * math.sin(angle))
        cv2.line(kernel, (int(size - reach[0]), int(size - reach[1])), (int(size + reach[0]), int(size + reach[1])), 1.0)
        light = cv2.filter2D(light, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
        blur *= 0.4
    if blur * pitch > 0.25:
        light = cv2.GaussianBlur(light, (0, 0), blur * pitch)
    light = np.clip(light * between(random, 0.45 if mild else 0.25, 1.15), 0, 1.2)
    noise = between(random, 0.001, 0.025 if mild else 0.05)
    light = light + random.normal(size=light.shape).astype(np.float32) * noise * np.sqrt(np.clip(light, 0.05, 1))
    if random.random() < 0.3:
        light = light + random.uniform(0.2, 0.8 if mild else 1.5) * (light - cv2.GaussianBlur(light, (0, 0), random.uniform(0.6, 1.5)))
    pixels = np.clip(np.clip(light, 0, 1) ** random.uniform(0.6, 1.3) * 255 + 0.5, 0, 255).astype(np.uint8)
    for _ in range(random.integers(0, 3)):
        bad = random.random() < 0.15 and pitch > 8 and not mild
        quality = int(random.integers(8, 40) if bad else random.integers(40, 97))
        pixels = cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE)
    return pixels
