"""The README and the docs say what is so: every command shown is run and its output compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks to the commands of the docs like the project's own, with no index in it yet."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "samples").symlink_to(ROOT / "corpus" / "samples")
    return folder


def blocks(page: Path, language: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def run(workplace: Path, *command: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWS_ASSISTANT_")}
    environment |= {"COLUMNS": "80", "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, cwd=workplace, env=environment, capture_output=True, text=True, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def make_index(workplace: Path) -> None:
    if not (workplace / "news-index").exists():
        run(workplace, sys.executable, "-m", "assistant", "index", "corpus/samples")


def plain(output: str) -> str:
    """Without what differs from run to run: how long it took, and spaces at the ends of lines."""
    return re.sub(r"in \d+\.\d s", "in … s", "\n".join(line.rstrip() for line in output.strip().splitlines()))


def commands(page: Path) -> list[tuple[str, str]]:
    """The commands of the page's console blocks, in order, each with the output shown below it."""
    parts = [part for block in blocks(page, "console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("page", ["README.md", "docs/interfaces.md", "docs/taking-away.md"])
def test_commands_print_what_the_page_shows(page: str, workplace: Path) -> None:
    shown = commands(ROOT / page)
    assert shown
    if page != "README.md":  # which shows how it is made
        make_index(workplace)
    for command, output in shown:
        program, *arguments = shlex.split(command)
        assert program == "news-assistant"
        assert plain(run(workplace, sys.executable, "-m", "assistant", *arguments)) == plain(output), command


@pytest.mark.parametrize("page", ["README.md", "docs/interfaces.md", "docs/taking-away.md"])
def test_python_prints_what_the_page_shows(page: str, workplace: Path) -> None:
    make_index(workplace)
    programs, outputs = blocks(ROOT / page, "python"), blocks(ROOT / page, "text")
    assert programs
    for program, output in zip(programs, outputs, strict=True):
        assert plain(run(workplace, sys.executable, "-c", program)) == plain(output)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100
