"""All the JSON of one catalog, as a program: builds it in an empty database and writes every answer, one a line.

    same_json.py FOLDER OUT

The database is that of MICROGRAPHIA_DATABASE_URL, else SQLite; a test database beside it is made and removed. The
folder holds the images' files and a home. What is written must be the same bytes whatever the database is.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PLACE = re.compile(r"<(\w+):(\w+)>")
NAMES = (
    *("Zebra", "zebra", "apfel", "Apfel", "Äpfel", "äpfel", "a\u0308pfel", "Straße", "STRASSE", "strasse", "Strasze"),
    *("10", "9", "010", "-1", "1e3", "a b", "a-b", "ab", "a_b", "A.B", "i", "I", "İ", "ı", "ﬁsh", "fish", "ΣΊΣΥΦΟΣ"),
    *(
        "σίσυφος",
        "ц",
        "Ц",
        "日本",
        "にほん",
        "ニホン",
        "\U0001f9ec",
        "\ufffd",
        "é\u0301",
        "%_like\\",
        "'quoted\"",
        "x" * 255,
    ),
    *("x" * 254 + "a", "ß" * 255, "\u00a0space", " leading", "tab\tstop", "line\nbreak"),
)
"""Case, accents, digits, blanks, scripts, wildcards, long names: what databases order in their own ways if they may."""
MOMENTS = (
    None,
    datetime(2009, 2, 27, 10, 25, 32, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2016, 2, 29, 0, 0, 0, 500_000, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
)
NUMBERS = {"z": "0", "t": "0", "x": "0", "y": "0", "channel": "0", "field": "0", "width": "16", "height": "16"}
OTHERS = {
    **NUMBERS,
    "thickness": "1",
    "position": "1",
    "axis": "z",
    "api_version": "0",
    "key": "meta",
    "username": "anna",
}
TYPES = (
    "project",
    "dataset",
    "image",
    "screen",
    "plate",
    "run",
    "acquisition",
    "well",
    "tag",
    "tagset",
    "experimenter",
)
QUERIES = (
    *("", "page=2&limit=7", "start=3&limit=5", "page=0", "orphaned=true", "owner={anna}", "group={lab}", "owner={ben}"),
    *(
        "member={anna}",
        "tag=3",
        "dataset=1",
        "project=1",
        "screen=1",
        "plate=1",
        "tagset=1",
        "embed=",
        "sizeXYZ=1&date=1",
    ),
    *("limit=nonsense", "group=999", "id=1,2,999", "page_size=2", "thumbVersion=on&embed=thumbnail,pixels.sizeC"),
)
OWN_EVERYWHERE = {
    "/api/v<api_version:api_version>/token/": "a token is made by chance",
    "/api/openapi.json": "it comes from no database",
}


def main() -> None:
    """Builds, asks, writes, removes."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    os.environ |= {"DJANGO_SETTINGS_MODULE": "micrographia.server.settings", "MICROGRAPHIA_HOME": str(folder / "home")}
    import django
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    name = folder / "test.sqlite3" if connection.vendor == "sqlite" else f"same_json_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = str(name)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        people = _build(folder)
        with out.open("w") as lines:
            for line in _said(people):
                lines.write(line + "\n")
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def _build(folder: Path) -> dict[str, int]:
    """The ids of the people and of the group."""
    from catalog_world import attach, make_group, make_plate, make_project, make_screen, make_tag, make_user
    from micrographia.accounts.models import Experimenter
    from micrographia.catalog.models import Plate, Run, ScreenPlate, Share, ShareItem, ShareMember
    from micrographia.home.folder import Home
    from sign_in_people import PASSWORD

    Home(folder / "home").create()
    lab, den = make_group("Lab ä", "rwra--"), make_group("lab B", "rw----")
    for number, name in enumerate(NAMES):
        make_group(f"{name[:240]} group {number}")
    anna = make_user("anna", leads=(lab,), password=PASSWORD)
    ben = make_user("Ben", lab, den, password=PASSWORD)
    for number, name in enumerate(("Émile", "emile", "EMILE", "zoé", "10", "9", "Ärger", "_")):
        Experimenter.objects.filter(pk=make_user(name, lab).pk).update(
            email="" if number % 2 else f"{name}@example.org"
        )
    datasets = _named(anna, ben, lab, den, folder)
    screens = [make_screen(anna, lab, name) for name in NAMES[:12]]
    for number, name in enumerate(NAMES[:20]):
        plate = make_plate((anna, ben)[number % 2], lab, name, wells=number % 3, fields=2)
        if number % 4:
            ScreenPlate.objects.create(owner=anna, group=lab, parent=screens[number % 5], child=plate)
    for run, name, begun in zip(Run.objects.order_by("pk"), ("", "Run a", "", "") * 9, MOMENTS * 9, strict=False):
        Run.objects.filter(pk=run.pk).update(name=name, started=begun, ended=begun if run.pk % 2 else None)
    tag_set = make_tag(anna, lab, "Phases", tag_set=True)
    tags = [make_tag((anna, ben)[number % 2], lab, name) for number, name in enumerate(NAMES)]
    for number, tag in enumerate(tags):
        if number % 3:
            attach(tag, tag_set)
        for thing in (*datasets[number % 4 : 12 : 4], Plate.objects.order_by("pk")[number % 9]):
            attach(tag, thing)
    make_project(ben, den, "Only Ben's")
    for number in range(4):
        share = Share.objects.create(
            owner=(anna, ben)[number % 2], group=lab, active=number != 2, message=NAMES[number]
        )
        ShareMember.objects.create(share=share, experimenter=(ben, anna)[number % 2])
        if number < 3:
            ShareItem.objects.bulk_create(ShareItem(share=share, image_id=image) for image in (2, 1, 3))
    _dated()
    return {"anna": anna.pk, "ben": ben.pk, "lab": lab.pk}


def _named(anna: Any, ben: Any, lab: Any, den: Any, folder: Path) -> list[Any]:
    from catalog_world import make_dataset, make_image, make_project
    from micrographia.catalog.models import DatasetImage
    from picture_world import make_picture

    project = make_project(anna, lab, "All")
    datasets = []
    for number, name in enumerate(NAMES):
        owner = (anna, ben)[number % 2]
        make_project(owner, lab, name)
        datasets.append(make_dataset(owner, lab, name, project=None if number % 5 == 0 else project))
    made = [make_picture(anna, lab, folder, name=name, dataset=datasets[0]) for name in ("cells", "Änderung")]
    for number, name in enumerate(NAMES):
        image = make_image((anna, ben)[number % 2], (lab, den)[number % 7 == 0 and number % 2], f"image {number}")
        image.name = name
        image.save()
        if number % 3 and image.group_id == lab.pk:
            DatasetImage.objects.create(owner=anna, group=lab, parent=datasets[0], child=image)
        made.append(image)
    return datasets


def _dated() -> None:
    """Times that are not those of the test."""
    from django.apps import apps

    from micrographia.catalog.models import Image

    start = datetime(2015, 10, 22, 11, 57, 6, 123_456, tzinfo=UTC)
    for model in apps.get_app_config("catalog").get_models():
        columns = {field.name for field in model._meta.concrete_fields} & {"created", "updated"}
        for key in model.objects.values_list("pk", flat=True) if columns else ():
            when = start + timedelta(days=37 * int(key), microseconds=int(key))
            model.objects.filter(pk=key).update(**dict.fromkeys(columns, when))
    for image, taken in zip(Image.objects.order_by("pk"), MOMENTS * 20, strict=False):
        Image.objects.filter(pk=image.pk).update(acquired=taken)


def _said(people: dict[str, int]) -> Iterator[str]:
    """Who asked what, and what was answered."""
    from django.test import Client

    from sign_in_people import basic

    for name, queries in (("anna", QUERIES), ("Ben", QUERIES[:3])):
        client = Client(headers=basic(name))
        for url in _urls(people, queries):
            answer = client.get(url)
            body = b"".join(answer) if answer.streaming else answer.content
            yield f"{name} {url} {answer.status_code} {answer.headers.get('Content-Type')} {body!r}"


def _urls(people: dict[str, int], queries: tuple[str, ...]) -> Iterator[str]:
    """Every address of JSON, for several ids and with several queries."""
    from micrographia.web.openapi import documented

    for path, dispatcher in documented():
        route = dispatcher.by_method.get("GET")
        if route is None or path in OWN_EVERYWHERE or path.startswith("/webclient/"):
            continue
        if route.answers and route.answers[0].media_type == "application/json":
            for url in _filled(path):
                asked = path.startswith("/api/") and not re.search(r"/(2|999)/", url) and not url.endswith("/1/")
                for query in queries if asked or "get_thumbnails" in url else ("",):
                    yield url + ("?" + query.format(**people) if query else "")


def _filled(path: str) -> Iterator[str]:
    names = [name for _, name in PLACE.findall(path)]
    for id_ in ("1", "2", "999") if any(name not in OTHERS for name in names) else ("1",):
        for kind in TYPES if "object_type" in names else ("",):
            yield PLACE.sub(lambda place: {**OTHERS, "object_type": kind}.get(place[2], id_), path)  # noqa: B023


if __name__ == "__main__":
    main()
