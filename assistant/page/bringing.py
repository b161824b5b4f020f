"""The part of the page where people add articles: files and addresses, or a whole new archive if they confirm it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.bringing import Brought, Progress, Stop, bring
from assistant.dropped import Dropped
from assistant.errors import BringingError
from assistant.page.bringing_report import hint_html, progress_html, report_html, trouble_html, warning_html
from assistant.page.service import Service, visitor_of
from assistant.page.trouble import in_plain_words
from vectorstore import IndexLockedError, NewsIndexError

_QUIET = {"show_progress": "hidden", "api_visibility": "private"}

Changes = dict[Any, Any]


class _Section:
    """The components, and what happens with them. stops: of the work under way, by the browser page it was begun on."""

    def __init__(self, assistant: Assistant, service: Service) -> None:
        self._assistant, self._service = assistant, service
        self._stops: dict[str, Stop] = {}
        gr.HTML(hint_html(), elem_id="bringing-hint")
        with gr.Row(elem_id="bringing-what"):
            self.files = gr.File(file_count="multiple", label="Files", height=160, elem_id="bringing-files")
            self.addresses = gr.Textbox(label="Web addresses", lines=5, max_lines=12, elem_id="bringing-addresses")
        self.whole = gr.Checkbox(
            False, label="Replace the whole archive with these", container=False, elem_id="bringing-whole"
        )
        with gr.Row(elem_id="bringing-do"):
            self.add = gr.Button("Add to the archive", variant="primary", elem_id="bringing-add")
            self.stop = gr.Button("Stop", visible=False, elem_id="bringing-stop")
        with gr.Column(visible=False, elem_id="bringing-sure") as self.sure:
            self.warning = gr.HTML("")
            with gr.Row():
                self.yes = gr.Button("Replace the archive", variant="stop", elem_id="bringing-yes")
                self.no = gr.Button("Keep the archive", elem_id="bringing-no")
        self.told = gr.HTML("", elem_id="bringing-told")
        # Gradio would fetch an address that is sent in place of a file that was uploaded.
        self.files.async_move_resource_to_block_cache = _uploads_only(self.files.async_move_resource_to_block_cache)

    def begin(self, files: Any, addresses: Any, whole: Any, request: gr.Request) -> Iterator[Changes]:
        """After a press on “Add”: do it, or ask once more where the archive is to be replaced."""
        if whole is not True:
            yield from self._do(files, addresses, request, whole=False)
            return
        try:
            warning = warning_html(self._assistant.index.status().articles)
        except NewsIndexError as error:
            yield {self.told: trouble_html(str(error))}
            return
        yield {self.warning: warning, self.sure: gr.update(visible=True), self.told: ""}

    def replace(self, files: Any, addresses: Any, request: gr.Request) -> Iterator[Changes]:
        """After the confirmation: the archive becomes exactly these."""
        yield from self._do(files, addresses, request, whole=True)

    def keep(self) -> Changes:
        """After a refusal: nothing, and the tick goes."""
        return {self.sure: gr.update(visible=False), self.whole: False}

    def end(self, request: gr.Request) -> None:
        """After a press on “Stop”."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()

    def _do(self, files: Any, addresses: Any, request: gr.Request, *, whole: bool) -> Iterator[Changes]:
        stop, page = Stop(), str(request.session_hash)
        self._stops[page] = stop
        begun = False
        yield {self.sure: gr.update(visible=False), **self._working(True)}
        try:
            index, lines = self._assistant.index, addresses if isinstance(addresses, str) else ""
            for state in bring(index, _dropped(files), lines, stop, whole=whole):
                if isinstance(state, Brought):
                    self._write_down(state, request)
                    read = state.report.added + state.report.changed + state.report.unchanged
                    kept = {} if read else {self.addresses: lines}  # to be mended
                    told = {self.told: report_html(state), self.files: None, self.whole: False}
                    yield {**told, self.addresses: "", **kept}
                else:
                    begun = True
                    yield {self.told: progress_html(state)}
        except IndexLockedError as error:  # the files are still there, to be tried again
            yield {self.told: trouble_html(str(error))}
        except BringingError as error:
            yield {self.told: trouble_html(str(error)), **({self.files: None} if begun else {})}
        except Exception as error:
            yield {self.told: trouble_html(in_plain_words(error)), self.files: None}
        finally:
            self._stops.pop(page, None)
        yield self._working(False)

    def _write_down(self, brought: Brought, request: gr.Request) -> None:
        report = brought.report
        self._service.journal.write(
            "brought",
            visitor_of(request),
            door="page",
            whole=brought.whole,
            added=report.added,
            changed=report.changed,
            removed=report.removed,
            withdrawn=report.withdrawn,
            skipped=len(report.skipped),
        )

    def _working(self, at_work: bool) -> Changes:
        return {
            self.add: gr.update(interactive=not at_work),
            self.stop: gr.update(visible=at_work),
            **({self.told: progress_html(Progress("reading"))} if at_work else {}),
        }


def bringing_section(assistant: Assistant, service: Service, after: Callable[[Any], object] | None = None) -> None:
    """The folded section “Add articles”; make it only where people may change the archive.

    after: is given each event after which the archive may be another, for `.then` to be called on it.
    """
    with gr.Accordion("Add articles", open=False, elem_id="bringing"):
        section = _Section(assistant, service)
    given = [section.files, section.addresses]
    shown = [section.told, section.files, section.addresses, section.whole, section.sure, section.warning]
    outputs = [*shown, section.add, section.stop]
    # Not preprocessed: Gradio would leave an empty file behind for each that was dropped.
    quiet = {**_QUIET, "preprocess": False}
    added = section.add.click(section.begin, [*given, section.whole], outputs, **quiet)
    replaced = section.yes.click(section.replace, given, outputs, **quiet)
    section.no.click(section.keep, None, [section.sure, section.whole], **_QUIET)
    section.stop.click(section.end, None, None, **_QUIET)
    if after:
        after(added)
        after(replaced)


def _dropped(files: Any) -> list[Dropped]:
    """The files as the browser tells of them; Gradio has made sure that they are among those uploaded."""
    told = [file for file in files or () if isinstance(file, dict) and isinstance(file.get("path"), str)]
    return [Dropped(Path(file["path"]), str(file.get("orig_name") or Path(file["path"]).name)) for file in told]


def _uploads_only(move: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Gradio's way to take a file in, without its way to fetch one from an address."""

    async def moved(place: Any) -> Any:
        if "://" in str(place):
            raise gr.Error("Only files that were uploaded are taken.", print_exception=False)
        return await move(place)

    return moved
