"""Trains `mrz_letters.safetensors`, which reads machine-readable lines laid flat.

It learns from lines that `mrz_print.py` prints and photographs, cut out as the program cuts them: roughly level, a character
about twelve pixels wide, the line more or less in the middle."""

import math

import cv2
import jax
import jax.numpy as jnp
import numpy as np
import optax

import mrz_print as mrz
from network import convolved, fitted, made, options

PITCH = 12  # pixels from one character to the next
ROWS = 24
COLUMNS = 128
STEP = 4  # columns of the strip for one place of what the network says
PLACES = COLUMNS // STEP
BLANK = len(mrz.LETTERS)  # the class of what is no character
REACH = 30  # columns to each side over which light is evened out
BATCH = 64

# Convolutions by name: rows and columns of the kernel, inputs, outputs.
LAYERS = {
    "a": (3, 3, 1, 12), "b": (3, 3, 12, 24), "c": (3, 3, 24, 32), "d": (3, 3, 32, 32), "e": (3, 3, 32, 32), "f": (1, 3, 192, 52), "g": (1, 1, 52, BLANK + 3),
}


def strips(random):
    """Two strips of one picture, each with, for every place, the character nearest to it, and how far right of and below the place
    its middle is."""
    mild = random.random() < mrz.MILD
    _, lines = mrz.text(random)
    press = mrz.Press(random, mild)
    length, step = len(lines[0]), mrz.step(random)
    span = COLUMNS / PITCH
    if random.random() < 0.3:
        # At the beginning or the end of the lines.
        start = random.uniform(-5, 0) if random.random() < 0.5 else random.uniform(length - span, length - span + 5)
    else:
        start = random.uniform(0, length - span)
    first, last = max(0, int(start) - 3), min(length, int(start + span) + 4)
    row = int(random.integers(len(lines)))
    top, bottom = max(0, row - 1), min(len(lines), row + 2)
    part = [line[first:last] for line in lines[top:bottom]]
    pitch = mrz.between(random, 5.6 if mild else 4.6, 12) if random.random() < 0.6 else mrz.between(random, 8, 28)
    draw = max(14.0, pitch * random.uniform(1.0, 1.4))
    margin = int(6.5 * draw)
    ink = press.ink(part, step, draw, margin)
    height, width = ink.shape
    page = mrz.paper(random, height, width, draw, mild)
    light = page * (1 - ink * (random.uniform(0.35, 0.8) if random.random() < 0.25 and not mild else random.uniform(0.75, 0.98)))
    # What is around the zone: other print above, the ends of the page below and beside.
    y0, y1, x0, x1 = (int(v) for v in (margin, height - margin, margin, width - margin))
    if top == 0 and random.random() < 0.5:
        gap = int(draw * random.uniform(0.6, 3))
        above = mrz.prose(random, draw, max(2, y0 - gap), width) * random.uniform(0.3, 0.95)
        light[: above.shape[0]] *= 1 - above
    if bottom == len(lines) and random.random() < 0.5:
        at = y1 + int(draw * random.uniform(0.3, 3))
        light[at:] = light[at:] * 0.2 + random.uniform(0.02, 1.0)
    for end, side in ((first == 0, -1), (last == length, 1)):
        if end and random.random() < 0.6:
            at = int(draw * random.uniform(0.4, 4.5))
            area = light[:, : max(0, x0 - at)] if side < 0 else light[:, min(width, x1 + at) :]
            area *= 0.2
            area += random.uniform(0.02, 1.0)
            if random.random() < 0.3 and area.shape[1] > 2:
                area *= 1 - mrz.prose(random, draw, height, area.shape[1]) * random.uniform(0.3, 0.9)
    # The picture, turned a little or at will.
    angle = random.normal() * 0.04 if random.random() < 0.6 else random.uniform(-math.pi, math.pi)
    scale = pitch / draw
    a, b = scale * math.cos(angle), scale * math.sin(angle)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ np.array([[a, b], [-b, a]])
    low, high = corners.min(0), corners.max(0)
    turn = np.array([[a, -b, -low[0]], [b, a, -low[1]], [0, 0, 1]])
    # A little of perspective, about the middle.
    tilt = np.eye(3)
    tilt[2, :2] = random.normal(size=2) * 0.02 / draw
    middle = np.eye(3)
    middle[:2, 2] = [width / 2, height / 2]
    place = turn @ middle @ tilt @ np.linalg.inv(middle)
    size = tuple(int(math.ceil(v)) + 1 for v in high - low)
    flags = cv2.INTER_AREA if scale > 0.7 else cv2.INTER_LINEAR
    if scale < 1 and random.random() < 0.8:
        light = cv2.GaussianBlur(light, (0, 0), 0.45 / scale)
    picture = cv2.warpPerspective(light, place, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    blur = mrz.between(random, 0.015, 0.13 if mild else 0.2 if pitch > 7 else 0.12)
    pixels = mrz.camera(random, picture, pitch, blur, mild)
    middles = margin + (0.6 + np.arange(bottom - top) * step) * draw
    first_place = margin + (start - first) * draw
    for row in random.choice(np.arange(top, bottom), 2):
        yield cut(random, pixels, place, lines[row], (first, last), (first_place, middles[row - top]), (draw, margin, step))


def cut(random, pixels, place, text, span, at, drawing):
    """A strip of a line, not quite right; `at` is where it begins in the drawing, and the middle of the line."""
    (first, last), (left, line_middle), (draw, margin, step) = span, at, drawing
    off = np.clip(random.normal() * 2.2, -6, 6)
    none = random.random() < 0.06
    if none:
        off = random.choice([-1, 1]) * random.uniform(0.46, 0.54) * step * PITCH
    growth = math.exp(np.clip(random.normal() * 0.03, -0.1, 0.1))
    skew, shear = random.normal() * 0.012, random.normal() * 0.04
    unit = draw / PITCH * growth
    # From the strip to the drawn zone, in strip pixels about its middle.
    local = np.array([[unit, shear * unit, 0], [skew * unit, unit * random.uniform(0.92, 1.3), 0], [0, 0, 1]])
    local[:2, 2] = [left + COLUMNS / 2 * draw / PITCH, line_middle - off * unit] - local[:2, :2] @ [COLUMNS / 2, ROWS / 2]
    y, x = np.mgrid[0 : 2 * ROWS, 0 : 2 * COLUMNS].astype(np.float64)
    points = place @ local @ np.stack([(x.ravel() + 0.5) / 2, (y.ravel() + 0.5) / 2, np.ones(x.size)])
    x, y = (points[:2] / points[2]).reshape(2, 2 * ROWS, 2 * COLUMNS).astype(np.float32) - 0.5
    strip = cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    strip = cv2.resize(strip, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    # Where the characters are in the strip.
    cells = np.arange(first, last)
    drawn = np.stack([margin + (cells - first + 0.5) * draw, np.full(len(cells), line_middle), np.ones(len(cells))])
    back = (np.linalg.inv(local) @ drawn)[:2]
    places = (np.arange(PLACES) + 0.5) * STEP
    nearest = np.abs(back[0][None] - places[:, None]).argmin(1)
    right, down = back[0][nearest] - places, back[1][nearest] - ROWS / 2
    kind = np.array([mrz.LETTERS.index(text[cell]) for cell in cells[nearest]])
    kind[np.abs(right) > PITCH * 0.62] = BLANK
    if none:
        kind[:] = BLANK
    return strip, kind.astype(np.uint8), np.stack([right, down], -1).astype(np.float32) / PITCH


def make(task):
    seed, count = task
    cv2.setNumThreads(1)
    random = np.random.default_rng(seed)
    cut_out = [strip for _ in range(count // 2) for strip in strips(random)]
    return [np.array(part) for part in zip(*cut_out)]


def evened(x):
    """Without what the light does over some characters: mean and deviation of a window as high as the strip."""
    def mean(values):
        sums = jnp.cumsum(jnp.pad(values.mean(1), ((0, 0), (1, 0))), 1)
        at = jnp.arange(values.shape[2])
        to, start = jnp.minimum(at + REACH + 1, values.shape[2]), jnp.maximum(at - REACH, 0)
        return ((sums[:, to] - sums[:, start]) / (to - start))[:, None]

    middle = mean(x)
    x = x - middle
    return x / (jnp.sqrt(mean(x * x)) + 3)


def forward(layers, x):
    """Of strips x rows x columns: logits of the characters and of none, then how far right and down."""
    x = evened(x.astype(jnp.float32))[..., None]
    x = jax.nn.relu(convolved(x, layers["a"]))
    x = jax.nn.relu(convolved(x, layers["b"], 2))
    x = jax.nn.relu(convolved(x, layers["c"], 2))
    x = jax.nn.relu(x + convolved(x, layers["d"]))
    x = jax.nn.relu(x + convolved(x, layers["e"]))
    # Channels and rows become one.
    x = x.transpose(0, 2, 3, 1).reshape(x.shape[0], 1, x.shape[2], -1)
    x = jax.nn.relu(convolved(x, layers["f"]))
    return convolved(x, layers["g"])[:, 0]


def loss(layers, x, kind, off):
    out = forward(layers, x)[:, 2:-2]
    kind, off = kind[:, 2:-2].astype(jnp.int32), off[:, 2:-2]
    blank = kind == BLANK
    # Halfway between two characters either would do.
    weight = jnp.where(blank, 0.3, jnp.cos(jnp.pi * jnp.clip(off[..., 0], -0.5, 0.5)) ** 2)
    said = jax.nn.log_softmax(out[..., : BLANK + 1])
    chosen = jnp.take_along_axis(said, kind[..., None], -1)[..., 0]
    wrong = -(weight * chosen).mean()
    miss = optax.losses.huber_loss(out[..., BLANK + 1 :], off, delta=0.1)
    near = (1 - blank) * (jnp.abs(off[..., 0]) < 0.42)
    return wrong + 6 * (miss.sum(-1) * near).mean()


def main():
    asked = options(__doc__, "mrz_letters.safetensors", 160_000, 8, 3e-3)
    each, tested = 200, 4000
    data, kinds, offs = made(asked.made, make, [(asked.seed * 1_000_000 + at, each) for at in range(asked.samples // each)])
    count = len(data) - tested
    answer = jax.jit(forward)

    def batches(random):
        order = random.permutation(count)
        for at in range(count // BATCH):
            some = np.sort(order[at * BATCH : (at + 1) * BATCH])
            yield data[some], kinds[some], offs[some]

    def tell(layers):
        said = np.concatenate([np.array(answer(layers, part)) for part in np.array_split(data[-tested:], 20)])[:, 2:-2]
        kind, off = kinds[-tested:, 2:-2], offs[-tested:, 2:-2]
        # Right where a place lies near the middle of a character.
        near = (np.abs(off[..., 0]) < 0.17) & (kind != BLANK)
        right = said[..., : BLANK + 1].argmax(-1) == kind
        miss = [np.abs(said[..., at - 2] - off[..., at])[near].mean() for at in range(2)]
        return (
            f"characters {right[near].mean():.4f}, blanks {right[kind == BLANK].mean():.4f}, "
            f"off by {miss[0]:.3f} and {miss[1]:.3f} of a pitch"
        )

    fitted(asked, LAYERS, "g", loss, batches, count // BATCH, tell)


if __name__ == "__main__":
    main()
