"""Trains `mrz_lines.safetensors`, which finds machine-readable lines in a picture.

It learns from pages that are drawn here, laid anywhere and seen from anywhere, whole or in part, among other print."""

import math

import cv2
import jax
import jax.numpy as jnp
import numpy as np
import optax

import mrz_print as mrz
from network import convolved, fitted, made, options

SIDE = 320  # pixels of the pictures learned from
CELL = 4  # pixels of one cell of what the network says
CELLS = SIDE // CELL
REACH = 0.55  # of a pitch, to each side of a line's middle
EVEN = 20  # pixels to each side over which light is evened out
PITCH = 8.0  # pixels whose logarithm is 0
BATCH = 16

# Convolutions by name: kernel, inputs, outputs. `forward` tells how they follow each other.
LAYERS = {
    "a": (3, 1, 8), "b": (3, 8, 16), "c": (3, 16, 16), "d": (3, 16, 24), "e": (3, 24, 24), "f": (3, 24, 32), "g": (3, 32, 32),
    "h": (1, 32, 24), "i": (1, 24, 16), "j": (3, 16, 16), "k": (1, 16, 6),
}

# Width and height of pages in pitches of 2.54 mm (ICAO Doc 9303 parts 4 to 7).
PAGES = {"td1": (33.7, 21.3), "td2": (41.3, 29.1), "td3": (49.2, 34.6), "mrva": (47.2, 31.5), "mrvb": (41.3, 29.1), "noise": (49.2, 34.6)}


def surface(random, height, width):
    """Brightness of what lies about a page."""
    ground = np.full((height, width), random.uniform(0.02, 1.0), np.float32)
    kind = random.integers(4)
    if kind == 0:
        ground += smooth(random, height, width) * random.uniform(0, 0.2)
    elif kind == 1:
        # Grain of wood, or cloth.
        rough = mrz.smooth(random, height, max(2, width // 12), 2)
        ground += cv2.resize(rough, (width, height)) * random.uniform(0.01, 0.12)
        if random.random() < 0.5:
            ground += np.sin(np.arange(width) * random.uniform(0.2, 2.5))[None] * random.uniform(0, 0.1)
    elif kind == 2:
        ground *= 1 - mrz.prose(random, mrz.between(random, 4, 16), height, width) * random.uniform(0.3, 0.95)
    return np.clip(ground, 0.01, 1)


def smooth(random, height, width):
    return mrz.smooth(random, height, width, mrz.between(random, 6, 90))


def bars(random, height, width):
    bars = random.random((1, max(2, width // 2))) < 0.5
    return cv2.resize(np.repeat(bars, height, 0).astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)


def page(random, draw):
    """A page of `draw` pixels a pitch: its light, and its lines as (left, middle, characters) in pitches."""
    mild = random.random() < mrz.MILD
    kind, lines = mrz.text(random)
    width, height = PAGES[kind]
    width, height = int(width * draw), int(height * draw)
    light = mrz.paper(random, height, width, draw, mild)
    light *= 1 - mrz.prose(random, draw * random.uniform(0.5, 1.0), height, width) * (0 if random.random() < 0.2 else random.uniform(0.2, 0.95))
    if random.random() < 0.8:
        # A portrait, darker and lighter than the paper.
        top, left = int(height * random.uniform(0.1, 0.25)), int(width * random.uniform(0.02, 0.7))
        face = light[top : top + int(height * 0.5), left : left + int(width * 0.27)]
        if face.size:
            face[:] = np.clip(0.45 + 0.2 * mrz.smooth(random, *face.shape, draw * 2) + 0.1 * mrz.smooth(random, *face.shape, draw / 2), 0, 1)
    placed = []
    there = random.random() < 0.82
    if there:
        press = mrz.Press(random, mild)
        step = mrz.step(random)
        # A clear band at the foot, with room between.
        ink = press.ink(lines, step, draw, 0)
        tall, wide = ink.shape
        below = draw * random.uniform(0.5, 3.0)
        left = int((width - wide) * random.uniform(0.2, 0.8))
        top = int(height - below - tall)
        band = max(0, int(top - draw * random.uniform(0.3, 1.5)))
        clear = mrz.paper(random, height - band, width, draw, mild)
        light[band:] = clear if random.random() < 0.7 else np.full_like(clear, light[band:].mean())
        left, top = max(0, left), max(0, top)
        area = light[top : top + tall, left : left + wide]
        area *= 1 - ink[: area.shape[0], : area.shape[1]] * (random.uniform(0.3, 0.8) if random.random() < 0.2 else random.uniform(0.75, 0.98))
        for row, line in enumerate(lines):
            placed.append((left / draw, top / draw + 0.6 + row * step, len(line)))
    else:
        # What is not meant: lines of code, bar codes, tables of numbers.
        y = height * random.uniform(0.3, 0.9)
        if random.random() < 0.3:
            tall = int(draw * random.uniform(2, 6))
            part = light[int(y) : int(y) + tall, int(draw) :]
            part *= 1 - 0.9 * bars(random, *part.shape)
        elif random.random() < 0.5:
            letters = list("abcdefghijklmnopqrstuvwxyz0123456789.,:;-ABCDEFGH   ")
            size = draw * random.uniform(0.8, 1.8)
            font = mrz.ImageFont.truetype(str(random.choice(mrz.OTHERS[1:])), size)
            image = mrz.Image.new("L", (width, height))
            for _ in range(random.integers(1, 8)):
                mrz.ImageDraw.Draw(image).text((draw, y), "".join(random.choice(letters, random.integers(10, 60))), 255, font)
                y += size * 1.4
            light *= 1 - np.array(image, np.float32) / 255 * 0.9
    if random.random() < 0.3:
        # A booklet's other page above.
        other = mrz.paper(random, height // 2, width, draw, mild)
        other *= 1 - mrz.prose(random, draw * 0.8, height // 2, width) * random.uniform(0, 0.9)
        light = np.concatenate([other, light])
        placed = [(left, middle + height // 2 / draw, count) for left, middle, count in placed]
    return np.clip(light, 0.02, 1), placed


def view(random, light, placed, draw, pitch):
    """The map from the page's pixels to the picture's."""
    height, width = light.shape
    if placed and random.random() < 0.85:
        # Some place of the lines is somewhere in the picture.
        left, middle, count = placed[int(random.integers(len(placed)))]
        focus = np.array([left + count * random.uniform(0.1, 0.9), middle]) * draw
    else:
        focus = np.array([width * random.random(), height * random.random()])
    angle = random.choice([random.normal() * 0.1, random.uniform(-math.pi, math.pi), random.choice([0.5, 1, -0.5]) * math.pi + random.normal() * 0.08], p=[0.35, 0.4, 0.25])
    slope = math.radians(min(48, abs(random.normal()) * 18))
    toward = random.uniform(-math.pi, math.pi)
    # Turned about an axis in the page's plane, seen with a lens of a phone's focal length.
    axis = np.array([math.cos(toward), math.sin(toward), 0])
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turn = np.eye(3) + math.sin(slope) * cross + (1 - math.cos(slope)) * cross @ cross
    spin = np.array([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])
    turn = turn @ spin
    scale = pitch / draw
    far = random.uniform(1.2, 3.0) * max(width, height) * scale
    place = np.eye(3)
    place[:, :2] = turn[:, :2] * scale
    place[:, 2] = -(turn[:, :2] * scale) @ focus
    place[2] /= far
    place[2, 2] += 1
    shift = np.eye(3)
    shift[:2, 2] = SIDE * (0.5 + random.uniform(-0.4, 0.4, 2))
    return shift @ place


def scene(random):
    pitch = mrz.between(random, 3.2, 19)
    draw = max(7.0, pitch * 1.1)
    light, placed = page(random, draw)
    place = view(random, light, placed, draw, pitch)
    mask = cv2.warpPerspective(np.ones_like(light), place, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    if draw > pitch * 1.2:
        light = cv2.GaussianBlur(light, (0, 0), 0.4 * draw / pitch)
    seen = cv2.warpPerspective(light, place, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if random.random() < 0.12:
        # Cut to the lines and little else.
        ground = seen
    else:
        ground = surface(random, SIDE, SIDE)
    picture = ground * (1 - mask) + seen * mask
    if random.random() < 0.2:
        # Shadows with an edge.
        y, x = np.mgrid[:SIDE, :SIDE]
        angle = random.uniform(0, 6.28)
        side = (x - SIDE * random.random()) * math.cos(angle) + (y - SIDE * random.random()) * math.sin(angle)
        picture *= 1 - random.uniform(0.2, 0.7) / (1 + np.exp(-side / random.uniform(1, 30)))
    mild = random.random() < mrz.MILD
    pixels = mrz.camera(random, picture.astype(np.float32), pitch, mrz.between(random, 0.01, 0.13 if mild else 0.2), mild)
    # What each cell shows.
    inside = np.zeros((CELLS, CELLS), bool)
    along, across = np.zeros((CELLS, CELLS)), np.full((CELLS, CELLS), 9.0)
    says = np.zeros((CELLS, CELLS, 4), np.float32)
    y, x = np.mgrid[:CELLS, :CELLS] * CELL + (CELL - 1) / 2
    points = np.linalg.inv(place) @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])
    on = (points[:2] / points[2] / draw).reshape(2, CELLS, CELLS)
    front = ((np.linalg.inv(place) @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)]))[2] > 0).reshape(CELLS, CELLS)

    def to_picture(u, v):
        point = place @ np.stack([u.ravel() * draw, v.ravel() * draw, np.ones(u.size)])
        return (point[:2] / point[2]).reshape(2, *u.shape)

    for left, middle, count in placed:
        u, v = on[0] - left, on[1] - middle
        near = front & (u > 0) & (u < count) & (np.abs(v) < np.abs(across))
        forth, down = to_picture(on[0] + 0.5, on[1]) - to_picture(on[0] - 0.5, on[1]), to_picture(on[0], on[1] + 0.5) - to_picture(on[0], on[1] - 0.5)
        length = np.hypot(*forth)
        across = np.where(near, v, across)
        # How far the line's middle is to the right of the reading direction, in pitches.
        normal = np.stack([-forth[1], forth[0]]) / length
        offset = -v * (down * normal).sum(0) / length
        new = np.stack([forth[0] / length, forth[1] / length, np.log2(length / PITCH), offset], -1)
        says = np.where(near[..., None], new, says)
        inside |= near & (np.abs(v) < REACH)
    return pixels, inside.astype(np.uint8), np.where(np.abs(across)[..., None] < 1.2, says, 0).astype(np.float16)


def make(task):
    seed, count = task
    cv2.setNumThreads(1)
    random = np.random.default_rng(seed)
    drawn = [scene(random) for _ in range(count)]
    return [np.array(part) for part in zip(*drawn)]


def evened(pictures):
    """With the mean of a square about each pixel taken off, and the deviation made one."""
    def mean(values):
        side = (2 * EVEN + 1, 2 * EVEN + 1)
        return cv2.boxFilter(values, -1, side, normalize=False, borderType=cv2.BORDER_CONSTANT) / area

    area = cv2.boxFilter(np.ones(pictures.shape[1:], np.float32), -1, (2 * EVEN + 1, 2 * EVEN + 1), normalize=False, borderType=cv2.BORDER_CONSTANT)
    out = np.empty(pictures.shape, np.float32)
    for at, picture in enumerate(pictures.astype(np.float32)):
        picture = picture - mean(picture)
        out[at] = picture / (np.sqrt(np.maximum(mean(picture * picture), 0)) + 4)
    return out


def forward(layers, x):
    """Of pictures x rows x columns: the logit of lines, the line's axis (its double angle), logarithm of the pitch, and the way to
    the line's middle."""
    def run(x, name, stride=1, dilation=1):
        return convolved(x, layers[name], stride, dilation)

    relu = jax.nn.relu
    x = x[..., None]
    half = relu(run(x, "a", 2))
    quarter = relu(run(half, "b", 2))
    quarter = relu(run(quarter, "c") + quarter)
    eighth = relu(run(quarter, "d", 2))
    eighth = relu(run(eighth, "e") + eighth)
    sixteenth = relu(run(eighth, "f", 2))
    sixteenth = relu(run(sixteenth, "g") + sixteenth)
    sixteenth = relu(run(sixteenth, "g", 1, 2) + sixteenth)

    def doubled(x, like):
        return jnp.repeat(jnp.repeat(x, 2, 1), 2, 2)[:, : like.shape[1], : like.shape[2]]

    eighth = relu(doubled(run(sixteenth, "h"), eighth) + eighth)
    quarter = relu(doubled(run(eighth, "i"), quarter) + quarter)
    quarter = relu(run(quarter, "j") + quarter)
    return run(quarter, "k")


def wanted(says):
    """What the network says of a direction, a pitch and a distance. Which way a line is read is told by reading it."""
    forth, down, pitch, off = (says[..., at] for at in range(4))
    return jnp.stack([forth**2 - down**2, 2 * forth * down, pitch, -down * off, forth * off], -1)


def loss(layers, x, inside, says):
    out = forward(layers, x)
    inside, says = inside.astype(jnp.float32), says.astype(jnp.float32)
    mask = optax.losses.sigmoid_binary_cross_entropy(out[..., 0], inside).mean()
    miss = optax.losses.huber_loss(out[..., 1:], wanted(says), delta=0.2) * jnp.array([2.0, 2.0, 1.5, 3.0, 3.0])
    return 4 * mask + (miss.sum(-1) * inside).sum() / (inside.sum() + 10)


def turned(random, x, inside, says):
    """By a quarter or more: what it says of directions turns along."""
    quarters = int(random.integers(4))
    x, inside, says = (np.rot90(part, quarters, (1, 2)) for part in (x, inside, says))
    forth, down = says[..., 0], says[..., 1]
    for _ in range(quarters):
        forth, down = down, -forth
    return x, inside, np.concatenate([forth[..., None], down[..., None], says[..., 2:]], -1)


def main():
    asked = options(__doc__, "mrz_lines.safetensors", 6_400, 10, 4e-3)
    each, tested = 50, 400
    data = made(asked.made, make, [(asked.seed * 1_000_000 + at, each) for at in range(asked.samples // each)])
    count = len(data[0]) - tested
    answer = jax.jit(forward)

    def batches(random):
        order = random.permutation(count)
        for at in range(count // BATCH):
            some = np.sort(order[at * BATCH : (at + 1) * BATCH])
            yield turned(random, evened(data[0][some]), *(part[some] for part in data[1:]))

    def tell(layers):
        x, inside, says = (part[-tested:] for part in data)
        said = np.concatenate([np.array(answer(layers, evened(part))) for part in np.array_split(x, 25)])
        found, true = said[..., 0] > 0, inside.astype(bool)
        want = np.array(wanted(says.astype(np.float32)))
        cosine = (said[..., 1:3] * want[..., :2]).sum(-1) / np.maximum(np.hypot(said[..., 1], said[..., 2]), 1e-3)
        angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))[true] / 2
        pitch = np.abs(said[..., 3] - want[..., 2])[true].mean()
        middle = np.hypot(*(said[..., at] - want[..., at - 1] for at in (4, 5)))[true].mean()
        return (
            f"overlap {(found & true).sum() / (found | true).sum():.3f}, axis off by {np.median(angle):.1f} degrees, "
            f"pitch off by {pitch:.3f} octaves, middle by {middle:.3f} pitches"
        )

    fitted(asked, LAYERS, "k", loss, batches, count // BATCH, tell)


if __name__ == "__main__":
    main()
