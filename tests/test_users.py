"""Who may log in: the file of users, and the commands that change it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from processes import only_sentence
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import ServingError
from assistant.page.users import UserFile

PASSWORD = "correct horse"


@pytest.fixture
def file(tmp_path: Path) -> UserFile:
    users = UserFile(tmp_path / "users")
    users.put("anna", PASSWORD)
    return users


def test_a_user_is_known_by_the_password_and_by_no_other(file: UserFile) -> None:
    assert file.accepts("anna", PASSWORD)
    for name, password in [("anna", ""), ("anna", PASSWORD + " "), ("Anna", PASSWORD), ("bert", PASSWORD), ("", "")]:
        assert not file.accepts(name, password)


def test_the_file_holds_no_password_and_is_its_owners_alone(file: UserFile) -> None:
    text = file.path.read_text()
    assert PASSWORD not in text
    assert text.startswith("anna:scrypt$")
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert not file.readable_by_others()
    file.path.chmod(0o640)
    assert file.readable_by_others()
    file.put("bert", PASSWORD)
    assert not file.readable_by_others()
    anna, bert = file.all().values()
    assert anna.split("$")[4] != bert.split("$")[4]  # each has a salt of its own


def test_a_changed_file_is_read_again(file: UserFile) -> None:
    other = UserFile(file.path)
    assert not other.put("anna", "another horse")
    assert not file.accepts("anna", PASSWORD)
    assert file.accepts("anna", "another horse")
    assert other.remove("anna")
    assert not other.remove("anna")
    assert not file.accepts("anna", "another horse")
    file.path.unlink()
    assert not file.accepts("anna", "another horse")


def test_letters_beyond_ascii_and_lines_written_by_hand_are_taken(file: UserFile) -> None:
    file.put("Žofie Nová", "žluťoučký kůň")
    file.path.write_text("# the desk\n\n" + file.path.read_text())
    assert file.accepts("Žofie Nová", "žluťoučký kůň")
    assert list(file.all()) == ["anna", "Žofie Nová"]


@pytest.mark.parametrize("name", ["", " ", "a:b", " anna", "#anna", "a\nb", "a\tb", "x" * 65])
def test_a_name_that_the_file_cannot_hold_is_refused(file: UserFile, name: str) -> None:
    before = file.path.read_text()
    with pytest.raises(ServingError, match="a name has"):
        file.put(name, PASSWORD)
    assert file.path.read_text() == before


@pytest.mark.parametrize("password", ["", "seven77", "x" * 257])
def test_a_password_too_short_or_too_long_is_refused(file: UserFile, password: str) -> None:
    with pytest.raises(ServingError, match="8 to 256 characters"):
        file.put("anna", password)
    assert file.accepts("anna", PASSWORD)


@pytest.mark.parametrize(
    "line",
    [
        "anna",
        "anna:secret",
        ":scrypt$32768$8$1$AAAA$AAAA",
        "anna:scrypt$1073741824$8$1$WUY38WcT196ctQkx8+E2iA==$YXEm5foqSMSZITFDt/lTlxbcNP4A4tjKFhoLiE2JEJU=",
        "anna:scrypt$32768$8$1$???$YXEm5foqSMSZITFDt/lTlxbcNP4A4tjKFhoLiE2JEJU=",
    ],
)
def test_a_file_that_is_none_of_users_is_said_to_be_none_and_lets_nobody_in(file: UserFile, line: str) -> None:
    with open(file.path, "a") as written:
        written.write(f"{line}\n")
    with pytest.raises(ServingError, match="line 2 is not name:hash"):
        file.all()
    assert not file.accepts("anna", PASSWORD)


def test_a_file_that_is_not_text_or_not_there_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ServingError, match="it is not text"):
        UserFile(tmp_path / "photo").all()
    with pytest.raises(ServingError, match="No such file"):
        UserFile(tmp_path / "none").all()
    with pytest.raises(ServingError, match="cannot be written"):
        UserFile(tmp_path / "no" / "folder").put("anna", PASSWORD)


def test_the_commands_add_list_and_remove(tmp_path: Path) -> None:
    path = str(tmp_path / "users")

    def users(*arguments: str, given: str = "") -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["users", *arguments, "--auth", path], input=given)
        return result.exit_code, result.stdout, result.stderr

    assert users("add", "anna", given=f"{PASSWORD}\n") == (0, f"added anna ({path})\n", "")
    assert users("add", "bert", given="bert's password") == (0, f"added bert ({path})\n", "")
    assert users("add", "anna", given="another horse\n") == (0, f"new password for anna ({path})\n", "")
    assert UserFile(Path(path)).accepts("anna", "another horse")
    assert users("list") == (0, "anna\nbert\n", "")
    assert users("remove", "anna") == (0, "", "")
    assert users("list")[1] == "bert\n"
    code, _, errors = users("remove", "anna")
    assert (code, only_sentence(errors)) == (1, f"{path} has no user anna")
    code, _, errors = users("add", "anna", given="short")
    assert (code, only_sentence(errors)) == (2, "a password has 8 to 256 characters, not 5")
