"""Expected values by hand: reference webgateway.md §5.12; limits as the settings say."""

import io
import os

import numpy as np
import pytest
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageSequence

from micrographia.catalog.models import Image, Share, ShareItem, ShareMember
from micrographia.encoding.registry import movie_encoders
from micrographia.pictures.movie import Along
from micrographia.web import slots
from micrographia.web.abandonment import ABANDONED
from micrographia.web.slots import drawing
from picture_world import make_picture
from webgateway_people import Asker

RED = {"c": "1|0:255$FF0000", "m": "c", "format": "gif"}
"""Channel 1 holds x + 3 y + 7 z + 11 t, and this shows just that, exactly."""


def body(response):
    assert response.status_code == 200, response.content
    content = b"".join(response.streaming_content)
    assert response["Content-Length"] == str(len(content))
    return content


def frames(response):
    movie = Pillow.open(io.BytesIO(body(response)))
    return [np.asarray(each.convert("RGB")).astype(int) for each in ImageSequence.Iterator(movie)]


def slope(z=0, t=0):
    x, y = np.arange(64)[None, :], np.arange(48)[:, None]
    return x + 3 * y + 7 * z + 11 * t


class Closing(Asker):
    """Closes what was answered when all is over."""

    def __init__(self, name):
        super().__init__(name)
        self.answers = []

    def get(self, path, **query):
        self.answers.append(super().get(path, **query))
        return self.answers[-1]


@pytest.fixture
def owner(lab):
    asker = Closing("owner")
    yield asker
    for answer in asker.answers:
        answer.close()


@pytest.fixture
def limited(settings):
    def limit(**values):
        settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update=values)

    return limit


def test_all_sections_of_a_timepoint(lab, owner):
    response = owner.get(f"render_movie/{lab.image.pk}/z/2/", **RED)
    assert response["Content-Type"] == "image/gif"
    assert response["Content-Disposition"] == f"attachment; filename={lab.image.name}.gif"
    found = frames(response)
    assert len(found) == 5
    for z, frame in enumerate(found):
        assert (frame[:, :, 0] == np.minimum(slope(z, 1), 255)).all()
        assert not frame[:, :, 1:].any()


def test_all_timepoints_of_a_section(lab, owner):
    found = frames(owner.get(f"render_movie/{lab.image.pk}/t/4/", **RED))
    assert [(frame[:, :, 0] == np.minimum(slope(3, t), 255)).all() for t, frame in enumerate(found)] == [True, True]


def test_webp_is_what_comes_by_itself(lab, owner):
    for query in ({}, {"format": "quicktime"}, {"format": "x"}):
        response = owner.get(f"render_movie/{lab.image.pk}/z/1/", **query)
        assert (response["Content-Type"], response["Content-Disposition"][-5:]) == ("image/webp", ".webp")
    movie = Pillow.open(io.BytesIO(body(response)))
    assert (movie.format, movie.size, movie.n_frames) == ("WEBP", (64, 48), 5)


@pytest.mark.parametrize(("fps", "milliseconds"), [(None, 250), ("10", 100), ("0.5", 2000)])
def test_frames_in_a_second(lab, owner, fps, milliseconds):
    response = owner.get(f"render_movie/{lab.image.pk}/z/1/", **({} if fps is None else {"fps": fps}))
    movie = Pillow.open(io.BytesIO(body(response)))
    movie.seek(1)
    movie.load()
    assert movie.info["duration"] == milliseconds


def test_a_projection_counts_along_t_only(lab, owner):
    along_t = frames(owner.get(f"render_movie/{lab.image.pk}/t/1/", **RED, p="intmax|0:2"))
    assert [(frame[:, :, 0] == np.minimum(slope(2, t), 255)).all() for t, frame in enumerate(along_t)] == [True] * 2
    along_z = frames(owner.get(f"render_movie/{lab.image.pk}/z/1/", **RED, p="intmax|0:2"))
    assert (along_z[0][:, :, 0] == np.minimum(slope(0), 255)).all()


@pytest.mark.parametrize(
    ("path", "query", "status", "word"),
    [
        ("z/0/", {}, 404, "from 1"),
        ("z/3/", {}, 404, "t is"),
        ("t/6/", {}, 404, "z is"),
        ("c/1/", {}, 404, ""),
        ("z/1/", {"fps": "0"}, 400, "fps"),
        ("z/1/", {"fps": "61"}, 400, "fps"),
        ("z/1/", {"fps": "x"}, 400, "fps"),
        ("z/1/", {"q": "2"}, 400, "q should be"),
    ],
)
def test_what_cannot_be(lab, owner, path, query, status, word):
    response = owner.get(f"render_movie/{lab.image.pk}/{path}", **query)
    assert response.status_code == status
    assert word in response.content.decode()


def test_mp4_needs_an_encoder(lab, owner, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    movie_encoders.cache_clear()
    response = owner.get(f"render_movie/{lab.image.pk}/z/1/", format="mp4")
    movie_encoders.cache_clear()
    assert (response.status_code, response.content) == (
        400,
        b"the format of a movie is one of gif, webp on this server, not 'mp4'",
    )


@pytest.mark.ffmpeg
def test_mp4(lab, owner):
    response = owner.get(f"render_movie/{lab.image.pk}/z/1/", format="mp4")
    assert (response["Content-Type"], response["Content-Disposition"][-4:]) == ("video/mp4", ".mp4")
    assert body(response)[4:8] == b"ftyp"


def test_limits_are_named(lab, owner, limited):
    page = f"render_movie/{lab.image.pk}/z/1/"
    limited(max_movie_frames=4)
    assert owner.get(page).content == b"a movie has at most 4 frames, and this would have 5"
    limited(max_movie_frames=5, max_movie_pixels=5 * 64 * 48)
    assert owner.get(page).status_code == 200
    limited(max_movie_pixels=5 * 64 * 48 - 1)
    refused = owner.get(page)
    assert (refused.status_code, refused.content) == (
        400,
        b"a movie has at most 15359 pixels in all, and this would have 15360",
    )
    limited(max_movie_pixels=5 * 64 * 48)
    projected = owner.get(f"render_movie/{lab.image.pk}/t/1/", p="intmax")  # two frames of five sections
    assert projected.content.endswith(b"this would have 30720")


def test_a_frame_may_be_too_wide_for_the_format(lab, owner, tmp_path):
    wide = make_picture(lab.owner, lab.group, tmp_path, "sizeX=16384 sizeY=1 sizeT=2", name="wide")
    refused = owner.get(f"render_movie/{wide.pk}/t/1/")
    assert (refused.status_code, b"at most 16383 pixels" in refused.content) == (400, True)
    assert len(frames(owner.get(f"render_movie/{wide.pk}/t/1/", format="gif"))) == 2


def test_who_has_it_gets_304_and_a_head_draws_nothing(lab, owner):
    page = f"render_movie/{lab.image.pk}/z/1/"
    first = owner.get(page)
    again = owner.get(page, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert owner.get(page, fps=5)["ETag"] != first["ETag"]
    assert owner.get(page, format="gif")["ETag"] != first["ETag"]
    asked = owner.head(page)
    assert (asked.status_code, asked["ETag"], asked["Content-Type"]) == (200, first["ETag"], "image/webp")
    assert "Content-Length" not in asked


def test_names_in_any_script(lab, owner):
    Image.objects.filter(pk=lab.image.pk).update(name="Zelle, Tag 2/ü")
    assert owner.get(f"render_movie/{lab.image.pk}/t/1/")["Content-Disposition"] == (
        "attachment; filename=Zelle._Tag_2_u.webp; filename*=UTF-8''Zelle._Tag_2_%C3%BC.webp"
    )


def test_what_one_may_not_see_does_not_exist(lab, outsider):
    hidden, absent = (outsider.get(f"render_movie/{number}/z/1/") for number in (lab.image.pk, 999_999))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content.replace(str(lab.image.pk).encode(), b"999999") == absent.content


def test_members_of_a_share_see_it(lab, outsider):
    share = Share.objects.create(owner=lab.owner, group=lab.group, active=True)
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    assert len(frames(outsider.get(f"render_movie/{lab.image.pk}/t/1/", share=share.pk))) == 2
    assert outsider.get(f"render_movie/{lab.image.pk}/t/1/", share=share.pk + 1).status_code == 404


def test_an_original_that_is_gone_has_its_status(lab, owner, tmp_path):
    (tmp_path / "cells.fake").unlink()
    response = owner.get(f"render_movie/{lab.image.pk}/z/1/")
    assert (response.status_code, response.content) == (404, b"the original file cells.fake is gone")


def test_nothing_is_made_for_one_who_has_gone_and_nothing_is_left(lab, owner, home):
    response = owner.client.get(f"/webgateway/render_movie/{lab.image.pk}/z/1/", **{ABANDONED: lambda: True})
    assert response.status_code == 499
    assert drawing().counts().drawing == slots.filming().counts().drawing == 0
    assert os.listdir(home.exports) == []
    response = owner.get(f"render_movie/{lab.image.pk}/z/1/")
    assert os.listdir(home.exports) == []  # it has no name from the start
    assert len(frames(response)) == 5


def test_its_names(lab):
    path = f"/webgateway/render_movie/{lab.image.pk}/z/1/"
    assert reverse("webgateway_render_movie", args=[lab.image.pk, "z", 1]) == path
    assert reverse("webgateway.views.render_movie", args=[lab.image.pk, Along.Z, 1]) == path
