"""A codomain map of another distribution can be asked for, saved, copied, and may go away again."""

import io
import json
import sys

import numpy as np
import pytest
from PIL import Image as Pillow

from micrographia.rendering.codomain.registry import codomain_maps
from micrographia.testing.codomain_map_contract import CodomainMapContract
from webgateway_people import SignedIn

POSTERISE = '''
from dataclasses import dataclass
from typing import ClassVar

from micrographia.errors import Invalid


@dataclass(frozen=True)
class Posterise:
    """As many greys as `steps` says: 2 is black and white."""

    steps: int = 2
    name: ClassVar[str] = "posterise"

    @classmethod
    def parse(cls, parameters):
        steps = parameters.get("steps", 2)
        if not isinstance(steps, int) or not 2 <= steps <= 256:
            raise Invalid("steps is a whole number from 2 to 256", "maps")
        return cls(steps)

    def apply(self, greys, quantum):
        step = greys.astype(int) * self.steps // 256
        return (step * quantum.codomain_end // (self.steps - 1)).clip(0, quantum.codomain_end).astype("uint8")
'''

X = np.arange(64)
"""The first row of the lab's image holds x in channel 1; the window 0:255 shows it as it is."""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A distribution with an entry point, as pip lays it down."""
    place = tmp_path / "site"
    about = place / "posterise-1.0.dist-info"
    about.mkdir(parents=True)
    (place / "posterise.py").write_text(POSTERISE)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: posterise\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[micrographia.codomain_maps]\nposterise = posterise:Posterise\n")
    monkeypatch.syspath_prepend(str(place))
    codomain_maps.cache_clear()
    yield place
    sys.modules.pop("posterise", None)
    codomain_maps.cache_clear()


@pytest.fixture
def row(lab, owner):
    """Asks for the lab's image and gives its first row, channel 1 in red."""

    def ask(**query):
        answer = owner.get(f"render_image/{lab.image.pk}/0/0/", format="png", m="c", **query)
        assert answer.status_code == 200, answer.content
        return np.asarray(Pillow.open(io.BytesIO(answer.content)).convert("RGB"))[0, :, 0].astype(int)

    return ask


def maps(**named):
    return json.dumps([named])


BLACK_AND_WHITE = {"c": "1|0:63$FF0000", "maps": maps(posterise={"enabled": True})}
TWO = np.where(np.floor(X * 255 / 63 + 0.5) >= 128, 255, 0)


def test_it_is_drawn(installed, row):
    assert row(**BLACK_AND_WHITE).tolist() == TWO.tolist()
    four = row(c="1|0:255$FF0000", maps=maps(posterise={"enabled": "true", "steps": 256}))
    assert four.tolist() == X.tolist()
    off = row(c="1|0:255$FF0000", maps=maps(posterise={"enabled": False}))
    assert off.tolist() == X.tolist()


def test_reverse_comes_first(installed, row):
    both = maps(posterise={"enabled": True}, inverted={"enabled": True})
    assert row(c="1|0:63$FF0000", maps=both).tolist() == (255 - TWO).tolist()


def test_what_it_cannot_read_is_passed_over_by_pictures_and_refused_by_saving(installed, lab, owner, row):
    wrong = {"c": "1|0:255$FF0000", "maps": maps(posterise={"enabled": True, "steps": 1})}
    assert row(**wrong).tolist() == X.tolist()
    answer = owner.post(f"saveImgRDef/{lab.image.pk}/", **wrong)
    assert (answer.status_code, answer.json()["message"]) == (400, "steps is a whole number from 2 to 256")


def test_it_is_saved_and_stays_until_it_is_named(installed, lab, owner, row):
    assert owner.post(f"saveImgRDef/{lab.image.pk}/", **BLACK_AND_WHITE).content == b"true"
    assert row().tolist() == TWO.tolist()
    assert row(c="1", maps=maps(inverted={"enabled": True})).tolist() == (255 - TWO).tolist()
    assert row(c="1", maps=maps(posterise={"enabled": False})).tolist() == np.floor(X * 255 / 63 + 0.5).tolist()


def test_it_is_copied(installed, lab):
    browser = SignedIn("owner")
    browser.post(f"saveImgRDef/{lab.image.pk}/", **BLACK_AND_WHITE)
    assert browser.get("copyImgRDef/", fromid=lab.image.pk).content == b"true"
    told = browser.get("getImgRDef/").json()["rdef"]["maps"][0]
    assert told["posterise"] == {"enabled": True, "steps": 2}
    assert told["inverted"] == {"enabled": False}


def test_an_image_outlives_the_plugin(installed, lab, owner, row, monkeypatch):
    owner.post(f"saveImgRDef/{lab.image.pk}/", **BLACK_AND_WHITE)
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place != str(installed)])
    codomain_maps.cache_clear()
    assert row(c="1").tolist() == np.floor(X * 255 / 63 + 0.5).tolist()
    assert owner.get(f"imgData/{lab.image.pk}/").status_code == 200


class TestPosterise(CodomainMapContract):
    parameters = {"enabled": True, "steps": 4}  # noqa: RUF012 - read only
    wrong = ({"steps": "four"}, {"steps": 300})

    @pytest.fixture(autouse=True)
    def _kind(self, installed):
        type(self).kind = codomain_maps()["posterise"]
