"""A large catalog, made by a few statements of SQL, with counters that are true at the end.

As many images as asked for, a hundred of them a dataset, ten datasets a project; 200 people, 20 groups, every level.
Of the images 2 % are in no container, some in wells; one dataset of each group holds a fifth of its images once more. A
third carries a tag, in one group half of them the same. All that a list joins or counts is there; channels are not.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

PASSWORD = "a password for a benchmark"
PEOPLE, GROUPS, ADMINISTRATOR, MEMBER, OUTSIDER = 200, 20, 0, 22, 199
"""The last three: numbers of people. The member is in one group, the outsider in none, but invited to a share."""
LEVELS = ("rw----", "rwr---", "rwra--", "rwrw--")
HEAVY = 2
"""The number of the member's group, which has the heavy tag and the large share."""


def name_of(person: int) -> str:
    return f"user {person}"


def make(images: int) -> None:
    """Fills an empty, migrated catalog."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    from micrographia.catalog import models

    with unwatched(), transaction.atomic():
        people, groups = make_people()
        draw_plan(images, people, groups)
        make_containers(images)
        make_images()
        make_plates()
        make_tags(images)
        make_shares(people)
        count()
        rows = [getattr(models, name) for name in models.__all__]
        tables = [row for row in rows if isinstance(row, type) and hasattr(row, "_meta") and not row._meta.abstract]
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            run(statement)
    # As PostgreSQL does by itself after a while: indexes alone answer what the tables need not be looked up for.
    run("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def run(sql: str, given: Sequence[Any] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, given)


@contextmanager
def unwatched() -> Iterator[None]:
    """Nothing is run for single rows meanwhile, neither triggers nor looks whether references are there.

    On PostgreSQL that takes a superuser.
    """
    from django.db import connection

    from micrographia.catalog.triggers import install

    if connection.vendor == "postgresql":
        run("SET session_replication_role = replica")
        yield
        run("SET session_replication_role = DEFAULT")
        return
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-1000000", "temp_store=MEMORY"):
        run(f"PRAGMA {pragma}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.schema_editor() as editor:
        install(editor)
    connection.close()


def insert(model: type[Any], values: Mapping[str, str], source: str) -> None:
    """INSERT … SELECT. values: column → SQL; the other columns get the defaults of their fields."""
    from django.db import connection
    from django.utils import timezone

    columns, selected, given = [], [], []
    for field in model._meta.local_concrete_fields:
        if field.column in values:
            selected.append(values[field.column].replace("%", "%%"))
        elif field.primary_key or field.null:
            continue
        else:
            default = timezone.now() if getattr(field, "auto_now", False) else field.get_default()
            selected.append("%s")
            given.append(field.get_db_prep_save(default, connection))
        columns.append(connection.ops.quote_name(field.column))
    source = source.replace("%", "%%")
    run(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(selected)} {source}", given)


def named(words: str) -> dict[str, str]:
    """words: an SQL expression."""
    return {"name": words, "sort_key": f"lower({words})"}


def make_people() -> tuple[list[int], list[int]]:
    """Ids, by number."""
    from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
    from micrographia.accounts.sort_key import folded

    groups = [ExperimenterGroup.objects.create(name=f"Group {n}", level=LEVELS[n % 4]).pk for n in range(GROUPS)]
    first = Experimenter(username=name_of(0))
    first.set_password(PASSWORD)
    some = [Experimenter(username=name_of(n), password=first.password) for n in range(PEOPLE)]
    for person in some:
        person.sort_key = folded(person.username)
    people = [person.pk for person in Experimenter.objects.bulk_create(some)]
    joined = [(n, 1) for n in range(PEOPLE)] + [(ADMINISTRATOR, 0)]
    for n in range(PEOPLE):
        if n != OUTSIDER:
            others = (0, 5, 7, 11, 13) if n // GROUPS % 2 == 0 else (0,)
            joined += [(n, groups[(n + other) % GROUPS]) for other in others]
    Membership.objects.bulk_create([Membership(experimenter_id=people[n], group_id=group) for n, group in joined])
    return people, groups


def draw_plan(images: int, people: list[int], groups: list[int]) -> None:
    """Temporary tables: `projects` and `plan`, a row for each project and image, with whose they are."""
    run(
        "CREATE TEMPORARY TABLE projects AS WITH RECURSIVE numbers(n) AS "
        f"(SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {max(images // 1000, GROUPS)}) "
        f"SELECT n AS p, n % {GROUPS} AS g, {groups[0]} + n % {GROUPS} AS group_id, "
        f"{people[0]} + n % {GROUPS} + {GROUPS} * (1 + n / {GROUPS} % 8) AS owner_id FROM numbers"
    )
    # in_wells: of two datasets of every fifth round of projects; they are numbered within each group.
    run(
        "CREATE TEMPORARY TABLE plan AS WITH RECURSIVE numbers(n) AS "
        f"(SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {images}), "
        "placed AS (SELECT n, n / 100 AS d, p, g, group_id, owner_id, n % 1000 / 100 IN (7, 8) "
        f"AND p / {GROUPS} % 5 = 0 AS in_wells FROM numbers JOIN projects ON p = n / 1000) "
        "SELECT n, d, p, g, group_id, owner_id, in_wells, "
        "row_number() OVER (PARTITION BY g, in_wells ORDER BY n) - 1 AS r FROM placed"
    )


def make_containers(images: int) -> None:
    from micrographia.catalog.models import Dataset, Project, ProjectDataset

    whose = {"owner_id": "owner_id", "group_id": "group_id"}
    insert(Project, {"id": "p + 1", **whose, **named("'Project ' || p * 37 % 1000")}, "FROM projects")
    loose = "d % 30 = 4"
    insert(
        Dataset,
        {"id": "d + 1", **whose, "parents": f"CASE WHEN {loose} THEN 0 ELSE 1 END"} | named("'Dataset ' || d"),
        "FROM (SELECT DISTINCT d, owner_id, group_id FROM plan) AS datasets",
    )
    insert(
        ProjectDataset,
        {**whose, "parent_id": "p + 1", "child_id": "d + 1"},
        f"FROM (SELECT DISTINCT d, p, owner_id, group_id FROM plan) AS datasets WHERE NOT ({loose})",
    )
    # The selection of each group: its dataset number after all others.
    insert(
        Dataset,
        {"id": f"{images // 100} + 1 + g", **whose, "parents": "0"} | named("'Selection of group ' || g"),
        f"FROM projects WHERE p < {GROUPS}",
    )


FIELD = "in_wells AND r < 1920"
HUNG = "NOT in_wells AND n % 50 <> 3"
SELECTED = "NOT in_wells AND r % 5 = 0"


def make_images() -> None:
    from micrographia.catalog.models import DatasetImage, Fileset, Image, Pixels, StoredSettings

    whose = {"owner_id": "owner_id", "group_id": "group_id"}
    number = "(CAST(n AS bigint) * 7919 + 13) % 1000003"
    insert(
        Fileset,
        {"id": "n / 10 + 1", **whose, "name": "'Fileset ' || n", "root": "'/nowhere'", "reader": "'fake'"}
        | {"fingerprint": "'made ' || n"},
        "FROM plan WHERE n % 10 = 0",
    )
    parents = " + ".join(f"CASE WHEN {there} THEN 1 ELSE 0 END" for there in (FIELD, HUNG, SELECTED))
    insert(
        Image,
        {"id": "n + 1", **whose, "fileset_id": "n / 10 + 1", "series": "n % 10", "parents": parents}
        | named(f"'Cell ' || {number} || '.ome.tiff'"),
        "FROM plan ORDER BY n",
    )
    insert(
        Pixels,
        {"image_id": "n + 1", "size_x": "512", "size_y": "512", "size_c": "3", "pixel_type": "'uint16'"},
        "FROM plan ORDER BY n",
    )
    insert(StoredSettings, {**whose, "image_id": "n + 1", "revision": "n % 3"}, "FROM plan ORDER BY n")
    insert(DatasetImage, {**whose, "parent_id": "d + 1", "child_id": "n + 1"}, f"FROM plan WHERE {HUNG} ORDER BY n")
    run("CREATE TEMPORARY TABLE selections AS SELECT max(id) AS last FROM catalog_dataset")
    insert(
        DatasetImage,
        {**whose, "parent_id": f"last - {GROUPS - 1} + g", "child_id": "n + 1"},
        f"FROM plan, selections WHERE {SELECTED} ORDER BY n",
    )


def make_plates() -> None:
    """A screen a group, five plates, of which one is in no screen; two runs and 96 wells with four fields a plate."""
    from micrographia.catalog.models import Plate, Run, Screen, ScreenPlate, Well, WellField

    whose = {"owner_id": "owner_id", "group_id": "group_id"}
    firsts = f"FROM projects WHERE p < {GROUPS}"
    run(
        "CREATE TEMPORARY TABLE wells AS WITH RECURSIVE numbers(w) AS "
        "(SELECT 0 UNION ALL SELECT w + 1 FROM numbers WHERE w < 479) "
        f"SELECT g, w, g * 5 + w / 96 AS plate, group_id, owner_id FROM projects, numbers WHERE p < {GROUPS}"
    )
    insert(Screen, {"id": "p + 1", **whose} | named("'Screen ' || p"), firsts)
    plates = "FROM wells WHERE w % 96 = 0"
    parents = "CASE WHEN w = 0 THEN 0 ELSE 1 END"
    insert(Plate, {"id": "plate + 1", **whose, "parents": parents} | named("'Plate ' || plate * 7 % 100"), plates)
    insert(ScreenPlate, {**whose, "parent_id": "g + 1", "child_id": "plate + 1"}, f"{plates} AND w > 0")
    runs = {"id": "plate * 2 + 1 + w % 96", "plate_id": "plate + 1"}
    insert(Run, {**runs, **whose} | named("'Run ' || plate"), "FROM wells WHERE w % 96 < 2")
    place = {"row": "w % 96 / 12", "column": "w % 12"}
    insert(Well, {"id": "g * 480 + w + 1", **whose, "plate_id": "plate + 1", **place}, "FROM wells")
    insert(
        WellField,
        {**whose, "well_id": "g * 480 + r / 4 + 1", "image_id": "n + 1", "index": "r % 4"}
        | {"run_id": "(g * 5 + r / 384) * 2 + 1 + r % 2"},
        f"FROM plan WHERE {FIELD}",
    )


def make_tags(images: int) -> None:
    """Five tag sets and a hundred tags a group; the first tag of one group is on every second image of it."""
    from micrographia.catalog.models import TAG_SET, Annotation, AnnotationLink

    whose = {"owner_id": "owner_id", "group_id": "group_id"}
    kind = {"kind": "'tag'"}
    sets = 5 * GROUPS
    run(
        "CREATE TEMPORARY TABLE tags AS WITH RECURSIVE numbers(t) AS "
        "(SELECT 0 UNION ALL SELECT t + 1 FROM numbers WHERE t < 99) "
        f"SELECT t, g, group_id, owner_id FROM projects, numbers WHERE p < {GROUPS}"
    )
    insert(
        Annotation,
        {"id": "g * 5 + t + 1", **whose, **kind, "namespace": f"'{TAG_SET}'", "text": "'Set ' || t"},
        "FROM tags WHERE t < 5",
    )
    parents = "CASE WHEN t % 10 = 0 THEN 0 ELSE 1 END"
    tag = {"id": f"{sets} + g * 100 + t + 1", "text": "'Tag ' || t", "parents": parents}
    insert(Annotation, {**whose, **kind, **tag}, "FROM tags")
    tagged = f"{sets + 1} + g * 100"
    inside = {"tag_id": "g * 5 + t % 5 + 1", "child_id": f"{tagged} + t"}
    insert(AnnotationLink, {**whose, **inside}, "FROM tags WHERE t % 10 <> 0")
    each = {"image_id": "n + 1", "child_id": f"{tagged} + n / 3 % 99 + 1"}
    insert(AnnotationLink, {**whose, **each}, "FROM plan WHERE n % 3 = 0")
    first = {"child_id": tagged}
    insert(AnnotationLink, {**whose, **first, "image_id": "n + 1"}, f"FROM plan WHERE g = {HEAVY} AND n % 2 = 1")
    insert(AnnotationLink, {**whose, **first, "project_id": "p + 1"}, "FROM projects")
    insert(
        AnnotationLink,
        {**whose, **first, "dataset_id": "d + 1"},
        "FROM (SELECT DISTINCT d, g, owner_id, group_id FROM plan WHERE d % 10 = 0) AS datasets",
    )


def make_shares(people: list[int]) -> None:
    """Two hundred shares of a hundred images, the first of 5,000 and the second with the outsider; 100 discussions."""
    from micrographia.catalog.models import Share, ShareItem, ShareMember

    run(
        "CREATE TEMPORARY TABLE shares AS WITH RECURSIVE numbers(s) AS "
        "(SELECT 0 UNION ALL SELECT s + 1 FROM numbers WHERE s < 299) "
        f"SELECT s, g, group_id, owner_id FROM numbers JOIN projects ON p = (s + {HEAVY}) % {GROUPS}"
    )
    whose = {"owner_id": "owner_id", "group_id": "group_id"}
    insert(Share, {"id": "s + 1", **whose, "message": "'Look at this'"}, "FROM shares")
    shown = "(s = 0 AND r < 5000 OR s > 0 AND s < 200 AND r >= s * 100 AND r < s * 100 + 100)"
    insert(
        ShareItem,
        {"share_id": "s + 1", "image_id": "n + 1"},
        f"FROM shares JOIN plan ON plan.g = shares.g AND NOT in_wells WHERE {shown}",
    )
    insert(ShareMember, {"share_id": "s + 1", "experimenter_id": f"{people[0]} + s % 190"}, "FROM shares WHERE s <> 1")
    insert(
        ShareMember, {"share_id": "s + 1", "experimenter_id": str(people[OUTSIDER])}, "FROM shares WHERE s IN (1, 250)"
    )


def make_comments() -> None:
    """A thousand in the first share and in the first discussion."""
    from micrographia.catalog.models import Comment

    insert(
        Comment,
        {"id": "share.id * 1000 + n", "share_id": "share.id", "owner_id": "owner_id", "text": "'Comment ' || n"},
        "FROM (WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 999) "
        "SELECT n FROM numbers) AS numbers, catalog_share AS share WHERE share.id IN (1, 201)",
    )


def count() -> None:
    """The counters, as the triggers would have kept them."""
    from micrographia.catalog.triggers.declared import CARRYINGS, HANGINGS, TAGS_OF_SET, TALLIES

    counter = "INSERT INTO catalog_counter (kind, parent, owner, count) SELECT"
    for tally in TALLIES:
        counted = tally.counted.format(row="thing")
        run(
            f"{counter} '{tally.kind}', {tally.parent}, owner_id, count(*) FROM {tally.table} AS thing "
            f"WHERE {counted} GROUP BY {tally.parent}, owner_id"
        )
    for hanging in HANGINGS:
        if hanging.kind is not None:
            run(
                f"{counter} '{hanging.kind}', link.parent_id, child.owner_id, count(*) FROM {hanging.table} AS link "
                f"JOIN {hanging.child_table} AS child ON child.id = link.child_id GROUP BY 2, 3"
            )
    for carrying in CARRYINGS:
        run(
            f"{counter} '{carrying.kind}', link.child_id, thing.owner_id, count(DISTINCT thing.id) "
            f"FROM catalog_annotationlink AS link JOIN {carrying.table} AS thing "
            f"ON thing.id = link.{carrying.column}_id "
            "GROUP BY 2, 3"
        )
    run(
        f"{counter} '{TAGS_OF_SET}', link.tag_id, child.owner_id, count(DISTINCT child.id) "
        "FROM catalog_annotationlink AS link JOIN catalog_annotation AS child ON child.id = link.child_id "
        "WHERE link.tag_id IS NOT NULL GROUP BY 2, 3"
    )
