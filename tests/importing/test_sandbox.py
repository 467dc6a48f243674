import ctypes
import os
from dataclasses import replace
from pathlib import Path

import pytest

from micrographia.errors import Unreadable
from micrographia.importing.question import MIB, Limits, Measure
from micrographia.importing.sandbox import Sandbox

LIMITS = Limits(memory=256 * MIB, seconds=2)
HAS_LANDLOCK = ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


@pytest.fixture(scope="module")
def plugin(tmp_path_factory):
    """One more reader for new processes, which does what its files say."""
    folder = tmp_path_factory.mktemp("plugin")
    (folder / "hostile_reader.py").write_text((Path(__file__).parent / "hostile_reader.py").read_text())
    (folder / "hostile-1.dist-info").mkdir()
    (folder / "hostile-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1\n")
    (folder / "hostile-1.dist-info" / "entry_points.txt").write_text(
        "[micrographia.readers]\nhostile = hostile_reader:READER\n"
    )
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{folder}:{before}"
    yield
    os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="module")
def sandbox(plugin):
    with Sandbox(LIMITS) as sandbox:
        yield sandbox


@pytest.fixture
def impatient(plugin):
    """Ends what is silent for two seconds; elsewhere a loaded machine may be silent for long."""
    with Sandbox(replace(LIMITS, patience=2.0)) as sandbox:
        yield sandbox


def file(folder, text, name="a.hostile"):
    (folder / name).write_text(text)
    return folder


def reason(sandbox, folder, name="a.hostile"):
    with pytest.raises(Unreadable) as caught:
        sandbox.examine(folder, "hostile", (name,))
    return str(caught.value)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("crash", "the decoder crashed while reading it (SIGSEGV)"),
        ("spin", "reading it took more than 2 seconds of processor time"),
        ("swallow", "reading it needs more than 256 MiB of memory"),
        ("nest", "its metadata is nested too deeply"),
        ("leave", "the reader gave no answer"),
        ("lie", "the reader gave an answer that cannot be read"),
        ("execute", "tried subprocess.Popen, which reading pixels does not need"),
        ("connect", "which reading pixels does not need"),
        ("open_file", "tried to open '/etc/passwd', which is no file of this fileset"),
        ("listing", "tried to list '/etc', which is no folder of this fileset"),
        ("neighbour", "neighbour.txt', which is no file of this fileset"),
        ("write", "written.txt', which is no file of this fileset"),
    ],
)
def test_what_a_hostile_file_does_is_one_sentence(sandbox, tmp_path, deed, sentence):
    (tmp_path / "neighbour.txt").write_text("secret")
    assert sentence in reason(sandbox, file(tmp_path, deed))
    assert not (tmp_path / "written.txt").exists()
    (tmp_path / "good.fake").touch()
    assert sandbox.examine(tmp_path, "fake", ("good.fake",)).inspection.images[0].name == "good"


def test_passwords_of_the_server_are_out_of_reach(plugin, tmp_path, monkeypatch):
    monkeypatch.setenv("MICROGRAPHIA_DATABASE_URL", "postgresql://user:canary@host/name")
    monkeypatch.setenv("PGPASSWORD", "canary")
    monkeypatch.setenv("LAB_API_TOKEN", "canary")
    monkeypatch.setenv("LAB_PLACE", "canary")
    with Sandbox(LIMITS) as sandbox:
        assert reason(sandbox, file(tmp_path, "secrets")) == "it read ['LAB_PLACE']"


def test_a_reader_that_hangs_is_ended(impatient, tmp_path):
    assert "the reader was silent for 2 seconds" in reason(impatient, file(tmp_path, "hang"))


@pytest.mark.skipif(not HAS_LANDLOCK, reason="this kernel has no Landlock")
def test_compiled_code_reaches_no_foreign_file_either(sandbox, tmp_path):
    assert reason(sandbox, file(tmp_path, "open_natively")) == "it read b''"


def test_a_name_that_crashes_the_survey_does_not_hide_the_others(sandbox, tmp_path):
    names = ("a.fake", "b.hostile", "c.fake", "d.hostile", "e.txt")
    for name in names:
        (tmp_path / name).touch()
    for name in ("b.hostile", "d.hostile"):
        file(tmp_path, "survey crash", name)
    found = {one.key: one for one in sandbox.survey(tmp_path, names)}
    assert [one.reader for one in found.values()] == ["fake", None, "fake", None, None]
    assert found["b.hostile"].reason == "the decoder crashed while reading it (SIGSEGV)"
    assert "no reader knows" in found["e.txt"].reason


def test_examined_images_have_exact_values(sandbox, tmp_path):
    name = "a&sizeX=10&sizeY=4&sizeZ=2&sizeC=2&pixelType=uint16.fake"
    (tmp_path / name).touch()
    found = sandbox.examine(tmp_path, "fake", (name,))
    # The largest x + 3 y + 7 z is 9 + 9 + 7; the second channel lies 100 higher.
    assert [(one.low, one.high) for one in found.values[0].ranges] == [(0.0, 25.0), (100.0, 125.0)]
    assert found.values[0].exact
    assert found.pending == ()


def test_large_images_get_a_first_look_and_are_measured_later(sandbox, tmp_path):
    name = "a&sizeX=64&sizeY=64&sizeZ=5&pixelType=uint16.fake"
    (tmp_path / name).touch()
    with Sandbox(Limits(statistics=1000)) as small:
        found = small.examine(tmp_path, "fake", (name,))
    # The middle plane is z = 2: from 14 to 63 + 189 + 14.
    assert [(one.low, one.high) for one in found.values[0].ranges] == [(14.0, 266.0)]
    assert (found.values[0].exact, found.pending) == (False, (0,))
    steps = []
    (measured,) = sandbox.measure(Measure(str(tmp_path), "fake", (name,), (0,)), steps.append)
    assert [(one.low, one.high) for one in measured.values.ranges] == [(0.0, 280.0)]
    assert measured.values.exact
    assert steps == sorted(steps)


def test_a_measurement_can_be_stopped(sandbox, tmp_path):
    (tmp_path / "a&sizeX=512&sizeY=512&sizeZ=50.fake").touch()

    def stop(done):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(sandbox.measure(Measure(str(tmp_path), "fake", ("a&sizeX=512&sizeY=512&sizeZ=50.fake",), (0,)), stop))
    assert sandbox.examine(tmp_path, "fake", ("a&sizeX=512&sizeY=512&sizeZ=50.fake",)).values[0].exact


def test_a_reader_that_is_gone_is_named(sandbox, tmp_path):
    (tmp_path / "a.x").touch()
    with pytest.raises(Unreadable, match="there is no reader called old any more"):
        sandbox.examine(tmp_path, "old", ("a.x",))


def test_links_out_of_the_folder_are_refused(sandbox, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "theirs.fake").touch()
    (tmp_path / "mine" / "a.fake").symlink_to(tmp_path / "theirs.fake")
    os.mkfifo(tmp_path / "mine" / "pipe.fake")
    found = list(sandbox.survey(tmp_path / "mine", ["a.fake", "pipe.fake", "none.fake"]))
    assert [one.reader for one in found] == [None, None, None]
    assert "outside its folder" in found[0].reason
    assert [one.reason for one in found[1:]] == ["it is no regular file", "there is no such file"]


def test_the_process_ends_with_the_sandbox(tmp_path):
    (tmp_path / "a.fake").touch()
    sandbox = Sandbox()
    list(sandbox.survey(tmp_path, ["a.fake"]))
    process = sandbox._warden.process
    sandbox.close()
    assert process.returncode == 0
