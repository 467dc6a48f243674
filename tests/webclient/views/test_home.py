import re

import pytest
from django.test import Client

from catalog_world import make_dataset, make_group, make_image, make_project, make_user
from micrographia.catalog.models import Dataset, Image
from sign_in_people import PASSWORD, basic


def names(page):
    """The names below the thumbnails, in order."""
    return re.findall(r'class="frame">.*?<span class="name">(.*?)</span>', page, re.DOTALL)


def test_nobody_is_sent_to_sign_in(db):
    response = Client().get("/?show=dataset-3")
    assert (response.status_code, response["Location"]) == (302, "/webclient/login/?url=%2F%3Fshow%3Ddataset-3")


def test_without_images_one_is_told_how_to_import(browse):
    assert "No images yet" in browse()


def test_the_first_page_has_projects_and_what_came_last(browse, project):
    page = browse()
    assert "Mitosis" in page
    assert "1 dataset" in page
    assert names(page) == ["cell c", "cell a", "cell b"]


def test_the_same_page_stands_below_webclient(browse, project):
    response = Client(headers=basic("anna")).get("/webclient/")
    assert response.status_code == 200
    assert "Mitosis" in response.content.decode()


def test_a_dataset_shows_its_images_by_name(browse, project):
    dataset = Dataset.objects.get()
    page = browse(f"dataset-{dataset.pk}")
    assert names(page) == ["cell a", "cell b", "cell c"]
    assert f'?show=project-{project.pk}">Mitosis</a>' in page
    assert "/webgateway/img_detail/" in page


def test_an_image_is_shown_among_its_neighbours(browse, project):
    image = Image.objects.get(name="cell b")
    page = browse(f"image-{image.pk}|image-9")
    marked = re.search(r'href="([^"]*)" aria-current="true"', page)
    assert marked[1] == f"/webgateway/img_detail/{image.pk}/"


def test_a_plate_is_a_grid_and_its_pages_are_fields(browse, plate):
    page = browse(f"plate-{plate.pk}", page=2)
    assert page.count('<th scope="row">') == 8
    assert page.count('<th scope="col">') == 12
    assert re.findall(r'<img [^>]*alt="(\w+)"', page) == ["A1", "A2"]
    assert "Field 2" in page
    shown = set(map(int, re.findall(r"render_thumbnail/(\d+)/96/", page)))
    assert shown == set(Image.objects.filter(name__endswith="field 1").values_list("pk", flat=True))


def test_what_hangs_nowhere_has_its_own_place(browse, anna, group):
    make_image(anna, group, "alone")
    assert "Images in no dataset" in browse()
    assert names(browse("orphaned-images")) == ["alone"]


@pytest.mark.parametrize(
    "show", ["dataset-999", "project-999", "screen-9", "plate-9", "image-9", "well-9", "run-9", "cat-1", "dataset"]
)
def test_what_is_not_there_is_a_404_with_the_tree(browse, project, show):
    page = browse(show, status=404)
    assert "Not found" in page
    assert "Mitosis" in page


def test_what_others_keep_private_is_not_there(browse, project):
    stranger = make_user("bob", make_group("elsewhere"), password=PASSWORD)
    theirs = make_project(stranger, stranger.memberships.first().group, "Secret")
    assert "Secret" not in browse()
    assert "Secret" not in browse(f"project-{theirs.pk}", status=404)


def test_what_cannot_be_read_is_refused(browse):
    assert "show should be" in browse("../../etc", status=400)


def test_long_datasets_come_in_pages(browse, anna, group):
    dataset = make_dataset(anna, group, "Many")
    for number in range(61):
        make_image(anna, group, f"image {number:03d}", dataset=dataset)
    assert len(names(browse(f"dataset-{dataset.pk}"))) == 60
    assert names(browse(f"dataset-{dataset.pk}", page=2)) == ["image 060"]
    assert names(browse(f"dataset-{dataset.pk}", page=99)) == ["image 060"]
    last = Image.objects.get(name="image 060")
    assert names(browse(f"image-{last.pk}")) == ["image 060"]


def test_names_are_text(browse, anna, group):
    make_project(anna, group, "<script>alert(1)</script>")
    assert "<script>alert" not in browse()


def test_the_number_of_queries_does_not_grow(browse, anna, group, django_assert_max_num_queries):
    def fill(count):
        for number in range(count):
            project = make_project(anna, group, f"project {number}")
            make_image(anna, group, "image", dataset=make_dataset(anna, group, "dataset", project=project))

    fill(2)
    browse()
    with django_assert_max_num_queries(60) as captured:
        browse()
        few = len(captured)
    fill(10)
    browse()
    with django_assert_max_num_queries(few):
        browse()
