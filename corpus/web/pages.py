"""A fetched page to an article's fields and blocks, or to the reason why it is none."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from corpus.blocks import Block
from corpus.web.addresses import FetchError, canonical, checked_url, same_site
from corpus.web.body import decoded, size_name
from corpus.web.fetching import Fetched
from corpus.web.structured import Marks, read_marks
from corpus.web_page import read_page

_LARGEST_PAGE = 5_000_000  # finding the article in a page takes time that grows with it
_MOST_TAGS = 100_000
_LITTLE = 1_500  # characters of text; a page with more is read whatever stands around it
_HARDLY_ANY = 400
_ASKS_TO_PAY = re.compile(
    r"(subscribe|sign up|register|log ?in|sign in|become a (member|subscriber)|a subscription)[^.!?]{0,60}"
    r" (to|and) (continue|keep|finish) reading"
    r"|to (continue|keep|finish) reading[^.!?]{0,60}(subscri|sign in|log ?in|register)"
    r"|(continue|keep|finish) reading (this (article|story) )?(with|for) (a|an|your|just|only|£|\$|€)"
    r"|subscribe (now )?to (read|unlock) (this|the (full|rest|whole))"
    r"|this (article|story|content) is (only )?(for|reserved for|available (only )?to|exclusive to|limited to)"
    r" (our )?(paying )?(subscribers|members)"
    r"|you have reached your (article )?limit"
    r"|subscriber[- ]only (article|content|story)|unlock this article",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"before you continue|(cookie|privacy|consent) (settings|preferences|choices|notice|policy|wall)"
    r"|your (privacy|data)|consent|accept (all )?cookies|we value your privacy|privacy gate",
    re.IGNORECASE,
)
_CONSENT_WORDS = re.compile(
    r"before you continue|we value your privacy|your privacy choices|(accept|reject|agree to)( all| our| the use of)?"
    r" cookies|we (and our [\w ]{0,40}partners )?(use|store)[\w /,-]{0,60} cookies"
    r"|manage (consent|(your )?preferences)",
    re.IGNORECASE,
)
_CONSENT_HOSTS = re.compile(r"(consent|guce|privacy-?(mgmt|gate|wall)|cmp|cookiewall)\.")
_LOGIN_TITLE = re.compile(r"\b(log|sign)[ -]?(in|on)\b|\blogin\b|\bregister\b", re.IGNORECASE)


class NotAnArticle(ValueError):  # noqa: N818 - it says what is so, and is caught by name
    """A page that lists articles or has none; `feeds` are those that it names."""

    def __init__(self, why: str, feeds: tuple[str, ...]) -> None:
        super().__init__(why)
        self.feeds = feeds


def read_fetched_page(fetched: Fetched) -> tuple[dict[str, Any], list[Block]]:
    """The fields (named as in a JSON article) and the blocks of the article in a page.

    Raises NotAnArticle for a front page and where there is no text, and ValueError, with the reason, for a paywall,
    a consent page and a login page.
    """
    if len(fetched.body) > _LARGEST_PAGE:
        raise ValueError(f"larger than {size_name(_LARGEST_PAGE)}, too large for a page")
    page = decoded(fetched.body, fetched.charset)
    if page.count("<") > _MOST_TAGS:
        raise ValueError(f"it has more than {_MOST_TAGS:,} tags, too many for a page")
    marks = read_marks(page, fetched.url)
    if _is_front_page(marks, fetched.url):
        raise NotAnArticle("this page lists articles and is none", marks.feeds)
    try:
        fields, blocks = read_page(_as_utf8(page))
        if not blocks:
            raise ValueError("no article text was found in this page")
    except ValueError as error:
        _refuse_walls(marks, fetched.url, 0)
        raise NotAnArticle(str(error), marks.feeds) from error
    _refuse_walls(marks, fetched.url, sum(len(block.text) for block in blocks))
    address = page_address(marks, fetched.url)
    return {**fields, "id": address, "url": address, "source": marks.site or fields.get("source")}, blocks


def page_address(marks: Marks, url: str) -> str:
    """The address a page goes by: the one it calls its own if that can be believed, else where it was found."""
    for address in marks.canonical:
        try:
            own = canonical(checked_url(address))
        except FetchError:
            continue
        # A page may not speak for another site; and one that calls a front page its own is badly made.
        if same_site(own, url) and (urlsplit(own).path != "/" or urlsplit(url).path in ("", "/")):
            return own
    return canonical(url)


def _is_front_page(marks: Marks, url: str) -> bool:
    if marks.is_article:
        return False
    at_the_root = urlsplit(url).path in ("", "/", "/index.html", "/index.htm")
    return marks.is_list or (at_the_root and bool(marks.feeds))


def _refuse_walls(marks: Marks, url: str, length: int) -> None:
    """Raise ValueError for a page that stands before an article. length: of the text found in it."""
    if length > _LITTLE:
        return
    if marks.asks_password and (length < _HARDLY_ANY or _LOGIN_TITLE.search(marks.title)):
        if _ASKS_TO_PAY.search(marks.text):
            raise ValueError("this is a paywall: only its beginning is free")
        if not marks.is_article or length < _HARDLY_ANY:
            raise ValueError("this is a login page, not the article")
    if not marks.is_free or _ASKS_TO_PAY.search(marks.text):
        raise ValueError("this is a paywall: only its beginning is free")
    named = _CONSENT_TITLE.search(marks.title) or _CONSENT_HOSTS.match(urlsplit(url).hostname or "")
    if not marks.is_article and _CONSENT_WORDS.search(marks.text) and (named or length < _HARDLY_ANY):
        raise ValueError("this is a consent page, not the article")


def _as_utf8(page: str) -> bytes:
    """The page as UTF-8, without a byte order mark, and without a declaration that says otherwise."""
    page = re.sub(r"^\s*<\?xml[^>]{0,500}\?>", "", page.lstrip("\ufeff"))
    return page.encode("utf-8", "replace")
