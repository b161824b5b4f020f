"""Reading HTML that was made, to see that nothing but our own tags and attributes came of it."""

from __future__ import annotations

from html.parser import HTMLParser

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![i](http://evil.example/a.png) [x](javascript:alert(3))"
    " *b* _i_ `c` $x^2$ $$y$$ \\(z\\) {{value}} ${alert(4)} @children"
    " http://evil.example www.evil.example &lt; \"q\" 'q'\n# h\n\n- li"
)


class Seen(HTMLParser):
    """The tags and attributes of some HTML, all of its text, and that of each element; every tag has to be closed."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._texts: list[str] = []
        self._open: list[int] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(len(self.tags))
        self.tags.append((tag, dict(attrs)))
        self._texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.tags[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for place in self._open:
            self._texts[place] += data

    @property
    def kinds(self) -> set[str]:
        return {tag for tag, _ in self.tags}

    @property
    def attributes(self) -> set[str]:
        return {name for _, attributes in self.tags for name in attributes}

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def texts(self, tag: str, class_: str | None = None) -> list[str]:
        """The words of each element with this tag, and with this class if one is given."""
        return [
            words
            for words, (name, attributes) in zip(self._texts, self.tags, strict=True)
            if name == tag and class_ in (None, attributes.get("class"))
        ]
