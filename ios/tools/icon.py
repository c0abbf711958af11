#!/usr/bin/env python3
"""Draws the app's icon and the mark of its launch screen into App/Resources/Assets.xcassets: `python3 ios/tools/icon.py`.

A ball over a paddle that is being swiped, on the grid of 108 units of the Android app's icon, so that both apps look the
same. Python's own library is enough. `--check` draws nothing and fails where a committed picture is another one."""

import json
import math
import struct
import sys
import zlib
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "App/Resources/Assets.xcassets"
GROUND, TEXT, QUIET, ORANGE, SKY = 0x0B1020, 0xF4F6FF, 0x9AA6C4, 0xE69F00, 0x56B4E9


def line(ax, ay, bx, by, width):
    """The distance to a stroke with round ends."""
    length = (bx - ax) ** 2 + (by - ay) ** 2

    def distance(x, y):
        along = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
        return math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) - width / 2

    return distance


def ball(x, y, radius):
    return line(x, y, x, y, 2 * radius)


def joined(*shapes):
    return lambda x, y: min(shape(x, y) for shape in shapes)


# what is drawn, from behind to the front: shape, colour, opacity
MARK = [
    (ball(78, 31, 3.5), SKY, 0.25),
    (ball(69, 38, 5), SKY, 0.55),
    (ball(54, 48, 8.5), TEXT, 1.0),
    (line(36, 70.5, 72, 70.5, 11), ORANGE, 1.0),
    (joined(line(27.5, 66, 23, 70.5, 3), line(23, 70.5, 27.5, 75, 3)), QUIET, 1.0),
    (joined(line(80.5, 66, 85, 70.5, 3), line(85, 70.5, 80.5, 75, 3)), QUIET, 1.0),
]


def channels(colour):
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def pixel(x, y, unit, ground):
    """Red, green, blue and opacity at a point of the grid; edges are as soft as one pixel, `unit` wide."""
    red, green, blue = channels(ground) if ground is not None else (0, 0, 0)
    alpha = 1.0 if ground is not None else 0.0
    for shape, colour, opacity in MARK:
        cover = opacity * max(0.0, min(1.0, 0.5 - shape(x, y) / unit))
        if cover:
            over = cover + alpha * (1 - cover)
            mix = cover / over
            red, green, blue = (c * mix + old * (1 - mix) for c, old in zip(channels(colour), (red, green, blue)))
            alpha = over
    return round(red), round(green), round(blue), round(255 * alpha)


def drawn(size, left, top, width, ground):
    """A picture of `size` pixels of the square of the grid that begins at left, top. Opaque where there is a ground."""
    unit = width / size
    rows = bytearray()
    for row in range(size):
        rows.append(0)
        for column in range(size):
            point = pixel(left + (column + 0.5) * unit, top + (row + 0.5) * unit, unit, ground)
            rows += bytes(point if ground is None else point[:3])

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6 if ground is None else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")


def pixels(png):
    """What a picture that was drawn here shows, however its bytes were packed."""
    length = struct.unpack(">I", png[33:37])[0]
    return png[:33], zlib.decompress(png[41:41 + length])


def contents(**fields):
    return (json.dumps({**fields, "info": {"author": "couchpad", "version": 1}}, indent=2) + "\n").encode()


def colour(value):
    parts = dict(zip(("red", "green", "blue"), (f"0x{part:02X}" for part in channels(value))), alpha="1.000")
    return contents(colors=[{"idiom": "universal", "color": {"color-space": "srgb", "components": parts}}])


def files():
    """Everything in the catalogue, by its path."""
    yield "Contents.json", contents()
    yield "Ground.colorset/Contents.json", colour(GROUND)
    icon = {"filename": "icon.png", "idiom": "universal", "platform": "ios", "size": "1024x1024"}
    yield "AppIcon.appiconset/Contents.json", contents(images=[icon])
    # a little more than the arrows on both sides: the system rounds the corners off
    yield "AppIcon.appiconset/icon.png", drawn(1024, 14, 13, 80, GROUND)
    mark = {"filename": "mark.png", "idiom": "universal", "scale": "3x"}
    yield "LaunchMark.imageset/Contents.json", contents(images=[mark])
    yield "LaunchMark.imageset/mark.png", drawn(576, 14, 13, 80, None)


def is_same(path, content):
    if not path.is_file():
        return False
    there = path.read_bytes()
    return pixels(there) == pixels(content) if path.suffix == ".png" else there == content


def main():
    stale = []
    for name, content in files():
        path = ASSETS / name
        if is_same(path, content):
            continue
        if "--check" in sys.argv[1:]:
            stale.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if stale:
        print(f"not as ios/tools/icon.py draws them: {', '.join(stale)}; run it and commit", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
