"""What a process that reads files of strangers may still do: little, and for a bounded time."""

import ctypes
import os
import resource
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_FOLDER, EXECUTE = 1 << 2, 1 << 3, 1 << 0
ALL_FILE_RIGHTS = (1 << 13) - 1
ALL_NETWORK_RIGHTS = (1 << 2) - 1
NO_NEW_PRIVILEGES = 38
DEVICES = ("/dev/null", "/dev/urandom", "/dev/random", "/dev/zero")
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove", "os.rename",
    "os.rmdir", "os.mkdir", "os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate", "os.putenv", "shutil.",
    "os.kill", "os.chdir", "os.utime", "os.setxattr",
)  # fmt: skip
_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache",
    "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Refusal(PermissionError):
    """A file's content made a reader try something that reading pixels does not need."""


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


def library_folders() -> tuple[str, ...]:
    """Where the interpreter and the libraries lie: they may be read, because readers import parts when needed."""
    ours = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    ours += [os.path.join(prefix, "lib") for prefix in (sys.prefix, sys.base_prefix)]
    ours += [path for path in sys.path if os.path.isabs(path)]
    return tuple(sorted({os.path.realpath(path) for path in (*ours, *_SYSTEM) if os.path.exists(path)}))


def limit(memory: int, seconds: int) -> None:
    """Bounds this process: bytes of memory beyond what it has, seconds of processor time; no file grows, no core."""
    now = _address_space()
    if now:
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def confine(readable: Sequence[Path]) -> None:
    """From here on this process reads only `readable` (files; folders with all below) and its own libraries.

    Writes nothing and reaches no network. Python's own calls are refused by an audit hook everywhere; on Linux with
    Landlock the kernel refuses those of compiled libraries too. Cannot be taken back.
    """
    libraries = library_folders()
    _restrict_by_kernel([*libraries, *map(str, readable)])
    _restrict_by_audit([*libraries, *(os.path.realpath(path) for path in readable)])


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _restrict_by_audit(allowed: Sequence[str]) -> None:
    folders = tuple(path.rstrip("/") + "/" for path in allowed)
    known = frozenset(allowed) | frozenset(DEVICES)

    def is_allowed(path: object) -> bool:
        if isinstance(path, int) or path is None:
            return not isinstance(path, bool) and path is not None
        real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        return real in known or real.startswith(folders)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not is_allowed(path) or (isinstance(flags, int) and flags & _WRITES and path not in DEVICES):
                raise Refusal(f"a reader tried to open {_shown(path)}, which is no file of this fileset")
        elif event in ("os.listdir", "os.scandir"):
            if not is_allowed(arguments[0]):
                raise Refusal(f"a reader tried to list {_shown(arguments[0])}, which is no folder of this fileset")
        elif event.startswith(_FORBIDDEN):
            raise Refusal(f"a reader tried {event}, which reading pixels does not need")

    sys.addaudithook(hook)


def _shown(path: object) -> str:
    return repr(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else "a descriptor"


def _restrict_by_kernel(allowed: Iterable[str]) -> bool:
    """Landlock (Linux 5.13 and newer); False where the kernel has none."""
    if sys.platform != "linux":
        return False
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    rights = _Ruleset(ALL_FILE_RIGHTS, ALL_NETWORK_RIGHTS)
    size = ctypes.sizeof(rights) if version >= 4 else ctypes.sizeof(ctypes.c_uint64)
    ruleset = call(LANDLOCK_CREATE, ctypes.byref(rights), ctypes.c_size_t(size), ctypes.c_uint32(0))
    for path in (*allowed, *DEVICES):
        _allow(call, ruleset, path)
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = bool(call(LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    os.close(ruleset)
    return done


def _allow(call: Callable[..., int], ruleset: int, path: str) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = READ_FILE | EXECUTE | (READ_FOLDER if os.path.isdir(path) else 0)
    rule = _Rule(rights, descriptor)
    call(LANDLOCK_ADD, ctypes.c_int(ruleset), ctypes.c_uint32(1), ctypes.byref(rule), ctypes.c_uint32(0))
    os.close(descriptor)
