"""MP4 by the program ffmpeg, where the machine has it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

import numpy as np

from micrographia.encoding.encoder import Pixels
from micrographia.encoding.movie import AddFrame, MovieFailed

PROGRAM = "ffmpeg"
EVEN = "pad=ceil(iw/2)*2:ceil(ih/2)*2"
"""Players want even sides."""


def found() -> str | None:
    """The program's path."""
    return shutil.which(PROGRAM)


class Mp4Movie:
    """What ffmpeg makes by itself (H.264 where it can); the quality is passed over. program: its path."""

    name = "mp4"
    media_type = "video/mp4"
    longest_side = 8192

    def __init__(self, program: str) -> None:
        self.program = program

    @contextmanager
    def writing(self, file: IO[bytes], rate: float, quality: float | None) -> Iterator[AddFrame]:
        running: subprocess.Popen[bytes] | None = None

        def add(frame: Pixels) -> None:
            nonlocal running
            if running is None:
                running = self._begun(file, rate, *frame.shape[:2])
            assert running.stdin is not None
            try:
                running.stdin.write(np.ascontiguousarray(frame).data)
            except BrokenPipeError:
                raise MovieFailed(f"{PROGRAM} does not take this movie; ask format=webp or gif") from None

        try:
            yield add
            if running is not None and not _ended(running):
                raise MovieFailed(f"{PROGRAM} could not make this movie; ask format=webp or gif")
        finally:
            if running is not None:
                _put_away(running)

    def _begun(self, file: IO[bytes], rate: float, height: int, width: int) -> subprocess.Popen[bytes]:
        raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{rate:g}", "-i", "pipe:0"]
        made = ["-an", "-threads", "1", "-vf", EVEN, "-pix_fmt", "yuv420p"]
        # In fragments, because what is written to a pipe cannot be gone over again.
        packed = ["-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1"]
        command = [self.program, "-loglevel", "error", "-protocol_whitelist", "pipe", *raw, *made, *packed]
        file.flush()
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file, stderr=subprocess.DEVNULL)  # noqa: S603


def _ended(running: "subprocess.Popen[bytes]") -> bool:
    """Whether the program took all frames and ended well."""
    assert running.stdin is not None
    try:
        running.stdin.close()
    except BrokenPipeError:
        return False
    return running.wait() == 0


def _put_away(running: "subprocess.Popen[bytes]") -> None:
    running.kill()
    running.wait()
    if running.stdin is not None:
        with suppress(BrokenPipeError):
            running.stdin.close()
