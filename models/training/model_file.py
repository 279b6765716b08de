"""Writes models as TorchScript that says itself how it wants to be run, the same bytes for the same weights."""
# SPDX-License-Identifier: MIT
import hashlib
import json
import re
import tempfile
from pathlib import Path

import torch


def save_model(module, path, running, about):
    """Scripts `module` and writes it with how it runs as audio_node.json, and what it is as about.json.

    What TorchScript notes for debugging is left out: it holds the paths of source files, so the same weights would give
    other bytes in another folder.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / path.name
        scripted = torch.jit.script(module.eval())
        extra = {"about.json": json.dumps(about, indent=1), "audio_node.json": json.dumps(running, indent=1)}
        torch.jit.save(scripted, str(whole), _extra_files=extra)
        reader = torch._C.PyTorchFileReader(str(whole))
        writer = torch._C.PyTorchFileWriter(str(path))
        for name in reader.get_all_records():
            if name.endswith(".debug_pkl") or name == "version":  # the writer adds its own version
                continue
            record = reader.get_record(name)
            writer.write_record(name, record, len(record))
        writer.write_end_of_file()
    print(f"{path.name}: {path.stat().st_size} bytes, SHA-256 {digest(path)}")


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def write_figures(card, figures):
    """Replaces what stands between the marks of a card by `figures`, lines of Markdown."""
    text = Path(card).read_text()
    begin, end = "<!-- figures: written by evaluate.py -->\n", "<!-- end of figures -->"
    Path(card).write_text(re.sub(f"{begin}.*{end}", lambda _: begin + "\n".join(figures) + "\n" + end, text, flags=re.S))
