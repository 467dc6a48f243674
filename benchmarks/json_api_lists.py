"""What the lists of /api/ cost in a large catalog, by Server-Timing, as multiples of fetching one image by its id.

    python benchmarks/json_api_lists.py [--images 1000000] [--requests 200]

Takes a new SQLite file, or with MICROGRAPHIA_DATABASE_URL a PostgreSQL database of its own beside that one; fills it
with 100 images a dataset, ten datasets a project, 200 users in 20 groups. Prints for each list the queries and the
95th percentile of its first and of its last page, for a member of five groups and for an administrator.
"""

import argparse
import os
import re
import tempfile
import time
from itertools import count

PASSWORD = "a password for a benchmark"
BATCH = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MICROGRAPHIA_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")
        import django

        django.setup()
        from django.db import connection

        name = f"{folder}/catalog.sqlite3" if connection.vendor == "sqlite" else "micrographia_lists"
        connection.settings_dict["TEST"]["NAME"] = name
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            start = time.perf_counter()
            fill(options.images)
            print(f"{connection.vendor}: {options.images} images made in {time.perf_counter() - start:.0f} s")
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            for person in ("user 0", "boss"):
                measure(person, options.requests)
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


def fill(images: int) -> None:
    from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
    from micrographia.accounts.sort_key import folded

    levels = ("rw----", "rwr---", "rwra--", "rwrw--")
    groups = [ExperimenterGroup.objects.create(name=f"group {n}", level=levels[n % 4]) for n in range(20)]
    users = []
    for number in range(201):
        user = Experimenter(username="boss" if number == 200 else f"user {number}")
        user.set_password(PASSWORD)
        user.sort_key = folded(user.username)
        users.append(user)
    Experimenter.objects.bulk_create(users)
    joined = [(user, group) for n, user in enumerate(users[:200]) for group in (groups * 2)[n % 20 : n % 20 + 5]]
    active = [Membership(experimenter=user, group_id=1) for user in users]
    Membership.objects.bulk_create([Membership(experimenter=user, group=group) for user, group in joined] + active)
    Membership.objects.create(experimenter=users[200], group_id=0)
    bring_in(images, joined)


def bring_in(images: int, joined: list) -> None:
    from django.db import transaction

    from micrographia.catalog.models import Dataset, DatasetImage, Image, Pixels, Project, ProjectDataset

    numbers = count()
    step = BATCH // 100
    for start in range(0, images // 100, step):
        with transaction.atomic():
            things, links, hung = [], [], []
            for at in range(start, min(start + step, images // 100)):
                user, group = joined[at // 10 % len(joined)]
                whose = {"owner": user, "group": group}
                if at % 10 == 0:
                    project = Project.objects.create(**whose, name=f"Project {at}")
                dataset = Dataset.objects.create(**whose, name=f"Dataset {at}")
                hung.append(ProjectDataset(**whose, parent=project, child=dataset))
                row = [Image(**whose, name=f"Image {next(numbers) * 7919 % images}") for _ in range(100)]
                things += row
                links += [DatasetImage(**whose, parent=dataset, child=image) for image in row[:98]]
            Image.objects.bulk_create(things)
            sizes = {"size_x": 512, "size_y": 512, "pixel_type": "uint16"}
            Pixels.objects.bulk_create([Pixels(image=image, **sizes) for image in things])
            DatasetImage.objects.bulk_create(links)
            ProjectDataset.objects.bulk_create(hung)


def measure(person: str, requests: int) -> None:
    from base64 import b64encode

    from django.test import Client

    from micrographia.accounts.models import Experimenter
    from micrographia.catalog.models import Dataset, Image

    user = Experimenter.objects.get(username=person)
    mine = Image.objects.filter(owner__username="user 0").first()
    dataset = Dataset.objects.filter(owner=mine.owner).first()
    secret = b64encode(f"{person}:{PASSWORD}".encode()).decode()
    client = Client(headers={"Authorization": f"Basic {secret}"}, SERVER_NAME="localhost")
    (one, queries) = timed(client, f"images/{mine.pk}/", requests)
    print(f"\n{person}: one image by id {one:.1f} ms, {queries} queries")
    group = dataset.group_id
    for path in (
        "images/",
        f"images/?owner={mine.owner_id}",
        f"images/?group={group}",
        f"images/?dataset={dataset.pk}",
        "images/?orphaned=true",
        "datasets/",
        "projects/",
        "containers/",
        f"datasets/?owner={user.pk}",
        "experimenters/",
        "groups/",
    ):
        meta = client.get(f"/api/{path}").json()["meta"]
        total = meta["totalCount"]
        total = max(total.values()) if isinstance(total, dict) else total
        last = max(1, -(-total // 200))
        joiner = "&" if "?" in path else "?"
        first_ms, queries = timed(client, path, requests)
        last_ms, _ = timed(client, f"{path}{joiner}page={last}", requests)
        ratios = f"{first_ms / one:.1f} x, {last_ms / one:.1f} x"
        print(f"{path:28} {total:8} rows {queries} queries; first {first_ms:.1f} ms, last {last_ms:.1f} ms: {ratios}")


def timed(client: object, path: str, requests: int) -> tuple[float, int]:
    """95th percentile in ms, and queries."""
    found = []
    for _ in range(requests + 3):
        header = client.get(f"/api/{path}")["Server-Timing"]
        found.append(float(re.search(r"total;dur=([\d.]+)", header)[1]))
        queries = int(re.search(r'desc="(\d+) queries', header)[1])
    found = sorted(found[3:])
    return found[int(len(found) * 0.95)], queries


if __name__ == "__main__":
    main()
