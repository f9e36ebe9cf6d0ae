"""Combine the CRC-32 of two parts to that of the whole, without reading either again.

A checksum is a polynomial over GF(2) modulo that of CRC-32. Appending a byte multiplies it by
x⁸, so the checksum of a whole is that of the first part times x to the number of bits of the
second, plus that of the second. Bits are in the order of RFC 1952, section 8: x⁰ is the highest.
"""

from __future__ import annotations

POLYNOMIAL = 0xEDB88320
ONE = 1 << 31
BYTE = 1 << 23
"""x⁸, by which appending a byte multiplies."""


def combine_checksums(first: int, second: int, size: int) -> int:
    """Return the CRC-32 of two parts, given that of each and the bytes of the second."""
    return _multiply(first, _raise(BYTE, size)) ^ second


def _raise(base: int, exponent: int) -> int:
    result = ONE
    while exponent:
        if exponent & 1:
            result = _multiply(result, base)
        base = _multiply(base, base)
        exponent >>= 1
    return result


def _multiply(first: int, second: int) -> int:
    result = 0
    while first:
        if first & ONE:
            result ^= second
        first = (first << 1) & 0xFFFFFFFF
        second = (second >> 1) ^ (POLYNOMIAL if second & 1 else 0)
    return result
