def test_anybody_gets_the_icon(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">')
    assert answer["Cache-Control"] == "public, max-age=86400"
