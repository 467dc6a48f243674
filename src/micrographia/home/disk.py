"""What kind of disk the home lies on: SQLite's locks do not hold on a network file system."""

from pathlib import Path

from micrographia.home.folder import BadHome

MOUNTS = Path("/proc/self/mounts")
NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "gpfs", "beegfs", "fuse.sshfs", "fuse.glusterfs",
}  # fmt: skip


def require_local(path: Path, mounts: Path = MOUNTS) -> None:
    """Raises BadHome when `path` lies on a network file system; where that cannot be known, nothing is said."""
    kind = file_system_of(path, mounts)
    if kind in NETWORK:
        raise BadHome(
            f"{path} lies on a network file system ({kind}), where SQLite can lose data; "
            "put the home on a local disk, or set database_url to a PostgreSQL database"
        )


def file_system_of(path: Path, mounts: Path = MOUNTS) -> str | None:
    """The type of the file system that holds this path, such as "ext4"."""
    if not mounts.exists():
        return None
    whole, best, kind = path.resolve(), -1, None
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        point, found = line.split(" ")[1:3]
        mounted = Path(point.replace("\\040", " "))
        if whole.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, kind = len(mounted.parts), found
    return kind
