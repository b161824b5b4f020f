"""Lines that stand in an article's text without being part of it: captions, teasers, bylines, datelines."""

from __future__ import annotations

import re

_TEASER = re.compile(
    r"^(read (more|also|next|on|the full story)|also read|see also|related( (articles?|stor(y|ies)|coverage|topics?))?"
    r"|more (on this( story)?|from .{1,40}|stories)|you (may|might) (also )?like|recommended( for you)?"
    r"|most (read|popular)"
    r"|watch( (live|now|more))?|listen( (live|now))?|click here.{0,60}|sign up.{0,80}"
    r"|subscribe( (now|here|to .{1,60}))?"
    r"|newsletters?|follow us.{0,60}|share( this.{0,30}| on .{1,30})?|advertisement|sponsored|continue reading"
    r"|(story|article) continues below( (this )?advertisement)?|skip to (main )?content|loading"
    r"|comments?( \(\d+\))?|print|©.{0,80})"
    r"\s*([:|»>→…].*)?[.!]?$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\(?((file )?(photo(graph)?|image|picture|pic)|caption|video|graphic|illustration|credit)s?"
    r"( (by|credit|courtesy( of)?))?\s*[:/|–—]\s*\S"
    r"|^\(?(photo|image|picture|illustration) (by|courtesy of) .{1,80}$"
    r"|^.{0,160}[\[(|/]\s*(getty images?|ap photo|afp|reuters|epa|shutterstock)[^.]{0,60}[\])]?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^by\s+((?:[^\W\d_][\w.'’-]*)(?:\s+[\w.'’-]+){0,4}(?:\s*(?:,|&|and)\s*[^\W\d_][\w.'’ -]+){0,4})$", re.IGNORECASE
)
_PUNCTUATION_ONLY = re.compile(r"^[\W_]*$")
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"’”»)\]]*$|['\"’”»]$")
_LONGEST_HEADING = 100
_LONGEST_HEADING_WORDS = 14


def is_furniture(line: str) -> bool:
    """Whether the line is a caption, a teaser or bare punctuation such as a stray quotation mark."""
    return bool(_PUNCTUATION_ONLY.match(line) or _TEASER.match(line) or _CAPTION.match(line))


def is_dateline(line: str) -> bool:
    """Whether the line is only a place in capitals, with or without a day or an agency: `ANKARA, Oct. 5`."""
    if len(line) > 60 or (line.endswith((".", "!", "?", ":")) and not re.search(r"\d\.?$|\)\.?$", line)):
        return False
    place = re.split(r"\s*[,(–—-]|\s+(?=\d)", line.strip(), maxsplit=1)[0]
    rest = line[len(place) :]
    return place.isupper() and len(place.split()) <= 4 and len(rest.split()) <= 6


def byline_authors(line: str) -> tuple[str, ...]:
    """The people a `By …` line names, or nothing if it is not such a line."""
    if len(line) > 150 or len(line.split()) > 12:
        return ()
    match = _BYLINE.match(line.strip())
    if not match or not match[1][:1].isupper():
        return ()
    return split_authors(match[1])


def split_authors(text: str) -> tuple[str, ...]:
    """`By A, B and C` to its names."""
    bare = re.sub(r"^\s*by[:\s]\s*", "", text, flags=re.IGNORECASE)
    names = (
        name.strip(" .") if len(name.strip()) > 4 else name.strip()
        for name in re.split(r"\s*[,;&|]\s*|\s+and\s+", bare)
    )
    return tuple(dict.fromkeys(name for name in names if name))


def is_heading(line: str) -> bool:
    """Whether the line could be a sub-heading: short, and not closed like a sentence."""
    return (
        len(line) <= _LONGEST_HEADING
        and len(line.split()) <= _LONGEST_HEADING_WORDS
        and not _SENTENCE_END.search(line)
        and (line[:1].isupper() or line[:1].isdigit() or line[:1] in "“‘\"'")
    )


def same_line(left: str, right: str) -> bool:
    """Whether two lines say the same, leaving aside case, quotation marks, space and closing punctuation."""
    return _bare(left) == _bare(right)


def _bare(line: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", line.casefold()).split())
