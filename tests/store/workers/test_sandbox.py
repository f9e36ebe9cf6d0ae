"""Things that a process in the sandbox cannot do any more; each test is a process of its own."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys

import pytest

from terril.store.workers.seccomp import ARCHITECTURES, build_filter

BEGINNING = """
import ctypes, mmap, os, resource, socket, subprocess, sys, threading
from terril.store.workers.sandbox import *
from terril.store.workers.seccomp import forbid_system_calls
"""

filtered = pytest.mark.skipif(
    platform.machine() not in ARCHITECTURES or not sys.platform.startswith("linux"),
    reason="seccomp: system calls are filtered on Linux on x86-64 and 64-bit ARM only.",
)


def run(*lines: str) -> subprocess.CompletedProcess[str]:
    script = BEGINNING + "\n".join(lines)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=600, check=False
    )


def refused(statement: str) -> list[str]:
    return [
        "try:",
        f"    {statement}",
        "except PermissionError:",
        "    print('refused')",
        "else:",
        "    print('allowed')",
    ]


@filtered
@pytest.mark.parametrize(
    "statement",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['/bin/true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
    ],
)
def test_no_socket_and_no_process_can_be_made(statement: str) -> None:
    done = run("assert forbid_system_calls()", *refused(statement))
    assert done.stdout == "refused\n", done.stderr


@filtered
def test_the_filter_holds_in_threads_too() -> None:
    body = ["def work():", *(f"    {line}" for line in refused("socket.socket()"))]
    start = ["thread = threading.Thread(target=work)", "thread.start()", "thread.join()"]
    assert run("assert forbid_system_calls()", *body, *start).stdout == "refused\n"


@filtered
def test_a_socket_that_is_already_open_cannot_connect() -> None:
    lines = ["open_before = socket.socket()", "assert forbid_system_calls()"]
    done = run(*lines, *refused("open_before.connect(('127.0.0.1', 1))"))
    assert done.stdout == "refused\n"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64: only it has such numbers")
def test_the_x32_number_of_a_call_is_no_way_around() -> None:
    done = run(
        "assert forbid_system_calls()",
        "library = ctypes.CDLL(None, use_errno=True)",
        "print(library.syscall(0x40000000 + 41, 2, 1, 0), ctypes.get_errno())",
    )
    assert done.stdout == "-1 1\n"


# socket(2, 1, 0) as a 32-bit call: push rbx; mov eax, 359; mov ebx, 2; mov ecx, 1;
# xor edx, edx; int 0x80; pop rbx; ret
CALL_OF_32_BITS = "53b867010000bb02000000b90100000031d2cd805bc3"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64: only it has 32-bit calls")
def test_a_32_bit_call_is_no_way_around() -> None:
    call = [
        f"code = bytes.fromhex('{CALL_OF_32_BITS}')",
        "page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)",
        "page.write(code)",
        "address = ctypes.addressof(ctypes.c_char.from_buffer(page))",
        "print(ctypes.CFUNCTYPE(ctypes.c_int)(address)())",
    ]
    if int(run(*call).stdout or -1) < 0:
        pytest.skip("i386: this kernel has no 32-bit calls.")
    assert run("assert forbid_system_calls()", *call).stdout == "-1\n"


def test_every_architecture_gets_a_filter_of_whole_instructions() -> None:
    for calls in ARCHITECTURES.values():
        assert len(build_filter(calls)) == 8 * (3 + len(calls.refused) + calls.x32 + 7)


def test_memory_ends_at_its_limit() -> None:
    done = run(
        "limit_memory(64)",
        "kept = bytearray(32 * MEGABYTE)",
        "try:",
        "    bytearray(64 * MEGABYTE)",
        "except MemoryError:",
        "    print('refused')",
    )
    assert done.stdout == "refused\n"


def test_measured_memory_is_in_bytes() -> None:
    done = run(
        "before = measure_memory()",
        "kept = bytearray(64 * MEGABYTE)",
        "print((measure_memory() - before) // MEGABYTE)",
    )
    assert 63 <= int(done.stdout) <= 66


def test_no_core_file_is_written_and_the_stack_is_deep() -> None:
    done = run(
        "limit_memory(64)",
        "print(resource.getrlimit(resource.RLIMIT_CORE))",
        "print(resource.getrlimit(resource.RLIMIT_STACK)[0] // MEGABYTE)",
    )
    assert done.stdout.splitlines() == ["(0, 0)", "100"]


def test_processor_time_ends_at_its_limit_even_if_nobody_watches() -> None:
    done = run("limit_processor_time(0)", "while True: pass")
    assert done.returncode == -signal.SIGXCPU


def test_a_limit_that_is_lower_already_stays() -> None:
    done = run(
        "resource.setrlimit(resource.RLIMIT_CPU, (1000, 1000))",
        "limit_processor_time(5000)",
        "resource.setrlimit(resource.RLIMIT_DATA, (2**40, 2**40))",
        "limit_memory(2**30)",
        "print(resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_DATA))",
    )
    assert done.stdout == f"(1000, 1000) ({2**40}, {2**40})\n"


def test_without_a_filter_no_file_can_be_used_and_queries_still_work(
    large_store: os.PathLike[str],
) -> None:
    done = run(
        "from pyoxigraph import Store",
        f"store = Store.read_only({str(large_store)!r})",
        "exhaust_descriptors()",
        "count = 'SELECT (COUNT(?o) AS ?n) { GRAPH ?g { ?s ?p ?o } }'",
        "print(next(store.query(count))['n'].value)",
        "try:",
        "    socket.socket()",
        "except OSError:",
        "    print('refused')",
    )
    assert done.stdout == "198000\nrefused\n", done.stderr


def test_it_gives_way_to_the_server() -> None:
    before = os.nice(0)
    done = run("lower_priority()", "print(os.nice(0))")
    assert int(done.stdout) == min(19, before + 10)
