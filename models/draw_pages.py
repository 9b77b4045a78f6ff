"""Draws documents, and pages that are none, in which the reader of machine-readable lines can be tried.

Nothing in `models/` learns from them, and nothing of how they look comes from what is learned from (`mrz_print.py`): colours, a
drawing library's own letters, portraits, guilloches, bar codes, seen flat, cut to the lines or photographed. OCR-B's two cuts are the
same. A folder is made for `cargo bench --bench images -- --only reading --set FOLDER`."""

import argparse
import io
import json
import math
import string
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts")
OCR_B = [FONTS / "opentype/ocr-b" / name for name in ("OCRB.otf", "OCRBS.otf")]
PROSE = [FONTS / "truetype" / name for name in (
    "dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf", "liberation/LiberationSans-Regular.ttf", "liberation/LiberationSerif-Regular.ttf")]
MONOSPACED = [FONTS / name for name in (
    "truetype/dejavu/DejaVuSansMono.ttf", "truetype/liberation/LiberationMono-Regular.ttf", "truetype/ocr-a/OCRA.ttf")] + OCR_B[:1]

# Width and height in millimetres, columns and lines (ICAO Doc 9303 parts 4 to 7); a character is 2.54 mm wide.
FORMATS = {"td1": (85.6, 54, 30, 3), "td2": (105, 74, 36, 2), "td3": (125, 88, 44, 2), "mrva": (120, 80, 44, 2), "mrvb": (105, 74, 36, 2)}
SHARES = [0.3, 0.1, 0.42, 0.1, 0.08]
PITCH = 2.54
KINDS = ["careful", "worn", "other"]
CODES = {"td1": ["I<", "ID", "AR", "AC", "C<", "IR"], "td2": ["I<", "ID", "AC"], "td3": ["P<", "PD", "PO", "PS"], "mrva": ["V<", "VC"], "mrvb": ["V<", "VC"]}
STATES = "USA GBR FRA ESP CHN VNM IND RUS POL NGA SEN JPN SWE NOR ITA BRA PRT ARE LBN GHA NLD D<< UTO AUS CAN KAZ IDN THA MYS".split()
GIVEN = "ANNA MARIA JOHN OLGA IVAN WEI MOHAMMED FATIMA JOSE LUCIA NGOC SANDEEP PRIYA ERIK AMADOU CHIOMA YUKI DMITRY LAYLA KWAME".split()
FAMILY = "SMITH GARCIA NGUYEN ZHANG IVANOV MUELLER KOWALSKI OKAFOR DIALLO TANAKA SINGH ERIKSSON ROSSI SILVA HADDAD LOPEZ MENSAH VAN<DER<BERG".split()
LABELS = ["Surname/Nom (1)", "Given names/Prenoms (2)", "Nationality/Nationalite", "Date of birth", "Sex/Sexe", "Authority", "Date of expiry"]
TITLES = ["PASSPORT / PASSEPORT", "REPUBLIC OF UTOPIA", "IDENTITY CARD", "VISA", "REISEPASS"]
BACKS = ["Address/Adresse", "Hoofdstraat 12, 1011 AB", "Farbe der Augen  BRAUN", "Height 178 cm", "Issued by MINISTRY OF INTERIOR"]


def pick(random, choices):
    return choices[int(random.integers(len(choices)))]


def between(random, low, high):
    """Every factor alike."""
    return math.exp(random.uniform(math.log(low), math.log(high)))


def font(path, size):
    return ImageFont.truetype(str(path), max(4, size))


def digits(random, count):
    return "".join(random.choice(list(string.digits), count))


def checked(field):
    values = string.digits + string.ascii_uppercase
    return field + str(sum(max(values.find(sign), 0) * (7, 3, 1)[at % 3] for at, sign in enumerate(field)) % 10)


def lines(random, kind):
    """The lines of an invented person's document."""
    columns = FORMATS[kind][2]
    code, state = pick(random, CODES[kind]), pick(random, STATES)
    # Visas and residence permits are for other states' people, and some codes are on no list.
    nation = pick(random, STATES) if code[0] == "V" or code[1] == "R" else state
    if random.random() < 0.03:
        nation = "".join(random.choice(list(string.ascii_uppercase), 3))
    name = pick(random, FAMILY) + "<<" + "<".join(pick(random, GIVEN) for _ in range(random.integers(1, 3)))
    letters = "".join(random.choice(list(string.ascii_uppercase), int(random.integers(3))))
    number = letters + digits(random, 9 - len(letters))
    if random.random() < 0.15:
        # Letters anywhere.
        number = "".join(random.choice(list(string.digits * 2 + string.ascii_uppercase), 9))
    number = checked(number)
    date = lambda: checked(f"{random.integers(100):02}{random.integers(1, 13):02}{random.integers(1, 29):02}")
    birth, sex, expiry = date(), pick(random, "MF<"), date()
    free = "" if random.random() < 0.6 else digits(random, 10)
    if kind == "td1":
        first = code + state + number + free.ljust(15, "<")
        second = birth + sex + expiry + nation + "<" * 11
        return [first, checked_over(second, first[5:] + birth + expiry + second[18:]), name.ljust(columns, "<")[:columns]]
    second = number + nation + birth + sex + expiry
    if kind == "td3":
        second += checked(free.ljust(14, "<"))
    else:
        second = second.ljust(columns - (kind == "td2"), "<")
    if kind in ("td2", "td3"):
        second = checked_over(second, number + birth + second[21:])
    return [(code + state + name).ljust(columns, "<")[:columns], second]


def checked_over(line, covered):
    return line + checked(covered)[-1]


def noise(random, height, width, grain):
    small = random.normal(size=(max(2, int(height / grain) + 2), max(2, int(width / grain) + 2))).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]


def guilloche(random, page, unit):
    """Families of thin coloured curves."""
    height, width = page.shape[:2]
    over = page.copy()
    for _ in range(int(random.integers(1, 4))):
        colour, kind, count = tuple(random.uniform(60, 220, 3)), random.integers(3), int(random.integers(8, 40))
        swing, phase, period = random.uniform(0.05, 0.4) * height, random.uniform(0, 6.28), random.uniform(0.1, 1.2) * width
        middle = random.uniform(0, 1, 2) * [width, height]
        along = np.linspace(0, 1, 220)
        for at in range(count):
            if kind == 0:
                x, y = along * width, height * at / count + swing * 0.3 * np.sin(6.28 * along * width / period + phase + at * 0.15)
            elif kind == 1:
                x, y = width * at / count + swing * 0.3 * np.sin(6.28 * along * height / period + phase + at * 0.2), along * height
            else:
                radius = swing * (0.4 + 0.6 * at / count) * (1 + 0.25 * np.sin(6.28 * along * int(5 + period % 7) + phase))
                x, y = middle[0] + radius * np.cos(6.28 * along), middle[1] + radius * np.sin(6.28 * along)
            cv2.polylines(over, [np.stack([x, y], 1).astype(np.int32)], False, colour, max(1, round(unit * 0.08)), cv2.LINE_AA)
    share = random.uniform(0.15, 0.7)
    return cv2.addWeighted(over, share, page, 1 - share, 0)


def portrait(random, height, width):
    face = np.full((height, width, 3), random.uniform(150, 245), np.float32) + noise(random, height, width, 30) * 6
    skin, at = random.uniform(90, 210), lambda x, y: (int(width * x), int(height * y))
    for middle, size, colour in (
        ((0.5, 1.0), (0.5, 0.32), random.uniform(10, 120, 3)), ((0.5, 0.34), (0.3, 0.3), random.uniform(5, 80, 3)),
        ((0.5, 0.45), (0.24, 0.29), (skin * 0.75, skin * 0.85, skin)), ((0.41, 0.42), (0.03, 0.02), (20, 20, 20)), ((0.59, 0.42), (0.03, 0.02), (20, 20, 20)),
    ):
        cv2.ellipse(face, at(*middle), at(*size), 0, 0, 360, tuple(float(part) for part in colour), -1)
    return np.clip(cv2.GaussianBlur(face, (0, 0), max(0.6, width * 0.008)), 0, 255).astype(np.uint8)


def artwork(random, kind, unit, foot):
    """A page without its lines; `unit` pixels are a millimetre, and from `foot` on there is room for the lines."""
    width, height = (int(side * unit) for side in FORMATS[kind][:2])
    page = np.full((height, width, 3), random.uniform(180, 250, 3), np.float32)
    page += np.linspace(0, 1, width)[None, :, None] * random.uniform(-40, 40, 3) + np.linspace(0, 1, height)[:, None, None] * random.uniform(-40, 40, 3)
    if random.random() < 0.7:
        page = guilloche(random, page, unit)
    if random.random() < 0.35:
        page[int(foot - 3 * unit) :] = page[int(foot - 3 * unit) :].mean((0, 1)) * 0.4 + 255 * 0.6
    picture = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
    draw, ink = ImageDraw.Draw(picture), tuple(int(part) for part in random.uniform(0, 70, 3))
    text = lambda x, y, size, words: draw.text((x, y), words, ink, font(pick(random, PROSE), size * unit))
    if kind == "td1" and random.random() < 0.7:
        # A card's back: a bar code, and what there is to say.
        if random.random() < 0.6:
            bars = (random.random((pick(random, [1, 12]), int(width * 0.4 / (0.35 * unit)))) < 0.5) * np.uint8(255)
            picture.paste(Image.fromarray(bars).resize((int(width * 0.4), int(height * 0.15)), 0), (int(width * random.uniform(0.05, 0.5)), int(height * 0.05)))
        y = height * 0.25
        while y < foot - 6 * unit:
            text(width * random.uniform(0.05, 0.5), y, random.uniform(1.3, 2.8), pick(random, BACKS))
            y += random.uniform(3, 5) * unit
        return np.array(picture, np.float32)
    tall, wide = int(min(0.55 * height, foot - 0.15 * height - 2 * unit)), int(random.uniform(0.2, 0.3) * width)
    side = 3 * unit if random.random() < 0.8 else width - wide - 3 * unit
    if tall > 8:
        picture.paste(Image.fromarray(portrait(random, tall, wide)), (int(side), int(0.15 * height)))
    text(width * 0.3, height * 0.02, 3.5, pick(random, TITLES))
    x, y = (side + wide + 3 * unit if side < width / 2 else 4 * unit), height * 0.12
    while y < foot - 9.5 * unit:
        text(x, y, 1.7, pick(random, LABELS))
        text(x, y + 2.2 * unit, 3, pick(random, FAMILY).replace("<", " ") + " " + pick(random, GIVEN) if random.random() < 0.6 else f"{random.integers(1, 29):02} MAR {random.integers(1950, 2030)}")
        y += random.uniform(5.5, 8) * unit
    return np.array(picture, np.float32)


def ink(random, text, step, pitch, worn):
    """Share of ink of some lines, with two characters of room around."""
    fine = 3 if pitch < 20 else 2
    cell = pitch * fine
    path = pick(random, OCR_B)
    letters = font(path, 1000 * cell / font(path, 1000).getlength("H"))
    image = Image.new("L", (int((len(text[0]) + 4) * cell), int(((len(text) - 1) * step + 5) * cell)))
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(text):
        for column, letter in enumerate(line):
            draw.text(((2 + column) * cell, (2.9 + row * step) * cell), letter, 255, letters, anchor="ls")
    share = np.array(image, np.float32) / 255
    if worn or random.random() < 0.5:
        # Thicker or thinner.
        weight = random.normal() * (0.02 if worn else 0.015)
        share = np.clip((cv2.GaussianBlur(share, (0, 0), max(0.3, cell * 0.03)) - 0.5 + 4 * weight) * 4 + 0.5, 0, 1)
    if worn and random.random() < 0.2:
        share *= np.clip(1.15 - random.uniform(0.1, 0.35) * np.abs(noise(random, *share.shape, cell * 0.25)[..., 0]), 0.2, 1)
    return cv2.resize(share, (image.width // fine, image.height // fine), interpolation=cv2.INTER_AREA)


def document(random, kind, pitch, worn):
    """A page, its lines, and the corners of their zone in pixels."""
    text, unit = lines(random, kind), pitch / PITCH
    step = random.uniform(1.7, 2.2) if kind == "td1" and random.random() < 0.2 else random.uniform(2.2, 2.6)
    height, wide, tall = int(FORMATS[kind][1] * unit), len(text[0]) * pitch, ((len(text) - 1) * step + 1.2) * pitch
    foot = height - random.uniform(3, 8) * unit - tall
    page = artwork(random, kind, unit, foot)
    height, width = page.shape[:2]
    room = max(0, (width - wide) / 2 - 2 * unit)
    left = (width - wide) / 2 + random.uniform(-1, 1) * room
    if worn and random.random() < 0.3:
        # A word across everything.
        over = Image.new("L", (width, height))
        ImageDraw.Draw(over).text((width * 0.12, height * 0.35), pick(random, ["SPECIMEN", "MUSTER"]), 255, font(PROSE[1], width * 0.13))
        share = np.array(over.rotate(random.uniform(-35, 35)), np.float32)[..., None] / 255 * random.uniform(0.1, 0.4)
        page = page * (1 - share) + random.uniform(60, 220, 3) * share
    share = ink(random, text, step, pitch, worn)[..., None] * (random.uniform(0.5, 0.85) if worn and random.random() < 0.3 else random.uniform(0.85, 1))
    x, y = int(left - 2 * pitch), int(foot - 1.4 * pitch)
    top, start, end, stop = max(0, y), max(0, x), min(height, y + share.shape[0]), min(width, x + share.shape[1])
    share = share[top - y : end - y, start - x : stop - x]
    page[top:end, start:stop] = page[top:end, start:stop] * (1 - share) + random.uniform(0, 80 if worn else 50, 3) * share
    if worn and random.random() < 0.2:
        page += noise(random, height, width, 8 * unit) * random.uniform(-1, 1, 3) * random.uniform(5, 22)
    corners = [[left - 0.2 * pitch, foot - 0.2 * pitch], [left + wide + 0.2 * pitch, foot - 0.2 * pitch], [left + wide, foot + tall + 0.3 * pitch], [left, foot + tall + 0.3 * pitch]]
    return page, text, np.array(corners)


def view(random, page, scale, worn, corners):
    """The map from the page to a picture of some size, and that size: a scan, the lines alone, or a photo from up to 20 degrees."""
    height, width = page.shape[:2]
    half, turn = np.array([width / 2, height / 2]), np.eye(3)
    style = random.choice(["lines", "flat", "photo"], p=[0.12, 0.58, 0.3] if worn else [0.0, 0.2, 0.8])
    if style == "lines":
        low, high = np.maximum(corners.min(0) - pick(random, [4, 15, 40]), 0), np.minimum(corners.max(0) + pick(random, [4, 15, 40]), [width, height])
        return np.diag([scale, scale, 1.0]) @ np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]), np.ceil((high - low) * scale).astype(int)
    angle, slope, toward = random.normal() * 0.01, 0.0, random.uniform(-math.pi, math.pi)
    if style == "photo":
        slope = math.radians(random.uniform(0, 20))
        angle = random.choice([random.normal() * 0.08, random.uniform(-math.pi, math.pi), pick(random, [0.5, -0.5, 1]) * math.pi], p=[0.45, 0.3, 0.25])
    elif random.random() < 0.2:
        angle = pick(random, [0.5, -0.5, 1]) * math.pi
    axis = np.array([math.cos(toward), math.sin(toward), 0])
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    sine, cosine = math.sin(angle), math.cos(angle)
    turn = (np.eye(3) + math.sin(slope) * cross + (1 - math.cos(slope)) * cross @ cross) @ np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    size = np.abs(turn[:2, :2]) @ [width, height] * scale * (random.uniform(1.04, 1.7) if style == "photo" else random.uniform(1, 1.06))
    place = np.eye(3)
    place[:, :2] = turn[:, :2] * scale
    place[:, 2] = -(turn[:, :2] * scale) @ half
    place[2] /= random.uniform(1.4, 3) * max(width, height) * scale
    place[2, 2] += 1
    return np.array([[1, 0, size[0] / 2], [0, 1, size[1] / 2], [0, 0, 1]]) @ place, size.astype(int)


def photograph(random, page, place, size, pitch, scale, worn):
    """The picture as the bytes of a JPEG."""
    width, height = (int(side) for side in size)
    ground = np.full((height, width, 3), random.uniform(0, 255, 3), np.float32) + noise(random, height, width, random.uniform(3, 60)) * random.uniform(0, 18)
    if scale < 0.85:
        page = cv2.GaussianBlur(page, (0, 0), 0.42 / scale)
    mask = cv2.warpPerspective(np.ones(page.shape[:2], np.float32), place, (width, height))[..., None]
    picture = ground * (1 - mask) + cv2.warpPerspective(page, place, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) * mask
    picture *= np.clip(1 + noise(random, height, width, max(width, height) * random.uniform(0.2, 0.8)) * random.uniform(0, 0.15), 0.5, 1.4)
    if random.random() < 0.2:
        # A shadow with an edge.
        y, x = np.mgrid[:height, :width]
        angle = random.uniform(0, 6.28)
        side = (x - width * random.random()) * math.cos(angle) + (y - height * random.random()) * math.sin(angle)
        picture *= (1 - random.uniform(0.2, 0.5) / (1 + np.exp(-np.clip(side / random.uniform(2, 40), -50, 50))))[..., None]
    blur = random.uniform(0, 0.125) * pitch
    if blur > 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    picture = picture * random.uniform(0.75, 1.1) + random.normal(size=picture.shape).astype(np.float32) * random.uniform(0, 4)
    if worn and random.random() < 0.25:
        picture = picture + random.uniform(0.3, 1.2) * (picture - cv2.GaussianBlur(picture, (0, 0), 1))
    pixels = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    for quality in ([random.integers(50, 92)] if worn else []) + [random.integers(35 if worn else 60, 95)]:
        file = io.BytesIO()
        pixels.save(file, "JPEG", quality=int(quality))
        pixels = Image.open(io.BytesIO(file.getvalue()))
    return file.getvalue()


def with_lines(random, worn):
    """A document's picture and its lines."""
    while True:
        kind = str(random.choice(list(FORMATS), p=SHARES))
        pitch = between(random, 5.6 if worn else 6.0, 26)
        drawn = max(9, pitch * random.uniform(1, 1.6))
        page, text, corners = document(random, kind, drawn, worn)
        place, size = view(random, page, pitch / drawn, worn, corners)
        seen = np.concatenate([corners, np.ones((4, 1))], 1) @ place.T
        seen = seen[:, :2] / seen[:, 2:]
        if (seen > 1).all() and (seen < size - 1).all() and max(size) < 3400:
            return kind, photograph(random, page, place, size, pitch, pitch / drawn, worn), text


def without_lines(random):
    """A picture of other print in even columns, or of a card's front."""
    width, height = int(random.uniform(400, 1600)), int(random.uniform(300, 1300))
    page = np.full((height, width, 3), random.uniform(190, 255, 3), np.float32)
    picture = Image.fromarray((guilloche(random, page, 6) if random.random() < 0.4 else page).astype(np.uint8))
    draw, size, y = ImageDraw.Draw(picture), random.uniform(11, 34), height * random.uniform(0.02, 0.5)
    kind = pick(random, ["code", "digits", "names", "bank", "giro", "receipt", "front"])
    letters, step = font(pick(random, MONOSPACED), size), random.uniform(1.25, 2.2)
    if kind == "front":
        picture.paste(Image.fromarray(portrait(random, height // 2, width // 4)), (width // 20, height // 4))
    code = Path(__file__).read_text().split("\n")
    first, count = int(random.integers(len(code) - 60)), int(random.integers(2, 40))
    for at in range(count):
        name = pick(random, FAMILY).replace("<", " ")
        row = {
            "code": code[first + at],
            "digits": "".join(random.choice(list(string.digits + " "), 44)),
            "names": " ".join(pick(random, GIVEN) for _ in range(9))[:44],
            "bank": f"{random.integers(1, 29):02}.04.2026  {name:15} {digits(random, 12)}  {random.uniform(0, 9e3):10.2f}",
            "giro": f"{digits(random, 12)}>{digits(random, 27)}+ {digits(random, 9)}>",
            "receipt": f"{pick(random, ['MILK', 'BREAD', 'COFFEE', 'TOTAL']):20}{random.uniform(0, 90):8.2f}",
            "front": f"{name} {digits(random, 7)}",
        }[kind]
        draw.text((width * (0.35 if kind == "front" else 0.04), y), row, (30, 30, 40), font(pick(random, PROSE), size) if kind == "front" else letters)
        y += size * step
        if y > height or kind == "giro" and at > 0:
            break
    place = np.eye(3)
    place[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), random.normal() * 3 if random.random() < 0.6 else random.uniform(0, 360), random.uniform(0.7, 1))
    return kind, photograph(random, np.array(picture, np.float32), place, (width, height), 8, 1, False), []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, default="careful", help="documents in good light, such as specimens are found, or pages that are no documents")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with open(asked.folder / "truth.jsonl", "w") as truth:
        for at in range(asked.count):
            random = np.random.default_rng([asked.seed, at, KINDS.index(asked.kind)])
            kind, picture, text = without_lines(random) if asked.kind == "other" else with_lines(random, asked.kind == "worn")
            name = f"{kind}-{at:04}.jpg"
            (asked.folder / name).write_bytes(picture)
            truth.write(json.dumps({"file": name, "mrz": text}) + "\n")


if __name__ == "__main__":
    main()
