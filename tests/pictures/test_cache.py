from micrographia.pictures.cache import KEEP_SECONDS, PictureCache
from micrographia.pictures.disk import Disk
from micrographia.storage.memory import Memory


def test_without_a_disk():
    cache = PictureCache(Memory(100_000))
    assert cache.get("a") is None
    cache.put("a", b"picture", 1.0)
    assert cache.get("a") == b"picture"


def test_only_costly_pictures_go_to_the_disk(tmp_path):
    disk = Disk(tmp_path, 10_000_000)
    PictureCache(Memory(100_000), disk).put("cheap", b"cheap", KEEP_SECONDS / 2)
    PictureCache(Memory(100_000), disk).put("costly", b"costly", KEEP_SECONDS)
    later = PictureCache(Memory(100_000), disk)
    assert later.get("cheap") is None
    assert later.get("costly") == b"costly"
    assert later.memory.get("costly") == b"costly"
    disk.close()


def test_what_shall_last_goes_to_the_disk_however_cheap(tmp_path):
    disk = Disk(tmp_path, 10_000_000)
    PictureCache(Memory(100_000), disk).put("thumbnail", b"small", 0.0, lasting=True)
    assert PictureCache(Memory(0), disk).get("thumbnail") == b"small"
    disk.close()
