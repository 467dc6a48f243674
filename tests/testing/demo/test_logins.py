from micrographia.testing.demo.logins import PEOPLE, Logins


def test_passwords_are_random_kept_and_private(tmp_path):
    first = Logins.kept_in(tmp_path / "logins.json")
    assert Logins.kept_in(tmp_path / "logins.json") == first
    assert set(first.passwords) == set(PEOPLE)
    assert len(set(first.passwords.values())) == len(PEOPLE)
    assert (tmp_path / "logins.json").stat().st_mode & 0o777 == 0o600
    assert Logins.kept_in(tmp_path / "others.json") != first
