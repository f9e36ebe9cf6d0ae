"""Install a filter in the Linux kernel that refuses system calls (seccomp(2), mode 2)."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from dataclasses import dataclass

NO_NEW_PRIVILEGES = 38
SET_SECCOMP = 22
MODE_FILTER = 2

# Classic BPF (linux/bpf_common.h): load, jump if equal, at least or with a bit; return.
LOAD, EQUAL, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# Offsets in struct seccomp_data: the call's number, the architecture, its first argument.
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
ALLOW = 0x7FFF0000
ERROR = 0x00050000
REFUSE = ERROR | errno.EPERM
# The C library then falls back to clone, whose flags can be inspected.
UNKNOWN_CALL = ERROR | errno.ENOSYS
CLONE_THREAD = 0x00010000
X32_CALLS = 0x40000000


@dataclass(frozen=True, slots=True)
class SystemCalls:
    """The system calls of one processor architecture.

    Attributes:
        architecture: its number in linux/audit.h.
        refused: calls that open sockets, start processes or reach into other ones.
        clone: allowed for threads only.
        clone3: unknown, so that ``clone`` is used.
        x32: whether calls also exist under numbers with a bit more.
    """

    architecture: int
    refused: tuple[int, ...]
    clone: int
    clone3: int
    x32: bool


# socket, connect, accept, sendto, sendmsg, bind, listen, socketpair, fork, vfork, execve,
# accept4, execveat, ptrace, process_vm_readv, process_vm_writev, io_uring_*, pidfd_getfd;
# 64-bit ARM has no fork and vfork.
ARCHITECTURES = {
    "x86_64": SystemCalls(
        0xC000003E,
        (41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 288, 322, 101, 310, 311, 425, 426, 427, 438),
        clone=56,
        clone3=435,
        x32=True,
    ),
    "aarch64": SystemCalls(
        0xC00000B7,
        (198, 203, 202, 206, 211, 200, 201, 199, 221, 242, 281, 117, 270, 271, 425, 426, 427, 438),
        clone=220,
        clone3=435,
        x32=False,
    ),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def forbid_system_calls() -> bool:
    """Filter this thread and all that it starts, for good, and return whether that worked."""
    calls = ARCHITECTURES.get(os.uname().machine)
    if not sys.platform.startswith("linux") or calls is None or sys.maxsize < 2**32:
        return False
    code = build_filter(calls)
    library = ctypes.CDLL(None, use_errno=True)
    filtered = _Program(len(code) // 8, code)
    unprivileged: int = library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    set_up: int = library.prctl(SET_SECCOMP, MODE_FILTER, ctypes.byref(filtered), 0, 0)
    return unprivileged == 0 and set_up == 0


def build_filter(calls: SystemCalls) -> bytes:
    """Return the filter in machine code: eight bytes an instruction.

    A call of another architecture is refused whatever it is: on x86-64 the 32-bit calls have
    other numbers.
    """
    tests = [(EQUAL, number) for number in calls.refused]
    if calls.x32:
        tests.insert(0, (AT_LEAST, X32_CALLS))
    # Jumps count the instructions that they pass over; REFUSE is the last one of all.
    refuse = 3 + len(tests) + 6
    code = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(EQUAL, calls.architecture, 0, refuse - 2),
        _instruction(LOAD, NUMBER),
    ]
    for index, (test, number) in enumerate(tests, start=len(code)):
        code.append(_instruction(test, number, refuse - index - 1))
    code += [
        _instruction(EQUAL, calls.clone, 0, 2),
        _instruction(LOAD, FIRST_ARGUMENT),
        _instruction(HAS_BIT, CLONE_THREAD, 2, 3),
        _instruction(EQUAL, calls.clone3, 0, 1),
        _instruction(RETURN, UNKNOWN_CALL),
        _instruction(RETURN, ALLOW),
        _instruction(RETURN, REFUSE),
    ]
    return b"".join(code)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
