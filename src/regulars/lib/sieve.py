"""A sieve says of a name that it is certainly not among very many, and of few others that it may be: a Bloom filter in a file.

Names are 16 bytes of a cryptographic hash, so their bits are as good as thrown dice. The first four say in which region of 8 KB a
name lies, the last six which three bits of it are set. A file is mapped, so all processes of a machine share one copy of it.
"""

from __future__ import annotations

import os
from mmap import ACCESS_READ, mmap
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

REGION: Final = 8192
NAMES_A_REGION: Final = 5461
"""Twelve bits a name: one name in ninety that is not in there may be."""

_HEAD_BYTES: Final = 4096
_HEAD: Final = Struct(">16s16sQL")
_MAGIC: Final = b"regulars sieve 1"
_PLACES: Final = Struct(">L6xHHH")
_SLICE: Final = 64 * REGION


class Sieve(NamedTuple):
    """A sieve to ask; `bits` begin behind the head of its file."""

    bits: mmap
    regions: int


class Stretch(NamedTuple):
    """Some regions, and the names that lie in them: from `first` to `last`, both of them in it."""

    begin: int
    end: int
    first: UUID
    last: UUID


def regions_for(names: int) -> int:
    """How many regions so many names take."""
    return names // NAMES_A_REGION + 1


def stretches(regions: int, *, at_once: int) -> Iterator[Stretch]:
    """All regions, some at once."""
    for begin in range(0, regions, at_once):
        end = min(begin + at_once, regions)
        yield Stretch(begin, end, UUID(int=_first(begin, regions)), UUID(int=_first(end, regions) - 1))


def _first(region: int, regions: int) -> int:
    return -(-(region << 32) // regions) << 96


def sifted(stretch: Stretch, regions: int, names: bytes) -> bytes:
    """The bits of a stretch with these names, one behind the other, in it."""
    bits = bytearray((stretch.end - stretch.begin) * REGION)
    for top, one, two, three in _PLACES.iter_unpack(names):
        at = ((top * regions >> 32) - stretch.begin) * REGION
        bits[at + (one >> 3)] |= 1 << (one & 7)
        bits[at + (two >> 3)] |= 1 << (two & 7)
        bits[at + (three >> 3)] |= 1 << (three & 7)
    return bytes(bits)


def write(path: Path, mark: UUID, regions: int, bits: Iterable[bytes]) -> None:
    """Write a sieve under a mark. It is there as a whole and on the disk, or not at all."""
    fresh = path.with_suffix(".new")
    summed = 0
    with fresh.open("wb") as file:
        file.write(bytes(_HEAD_BYTES))
        for part in bits:
            summed = crc32(part, summed)
            file.write(part)
        file.seek(0)
        file.write(_HEAD.pack(_MAGIC, mark.bytes, regions, summed))
        file.flush()
        os.fsync(file.fileno())
    # By another name, and never in place: whoever has the old one mapped keeps it whole.
    fresh.replace(path)


def read(path: Path, mark: UUID) -> Sieve | None:
    """Open the sieve of a mark; none where it is missing, cut short, damaged, or of another mark."""
    try:
        with path.open("rb") as file:
            bits = mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):
        # It is not there, or is empty.
        return None
    if len(bits) < _HEAD_BYTES:
        return None
    magic, of, regions, summed = _HEAD.unpack_from(bits)
    if (magic, of) != (_MAGIC, mark.bytes) or len(bits) != _HEAD_BYTES + regions * REGION:
        return None
    return Sieve(bits, regions) if _sum(bits) == summed else None


def _sum(bits: mmap) -> int:
    summed = 0
    for at in range(_HEAD_BYTES, len(bits), _SLICE):
        summed = crc32(bits[at : at + _SLICE], summed)
    return summed


def unsure(sieves: Sequence[Sieve], names: Iterable[str]) -> list[str]:
    """Those of the names, in hexadecimal, that may be in some sieve; the others are certainly in none."""
    places, of_hex = _PLACES.unpack, bytes.fromhex
    found = []
    for name in names:
        top, one, two, three = places(of_hex(name))
        for bits, regions in sieves:
            at = _HEAD_BYTES + (top * regions >> 32) * REGION
            if (
                bits[at + (one >> 3)] >> (one & 7) & 1
                and bits[at + (two >> 3)] >> (two & 7) & 1
                and bits[at + (three >> 3)] >> (three & 7) & 1
            ):
                found.append(name)
                break
    return found
