"""Combine the CRC-32 of two parts to that of the whole, without reading either again.

A checksum is a polynomial over GF(2) modulo that of CRC-32. Appending a byte multiplies it by
x⁸, so the checksum of a whole is that of the first part times x to the number of bits of the
second, plus that of the second. Bits are in the order of RFC 1952, section 8: x⁰ is the highest.
"""

from __future__ import annotations

from functools import cache, lru_cache

POLYNOMIAL = 0xEDB88320
ONE = 1 << 31
BYTE = 1 << 23
"""x⁸, by which appending a byte multiplies."""


def combine_checksums(first: int, second: int, size: int) -> int:
    """Return the CRC-32 of two parts, given that of each and the bytes of the second."""
    return _multiply(first, _append(size)) ^ second


@lru_cache
def _append(size: int) -> int:
    """Return the factor of appending some bytes."""
    result = ONE
    for bit in range(size.bit_length()):
        if size >> bit & 1:
            result = _multiply(result, _append_power(bit))
    return result


@cache
def _append_power(bit: int) -> int:
    """Return the factor of appending 2 to this power bytes."""
    return _multiply(half := _append_power(bit - 1), half) if bit else BYTE


def _multiply(first: int, second: int) -> int:
    result = 0
    while first:
        if first & ONE:
            result ^= second
        first = (first << 1) & 0xFFFFFFFF
        second = (second >> 1) ^ (POLYNOMIAL if second & 1 else 0)
    return result
