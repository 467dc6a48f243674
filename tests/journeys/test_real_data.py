"""All real files, hostile ones included: imported or refused with a reason, then every image is looked at."""

import json
import os

import pytest

from running import PASSWORD, command, serving
from shared import SHARED, needs_shared

WHOLE_COLLECTION = 250
"""Fewer answers than this would mean that folders were passed over."""

LARGEST_PLANE = (3192 if os.environ.get("MICROGRAPHIA_TEST_LONG") == "1" else 1024) ** 2
"""Pixels; of larger planes a tile is shown. The server shows whole planes up to 3192 x 3192: so does the long form."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("real") / "home"
    command(home, "init", "--admin", "root", "--password-stdin", given=PASSWORD)
    return home


@pytest.fixture(scope="module")
def answers(home):
    """What became of each file, as `import --json` tells it."""
    done = command(home, "import", str(SHARED / "data"), "--dataset", "Real data", "--json", check=False)
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@needs_shared
@pytest.mark.skipif("MICROGRAPHIA_DATABASE_URL" in os.environ, reason="makes a home with its own SQLite")
class TestRealData:
    def test_each_file_is_imported_or_refused_with_its_reason(self, answers):
        assert len(answers) > WHOLE_COLLECTION
        assert {answer["status"] for answer in answers} == {"imported", "refused"}
        assert not [answer for answer in answers if answer["status"] == "refused" and not answer["reason"]]
        assert all((answer["image_id"] is None) == (answer["status"] == "refused") for answer in answers)

    def test_no_reason_is_a_program_talking(self, answers):
        reasons = " ".join(answer["reason"] for answer in answers)
        assert "Traceback" not in reasons
        assert "Error(" not in reasons

    def test_every_image_is_shown(self, home, answers):
        images = [answer["image_id"] for answer in answers if answer["image_id"] is not None]
        with serving(home) as server:
            faults = [
                (path, answer.status, answer.body[:200])
                for image in images
                for path in pages_of(server, image)
                if (answer := server.get(path)).status != 200
            ]
        assert not faults


def pages_of(server, image):
    """The four looks at an image: metadata, thumbnail, a tile or the plane, the viewer."""
    data = server.get(f"/webgateway/imgData/{image}/").json
    yield f"/webgateway/imgData/{image}/"
    yield f"/webgateway/render_thumbnail/{image}/"
    if data["tiles"] or data["size"]["width"] * data["size"]["height"] > LARGEST_PLANE:
        yield f"/webgateway/render_image_region/{image}/0/0/?tile=0,0,0,256,256"
    else:
        yield f"/webgateway/render_image/{image}/"
    yield f"/webgateway/img_detail/{image}/"
