"""Decodes pictures with Pillow: prints its version, then for every line read the seconds it took.

The argument names a list of files; a line is "decode", or "fit SIZE" for the largest centred square
over white, resized by bicubic interpolation, as Image.fitted has it.
"""

import io
import sys
import time

try:
    import PIL
    from PIL import Image
except ImportError as missing:
    print(f"absent {sys.executable} has no Pillow ({missing})", flush=True)
    sys.exit(0)


def decode(file):
    image = Image.open(io.BytesIO(file))
    image.load()
    if image.mode in ("LA", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    return image.convert("RGB")


def fit(file, size):
    image = decode(file)
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side)).resize((size, size), Image.BICUBIC)


files = []
with open(sys.argv[1], encoding="utf-8") as names:
    for name in names:
        with open(name.rstrip("\n"), "rb") as file:
            files.append(file.read())
print(f"Pillow {PIL.__version__}", flush=True)
for line in sys.stdin:
    task, *size = line.split()
    start = time.perf_counter()
    for file in files:
        if task == "fit":
            fit(file, int(size[0]))
        else:
            decode(file)
    print(time.perf_counter() - start, flush=True)
