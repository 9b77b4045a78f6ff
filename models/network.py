"""What the training scripts beside this share: convolutions, descent, and weights as safetensors files in bfloat16 or in 8 bits."""

import argparse
import json
import multiprocessing
import struct
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax


def convolved(x, layer, stride=1, dilation=1):
    weight, bias = layer
    pads = [(size // 2 * dilation,) * 2 for size in weight.shape[:2]]
    return bias + jax.lax.conv_general_dilated(
        x, weight, (stride, stride), pads, rhs_dilation=(dilation, dilation),
        dimension_numbers=("NHWC", "HWIO", "NHWC"),
    )


def fresh(key, shapes, last):
    """Random weights; those of the last layer are small."""
    layers = {}
    for name, (*kernel, inputs, outputs) in shapes.items():
        # One number is a square.
        rows, columns = kernel * 2 if len(kernel) == 1 else kernel
        key, sub = jax.random.split(key)
        spread = np.sqrt(2 / (rows * columns * inputs)) * (0.1 if name == last else 1.0)
        layers[name] = (jax.random.normal(sub, (rows, columns, inputs, outputs)) * spread, jnp.zeros(outputs))
    return layers


def bfloat16(values):
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def bfloat16_file(layers):
    """As safetensors: outputs, inputs, rows, columns."""
    return packed(
        (f"{name}.{part}", "BF16", values.shape, bfloat16(values))
        for name, (weight, bias) in sorted(layers.items())
        for part, values in (("weight", np.array(weight).transpose(3, 2, 0, 1)), ("bias", np.array(bias)))
    )


def quantized_file(layers):
    """The same with weights in 8 bits, those of one output in units of their own."""
    tensors = []
    for name, (weight, bias) in sorted(layers.items()):
        weight = np.array(weight).transpose(3, 2, 0, 1)
        scale = np.maximum(np.abs(weight).max((1, 2, 3)) / 127, 1e-9).astype(np.float32)
        steps = np.round(weight / scale[:, None, None, None]).astype(np.int8)
        tensors += [(f"{name}.weight", "I8", steps.shape, steps)]
        tensors += [(f"{name}.{part}", "F32", values.shape, values.astype(np.float32)) for part, values in (("bias", np.array(bias)), ("scale", scale))]
    # Numbers of 32 bits stand at multiples of four.
    return packed(sorted(tensors, key=lambda tensor: tensor[1]))


def packed(tensors):
    head, data = {}, b""
    for name, kind, shape, values in tensors:
        raw = values.tobytes()
        head[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(head, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    return struct.pack("<Q", len(head)) + head + data


def read(path, shapes):
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    head, data = json.loads(raw[8 : 8 + length]), raw[8 + length :]

    def tensor(name):
        start, end = head[name]["data_offsets"]
        bits = np.frombuffer(data[start:end], np.uint16).astype(np.uint32) << 16
        return bits.view(np.float32).reshape(head[name]["shape"])

    return {name: (jnp.array(tensor(f"{name}.weight").transpose(2, 3, 1, 0)), jnp.array(tensor(f"{name}.bias"))) for name in shapes}


def read_quantized(path, names):
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    head, data = json.loads(raw[8 : 8 + length]), raw[8 + length :]

    def tensor(name):
        start, end = head[name]["data_offsets"]
        kind = {"I8": np.int8, "F32": np.float32}[head[name]["dtype"]]
        return np.frombuffer(data[start:end], kind).astype(np.float32).reshape(head[name]["shape"])

    def layer(name):
        weight = tensor(f"{name}.weight") * tensor(f"{name}.scale")[:, None, None, None]
        return jnp.array(weight.transpose(2, 3, 1, 0)), jnp.array(tensor(f"{name}.bias"))

    return {name: layer(name) for name in names}


def made(kept, make, tasks):
    """Arrays of what `make` gives for all tasks, kept in a file where one is named."""
    if kept and kept.exists():
        with np.load(kept) as file:
            return [file[name] for name in file.files]
    with multiprocessing.Pool() as pool:
        parts = pool.map(make, tasks, chunksize=1)
    data = [np.concatenate(values) for values in zip(*parts)]
    if kept:
        np.savez(kept, *data)
    return data


def options(about, out, samples, epochs, rate):
    """What a training script is asked to do."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--out", type=Path, default=Path("models") / out)
    parser.add_argument("--samples", type=int, default=samples)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--made", type=Path, help="file that what is learned from is kept in, .npz")
    return parser.parse_args()


def fitted(options, shapes, last, loss, batches, steps, tell):
    """Learns weights, and writes them after every epoch; `batches` gives an epoch's samples, of so many steps, and `tell` says how
    well weights do."""
    layers = read_quantized(options.start, shapes) if options.start else fresh(jax.random.PRNGKey(1), shapes, last)
    descent = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(optax.cosine_onecycle_schedule(options.epochs * steps, options.rate, 0.15, final_div_factor=300), weight_decay=1e-4),
    )
    state = descent.init(layers)

    @jax.jit
    def step(layers, state, *sample):
        value, slopes = jax.value_and_grad(loss)(layers, *sample)
        change, state = descent.update(slopes, state, layers)
        return optax.apply_updates(layers, change), state, value

    random, start = np.random.default_rng(2), time.time()
    for epoch in range(options.epochs):
        total = 0.0
        for sample in batches(random):
            layers, state, value = step(layers, state, *sample)
            total += float(value)
        print(f"epoch {epoch}, {time.time() - start:.0f} s, loss {total / steps:.4f}; {tell(layers)}", flush=True)
        options.out.write_bytes(quantized_file(layers))
