import pytest
from django.test import Client

from catalog_world import make_image, make_tag
from picture_world import attached_file
from sign_in_people import basic


@pytest.fixture
def row(home, anna, group):
    return attached_file(make_image(anna, group, "cells"), b"<script>1</script>", "a, b/ä.html")


def got(id_, **headers):
    return Client(headers=basic("anna")).get(f"/webclient/annotation/{id_}/", headers=headers)


def test_a_file_comes_as_a_download_under_its_name(row):
    answer = got(row.pk)
    assert (answer.status_code, b"".join(answer)) == (200, b"<script>1</script>")
    assert answer["Content-Type"] == "application/force-download"
    assert answer["Content-Disposition"] == "attachment; filename=a._b_a.html; filename*=UTF-8''a._b_%C3%A4.html"
    assert got(row.pk, if_none_match=answer["ETag"]).status_code == 304
    part = got(row.pk, range="bytes=1-6")
    assert (part.status_code, b"".join(part)) == (206, b"script")


def test_what_is_no_file_or_has_gone_is_not_found(row, home, anna, group):
    assert got(make_tag(anna, group).pk).status_code == 404
    (home.path / row.file.key).unlink()
    assert got(row.pk).status_code == 404


def test_clients_are_told_of_it(row):
    query = {"image": row.links.get().image_id}
    (told,) = Client(headers=basic("anna")).get("/webclient/api/annotations/", query).json()["annotations"]
    assert told["file"] == {"id": row.file.pk, "name": "a, b/ä.html", "size": 18, "path": "", "mimetype": ""}
