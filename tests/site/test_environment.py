"""The environment is read by functions that refuse anything odd."""

import pytest

from regulars.site.database import django_database
from regulars.site.environment import SettingUnusable, secret, text, whole_number, yes_or_no


def test_an_absent_setting_has_its_default(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)

    assert text("PORT", default="8000") == "8000"
    assert whole_number("PORT", default=8000, least=1, most=65535) == 8000


@pytest.mark.parametrize("given", ["", " ", "0", "65536", "-1", "8k", "８０００", "8000.0"])
def test_a_port_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("PORT", given)

    with pytest.raises(SettingUnusable) as refused:
        whole_number("PORT", default=8000, least=1, most=65535)

    assert refused.value.facts["setting"] == "PORT"
    assert refused.value.facts["given"] == given


@pytest.mark.parametrize("given", ["True", "1", "YES", "on", ""])
def test_only_yes_and_no_are_answers(monkeypatch, given):
    monkeypatch.setenv("HTTPS", given)

    with pytest.raises(SettingUnusable):
        yes_or_no("HTTPS", default=False)


def test_yes_means_yes(monkeypatch):
    monkeypatch.setenv("HTTPS", "yes")

    assert yes_or_no("HTTPS", default=False) is True


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert secret("SECRET_KEY", default="") == "from a file"


def test_a_secret_given_twice_is_refused(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("one")
    monkeypatch.setenv("SECRET_KEY", "two")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    with pytest.raises(SettingUnusable):
        secret("SECRET_KEY", default="")


def test_a_secret_whose_file_is_missing_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nothing"))

    with pytest.raises(SettingUnusable):
        secret("SECRET_KEY", default="")


def test_an_address_of_a_database_is_taken_apart():
    database = django_database("postgresql://ada:p%40ss@db.example:6432/shop?sslmode=require")

    named = {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert named == {
        "NAME": "shop",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url", ["mysql://localhost/shop", "postgresql://localhost", "shop", "postgresql://localhost:port/shop"]
)
def test_an_address_of_anything_else_is_refused_without_repeating_its_password(url):
    with pytest.raises(SettingUnusable) as refused:
        django_database(url.replace("localhost", "ada:secret@localhost"))

    assert "secret" not in str(refused.value.facts)
