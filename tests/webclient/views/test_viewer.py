from django.test import Client

from sign_in_people import basic


def test_the_old_address_leads_to_the_viewer(anna):
    response = Client(headers=basic("anna")).get("/webclient/img_detail/7/?c=1|0:5$F00&z=2")
    assert (response.status_code, response["Location"]) == (302, "/webgateway/img_detail/7/?c=1%7C0:5$F00&z=2")
    assert Client(headers=basic("anna")).get("/webclient/img_detail/7")["Location"] == "/webgateway/img_detail/7/"


def test_nobody_signs_in_first(db):
    assert Client().get("/webclient/img_detail/7/")["Location"].startswith("/webclient/login/")
