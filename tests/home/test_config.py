import tomllib

import pytest

from micrographia.home.config import BadConfig, Config, load, template


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in Config.model_fields:
        monkeypatch.delenv(f"MICROGRAPHIA_{name.upper()}", raising=False)


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "config.toml"
        path.write_text(text)
        return path

    return write


def test_without_a_file_the_defaults_hold(tmp_path):
    config = load(tmp_path / "config.toml")
    assert (config.public_url, config.thumbnail_size, config.page_size) == ("", 64, 200)


def test_the_file_wins_over_defaults_and_the_environment_over_the_file(written, monkeypatch):
    path = written("page_size = 100\nthumbnail_size = 96\n")
    monkeypatch.setenv("MICROGRAPHIA_PAGE_SIZE", "50")
    config = load(path)
    assert (config.page_size, config.thumbnail_size) == (50, 96)


def test_lists_are_lists_in_the_file_and_words_between_commas_in_the_environment(written, monkeypatch):
    assert load(written('allowed_hosts = ["a.example", "b.example"]')).allowed_hosts == ("a.example", "b.example")
    monkeypatch.setenv("MICROGRAPHIA_ALLOWED_HOSTS", "c.example, d.example")
    assert load(written("")).allowed_hosts == ("c.example", "d.example")


def test_a_setting_that_does_not_exist_is_named_with_its_file(written):
    path = written("pubic_url = 'https://lab.example'\n")
    with pytest.raises(BadConfig) as raised:
        load(path)
    assert str(raised.value) == f"{path}: there is no setting pubic_url"


def test_a_bad_value_names_setting_place_and_what_would_be_right(written, monkeypatch):
    path = written("workers = -1\n")
    with pytest.raises(BadConfig) as raised:
        load(path)
    assert str(raised.value) == f"{path}: workers: Input should be greater than or equal to 0, not -1"
    monkeypatch.setenv("MICROGRAPHIA_WORKERS", "many")
    with pytest.raises(BadConfig, match=r"^MICROGRAPHIA_WORKERS: workers: .*, not 'many'$"):
        load(path)


def test_a_file_that_is_not_toml_is_refused(written):
    with pytest.raises(BadConfig, match="is not TOML"):
        load(written("public_url: https://lab.example"))


@pytest.mark.parametrize(
    "url", ["lab.example", "ftp://lab.example", "https://", "https://u:p@lab.example", "https://a/?b", "https://a/#b"]
)
def test_public_url_is_a_plain_web_address(written, url):
    with pytest.raises(BadConfig, match="public_url: must look like https"):
        load(written(f"public_url = '{url}'"))


def test_public_url_loses_its_last_slash(written):
    assert load(written("public_url = 'https://lab.example/omero/'")).public_url == "https://lab.example/omero"


def test_a_wrong_database_address_does_not_repeat_the_password(written):
    with pytest.raises(BadConfig) as raised:
        load(written("database_url = 'mysql://me:hush@db/x'"))
    assert "must begin with postgresql:// or sqlite:///" in str(raised.value)
    assert "hush" not in str(raised.value)


def test_the_template_names_every_setting_and_changes_nothing(written):
    text = template()
    assert tomllib.loads(text) == {}
    uncommented = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    assert list(tomllib.loads(uncommented)) == list(Config.model_fields)
    assert load(written(uncommented)) == Config()


def test_every_setting_is_described():
    assert all(field.description for field in Config.model_fields.values())


def test_programs_are_tables_or_json(written, monkeypatch):
    text = '[[open_with]]\nid = "figure"\nurl = "https://figure.lab.example/"\nsupported_objects = ["images"]\n'
    (program,) = load(written(text)).open_with
    assert (program.id, program.url, program.supported_objects) == (
        "figure",
        "https://figure.lab.example/",
        ("images",),
    )
    monkeypatch.setenv("MICROGRAPHIA_OPEN_WITH", '[{"id": "mine", "url": "/mine/"}]')
    assert [program.id for program in load(written(text)).open_with] == ["mine"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[open_with]]\nid = "figure"\n', "open_with.0.url: Field required"),
        (
            '[[open_with]]\nid = "a"\nurl = "javascript:alert(1)"\n',
            "open_with.0.url: must look like https://figure.lab.example/ or /webclient/pages/figure/, "
            "not 'javascript:alert(1)'",
        ),
        ('[[open_with]]\nid = "a"\nurl = "/a"\nicon = "b"\n', "there is no setting open_with.0.icon"),
    ],
)
def test_a_program_that_cannot_be_offered(written, text, line):
    path = written(text)
    with pytest.raises(BadConfig) as raised:
        load(path)
    assert str(raised.value) == f"{path}: {line}"
