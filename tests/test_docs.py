"""The README and the docs say what is so: every command shown is run and its output compared."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TRIED = ("README.md", "docs/interfaces.md", "docs/taking-away.md")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Loading the models takes longer than all else that the pages show, so one process runs it all, and tells each output.
ONE_AFTER_ANOTHER = """
import io, json, sys
from contextlib import redirect_stdout
from assistant.cli import main

def output_of(item):
    written = io.BytesIO()
    with redirect_stdout(io.TextIOWrapper(written, encoding="utf-8")) as output:
        if isinstance(item, str):
            exec(item, {"__name__": "__main__"})
        else:
            sys.argv = ["news-assistant", *item]
            try:
                main()
            except SystemExit:
                pass
        output.flush()
    return written.getvalue().decode()

given = json.load(sys.stdin)
print(json.dumps({name: [output_of(item) for item in items] for name, items in given.items()}))
"""


def blocks(page: Path, language: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def plain(output: str) -> str:
    """Without what differs from run to run: how long it took, and spaces at the ends of lines."""
    return re.sub(r"in \d+\.\d s", "in … s", "\n".join(line.rstrip() for line in output.strip().splitlines()))


def commands(page: Path) -> list[tuple[str, str]]:
    """The commands of the page's console blocks, in order, each with the output shown below it."""
    parts = [part for block in blocks(page, "console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the pages' commands print, and then their programs, in a folder that looks like the project's own."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "samples").symlink_to(ROOT / "corpus" / "samples")
    given = {page: [arguments(command) for command, _ in commands(ROOT / page)] for page in TRIED}
    given |= {f"{page} python": blocks(ROOT / page, "python") for page in TRIED}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWS_ASSISTANT_")}
    environment |= {"COLUMNS": "80", "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER],
        cwd=folder,
        env=environment,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    outputs: dict[str, list[str]] = json.loads(done.stdout)
    return outputs


def arguments(command: str) -> list[str]:
    program, *given = shlex.split(command)
    assert program == "news-assistant"
    return given


@pytest.mark.parametrize("page", TRIED)
def test_commands_print_what_the_page_shows(page: str, printed: dict[str, list[str]]) -> None:
    shown = commands(ROOT / page)
    assert shown
    for (command, output), found in zip(shown, printed[page], strict=True):
        assert plain(found) == plain(output), command


@pytest.mark.parametrize("page", TRIED)
def test_python_prints_what_the_page_shows(page: str, printed: dict[str, list[str]]) -> None:
    programs, outputs = blocks(ROOT / page, "python"), blocks(ROOT / page, "text")
    assert programs
    for program, output, found in zip(programs, outputs, printed[f"{page} python"], strict=True):
        assert plain(found) == plain(output), program


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100
