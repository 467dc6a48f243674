"""Reading never changes anything but what a session remembers (permissions.md §8, decisions.md B39)."""

from django.apps import apps

from micrographia.accounts.models import Session
from micrographia.webgateway.urls import ROUTES
from webgateway_people import SignedIn


def everything():
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Session]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in models}


def test_a_get_of_every_address_changes_nothing(lab):
    asker = SignedIn("member")
    before = everything()
    assert before["catalog.StoredSettings"]
    for route in ROUTES:
        if "GET" not in route.methods.split():
            continue
        for path in route.paths:
            for name in ("image_id", "project_id", "dataset_id"):
                path = path.replace(f"<int:{name}>", str(getattr(lab, name.removesuffix("_id")).pk))
            path = path.replace("<str:key>", "meta").replace("<str:username>", "owner").replace("<axis:axis>", "z")
            plain = path.replace("<int:", "{").replace(">", "}").format_map(Zeros())
            settings = {"c": "1|0:5$FF0000", "m": "g", "z": "1", "t": "1", "toids": lab.image.pk, "tile": "0,0,0"}
            answer = asker.get(plain, **settings)
            assert answer.status_code in {200, 400, 403, 404}, plain
            b"".join(answer)  # a file that is sent stays open until it is read
    assert everything() == before
    assert Session.objects.exclude(session_data="").count() == 1


class Zeros(dict):
    def __missing__(self, key):
        return "0"
