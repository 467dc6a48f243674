import stat
import subprocess
from tempfile import TemporaryFile

import numpy as np
import pytest

from micrographia.encoding.movie import MovieFailed
from micrographia.encoding.mp4_movie import Mp4Movie, found

FRAMES = [np.full((33, 47, 3), (40 * number, 100, 200), np.uint8) for number in range(5)]


def written(encoder, pictures):
    with TemporaryFile() as file:
        with encoder.writing(file, 5.0, None) as add:
            for picture in pictures:
                add(picture)
        file.seek(0)
        return file.read()


@pytest.mark.ffmpeg
def test_the_program_itself_sees_every_frame():
    content = written(Mp4Movie(found()), FRAMES)
    assert content[4:8] == b"ftyp"
    read = ["-loglevel", "error", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]
    raw = subprocess.run([found(), *read], input=content, stdout=subprocess.PIPE, check=True).stdout
    seen = np.frombuffer(raw, np.uint8).reshape(-1, 34, 48, 3)  # even sides
    assert len(seen) == 5
    for picture, frame in zip(seen, FRAMES, strict=True):
        assert np.abs(picture[4:28, 4:40].astype(int) - frame[4:28, 4:40]).max() <= 12


@pytest.mark.parametrize("script", ["exit 1", "cat > /dev/null; exit 3"])
def test_a_program_that_gives_up_is_told(tmp_path, script):
    program = tmp_path / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(MovieFailed, match="format=webp or gif"):
        written(Mp4Movie(str(program)), FRAMES * 100)


def test_a_program_is_not_left_behind(tmp_path):
    program = tmp_path / "ffmpeg"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec cat > /dev/null\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(KeyboardInterrupt):
        interrupted(Mp4Movie(str(program)), tmp_path / "pid")
    number = (tmp_path / "pid").read_text().strip()
    assert subprocess.run(["kill", "-0", number], capture_output=True, check=False).returncode != 0


def interrupted(encoder, started):
    with TemporaryFile() as file, encoder.writing(file, 4.0, None) as add:
        add(FRAMES[0])
        while not (started.exists() and started.read_text()):
            pass
        raise KeyboardInterrupt
