"""Which addresses may be read: http and https, and no machine of the user's own network unless that is allowed."""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

_LONGEST_URL = 2_000
_ODD = re.compile(r"[\x00-\x1f\x7f\\]")
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|mkt_tok|vero_id"
    r"|oly_anon_id|oly_enc_id|_hsenc|_hsmi|wt_mc|wt\.mc_id|at_medium|at_campaign\w*|at_link_\w+|cmpid|cmp|ns_campaign"
    r"|ns_mchannel|ns_source|icid|ito|ocid|smid|smtyp|guccounter|guce_referrer\w*|spm|ref_src|ref_url|xtor|sr_share",
    re.IGNORECASE,
)
# Under these anybody can have a host of their own, so that two of them are strangers.
_SHARED = set(
    """github.io gitlab.io blogspot.com wordpress.com substack.com medium.com tumblr.com pages.dev workers.dev
    netlify.app vercel.app web.app firebaseapp.com herokuapp.com cloudfront.net amazonaws.com azurewebsites.net
    ghost.io wixsite.com weebly.com""".split()
)
_SECOND_LEVEL = set("ac co com edu gob go gov gouv govt ltd me mil ne net nom or org plc sch".split())
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_CARRYING_IPV4 = [ipaddress.IPv6Network(block) for block in ("::/96", "64:ff9b::/96")]
_NEVER = [
    ipaddress.ip_network(block)
    for block in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10")
]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(ValueError):
    """An address that was not read; the message is one plain sentence that does not repeat the address.

    about_host: whether it holds for everything on the host.
    """

    def __init__(self, why: str, *, about_host: bool = False) -> None:
        super().__init__(why)
        self.about_host = about_host


class Gone(FetchError):  # noqa: N818 - it says what is so, and is caught by name
    """The server says that the article was there and was taken away for good."""


class UnreachableError(FetchError):
    """No connection came about; it may the next time."""


class SlowError(FetchError):
    """The time for it was over."""


def checked_url(url: str) -> str:
    """The address without its fragment, if it is one that may be asked for.

    Raises FetchError for other schemes than http and https, for a user name or password, and for what is no address.
    """
    url = url.strip().replace(" ", "%20")
    if len(url) > _LONGEST_URL:
        raise FetchError(f"the address is longer than {_LONGEST_URL} characters")
    if _ODD.search(url):
        raise FetchError("the address holds a character that no address may hold")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError("this is not a web address") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError("only http and https addresses are read")
    if not host:
        raise FetchError("the address names no host")
    if "@" in parts.netloc:
        raise FetchError("addresses with a user name or password are not read")
    return urlunsplit(parts._replace(fragment=""))


def canonical(url: str) -> str:
    """The address as an article's name: without fragment and tracking parameters, its host in small letters.

    What is no web address comes back as it was.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host:
        return url
    host = f"[{host}]" if ":" in host else host
    if port not in (None, {"http": 80, "https": 443}[scheme]):
        host += f":{port}"
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return urlunsplit((scheme, user + host, parts.path or "/", _untracked(parts.query), ""))


def _untracked(query: str) -> str:
    """A query without the parameters that say only where a reader came from; the others keep their spelling."""
    kept = []
    for part in query.split("&"):
        (name, _), *_ = parse_qsl(part, keep_blank_values=True) or [("", "")]
        if part and not _TRACKING.fullmatch(name):
            kept.append(part)
    return "&".join(kept)


def host_of(url: str) -> str:
    """The host of an address in small letters; nothing where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def joined(url: str, address: str) -> str:
    """An address as it stands on a page, made absolute; what cannot be joined comes back as it was."""
    try:
        return urljoin(url, address.strip())
    except ValueError:
        return address


def same_site(left: str, right: str) -> bool:
    """Whether two addresses are of one owner, as far as their hosts tell."""
    return _owner(left) == _owner(right) != ""


def _owner(url: str) -> str:
    host = host_of(url)
    labels = host.split(".")
    if literal(host) or len(labels) < 3:
        return host
    by_country = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if by_country or ".".join(labels[-2:]) in _SHARED else -2 :])


def literal(host: str) -> Address | None:
    """The number that a host is written as, or None if it is a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether a host, as written, is this machine."""
    number = literal(host)
    return host.lower().rstrip(".") == "localhost" or (number is not None and number.is_loopback)


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, and so is every address that it carries within it."""
    inner = _carried(address)
    return _is_global(address) and all(map(_is_global, inner))


def _is_global(address: Address) -> bool:
    if any(address.version == block.version and address in block for block in _NEVER):
        return False
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address in _NAT64):
        return True  # as public as what it carries
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or address.is_private
    )


def _carried(address: Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64 and ISATAP."""
    if not isinstance(address, ipaddress.IPv6Address):
        return []
    found = [part for part in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if part]
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    is_isatap = (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE
    if is_isatap or any(address in block for block in _CARRYING_IPV4):
        found.append(last)
    return found


def resolve(host: str, port: int, seconds: float = 30.0) -> list[Address]:
    """The addresses a host has just now, in the order in which they should be tried.

    Raises FetchError if it has none or the answer takes longer than `seconds`.
    """
    answer: queue.SimpleQueue[list[Address] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(_look_up(host, port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    # The system's resolver cannot be told to hurry; a thread that is left behind can be.
    threading.Thread(target=ask, name=f"resolve {host[:60]}", daemon=True).start()
    try:
        found = answer.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise FetchError("the name of its host was not resolved in time") from None
    if isinstance(found, Exception) or not found:
        raise UnreachableError(f"its host is not known ({host})", about_host=True)
    return found


def _look_up(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found))


def checked_addresses(host: str, addresses: list[Address]) -> list[Address]:
    """The addresses of a host, if all of them are public. Raises FetchError otherwise.

    All, not one: a name that leads both outside and inside is a trap, and which one is taken would be chance.
    """
    for address in addresses:
        if not is_public(address):
            raise FetchError(f"leads to a private address ({address}): --allow-private allows it", about_host=True)
    if not addresses:
        raise UnreachableError(f"its host is not known ({host})", about_host=True)
    return addresses
