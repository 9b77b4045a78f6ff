"""What the training scripts beside this share: convolutions, and weights as safetensors files in bfloat16."""

import json
import struct

import jax
import jax.numpy as jnp
import numpy as np


def convolved(x, layer, stride=1, dilation=1):
    weight, bias = layer
    pad = weight.shape[0] // 2 * dilation
    return bias + jax.lax.conv_general_dilated(
        x, weight, (stride, stride), ((pad, pad), (pad, pad)), rhs_dilation=(dilation, dilation),
        dimension_numbers=("NHWC", "HWIO", "NHWC"),
    )


def fresh(key, shapes, last):
    """Random weights; those of the last layer are small."""
    layers = {}
    for name, (kernel, inputs, outputs) in shapes.items():
        key, sub = jax.random.split(key)
        spread = np.sqrt(2 / (kernel * kernel * inputs)) * (0.1 if name == last else 1.0)
        layers[name] = (jax.random.normal(sub, (kernel, kernel, inputs, outputs)) * spread, jnp.zeros(outputs))
    return layers


def bfloat16(values):
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def bfloat16_file(layers):
    """As safetensors: outputs, inputs, rows, columns."""
    head, data = {}, b""
    for name, (weight, bias) in sorted(layers.items()):
        for part, values in (("weight", np.array(weight).transpose(3, 2, 0, 1)), ("bias", np.array(bias))):
            raw = bfloat16(values).tobytes()
            place = [len(data), len(data) + len(raw)]
            head[f"{name}.{part}"] = {"dtype": "BF16", "shape": list(values.shape), "data_offsets": place}
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
