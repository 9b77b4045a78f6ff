"""Teaches the network that sees where a page lies and which way is up (`page.safetensors`, used by
`src/image/page/segmentation.rs`). How to run it, and how well it does: `page.md`.

It learns from pictures that `examples/make_specimens` draws; no photo and no real document is needed."""

import argparse
import json
import time
from pathlib import Path

import cv2
import jax
import jax.numpy as jnp
import numpy as np
import optax

from network import bfloat16_file, convolved, fresh, read

SIDE = 160  # pixels of a picture's long side
CELL = 4  # of which one answer is given for every CELL x CELL
GRID = SIDE // CELL
BATCH = 64
TESTED = 600  # pictures at the end of the last folder that are not learned from

# Convolutions by name: kernel, inputs, outputs. `forward` tells how they follow each other.
LAYERS = {
    "a": (3, 3, 12), "b": (3, 12, 20), "c": (3, 20, 20), "d": (3, 20, 32), "e": (3, 32, 32), "f": (3, 32, 40),
    "g": (3, 40, 40), "h": (3, 40, 40), "i": (1, 80, 40), "j": (1, 40, 32), "k": (3, 32, 32), "l": (1, 32, 20),
    "m": (3, 20, 20), "n": (1, 20, 3),
}


def load(folder):
    """Pictures as Y, Cb, Cr in the upper left of a square, their sizes, how much of each cell is page, and the
    direction of the page's upper side. Sizes are cut to whole cells."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").open()]
    pixels = np.zeros((len(rows), SIDE, SIDE, 3), np.uint8)
    sizes = np.zeros((len(rows), 2), np.int32)
    masks = np.zeros((len(rows), GRID, GRID), np.uint8)
    ups = np.zeros((len(rows), 2), np.float32)
    for at, row in enumerate(rows):
        picture = cv2.imread(str(folder / row["file"]))
        scale = SIDE / max(picture.shape[:2])
        height, width = (max(8, int(side * scale + 0.5)) for side in picture.shape[:2])
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        if row["quad"]:
            quad = np.array(row["quad"]) * [width, height]
            page = np.zeros((SIDE, SIDE), np.uint8)
            cv2.fillConvexPoly(page, np.round((quad - 0.5) * 16).astype(np.int32), 255, shift=4)
            masks[at] = cv2.resize(page, (GRID, GRID), interpolation=cv2.INTER_AREA)
            up = (quad[0] + quad[1] - quad[2] - quad[3]) / 2
            ups[at] = up / (np.hypot(*up) + 1e-6)
        height, width = height // CELL * CELL, width // CELL * CELL
        pixels[at, :height, :width] = cv2.cvtColor(small, cv2.COLOR_BGR2YCrCb)[:height, :width, [0, 2, 1]]
        masks[at, height // CELL :] = 0
        masks[at, :, width // CELL :] = 0
        sizes[at] = height, width
    return [pixels, sizes, masks, ups]


def turned(pixels, sizes, masks, ups, quarters):
    """All pictures turned by so many quarters, in the upper left again."""
    if quarters == 0:
        return pixels, sizes, masks, ups
    pixels, masks = (np.rot90(values, quarters, (1, 2)).copy() for values in (pixels, masks))
    sizes = sizes[:, ::-1].copy() if quarters % 2 else sizes.copy()
    for _ in range(quarters):
        ups = np.stack([ups[:, 1], -ups[:, 0]], 1)
    for at, (height, width) in enumerate(sizes):
        down = SIDE - height if quarters in (1, 2) else 0
        right = SIDE - width if quarters in (2, 3) else 0
        if down or right:
            pixels[at] = np.roll(pixels[at], (-down, -right), (0, 1))
            masks[at] = np.roll(masks[at], (-down // CELL, -right // CELL), (0, 1))
    return pixels, sizes, masks, ups


def normal(pixels):
    return (pixels.astype(jnp.float32) - 128) / jnp.array([64.0, 32.0, 32.0])


def colored(key, pixels):
    """Other light, other colours, some grain; a part of the pictures in grey."""
    count = pixels.shape[0]
    keys = jax.random.split(key, 10)
    x = normal(pixels)

    def scatter(at):
        return jax.random.normal(keys[at], (count, 1, 1))

    def some(at, part):
        return jax.random.uniform(keys[at], (count, 1, 1)) < part

    luma = jnp.clip(x[..., 0] * jnp.exp(scatter(0) * 0.25) + scatter(1) * 0.25, -2, 2)
    strength = jnp.exp(scatter(3) * 0.3) * some(2, 0.85)
    hue = scatter(4) * 0.6 * some(5, 0.3)
    blue, red = x[..., 1] * strength, x[..., 2] * strength
    blue, red = (
        jnp.cos(hue) * blue - jnp.sin(hue) * red + scatter(6) * 0.15,
        jnp.sin(hue) * blue + jnp.cos(hue) * red + scatter(7) * 0.15,
    )
    grain = jax.random.uniform(keys[8], (count, 1, 1, 1)) * 0.15 * some(8, 0.3)[..., None]
    return jnp.stack([luma, blue, red], -1) + jax.random.normal(keys[9], x.shape) * grain


def forward(layers, x, sizes):
    """Logit of being page, and the direction of the upper side, for every cell; and which cells lie in the picture.

    What is outside a picture stays 0, as it does where the picture is all there is."""

    def inside(level):
        ends = -(-sizes // (1 << level))
        places = jnp.arange(SIDE >> level)
        rows, columns = places[None, :, None] < ends[:, :1, None], places[None, None, :] < ends[:, 1:, None]
        return (rows & columns)[..., None]

    valid = [inside(level) for level in range(5)]

    def halved(x, name, level):
        return jax.nn.relu(convolved(x, layers[name], 2)) * valid[level]

    def refined(x, name, level, dilation=1):
        return jax.nn.relu(convolved(x, layers[name], dilation=dilation) + x) * valid[level]

    def doubled(x):
        return jnp.repeat(jnp.repeat(x, 2, 1), 2, 2)

    half = halved(jnp.where(valid[0], x, 0), "a", 1)
    quarter = refined(halved(half, "b", 2), "c", 2)
    eighth = refined(halved(quarter, "d", 3), "e", 3)
    sixteenth = refined(refined(halved(eighth, "f", 4), "g", 4), "h", 4, 2)
    mean = (sixteenth * valid[4]).sum((1, 2), keepdims=True) / valid[4].sum((1, 2), keepdims=True)
    both = jnp.concatenate([sixteenth, jnp.broadcast_to(mean, sixteenth.shape)], -1)
    sixteenth = jax.nn.relu(convolved(both, layers["i"]) + sixteenth) * valid[4]
    eighth = jax.nn.relu(doubled(convolved(sixteenth, layers["j"])) + eighth) * valid[3]
    eighth = refined(eighth, "k", 3)
    quarter = jax.nn.relu(doubled(convolved(eighth, layers["l"])) + quarter) * valid[2]
    return convolved(refined(quarter, "m", 2), layers["n"]), valid[2][..., 0]


def loss(layers, x, sizes, masks, ups):
    out, valid = forward(layers, x, sizes)
    mask = (optax.sigmoid_binary_cross_entropy(out[..., 0], masks) * valid).sum() / valid.sum()
    page = (masks > 0.5) * valid
    error = ((out[..., 1:] - ups[:, None, None, :]) ** 2).sum(-1) * page
    # Every picture counts alike, however large its page is.
    cells = page.sum((1, 2))
    up = (error.sum((1, 2)) / jnp.maximum(cells, 1)).sum() / jnp.maximum((cells > 0).sum(), 1)
    return 4 * mask + 0.5 * up, (mask, up)


def tested(answer, layers, data):
    """Mean overlap; parts with less than 0.8 and 0.1 of it, turned by more than 45 degrees, and seen where none is."""
    overlaps, angles, ghosts = [], [], []
    pixels, sizes, masks, ups = data
    for start in range(0, len(pixels), BATCH):
        part = slice(start, start + BATCH)
        out, valid = (np.array(values) for values in answer(layers, normal(pixels[part]), sizes[part]))
        share = valid / (1 + np.exp(-out[..., 0]))
        for seen, cells, up, directions in zip(share, masks[part] / 255, ups[part], out[..., 1:]):
            if cells.sum() < 0.5:
                ghosts.append((seen > 0.5).sum() > 8)
                continue
            both, any_of = (seen > 0.5) & (cells > 0.5), (seen > 0.5) | (cells > 0.5)
            overlaps.append(both.sum() / max(1, any_of.sum()))
            mean = (directions * seen[..., None]).sum((0, 1))
            angles.append(np.degrees(np.arccos(np.clip(mean @ up / (np.hypot(*mean) + 1e-6), -1, 1))))
    overlaps, angles = np.array(overlaps), np.array(angles)
    return {
        "overlap": overlaps.mean(), "below_0.8": (overlaps < 0.8).mean(), "below_0.1": (overlaps < 0.1).mean(),
        "turned": (angles > 45).mean(), "ghosts": np.mean(ghosts) if ghosts else 0.0,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="pictures with a truth.jsonl")
    parser.add_argument("--out", type=Path, default=Path("models/page.safetensors"))
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--test", type=Path, help="a further folder that is only tested on")
    options = parser.parse_args()
    data = [np.concatenate(parts) for parts in zip(*(load(folder) for folder in options.folders))]
    count = len(data[0]) - TESTED
    tests = {"own": [values[count:] for values in data]}
    if options.test:
        tests["other"] = load(options.test)
    layers = read(options.start, LAYERS) if options.start else fresh(jax.random.PRNGKey(1), LAYERS, "n")
    steps = options.epochs * (count // BATCH)
    rate = optax.cosine_onecycle_schedule(steps, 4e-3, 0.08, final_div_factor=400)
    descent = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=1e-4))
    state = descent.init(layers)

    @jax.jit
    def step(layers, state, key, pixels, sizes, masks, ups):
        x = colored(key, pixels)
        (_, parts), slopes = jax.value_and_grad(loss, has_aux=True)(layers, x, sizes, masks.astype(jnp.float32) / 255, ups)
        change, state = descent.update(slopes, state, layers)
        return optax.apply_updates(layers, change), state, parts

    answer, key, random, start = jax.jit(forward), jax.random.PRNGKey(3), np.random.default_rng(2), time.time()
    for epoch in range(options.epochs):
        order = random.permutation(count)
        for at in range(count // BATCH):
            some = order[at * BATCH : (at + 1) * BATCH]
            key, sub = jax.random.split(key)
            batch = turned(*(values[some] for values in data), int(random.integers(4)))
            layers, state, parts = step(layers, state, sub, *batch)
        print(f"epoch {epoch}, {time.time() - start:.0f} s, last batch: mask {parts[0]:.3f}, up {parts[1]:.3f}")
        for name, test in tests.items():
            print(f"  {name}:", {key: round(float(value), 3) for key, value in tested(answer, layers, test).items()}, flush=True)
        options.out.write_bytes(bfloat16_file(layers))


if __name__ == "__main__":
    main()
