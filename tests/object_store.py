"""A real object store (SeaweedFS) for tests, with a public bucket and one that wants signed requests."""

import json
import os
import shutil
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from micrographia.storage.access import S3Access
from micrographia.storage.http_client import Target
from micrographia.storage.s3 import signed
from running import free_port

ADMIN = S3Access(access_key="admin", secret_key="admin-secret")
READER = S3Access(access_key="reader", secret_key="reader-secret")
_RIGHTS = {
    "identities": [
        {"name": "admin", "credentials": [{"accessKey": "admin", "secretKey": "admin-secret"}],
         "actions": ["Admin", "Read", "Write", "List"]},
        {"name": "reader", "credentials": [{"accessKey": "reader", "secretKey": "reader-secret"}],
         "actions": ["Read:private", "List:private", "Read:public", "List:public"]},
        {"name": "anonymous", "actions": ["Read:public"]},
    ]
}  # fmt: skip


@dataclass
class ObjectStore:
    """host: with its port."""

    host: str

    @property
    def endpoint(self):
        return f"http://{self.host}"

    def put(self, bucket, key="", data=b""):
        """Makes an object, or without a key the bucket, as the administrator."""
        name, _, port = self.host.partition(":")
        path = f"/{bucket}/{quote(key, safe='/-_.~')}" if key else f"/{bucket}"
        target = signed(Target(("http", name, int(port)), path, method="PUT"), ADMIN, datetime.now(UTC))
        headers = dict(target.headers)
        request = urllib.request.Request(f"{self.endpoint}{path}", data or None, headers, method="PUT")
        with urllib.request.urlopen(request, timeout=20):
            pass

    def put_folder(self, bucket, prefix, folder):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                self.put(bucket, f"{prefix}/{path.relative_to(folder)}", path.read_bytes())


@contextmanager
def object_store(folder):
    """A store that keeps its files in a folder, with the buckets `public` and `private`."""
    program = shutil.which("weed", path=f"{sysconfig.get_path('scripts')}:{os.environ['PATH']}")
    if program is None:
        pytest.skip("needs SeaweedFS, for which there is no package on this system")
    (folder / "rights.json").write_text(json.dumps(_RIGHTS))
    ports = {name: free_port() for name in ("s3.port", "master.port", "volume.port", "filer.port")}
    grpc = {f"{name}.grpc": free_port() for name in ports}
    settings = {**ports, **grpc, "dir": folder / "data", "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "webdav": "false",
                "admin.ui": "false", "s3.port.iceberg": 0, "s3.port.lance": 0, "s3.config": folder / "rights.json",
                "admin.port": free_port(), "admin.port.grpc": free_port()}  # fmt: skip
    with open(folder / "log", "wb") as log:
        arguments = [program, "mini", *(f"-{name}={value}" for name, value in settings.items())]
        environment = {**os.environ, "HOME": str(folder)}
        process = subprocess.Popen(arguments, stdout=log, stderr=log, cwd=folder, env=environment)
    store = ObjectStore(f"127.0.0.1:{ports['s3.port']}")
    try:
        for bucket in ("public", "private"):
            _patiently(lambda bucket=bucket: store.put(bucket))
        _patiently(lambda: store.put("public", "ready", b"ready"))
        yield store
    finally:
        process.kill()  # what it keeps is for this test alone
        process.wait()


def _patiently(deed, seconds=60):
    until = time.monotonic() + seconds
    while True:
        try:
            return deed()
        except (OSError, urllib.error.URLError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
