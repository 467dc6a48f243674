import pytest

from micrographia.home.disk import file_system_of, require_local
from micrographia.home.folder import BadHome

MOUNTS = """\
overlay / overlay rw 0 0
/dev/sda1 /srv ext4 rw 0 0
server:/lab /srv/lab nfs4 rw 0 0
//nas/x /srv/my\\040share cifs rw 0 0
tmpfs /srv/lab/fast tmpfs rw 0 0
"""


@pytest.fixture
def mounts(tmp_path):
    path = tmp_path / "mounts"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a", "overlay"),
        ("/srv/home", "ext4"),
        ("/srv/laboratory", "ext4"),
        ("/srv/lab", "nfs4"),
        ("/srv/lab/home", "nfs4"),
        ("/srv/lab/fast/home", "tmpfs"),
        ("/srv/my share/home", "cifs"),
    ],
)
def test_the_innermost_mount_counts(mounts, tmp_path, path, kind):
    from pathlib import Path

    assert file_system_of(Path(path), mounts) == kind


def test_a_home_on_a_network_disk_is_refused_with_a_way_out(mounts):
    from pathlib import Path

    with pytest.raises(BadHome, match=r"network file system \(nfs4\).*local disk.*database_url"):
        require_local(Path("/srv/lab/home"), mounts)
    require_local(Path("/srv/home"), mounts)
    require_local(Path("/srv/lab/home"), mounts.with_name("nothing"))
