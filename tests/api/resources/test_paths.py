import pytest

from api_people import Asker
from catalog_world import make_dataset, make_group, make_image, make_user
from micrographia.catalog.models import DatasetImage
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db


def test_where_an_image_is_in_a_long_dataset():
    lab = make_group("lab")
    anna = make_user("anna", lab, password=PASSWORD)
    dataset = make_dataset(anna, lab)
    images = [make_image(anna, lab, f"image {number}", dataset=dataset) for number in range(5)]
    orphan = make_image(anna, lab, "orphan")
    api = Asker("anna")
    step = {"type": "dataset", "id": dataset.pk, "childCount": 5}
    below = f"paths/image/{images[3].pk}/"
    assert api.data(below, page_size=2)[0][1] == {**step, "childIndex": 3, "childPage": 2}
    assert api.data(below, page_size=5)[0][1] == step
    loose = {"type": "orphaned", "id": anna.pk, "childCount": 1}
    assert api.data(f"paths/image/{orphan.pk}/", page_size=2)[0][1] == loose


def test_short_datasets_are_counted_together(django_assert_num_queries):
    lab = make_group("lab")
    anna = make_user("anna", lab, password=PASSWORD)
    datasets = [make_dataset(anna, lab) for _ in range(3)]
    image = make_image(anna, lab, dataset=datasets[0])
    for dataset in datasets[1:]:
        DatasetImage.objects.create(owner=anna, group=lab, parent=dataset, child=image)
    api = Asker("anna")
    api.data(f"paths/image/{image.pk}/")  # who asks is known from now on
    with django_assert_num_queries(6):
        steps = [path[1] for path in api.data(f"paths/image/{image.pk}/", page_size=2)]
    assert steps == [{"type": "dataset", "id": dataset.pk, "childCount": 1} for dataset in datasets]


def test_paths_to_people():
    anna = make_user("anna", make_group("lab"), password=PASSWORD)
    stranger = make_user("stranger", make_group("far"))
    assert Asker("anna").data(f"paths/experimenter/{anna.pk}/") == [[{"type": "experimenter", "id": anna.pk}]]
    assert Asker("anna").data(f"paths/experimenter/{stranger.pk}/") == []
