"""Writes weights for the networks that are part of the program (framework/assist/weight_file.h)."""
# SPDX-License-Identifier: MIT
import json
import struct

import numpy


def write(path, arrays, about):
    """arrays: {name: array}, written as safetensors of 32 bits; about: {name: text} that the file says of itself."""
    header, numbers = {"__metadata__": {key: str(value) for key, value in about.items()}}, b""
    for name, array in arrays.items():
        array = numpy.ascontiguousarray(array, dtype="<f4")
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(numbers), len(numbers) + array.nbytes]}
        numbers += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + numbers)
