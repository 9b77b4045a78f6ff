"""Teaches the network that tells how blurred print is, and which way it was moved (`blur.safetensors`, used by
`src/image/measures/sharpness.rs`). How to run it, and how well it does: `blur.md`.

It learns from sharp pictures that `examples/make_specimens` draws, blurred here in every way that a lens and a hand
know, then lit, grained and stored as cameras do; no photo and no real document is needed."""

import argparse
import json
import math
import multiprocessing
import time
from pathlib import Path

import cv2
import jax
import jax.numpy as jnp
import numpy as np
import optax

from network import bfloat16_file, convolved, fresh, read

SIDE = 96  # pixels of a patch
PITCH = 18.0  # of which a character takes about so many
TOGETHER = 8  # patches of one picture that are learned from at once
BATCH = 32
COARSE = 0.3  # share of pictures whose patches show twice as much of the page each way: the program looks so for long paths
SOFT = 0.55  # deviation of the sharp pictures' own blur, in pixels

# Convolutions by name: kernel, inputs, outputs. `forward` tells how they follow each other.
LAYERS = {
    "a": (5, 1, 12), "b": (3, 12, 24), "c": (3, 24, 36), "d": (3, 36, 48), "e": (1, 96, 48), "f": (1, 96, 48), "g": (1, 48, 6),
}


def linear(values):
    values = values.astype(np.float32) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4).astype(np.float32)


def stored(light):
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055) * 255


def between(random, low, high):
    """Every factor alike."""
    return math.exp(random.uniform(math.log(low), math.log(high)))


def spread(random, pitch, coarse):
    """A point's picture in pixels: (weights, their covariance)."""
    chances = [0.05, 0.05, 0.35, 0.45, 0.1] if coarse else [0.22, 0.14, 0.2, 0.34, 0.1]
    kind = random.choice(["sharp", "soft", "lens", "hand", "both"], p=chances)
    lens = {"sharp": 0, "soft": between(random, 0.02, 0.12), "lens": between(random, 0.07, 0.9), "both": between(random, 0.05, 0.3)}
    deviation = lens.get(kind, random.choice([0, between(random, 0.02, 0.08)])) * pitch
    path = {"hand": between(random, 0.4, 4.5) if coarse else between(random, 0.08, 2.8), "both": between(random, 0.2, 2.0)}.get(kind, 0) * pitch
    reach = int(math.ceil(0.6 * path + 3 * deviation)) + 2
    points = np.zeros((1, 2))
    if path > 0:
        along = np.linspace(-0.5, 0.5, 24 + int(path) * 4)
        if random.random() < 0.3:
            # A hand does not move evenly.
            along = np.sign(along) * np.abs(2 * along) ** random.uniform(0.7, 1.4) / 2
        bend = np.clip(random.normal() * 0.12, -0.3, 0.3) if random.random() < 0.4 else 0
        across = bend * (4 * along**2 - 0.33)
        angle = random.uniform(0, math.pi)
        turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
        points = path * np.stack([along, across], 1) @ turn
    size = 2 * reach + 1
    weights = np.zeros((size, size), np.float32)
    for x, y in points + reach:
        column, row = int(x), int(y)
        right, down = x - column, y - row
        weights[row, column] += (1 - right) * (1 - down)
        weights[row, column + 1] += right * (1 - down)
        weights[row + 1, column] += (1 - right) * down
        weights[row + 1, column + 1] += right * down
    if deviation > 0.2:
        if random.random() < 0.6:
            # A disc of radius r has the variance r² / 4 each way.
            y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
            disc = np.clip(2 * deviation + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
            weights = cv2.filter2D(weights, -1, disc / disc.sum(), borderType=cv2.BORDER_CONSTANT)
        else:
            weights = cv2.GaussianBlur(weights, (0, 0), deviation, borderType=cv2.BORDER_CONSTANT)
    weights /= weights.sum()
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    x, y = x - (weights * x).sum(), y - (weights * y).sum()
    return weights, np.array([[(weights * x * x).sum(), (weights * x * y).sum()], [(weights * x * y).sum(), (weights * y * y).sum()]])


def target(covariance):
    """What the network says of a blur: logarithms of its narrower width, and of what the wider one adds, with its direction."""
    values, vectors = np.linalg.eigh(covariance)
    narrow = math.sqrt(max(0.0, values[0]))
    extra = math.log1p(math.sqrt(max(0.0, values[1] - values[0])))
    double = 2 * math.atan2(vectors[1, 1], vectors[0, 1])
    return [math.log(narrow + 0.3), extra * math.cos(double), extra * math.sin(double)]


def photo(random, light, weights, exposure, veil, noise, sharpening, quality):
    """One crop as a camera stores it."""
    light = cv2.filter2D(light, -1, cv2.flip(weights, -1), borderType=cv2.BORDER_REFLECT)
    light = light * exposure * (1 - veil) + 0.6 * veil
    light = light + random.normal(size=light.shape) * np.sqrt(noise[0] ** 2 + noise[1] ** 2 * np.maximum(light, 0))
    pixels = stored(light)
    if sharpening > 0:
        pixels = pixels + sharpening * (pixels - cv2.GaussianBlur(pixels, (0, 0), 1.2))
    pixels = np.clip(pixels + 0.5, 0, 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE)


def patches(random, picture, quad, pitch):
    """Patches of one picture, all blurred alike, and what the network must say of them."""
    coarse = random.random() < COARSE
    step = max(1, round(pitch / PITCH)) * (2 if coarse else 1)
    weights, covariance = spread(random, pitch, coarse)
    side, margin = SIDE * step, weights.shape[0] // 2 + 4
    light = dict(
        exposure=between(random, 0.12, 1.0) if random.random() < 0.3 else between(random, 0.6, 1.15),
        veil=random.uniform(0, 0.85) if random.random() < 0.25 else random.uniform(0, 0.05),
        noise=(between(random, 0.001, 0.01), between(random, 0.004, 0.12 if random.random() < 0.3 else 0.03)),
        sharpening=random.uniform(0.1, 1.0) if random.random() < 0.4 else 0,
        quality=int(random.integers(15, 50) if random.random() < 0.2 else random.integers(60, 97)),
    )
    # Places on the page where most changes, as the program chooses them.
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    place = cv2.getPerspectiveTransform(unit, quad.astype(np.float32))
    flat = cv2.warpPerspective(picture, place @ np.diag([1 / 640, 1 / 440, 1.0]), (640, 440), flags=cv2.INTER_AREA | cv2.WARP_INVERSE_MAP)
    change = np.abs(np.diff(flat.astype(np.int16), axis=1))
    cells = [(change[y * 440 // 8 : (y + 1) * 440 // 8, x * 640 // 12 : (x + 1) * 640 // 12].sum(), x, y) for x in range(12) for y in range(8)]
    best = sorted(cells, reverse=True)[: random.integers(14, 30)]
    quarter, mirror = int(random.integers(4)), bool(random.integers(2))
    out = []
    for at in random.choice(len(best), TOGETHER, replace=False):
        _, x, y = best[at]
        [[[cx, cy]]] = cv2.perspectiveTransform(np.array([[[(x + 0.5) / 12, (y + 0.5) / 8]]], np.float32), place)
        reach = side // 2 + margin
        rows = np.clip(np.arange(int(cy) - reach, int(cy) - reach + side + 2 * margin), 0, picture.shape[0] - 1)
        columns = np.clip(np.arange(int(cx) - reach, int(cx) - reach + side + 2 * margin), 0, picture.shape[1] - 1)
        crop = np.ascontiguousarray(np.rot90(picture[rows][:, columns], quarter))
        crop = crop[:, ::-1].copy() if mirror else crop
        taken = photo(random, linear(crop), weights, **light)[margin : margin + side, margin : margin + side]
        out.append(taken.reshape(SIDE, step, SIDE, step).mean((1, 3)))
    own = SOFT**2 + (step * step - 1) / 12
    return np.round(np.array(out)).astype(np.uint8), target((covariance + own * np.eye(2)) / step**2), pitch / step


def make(task):
    seed, folder, row, count = task
    cv2.setNumThreads(1)
    random = np.random.default_rng(seed)
    picture = cv2.imread(str(folder / row["file"]), cv2.IMREAD_GRAYSCALE)
    quad = np.array(row["quad"]) * [picture.shape[1], picture.shape[0]]
    made = [patches(random, picture, quad, row["pitch"]) for _ in range(count)]
    return [np.array(part) for part in zip(*made)]


def forward(layers, x):
    """Of pictures x patches x rows x columns."""
    pictures, together = x.shape[:2]
    x = x.reshape(-1, SIDE, SIDE, 1).astype(jnp.float32)
    x = x - x.mean((1, 2), keepdims=True)
    x = x / (jnp.sqrt((x * x).mean((1, 2), keepdims=True)) + 2)
    for name in "abcd":
        x = jax.nn.relu(convolved(x, layers[name], 2))

    def pooled(x, axes):
        return jnp.concatenate([x.mean(axes), x.max(axes)], -1)

    def dense(x, name):
        return x @ layers[name][0][0, 0] + layers[name][1]

    each = jax.nn.relu(dense(pooled(x, (1, 2)), "e")).reshape(pictures, together, -1)
    return dense(jax.nn.relu(dense(pooled(each, 1), "f")), "g")


def loss(layers, x, wanted):
    out = forward(layers, x)
    error, scale = jnp.abs(out[:, :3] - wanted), jnp.clip(out[:, 3:], -4, 3)
    # Its own doubt must not excuse it from learning what is hard.
    doubt = jax.lax.stop_gradient(error) * jnp.exp(-scale) + scale
    return (error + 0.2 * doubt).mean()


def widths(said):
    """Narrower and wider deviation in pixels."""
    narrow = np.maximum(np.exp(said[:, 0]) - 0.3, 0)
    return narrow, np.sqrt(narrow**2 + np.expm1(np.hypot(said[:, 1], said[:, 2])) ** 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="pictures with a truth.jsonl")
    parser.add_argument("--out", type=Path, default=Path("models/blur.safetensors"))
    parser.add_argument("--each", type=int, default=12, help="blurs of each picture")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    options = parser.parse_args()
    rows = [(folder, json.loads(line)) for folder in options.folders for line in (folder / "truth.jsonl").open()]
    tasks = [(at, folder, row, options.each) for at, (folder, row) in enumerate(rows) if row["quad"] and row["pitch"] > 10]
    start = time.time()
    with multiprocessing.Pool() as pool:
        parts = pool.map(make, tasks, chunksize=4)
    data, wanted, pitches = (np.concatenate(values) for values in zip(*parts))
    wanted = wanted.astype(np.float32)
    print(f"{len(data)} pictures of {TOGETHER} patches in {time.time() - start:.0f} s", flush=True)
    # The last tenth of the pictures is not learned from.
    tested = np.zeros(len(parts), bool)
    tested[np.random.default_rng(5).choice(len(parts), len(parts) // 10, replace=False)] = True
    tested = np.repeat(tested, options.each)
    learned = np.flatnonzero(~tested)
    layers = read(options.start, LAYERS) if options.start else fresh(jax.random.PRNGKey(1), LAYERS, "g")
    steps = options.epochs * (len(learned) // BATCH)
    descent = optax.chain(
        optax.clip_by_global_norm(1.0), optax.adamw(optax.cosine_onecycle_schedule(steps, 4e-3, 0.1, final_div_factor=300), weight_decay=1e-4)
    )
    state = descent.init(layers)

    @jax.jit
    def step(layers, state, x, wanted):
        value, slopes = jax.value_and_grad(loss)(layers, x, wanted)
        change, state = descent.update(slopes, state, layers)
        return optax.apply_updates(layers, change), state, value

    answer, random, start = jax.jit(forward), np.random.default_rng(2), time.time()
    for epoch in range(options.epochs):
        order, total = random.permutation(learned), 0.0
        for at in range(len(order) // BATCH):
            some = order[at * BATCH : (at + 1) * BATCH]
            layers, state, value = step(layers, state, data[some], wanted[some])
            total += float(value)
        if epoch % 4 == 3 or epoch + 1 == options.epochs:
            some = np.flatnonzero(tested)
            said = np.concatenate([np.array(answer(layers, data[part])) for part in np.array_split(some, max(1, len(some) // 128))])
            (narrow, wide), (true_narrow, true_wide) = widths(said), widths(wanted[some])
            pitch = pitches[some]
            off = np.abs(np.log((wide / pitch + 0.02) / (true_wide / pitch + 0.02)))
            strong = np.maximum(true_wide / pitch, 0)
            print(
                f"epoch {epoch}, {time.time() - start:.0f} s, loss {total / (len(order) // BATCH):.3f}; off by a factor: "
                f"median {np.exp(np.median(off)):.3f}, 90 % {np.exp(np.quantile(off, 0.9)):.3f}; "
                f"beyond 0.115 where below 0.09: {np.mean(wide[strong < 0.09] / pitch[strong < 0.09] > 0.115):.4f}, "
                f"below where beyond 0.15: {np.mean(wide[strong > 0.15] / pitch[strong > 0.15] < 0.115):.4f}", flush=True,
            )
            options.out.write_bytes(bfloat16_file(layers))


if __name__ == "__main__":
    main()
