import pytest

from micrographia.web.attachment import content_disposition, file_name


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("test_download.png", "attachment; filename=test_download.png"),
        ("a b.tif", 'attachment; filename="a b.tif"'),
        ('a";x=".tif', 'attachment; filename="a_;x=_.tif"'),
        ("Zellkörper.tif", "attachment; filename=Zellkorper.tif; filename*=UTF-8''Zellk%C3%B6rper.tif"),
        ("細胞.tif", "attachment; filename=.tif; filename*=UTF-8''%E7%B4%B0%E8%83%9E.tif"),
        ("細胞", "attachment; filename=_; filename*=UTF-8''%E7%B4%B0%E8%83%9E"),
        ("é (1).tif", "attachment; filename=\"e (1).tif\"; filename*=UTF-8''%C3%A9%20%281%29.tif"),
    ],
)
def test_the_header(name, header):
    assert content_disposition(name) == header


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cells, day 2.tif", "cells._day_2.tif"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("a\r\nSet-Cookie: x", "a__Set-Cookie__x"),
        ("C:\\x", "C__x"),
        ("..", "_"),
        ("", "_"),
        ("a\udcff", "a"),
    ],
)
def test_any_text_is_a_name(text, name):
    assert file_name(text) == name
