import io
import os
from threading import Event, Thread
from time import sleep

import numpy as np
import pytest
from django.db import connection
from PIL import Image as Pillow

from micrographia.accounts.models import Membership
from micrographia.catalog.models import Deletion, Fileset, Share, ShareItem, ShareMember
from micrographia.pictures.rendering_settings import save
from micrographia.pictures.workshop import workshop
from micrographia.pixels.readers.fake import FakeSource
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from micrographia.web.abandonment import ABANDONED
from micrographia.web.slots import Slots
from picture_world import make_picture
from webgateway_people import Asker

RED = "1|0:255$FF0000"


def pixels(response):
    assert response.status_code == 200, response.content
    return np.asarray(Pillow.open(io.BytesIO(response.content)))


def red(response):
    picture = pixels(response)
    assert not picture[:, :, 1:].any()
    return picture[:, :, 0]


def ramp(z, t):
    """What the synthetic image holds in channel 0: x + 3 y + 7 z + 11 t."""
    return np.add.outer(3 * np.arange(48), np.arange(64)) + 7 * z + 11 * t


def test_values_become_colors(lab, owner):
    response = owner.get(f"render_image/{lab.image.pk}/1/1/", c=RED, m="c", format="png")
    assert response["Content-Type"] == "image/png"
    assert (red(response) == np.minimum(ramp(1, 1), 255)).all()


def test_the_default_place_is_that_of_the_settings(lab, owner):
    query = {"c": RED, "m": "c", "format": "png"}
    assert (red(owner.get(f"render_image/{lab.image.pk}/", **query)) == np.minimum(ramp(2, 0), 255)).all()
    assert (red(owner.get(f"render_image/{lab.image.pk}/4", **query)) == np.minimum(ramp(4, 0), 255)).all()


def test_a_jpeg_of_the_whole_plane(lab, owner):
    response = owner.get(f"render_image/{lab.image.pk}/0/0/", format="webp")
    assert response["Content-Type"] == "image/jpeg"
    assert pixels(response).shape == (48, 64, 3)
    assert int(response.headers.get("Content-Length", len(response.content))) == len(response.content)


def test_the_quality_decides_the_size(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    sizes = [len(owner.get(path, q=q).content) for q in ("0.1", "0.85", "1")]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1] < sizes[2]
    assert owner.get(path, q="0.85").content == owner.get(path).content


def test_all_that_a_query_can_say(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    black = pixels(owner.get(path, c="", format="png"))
    assert not black.any()
    inverted = owner.get(path, c=RED, m="c", format="png", maps='[{"inverted":{"enabled":true}}]')
    assert (red(inverted) == 255 - np.minimum(ramp(0, 0), 255)).all()
    grey = pixels(owner.get(path, c="-1,2|100:355", m="g", format="png"))
    assert (grey == np.minimum(ramp(0, 0), 255)[:, :, None]).all()
    projected = owner.get(path, c=RED, m="c", p="intmax|0:3", format="png")
    assert (red(projected) == np.minimum(ramp(3, 0), 255)).all()


def test_malformed_parts_are_passed_over(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    fine = owner.get(path, c=RED, m="c", format="png").content
    assert owner.get(path, c=RED + ",x,9|1:2,0", m="c", maps="{", format="png").content == fine


def test_tiles_and_regions_are_parts_of_the_plane(lab, owner):
    plane = pixels(owner.get(f"render_image/{lab.image.pk}/1/0/", format="png"))
    path = f"render_image_region/{lab.image.pk}/1/0/"
    assert (pixels(owner.get(path, region="10,20,30,15", format="png")) == plane[20:35, 10:40]).all()
    assert (pixels(owner.get(path, region="50,40,512,512", format="png")) == plane[40:, 50:]).all()
    assert (pixels(owner.get(path, tile="0,1,2,16,10", format="png")) == plane[20:30, 16:32]).all()
    assert (pixels(owner.get(path, tile="0,0,0", region="1,1,1,1", format="png")) == plane).all()


def test_a_projection_applies_to_regions(lab, owner):
    path = f"render_image_region/{lab.image.pk}/0/0/"
    found = red(owner.get(path, region="0,0,8,8", c=RED, m="c", p="intmax", format="png"))
    assert (found == ramp(4, 0)[:8, :8]).all()


@pytest.mark.parametrize(
    "query",
    [
        {"region": "-1,0,5,5"},
        {"region": "0,0,0,5"},
        {"region": "64,0,5,5"},
        {"region": "0,48,5,5"},
        {"tile": "0,1,0"},
        {"tile": "0,0,-1"},
    ],
)
def test_a_part_outside_is_not_there(lab, owner, query):
    response = owner.get(f"render_image_region/{lab.image.pk}/0/0/", **query)
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "64 x 48 pixels" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "say which part"),
        ({"c": "1"}, "say which part"),
        ({"tile": "1,0,0"}, "level is one of 0 to 0"),
        ({"tile": "0,0"}, "tile should be level,column,row"),
        ({"region": "0,0,5"}, "region should be x,y,width,height"),
        ({"tile": "0,0,0", "q": "2"}, "q should be a number from 0 to 1"),
    ],
)
def test_a_part_that_cannot_be_read(lab, owner, query, sentence):
    response = owner.get(f"render_image_region/{lab.image.pk}/0/0/", **query)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert sentence in response.content.decode()


@pytest.mark.parametrize("place", ["5/", "0/2/", "5/0/", "77/77/"])
def test_a_plane_that_is_not_there(lab, owner, place):
    assert owner.get(f"render_image/{lab.image.pk}/{place}").status_code == 404


def test_z_is_passed_over_by_a_projection_but_t_is_not(lab, owner):
    assert owner.get(f"render_image/{lab.image.pk}/77/0/", p="intmean").status_code == 200
    assert owner.get(f"render_image/{lab.image.pk}/0/77/", p="intmean").status_code == 404


def test_who_has_the_picture_gets_304(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    first = owner.get(path)
    etag = first["ETag"]
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Vary"] == "Cookie, Authorization"
    again = owner.get(path, headers={"If-None-Match": f'"other", {etag}'}, _="17")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert owner.get(path, c="1", headers={"If-None-Match": etag}).status_code == 200


def test_head_tells_the_same_without_the_body(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    full, head = owner.get(path), owner.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == full["ETag"]


def test_the_answer_tells_what_took_how_long(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    parts = [part.split(";")[0].strip() for part in owner.get(path)["Server-Timing"].split(",")]
    assert parts[-3:] == ["plan", "wait", "draw"]


def test_when_too_many_wait_a_picture_is_refused_but_not_one_that_was_drawn(lab, owner, monkeypatch):
    path = f"render_image/{lab.image.pk}/0/0/"
    assert owner.get(path).status_code == 200
    full = Slots(0, 0)
    monkeypatch.setattr("micrographia.webgateway.drawing.drawing", lambda: full)
    assert owner.get(path).status_code == 200
    refused = owner.get(path, c="1")
    assert (refused.status_code, refused["Retry-After"]) == (503, "1")
    assert owner.get(path, c="1", headers={"If-None-Match": "*"}).status_code == 304


def test_who_hangs_up_stops_the_drawing(lab, owner, reads):
    gone = {ABANDONED: lambda: True}
    response = owner.client.get(f"/webgateway/render_image/{lab.image.pk}/0/0/", **gone)
    assert response.status_code == 499
    assert not reads


def window(end):
    channel = ChannelSettings(True, Window(0, end), "FF0000FF")
    off = ChannelSettings(False, Window(0, 1), "00FF00FF")
    return RenderingSettings(Model.COLOR, (channel, off, off))


def test_whose_settings_count(lab, owner, member):
    path = f"render_image/{lab.image.pk}/0/0/"
    save(lab.image, lab.owner.pk, window(255))
    assert (red(member.get(path, format="png")) == np.minimum(ramp(0, 0), 255)).all()
    save(lab.image, lab.member.pk, window(510))
    assert red(member.get(path, format="png")).max() < 128
    assert (red(owner.get(path, format="png")) == np.minimum(ramp(0, 0), 255)).all()


def test_drawing_saves_nothing(lab, owner):
    before = lab.image.settings.get().updated
    owner.get(f"render_image/{lab.image.pk}/0/0/", c=RED, m="g")
    assert lab.image.settings.get().updated == before


@pytest.fixture
def reads(monkeypatch):
    """The regions that are read from synthetic files."""
    found = []
    read = FakeSource.read

    def recorded(self, z, t, channels, region, level=0):
        found.append((level, region.width, region.height))
        return read(self, z, t, channels, region, level)

    monkeypatch.setattr(FakeSource, "read", recorded)
    return found


@pytest.fixture
def slide(lab, tmp_path):
    recipe = "sizeX=20000 sizeY=20000 sizeC=3 rgb=true levels=8"
    return make_picture(lab.owner, lab.group, tmp_path, recipe, name="slide", statistics=False)


def test_a_large_plane_is_never_drawn_whole(slide, owner, reads):
    response = owner.get(f"render_image/{slide.pk}/0/0/")
    assert response.status_code == 400
    assert "render_image_region" in response.content.decode()
    assert owner.get(f"render_image_region/{slide.pk}/0/0/", region="0,0,20000,20000").status_code == 400
    assert not reads


def test_a_tile_reads_only_itself(slide, owner, reads):
    assert pixels(owner.get(f"render_image_region/{slide.pk}/0/0/", tile="0,78,78")).shape == (32, 32, 3)
    assert pixels(owner.get(f"render_image_region/{slide.pk}/0/0/", tile="3,1,1,512,512")).shape == (512, 512, 3)
    assert reads == [(0, 32, 32), (3, 512, 512)]


def test_a_thumbnail_reads_a_small_level(slide, owner, reads):
    assert owner.get(f"render_thumbnail/{slide.pk}/").status_code == 200
    assert reads == [(7, 156, 156)]


def test_a_picture_is_drawn_once(lab, owner, reads):
    path = f"render_image/{lab.image.pk}/0/0/"
    assert owner.get(path).content == owner.get(path).content
    assert len(reads) == 1
    assert workshop().cache.memory.counts().hits == 1


def test_an_original_that_changed_is_told(lab, owner, tmp_path, monkeypatch):
    path = f"render_image/{lab.image.pk}/0/0/"
    assert owner.get(path).status_code == 200
    owner.get(f"render_thumbnail/{lab.image.pk}/")
    (tmp_path / "cells.fake").write_text("sizeX=5")
    monkeypatch.setattr("micrographia.pictures.condition.CHECK_SECONDS", 0)
    response = owner.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.content.decode() == "the original file cells.fake has changed since it was imported"
    assert owner.get(f"render_thumbnail/{lab.image.pk}/").status_code == 200
    assert owner.get(f"render_thumbnail/{lab.image.pk}/77/").status_code == 404


def test_a_change_is_written_down_and_taken_back(lab, owner, tmp_path, monkeypatch):
    monkeypatch.setattr("micrographia.pictures.condition.CHECK_SECONDS", 0)
    path, away = f"render_image/{lab.image.pk}/0/0/", tmp_path / "away.fake"
    first = owner.get(path)
    (tmp_path / "cells.fake").rename(away)
    assert owner.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 404
    fileset = Fileset.objects.get()
    assert (fileset.original, fileset.trouble) == ("gone", "the original file cells.fake is gone")
    histogram = owner.get(f"histogram_json/{lab.image.pk}/channel/0/")
    assert (histogram.status_code, histogram.json()) == (404, {"message": "the original file cells.fake is gone"})
    away.rename(tmp_path / "cells.fake")
    back = owner.get(path)
    assert (back.status_code, back.content, back["ETag"]) == (200, first.content, first["ETag"])
    fileset.refresh_from_db()
    assert (fileset.original, fileset.trouble) == ("there", "")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_drawn_from_other_files_while_they_change(lab, owner, tmp_path):
    path, file = f"render_image/{lab.image.pk}/0/0/", tmp_path / "cells.fake"
    right, text, date = owner.get(path).content, file.read_text(), file.stat().st_mtime_ns
    other = text.replace("sizeX=64", "sizeX=40")
    stop, answers = Event(), []

    def look():
        asker, number = Asker("owner"), 0
        while not stop.is_set():
            number += 1
            response = asker.get(path, q=0.9, c=f"1|0:{1000 + number % 7}$00FF00")
            answers.append((number % 7, response.status_code, response.content))
        connection.close()

    threads = [Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(15):
        for written, when in ((other, None), (text, (date, date))):
            (tmp_path / "new").write_text(written)
            if when:
                os.utime(tmp_path / "new", ns=when)
            (tmp_path / "new").replace(file)
            sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    assert {status for _, status, _ in answers} <= {200, 404, 503}
    workshop.cache_clear()
    drawn = {n: owner.get(path, q=0.9, c=f"1|0:{1000 + n}$00FF00").content for n in range(7)}
    assert all(content == drawn[n] for n, status, content in answers if status == 200)
    assert owner.get(path).content == right


def test_a_quarantined_fileset_is_not_read(lab, owner, reads):
    Fileset.objects.update(original="quarantined")
    response = owner.get(f"render_image/{lab.image.pk}/0/0/")
    assert response.status_code == 404
    assert "has crashed the server" in response.content.decode()
    assert not reads


def test_a_revocation_holds_at_the_next_request(lab, member):
    path = f"render_image/{lab.image.pk}/0/0/"
    assert member.get(path).status_code == 200
    Membership.objects.filter(experimenter=lab.member, group=lab.group).delete()
    assert member.get(path).status_code == 404


def test_a_deletion_holds_at_the_next_request(lab, owner):
    path = f"render_image/{lab.image.pk}/0/0/"
    assert owner.get(path).status_code == 200
    lab.image.deleted = Deletion.objects.create(kind="image", root=lab.image.pk)
    lab.image.save()
    assert owner.get(path).status_code == 404


@pytest.fixture
def share(lab):
    share = Share.objects.create(owner=lab.owner, group=lab.group)
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    return share


def test_through_a_share(lab, share, outsider, tmp_path):
    other = make_picture(lab.owner, lab.group, tmp_path, name="other")
    for path in ("render_image/{}/", "render_thumbnail/{}/", "imgData/{}/", "render_image_region/{}/0/0/?tile=0,0,0"):
        separator = "&" if "?" in path else "?"
        inside = path + separator + f"share={share.pk}"
        assert outsider.get(inside.format(lab.image.pk)).status_code == 200
        assert outsider.get(inside.format(other.pk)).status_code == 404
        assert outsider.get(path.format(lab.image.pk)).status_code == 404
        assert outsider.get((path + separator + "share=999").format(lab.image.pk)).status_code == 404


def test_a_share_that_is_switched_off_or_over(lab, share, outsider):
    path = f"render_image/{lab.image.pk}/?share={share.pk}"
    assert outsider.get(path).status_code == 200
    Share.objects.update(active=False)
    assert outsider.get(path).status_code == 404
    Share.objects.update(active=True, expires="2020-01-01T00:00Z")
    assert outsider.get(path).status_code == 404


def test_inside_a_share_the_owners_settings_count(lab, share, outsider):
    save(lab.image, lab.owner.pk, window(255))
    save(lab.image, lab.outsider.pk, window(510))
    picture = red(outsider.get(f"render_image/{lab.image.pk}/0/0/", share=share.pk, format="png"))
    assert (picture == np.minimum(ramp(0, 0), 255)).all()


def test_split_channels(lab, owner):
    """Three channels and the merged picture lie in two rows of two; one that is off stays white."""
    query = {"c": "1|0:255$FF0000,-2,3|200:455$0000FF", "m": "c", "format": "png"}
    picture = pixels(owner.get(f"render_split_channel/{lab.image.pk}/0/0/", **query))
    assert picture.shape == (102, 134, 3)
    assert (picture[:2] == 255).all()
    assert (picture[2:50, 68:132] == 255).all()
    assert (picture[2:50, 2:66, 0] == np.minimum(ramp(0, 0), 255)).all()
    assert not picture[2:50, 2:66, 1:].any()
    assert (picture[52:100, 2:66, 2] == np.minimum(ramp(0, 0), 255)).all()
    merged = picture[52:100, 68:132]
    assert (merged[:, :, 0] == np.minimum(ramp(0, 0), 255)).all()
    assert (merged[:, :, 2] == merged[:, :, 0]).all()


def test_split_channels_are_a_little_finer(lab, owner):
    path = f"render_split_channel/{lab.image.pk}/0/0/"
    assert owner.get(path).content == owner.get(path, q="0.9").content
    assert owner.get(path).content != owner.get(path, q="0.85").content
    assert owner.get(f"render_split_channel/{lab.image.pk}/5/0/").status_code == 404


def test_split_channels_have_a_limit(lab, owner, tmp_path):
    wide = make_picture(lab.owner, lab.group, tmp_path, "sizeX=30000 sizeY=10 sizeC=9", name="wide", statistics=False)
    assert owner.get(f"render_image/{wide.pk}/").status_code == 200
    response = owner.get(f"render_split_channel/{wide.pk}/0/0/")
    assert response.status_code == 400
    assert "90008 x 38 pixels" in response.content.decode()


FULL = {"c": "1|0:255$FF0000,-2|0:1$00FF00", "m": "c"}


def test_a_query_that_says_everything(lab, owner):
    strict = owner.get(f"render_image_rdef/{lab.image.pk}/0/0/", **FULL)
    assert strict.content == owner.get(f"render_image/{lab.image.pk}/0/0/", **FULL).content
    strict = owner.get(f"render_image_region_rdef/{lab.image.pk}/0/0/", tile="0,1,1,9,9", **FULL)
    assert strict.content == owner.get(f"render_image_region/{lab.image.pk}/0/0/", tile="0,1,1,9,9", **FULL).content


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"m": "c"}, "c is needed"),
        ({**FULL, "c": "1$FF0000"}, "channel 1 needs a window"),
        ({**FULL, "c": "1|0:5"}, "channel 1 needs a color"),
        ({**FULL, "c": "1|0:5$FF0000,x"}, "a channel is a number from 1"),
        ({"c": FULL["c"]}, "m is needed"),
        ({**FULL, "m": "x"}, "m is needed"),
        ({**FULL, "maps": "{"}, "maps is a JSON array"),
        ({**FULL, "maps": "[{}]"}, "maps has as many elements as c has entries, here 2"),
    ],
)
def test_a_query_that_leaves_something_open(lab, owner, query, sentence):
    response = owner.get(f"render_image_rdef/{lab.image.pk}/0/0/", **query)
    assert response.status_code == 400
    assert sentence in response.content.decode()
