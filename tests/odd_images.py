"""Makes a folder of some three hundred odd image files, and says what must come of each."""

import io
import os
import struct
import zlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PIL import Image

from cvae_lib.image_files import reading

POSIX = os.name == "posix"
SIDES = ((1, 1), (7, 5), (16, 16), (33, 20), (64, 64), (50, 18), (120, 90))       # (height, width)
TRANSPARENT, TURNED = "transparent, laid on black", "turned as its EXIF data says"
SIXTEEN, PALETTE, BIT = "16 bits brought to 8", "palette", "1 bit a pixel"


def png(values, depth, colour_type, *chunks):
    """A PNG file by hand, of depths and kinds that Pillow does not write. values: (H, W) or (H, W, C)."""
    def chunk(name, content):
        length, crc = (struct.pack(">I", number) for number in (len(content), zlib.crc32(name + content)))
        return length + name + content + crc

    height, width = values.shape[:2]
    if depth == 16:
        lines = [row.astype(">u2").tobytes() for row in values]
    else:
        bits = np.unpackbits(values.astype(np.uint8)[..., None], axis=-1)[..., -depth:].reshape(height, -1)
        lines = [np.packbits(row).tobytes() for row in bits]
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(*given) for given in chunks)
            + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + line for line in lines))) + chunk(b"IEND", b""))


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def smooth(height, width, rng, channels=3):
    """An image that a JPEG keeps: slow waves."""
    y, x = np.mgrid[:height, :width]
    waves = [127 + 100 * np.sin(x / 30 + rng.uniform(0, 6)) * np.cos(y / 30) for _ in range(channels)]
    return np.stack(waves, -1).astype(np.uint8)


class Odd:
    """Files of every kind below one folder, each with what must come of it."""

    def __init__(self, root):
        self.root, self.rng, self.expected = root, np.random.default_rng(5), {}
        (root / "fine").mkdir()
        (root / "odd").mkdir()

    def draw(self, *shape, below=256):
        return self.rng.integers(0, below, shape).astype(np.uint8 if below <= 256 else np.uint16)

    def add(self, name, content, pixels=None, notes=(), reason="", within=0):
        (self.root / name).write_bytes(content)
        self.expect(name, pixels, notes, reason, within)

    def expect(self, name, pixels=None, notes=(), reason="", within=0):
        assert name not in self.expected, name
        self.expected[name] = SimpleNamespace(pixels=pixels, notes=tuple(notes), reason=reason, within=within)


def add_lossless(odd):
    """Every mode that a PNG or a WebP can have, in several sizes."""
    for number, (height, width) in enumerate(SIDES):
        grey, rgb, alpha = odd.draw(height, width), odd.draw(height, width, 3), odd.draw(height, width)
        alpha[0, 0] = 100                                   # never opaque throughout
        opaque = np.full_like(alpha, 255)
        deep = odd.draw(height, width, below=65536)
        bits = odd.draw(height, width, below=2)
        on_black = np.rint(rgb * (alpha[..., None] / 255))
        rgba = np.dstack([rgb, alpha])
        for kind, content, pixels, notes, within in (
                ("1", encoded(Image.fromarray(bits * 255).convert("1"), "PNG"), bits * 255, [BIT], 0),
                ("L", encoded(Image.fromarray(grey), "PNG"), grey, [], 0),
                ("L interlaced", encoded(Image.fromarray(grey), "PNG", interlace=1), grey, [], 0),
                ("LA", encoded(Image.fromarray(np.dstack([grey, alpha])), "PNG"), grey * (alpha / 255),
                 [TRANSPARENT], 1),
                ("LA opaque", encoded(Image.fromarray(np.dstack([grey, opaque])), "PNG"), grey, [], 0),
                ("RGB", encoded(Image.fromarray(rgb), "PNG"), rgb, [], 0),
                ("RGBA", encoded(Image.fromarray(rgba), "PNG"), on_black, [TRANSPARENT], 1),
                ("RGBA opaque", encoded(Image.fromarray(np.dstack([rgb, opaque])), "PNG"), rgb, [], 0),
                ("16", encoded(Image.fromarray(deep), "PNG"), np.rint(deep / 257), [SIXTEEN], 0),
                ("2 bits", png(grey // 64, 2, 0), (grey // 64) * 85, [], 0),
                ("4 bits", png(grey // 16, 4, 0), (grey // 16) * 17, [], 0)):
            odd.add(f"fine/{kind} {number}.png", content, pixels, notes, within=within)
        webp = {"lossless": True, "exact": True}
        odd.add(f"fine/webp {number}.webp", encoded(Image.fromarray(rgb), "WEBP", **webp), rgb)
        odd.add(f"fine/webp alpha {number}.webp", encoded(Image.fromarray(rgba), "WEBP", **webp), on_black,
                [TRANSPARENT], within=1)
        colours = odd.draw(16, 3)
        places = odd.draw(height, width, below=16)
        places[0, 0] = 3
        image = Image.frombytes("P", (width, height), places.tobytes())
        image.putpalette(colours.tobytes())
        odd.add(f"fine/palette {number}.png", encoded(image, "PNG"), colours[places], [PALETTE])
        seen = colours[places] * (places != 3)[..., None]
        odd.add(f"fine/palette see-through {number}.png", encoded(image, "PNG", transparency=3), seen,
                [PALETTE, TRANSPARENT])
        image.putpalette(np.repeat(colours[:, :1], 3, axis=1).tobytes())
        odd.add(f"fine/palette of greys {number}.png", encoded(image, "PNG"), colours[places, 0], [PALETTE])


def add_odd_pngs(odd):
    """Sixteen bits in colour or with alpha, and one colour that stands for transparent."""
    for number in range(3):
        deep = odd.draw(20, 24, 4, below=65536)
        opaque = deep.copy()
        opaque[..., 3] = 65535
        odd.add(f"odd/rgb 16 {number}.png", png(deep[..., :3], 16, 2), deep[..., :3] / 257, [SIXTEEN],
                within=1)
        odd.add(f"odd/rgba 16 {number}.png", png(opaque, 16, 6), opaque[..., :3] / 257, [SIXTEEN], within=1)
        odd.add(f"odd/la 16 {number}.png", png(opaque[..., 2:], 16, 4), opaque[..., 2] / 257, [SIXTEEN],
                within=1)
        grey, rgb = odd.draw(20, 24), odd.draw(20, 24, 3)
        key = struct.pack(">H", grey[3, 4])
        odd.add(f"odd/l key {number}.png", png(grey, 8, 0, (b"tRNS", key)), grey * (grey != grey[3, 4]),
                [TRANSPARENT])
        key = struct.pack(">HHH", *rgb[3, 4])
        odd.add(f"odd/rgb key {number}.png", png(rgb, 8, 2, (b"tRNS", key)),
                rgb * (rgb != rgb[3, 4]).any(axis=-1, keepdims=True), [TRANSPARENT])
        key = struct.pack(">H", deep[3, 4, 0])
        odd.add(f"odd/16 key {number}.png", png(deep[..., 0], 16, 0, (b"tRNS", key)),
                np.rint(deep[..., 0] / 257) * (deep[..., 0] != deep[3, 4, 0]), [SIXTEEN, TRANSPARENT])
        key = struct.pack(">HHH", *deep[3, 4, :3])
        odd.add(f"odd/rgb 16 key {number}.png", png(deep[..., :3], 16, 2, (b"tRNS", key)),
                reason="has 16 bits and a colour that stands for transparent")
        bits = odd.draw(20, 24, below=2)
        odd.add(f"odd/1 key {number}.png", png(bits, 1, 0, (b"tRNS", struct.pack(">H", 1))), bits * 0,
                [BIT, TRANSPARENT])


def add_jpegs(odd):
    best = {"quality": 100, "subsampling": 0}
    for number, (height, width) in enumerate(SIDES):
        rgb = smooth(height, width, odd.rng)
        odd.add(f"fine/jpeg {number}.jpg", encoded(Image.fromarray(rgb), "JPEG", **best), rgb, within=4)
        odd.add(f"fine/grey {number}.jpeg", encoded(Image.fromarray(rgb[..., 0]), "JPEG", **best),
                rgb[..., 0], within=4)
        odd.add(f"fine/progressive {number}.jfif",
                encoded(Image.fromarray(rgb), "JPEG", progressive=True, **best), rgb, within=4)
        ink = np.dstack([255 - rgb, np.zeros_like(rgb[..., 0])])
        ink = Image.frombytes("CMYK", (width, height), ink.tobytes())
        odd.add(f"fine/cmyk {number}.jpg", encoded(ink, "JPEG", **best), rgb, ["CMYK"], within=6)
        odd.add(f"odd/several {number}.jpg",
                encoded(Image.fromarray(rgb), "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))],
                        **best), rgb, ["JPEG of several pictures, of which the first is taken"], within=4)


def add_turned(odd):
    """All eight orientations of EXIF, in three formats."""
    undo = {1: lambda a: a, 2: lambda a: a[:, ::-1], 3: lambda a: a[::-1, ::-1], 4: lambda a: a[::-1],
            5: lambda a: a.swapaxes(0, 1), 6: lambda a: np.rot90(a, -1),
            7: lambda a: np.rot90(a, 2).swapaxes(0, 1), 8: lambda a: np.rot90(a)}
    for orientation, turn in undo.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        stored, notes = odd.draw(20, 32, 3), [TURNED] if orientation > 1 else []
        odd.add(f"odd/exif {orientation}.png", encoded(Image.fromarray(stored), "PNG", exif=exif),
                turn(stored), notes)
        odd.add(f"odd/exif {orientation}.webp",
                encoded(Image.fromarray(stored), "WEBP", exif=exif, lossless=True), turn(stored), notes)
        waves = smooth(20, 32, odd.rng)
        odd.add(f"odd/exif {orientation}.jpg",
                encoded(Image.fromarray(waves), "JPEG", exif=exif, quality=100, subsampling=0), turn(waves),
                notes, within=4)
    deep = odd.draw(20, 32, below=65536)
    exif[0x0112] = 6
    odd.add("odd/exif deep.png", encoded(Image.fromarray(deep), "PNG", exif=exif),
            np.rot90(np.rint(deep / 257), -1), [SIXTEEN, TURNED])
    odd.add("odd/exif rotten.png", encoded(Image.fromarray(stored), "PNG", exif=b"Exif\0\0rotten data"),
            stored, ["EXIF data damaged, taken as it lies"])


def add_names(odd):
    for name in ("UPPER.PNG", "sp ace.Png", "größe.png", "猫 🐈.png", "quo'te\".png", "100 %.png",
                 "-dash.png", "no.more.dots.png", "a" * 200 + ".png"):
        pixels = odd.draw(18, 18)
        odd.add(f"odd/{name}", encoded(Image.fromarray(pixels), "PNG"), pixels)
    for name, kind in (("UPPER.JPG", "JPEG"), ("Mixed.JpEg", "JPEG"), ("UPPER.WEBP", "WEBP")):
        pixels = np.full((18, 18, 3), 77, np.uint8)
        odd.add(f"odd/{name}", encoded(Image.fromarray(pixels), kind), pixels, within=2)
    pixels = odd.draw(18, 18)
    content = encoded(Image.fromarray(pixels), "PNG")
    odd.add("odd/a png.jpg", content, pixels, ["PNG with another ending"])
    odd.add("odd/a png.gif", content, pixels, ["PNG with another ending"])
    if POSIX:
        (odd.root / "odd" / "new\nline.png").write_bytes(content)
        odd.expect("odd/new\\nline.png", pixels)
        try:
            (Path(os.fsdecode(os.fsencode(odd.root) + b"/odd/latin\xe9.png"))).write_bytes(content)
            odd.expect("odd/latin\\udce9.png", pixels)
        except OSError:                 # a file system that takes UTF-8 alone
            pass


def add_broken(odd):
    damaged = "is truncated or damaged"
    noise = Image.fromarray(odd.draw(40, 40, 3))
    whole = {kind: encoded(noise, kind) for kind in ("PNG", "JPEG", "WEBP")}
    for kind, content in whole.items():
        ending = kind.lower().replace("jpeg", "jpg")
        for cut in (8, 20, 100, 300, len(content) // 2, len(content) - 20):
            if cut > 12 or kind != "PNG":                   # without its last chunk a PNG is whole
                odd.add(f"odd/cut {cut}.{ending}", content[:-cut], reason=damaged)
        odd.add(f"odd/beginning.{ending}", content[:9], reason=damaged)
        odd.add(f"odd/empty.{ending}", b"", reason="is empty, 0 bytes")
        odd.add(f"odd/text.{ending}", "Grüße, kein Bild\n".encode() * 9, reason="is text, not an image")
        odd.add(f"odd/noise.{ending}", b"\0" + odd.rng.bytes(500), reason="is no PNG, JPEG or WebP")
    for number in range(20):
        content = bytearray(whole["PNG"])
        content[odd.rng.integers(8, len(content) - 16)] ^= 0x55
        odd.add(f"odd/flipped {number}.png", bytes(content), reason=damaged)
    grey = Image.fromarray(odd.draw(16, 16))
    for kind, ending, what in (("GIF", "png", "is a GIF"), ("GIF", "GIF", "is a GIF"),
                               ("BMP", "bmp", "is a BMP"), ("BMP", "jpg", "is a BMP"),
                               ("TIFF", "tif", "is a TIFF"), ("PDF", "webp", "is a PDF"),
                               ("ICO", "ico", "is no PNG, JPEG or WebP")):
        odd.add(f"odd/really {kind}.{ending}", encoded(grey, kind), reason=what)
    odd.add("odd/phone.heic", b"\0\0\0\x18ftypheic" + bytes(100), reason="is a HEIC or an AVIF")
    odd.add("odd/drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", reason="is text")
    frames = [Image.fromarray(odd.draw(16, 16, 3)) for _ in range(3)]
    for kind, ending in (("PNG", "png"), ("WEBP", "webp")):
        odd.add(f"odd/film.{ending}", encoded(frames[0], kind, save_all=True, append_images=frames[1:],
                                              duration=100), reason="is animated, 3 frames")
    odd.add("odd/film.gif", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100),
            reason="is a GIF")
    for number, side in enumerate((9_500, 20_000)):         # Pillow warns of the first and refuses the second
        huge = bytearray(encoded(Image.new("L", (1, 1)), "PNG"))
        huge[16:24] = struct.pack(">II", side, side)
        huge[29:33] = struct.pack(">I", zlib.crc32(bytes(huge[12:29])))
        odd.add(f"odd/bomb {number}.png", bytes(huge), reason="has more than 89,478,485 pixels")
    (odd.root / "odd" / "below.png").mkdir()
    odd.expect("odd/below.png", reason="is a folder inside a label's folder")
    with (odd.root / "odd" / "heavy.png").open("wb") as file:
        file.truncate(reading.MAX_FILE + 1)                 # takes no room on the disk
    odd.expect("odd/heavy.png", reason="takes 200 MB")


def add_links(odd, elsewhere):
    content = encoded(Image.new("L", (16, 16), 9), "PNG")
    (elsewhere / "secret.png").write_bytes(content)
    (elsewhere / "label").mkdir()
    (elsewhere / "label" / "secret.png").write_bytes(content)
    (odd.root / "odd" / "link out.png").symlink_to(elsewhere / "secret.png")
    (odd.root / "odd" / "link to nothing.png").symlink_to(elsewhere / "gone.png")
    (odd.root / "odd" / "link to itself.png").symlink_to("link to itself.png")
    (odd.root / "odd" / "link inside.png").symlink_to(odd.root / "fine" / "L 3.png")
    (odd.root / "label out").symlink_to(elsewhere / "label")
    os.mkfifo(odd.root / "odd" / "pipe.png")
    for name in ("link out.png", "link to nothing.png", "link to itself.png"):
        odd.expect(f"odd/{name}", reason="is a link that leaves" if "out" in name else "is a link to nothing")
    odd.expect("odd/link inside.png", odd.expected["fine/L 3.png"].pixels)
    odd.expect("label out", reason="is a link that leaves the folder")
    odd.expect("odd/pipe.png", reason="is no file but a pipe")


def add_others(odd):
    for name in ("notes.txt", ".DS_Store", "Thumbs.db", "._L 1.png", "README", "list.json", "no ending"):
        odd.add(f"odd/{name}", b"not an image")


def folder(root):
    """All of it below ``root``; an ``Odd``."""
    (root / "pictures").mkdir()
    (root / "elsewhere").mkdir()
    odd = Odd(root / "pictures")
    for add in (add_lossless, add_odd_pngs, add_jpegs, add_turned, add_names, add_broken, add_others):
        add(odd)
    if POSIX:
        add_links(odd, root / "elsewhere")
    return odd
