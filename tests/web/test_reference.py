"""The page about all addresses."""

import re

from micrographia.web.openapi import description


def test_every_operation_has_its_place(client):
    page = client.get("/api/docs/").content.decode()
    told = set(re.findall(r"<code>([A-Z]+) (/[^<]*)</code>", page))
    there = {(method.upper(), path) for path, item in description()["paths"].items() for method in item}
    assert told == there
    anchors = re.findall(r'<details id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) == len(there)


def test_parameters_and_answers_are_told(client):
    page = client.get("/api/docs").content.decode()
    part = page.split('<details id="get-api-datasets">')[1].split("</details>")[0]
    for word in ("page", "limit", "start", "owner", "group", "project", "orphaned"):
        assert f"<code>{word}</code>" in part
    assert "only datasets in no project" in part
    assert "&quot;totalCount&quot;" in part
