from micrographia.testing.demo import place as module
from micrographia.testing.demo.place import DemoPlace


def test_a_home_counts_when_it_was_finished_by_this_version(tmp_path, monkeypatch):
    place = DemoPlace(tmp_path)
    assert not place.is_complete()
    place.home.mkdir()
    assert not place.is_complete()
    place.complete()
    assert place.is_complete()
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    assert not place.is_complete()


def test_clearing_keeps_the_samples(tmp_path):
    place = DemoPlace(tmp_path)
    for folder in (place.home, place.samples):
        folder.mkdir()
    place.complete()
    place.clear()
    assert not place.home.exists()
    assert place.samples.is_dir()
    assert not place.is_complete()
