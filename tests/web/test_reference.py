"""The page about all addresses."""

import re

from micrographia.web.openapi import description


def part(page, anchor):
    return page.split(f'<details id="{anchor}"')[1].split("</details>")[0]


def test_every_operation_has_its_place(client):
    page = client.get("/api/docs/").content.decode()
    told = set(re.findall(r'data-method="([A-Z]+)">[A-Z]+</span> <code>(/[^<]*)</code>', page))
    for rest in page.split("<details")[1:]:
        method = re.search(r'data-method="([A-Z]+)"', rest)[1]
        shorter = re.search(r"The last numbers may be left out: (.*?)</p>", rest)
        told |= {(method, path) for path in re.findall(r"<code>([^<]+)</code>", shorter[1] if shorter else "")}
    there = {(method.upper(), path) for path, item in description()["paths"].items() for method in item}
    assert told == there
    anchors = re.findall(r'<details id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) > 100
    assert set(re.findall(r'data-operation="([^"]+)"', page)) == set(anchors)


def test_parameters_answers_and_an_example_are_told(client):
    page = client.get("/api/docs").content.decode()
    datasets = part(page, "get-api-datasets")
    for word in ("page", "limit", "start", "owner", "group", "project", "orphaned"):
        assert f"<code>{word}</code>" in datasets
    assert "only datasets in no project" in datasets
    assert "totalCount: integer" in datasets
    assert "curl -u ada http://testserver/api/datasets/" in datasets
    made = part(page, "post-api-datasets")
    assert "-d &#x27;{&quot;name&quot;: &quot;My new one&quot;}&#x27;" in made
    assert "at most 255 characters" in made


def test_only_reading_is_tried_in_the_page(client):
    page = client.get("/api/docs/").content.decode()
    assert 'class="try"' in part(page, "get-api-datasets")
    assert 'class="try"' not in part(page, "post-api-datasets")
    assert 'class="try"' not in part(page, "delete-api-projects--project-id")
