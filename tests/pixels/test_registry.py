import subprocess
import sys

from micrographia.pixels.registry import readers


def test_every_reader_stands_under_its_own_name():
    assert all(name == reader.name for name, reader in readers().items())
    assert "fake" in readers()


def test_suffixes_are_lower_case_with_their_dot():
    for reader in readers().values():
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes), reader.name


def test_naming_the_formats_loads_none_of_their_libraries():
    code = "import sys, micrographia.pixels.registry; print(*{'tifffile', 'imagecodecs', 'PIL'} & sys.modules.keys())"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
