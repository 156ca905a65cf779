"""Pictures made by hand, with what cameras and programs write beside them."""

import struct
import zlib

SECRET = b"Taipei 25.0330N 121.5654E"


def png(*more):
    """One white pixel, with more chunks after the head."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    words = [chunk(name, body) for name, body in more]
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\xff"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(words) + pixels + chunk(b"IEND", b"")


def jpeg(*more):
    """Segments as a camera writes them, though nothing that a browser would draw."""
    segments = [
        (0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        *more,
        (0xDA, b"\x01\x01\x00\x00\x3f\x00"),
    ]
    written = b"".join(
        b"\xff" + bytes([name]) + struct.pack(">H", len(body) + 2) + body for name, body in segments
    )
    return b"\xff\xd8" + written + b"\x12\x34\xff\x00\x56\xff\xd9"


def webp(*more, flags=0):
    """The same of the third kind."""
    chunks = [(b"VP8X", bytes([flags]) + bytes(9)), *more, (b"VP8 ", b"\x01\x02\x03")]
    written = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2) for name, body in chunks
    )
    return b"RIFF" + struct.pack("<I", len(written) + 4) + b"WEBP" + written
