"""The shape of the source: who may import whom, who knows which library, and how large a file may grow."""

from __future__ import annotations

import ast
import fnmatch
import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from processes import environment

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "vectorstore", "assistant")
ROOMS_AT_THE_SIDE = ("benchmarks", "training")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "vectorstore": {"corpus", "vectorstore"},
    "assistant": {"corpus", "vectorstore", "assistant"},
}
KNOWN_ONLY_IN = {
    "chromadb": {"vectorstore/vectors.py"},
    "sentence_transformers": {"vectorstore/embedder.py", "assistant/reranker.py"},
    "transformers": {
        "vectorstore/embedder.py",
        "assistant/reader/network.py",
        "assistant/reader/larger_network.py",
    },
    "tokenizers": {"vectorstore/static_table.py", "assistant/reader/pairs.py"},
    "safetensors": {
        "vectorstore/static_table.py",
        "assistant/reader/weights.py",
        "assistant/reader/larger_base.py",
    },
    "platformdirs": {"assistant/reader/larger_base.py"},
    "openvino": {"vectorstore/fast_encoding.py"},
    "sqlite3": {"vectorstore/ledger.py", "vectorstore/ledger_file.py"},
    "gradio": {
        "assistant/page/bringing.py",
        "assistant/page/build.py",
        "assistant/page/conversation.py",
        "assistant/page/coverage_panel.py",
        "assistant/page/doors.py",
        "assistant/page/filters.py",
        "assistant/page/serving.py",
        "assistant/page/wires.py",
    },
    "httpx": {"corpus/web/network.py", "corpus/web/fetching.py"},
    "httpcore": {"corpus/web/network.py", "corpus/web/fetching.py"},
    "feedparser": {"corpus/web/feeds.py"},
    "protego": {"corpus/web/politeness.py"},
    "pypdf": {"corpus/pdf.py"},
    "mcp": {"assistant/page/mcp_door.py"},
    "langchain": {"assistant/chat/models.py", "assistant/retriever.py"},
}
SLOW_TO_LOAD = (
    "torch chromadb sentence_transformers transformers tokenizers openvino gradio langchain langchain_core trafilatura"
    " httpx feedparser pypdf"
    " numpy"
    " dateparser"
).split()
LONGEST_FILE = 300


@dataclass(frozen=True)
class Import:
    """One name imported somewhere; `for_types` if no running program imports it."""

    module: str
    for_types: bool

    @property
    def top(self) -> str:
        return self.module.split(".")[0]


def _sources(*rooms: str) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


SOURCES = _sources(*PACKAGES)


@cache
def _tree(source: str) -> ast.Module:
    return ast.parse((ROOT / source).read_text(encoding="utf-8"), source)


def _imports(node: ast.AST, for_types: bool = False) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, for_types) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name their package"
        yield Import(node.module or "", for_types)
    for child in ast.iter_child_nodes(node):
        guarded = isinstance(node, ast.If) and child in node.body and ast.unparse(node.test) == "TYPE_CHECKING"
        yield from _imports(child, for_types or guarded)


@pytest.mark.parametrize("source", SOURCES)
def test_imports_run_one_way(source: str) -> None:
    package = source.split("/")[0]
    rooms = {found.top for found in _imports(_tree(source))} & {*PACKAGES, *ROOMS_AT_THE_SIDE, "tests"}
    assert rooms <= MAY_IMPORT[package]


@pytest.mark.parametrize("source", _sources("benchmarks"))
def test_what_is_measured_does_not_hang_on_how_it_was_made(source: str) -> None:
    assert "training" not in {found.top for found in _imports(_tree(source))}


@pytest.mark.parametrize("library", KNOWN_ONLY_IN)
def test_a_library_is_known_in_one_room(library: str) -> None:
    knowing = {
        source
        for source in SOURCES
        for found in _imports(_tree(source))
        if found.top == library or (library == "langchain" and found.top.startswith("langchain_"))
        if not (library == "langchain" and found.for_types)
    }
    assert knowing == KNOWN_ONLY_IN[library]


@pytest.mark.parametrize("source", [source for source in SOURCES if source != "assistant/settings.py"])
def test_the_environment_is_read_at_the_outermost_door_only(source: str) -> None:
    tree = _tree(source)
    setting = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setdefault"
    }
    reading = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") and id(node) not in setting
    ]
    assert reading == []
    assert [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "os"] == []


def _loaded_after(program: str, folder: Path) -> set[str]:
    program += "\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment(folder), capture_output=True, check=True
    )
    return set(json.loads(result.stderr))


@pytest.mark.parametrize(
    "program",
    [
        "import corpus, vectorstore, assistant",
        "import sys\nfrom assistant.cli import main\nsys.argv = ['news-assistant', '--help']\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 0",
    ],
    ids=["import", "--help"],
)
def test_nothing_slow_is_loaded_before_it_is_needed(tmp_path: Path, program: str) -> None:
    loaded = _loaded_after(program, tmp_path)
    assert "assistant" in loaded
    assert loaded.intersection(SLOW_TO_LOAD) == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_names_is_what_can_be_imported(package: str) -> None:
    module = importlib.import_module(package)
    names = list(module.__all__)
    submodules = {source.split("/")[1].removesuffix(".py") for source in SOURCES if source.startswith(f"{package}/")}
    assert names == sorted(names)
    assert all(hasattr(module, name) for name in names)  # which also fetches those that wait until they are needed
    public = {name for name in vars(module) if not name.startswith("_")} - submodules
    assert public - {"annotations", "TYPE_CHECKING", "Any"} == set(names) - submodules


@pytest.mark.parametrize("source", SOURCES)
def test_every_public_name_says_what_it_is(source: str) -> None:
    public = [
        node
        for node in _tree(source).body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_")
    ]
    assert ast.get_docstring(_tree(source)) or not public
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("source", [*SOURCES, *_sources(*ROOMS_AT_THE_SIDE)])
def test_no_source_file_is_too_long_to_read(source: str) -> None:
    assert len((ROOT / source).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def _project() -> str:
    return (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def _declared() -> list[str]:
    project = tomllib.loads(_project())["project"]
    named = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    return [dependency for dependency in named if not dependency.startswith(f"{project['name']}[")]


@pytest.mark.parametrize("dependency", _declared())
def test_a_dependency_is_bounded_and_says_what_it_is_for(dependency: str) -> None:
    assert "==" in dependency or "<" in dependency
    (line,) = (line for line in _project().splitlines() if line.strip().startswith(f'"{dependency}"'))
    assert re.search(r'",\s*# \w+', line)


def test_the_packages_that_are_shipped_are_those_there_are() -> None:
    packages = tomllib.loads(_project())["tool"]["setuptools"]["packages"]
    assert set(packages) >= set(PACKAGES)
    assert [name for name in packages if not (ROOT / name.replace(".", "/") / "__init__.py").is_file()] == []


def _files_of_ours() -> Iterator[Path]:
    """Every file that a checkout would hold: what .gitignore names is left out."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [*(line.rstrip("/") for line in lines), ".git"]

    def kept(names: list[str]) -> list[str]:
        return [name for name in names if not any(fnmatch.fnmatch(name, pattern) for pattern in ignored)]

    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = kept(subfolders)
        yield from (Path(folder, name) for name in kept(names))


def test_no_file_names_a_place_that_others_do_not_have() -> None:
    # Written so that this file does not hold what it looks for.
    elsewhere = re.compile(
        rb"(?<![\w.~-])/(?:[w]ork|[r]oot|[h]ome)/\w|[p]ypi\.org|[p]ythonhosted\.org|[r]egistry\.npmjs"
        rb"|[i]ndex-url"
    )
    files = list(_files_of_ours())
    assert ROOT / "pyproject.toml" in files
    naming = [f"{file}: {found[0]!r}" for file in files if (found := elsewhere.search(file.read_bytes()))]
    assert naming == []
