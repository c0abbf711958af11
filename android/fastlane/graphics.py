#!/usr/bin/env python3
"""Draws what Google Play wants beside the texts, into metadata/android/en-US/images: the icon and the wide picture at the top
of the page, of the same mark as both apps' icons (ios/tools/icon.py). Python's own library is enough. `--check` draws
nothing and fails where a committed picture is another one."""

import importlib.util
import struct
import sys
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
IMAGES = HERE / "metadata/android/en-US/images"
# pixels, the point of the mark's grid in the middle, and how much of the grid is seen from top to bottom
PICTURES = {
    "icon.png": ((512, 512), (54, 53), 80),
    "featureGraphic.png": ((1024, 500), (54, 53), 78),
}


def mark():
    """The module that knows what is drawn."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("icon", HERE.parent.parent / "ios/tools/icon.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn(icon, size, middle, height):
    """Rows of a picture as PNG wants them, without opacity, which Play does not take."""
    (width, tall), (x, y), unit = size, middle, height / size[1]
    left, top = x - width * unit / 2, y - height / 2
    rows = bytearray()
    for row in range(tall):
        rows.append(0)
        for column in range(width):
            rows += bytes(icon.pixel(left + (column + 0.5) * unit, top + (row + 0.5) * unit, unit, icon.GROUND)[:3])
    return bytes(rows)


def head(size):
    return struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)


def packed(size, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head(size)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def shows(path, size, rows):
    """Whether the picture there is this one, however its bytes were packed."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    length = struct.unpack(">I", there[33:37])[0]
    return there[16:29] == head(size) and zlib.decompress(there[41:41 + length]) == rows


def main():
    icon, stale = mark(), []
    for name, (size, middle, height) in PICTURES.items():
        rows = drawn(icon, size, middle, height)
        if shows(IMAGES / name, size, rows):
            continue
        if "--check" in sys.argv[1:]:
            stale.append(name)
            continue
        IMAGES.mkdir(parents=True, exist_ok=True)
        (IMAGES / name).write_bytes(packed(size, rows))
    if stale:
        print(f"not as android/fastlane/graphics.py draws them: {', '.join(stale)}; run it and commit", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
