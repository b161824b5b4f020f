"""No address leads to where it must not: not by its scheme, its number, its name, a redirect or a change of mind."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from news_site import HOST, PUBLIC, Web, report

from corpus.web import FetchError, Limits, addresses, canonical
from corpus.web.addresses import checked_url, is_loopback, is_public, resolve, same_site


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with Web().open(monkeypatch) as web:
        web.put("/secret", report())
        yield web


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://gazette.example/a", "javascript:alert(1)", "gopher://a/"])
def test_other_schemes_are_not_read(web: Web, url: str) -> None:
    with pytest.raises(FetchError, match=r"^only http and https addresses are read$"):
        web.fetcher(allow_private=True).get(url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http:///path", "names no host"),
        ("http://", "names no host"),
        ("http://[::1/", "not a web address"),
        ("http://a:b/", "not a web address"),
        ("http://a\\@b/", "a character that no address may hold"),
        ("http://a\x00b/", "a character that no address may hold"),
        ("http://a/\nb/", "a character that no address may hold"),
        ("http://a/" + "b" * 2_000, "longer than 2000 characters"),
    ],
)
def test_what_is_no_address_is_not_read(web: Web, url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        web.fetcher().get(url)
    assert web.connected == []


def test_passwords_are_not_sent(web: Web) -> None:
    with pytest.raises(FetchError, match="user name or password"):
        web.fetcher().get("http://me:secret@gazette.example/")
    assert web.connected == []


@pytest.mark.parametrize(
    "host",
    """127.0.0.1 localhost [::1] 0.0.0.0 2130706433 0x7f.1 127.1 10.0.0.1 192.168.1.1 172.16.0.1 169.254.169.254
    100.64.0.1 [::ffff:127.0.0.1] [::ffff:10.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [fe80::1] [fd00::1] [::]
    224.0.0.1 255.255.255.255""".split(),
)
def test_private_addresses_are_not_read(web: Web, host: str) -> None:
    with pytest.raises(FetchError, match=r"^leads to a private address \([\w.:]+\): --allow-private allows it$"):
        web.fetcher().get(f"http://{host}:{web.port}/secret")
    assert web.connected == []
    assert web.asked == []


def test_private_addresses_are_read_where_that_is_allowed(web: Web) -> None:
    fetcher = web.fetcher(allow_private=True)
    assert b"Osterby" in fetcher.get(f"{web.local}/secret").body
    assert b"Osterby" in fetcher.get(f"http://localhost:{web.port}/secret").body


@pytest.mark.parametrize("answer", [["10.1.2.3"], ["127.0.0.1"], [PUBLIC, "10.1.2.3"], ["::1", PUBLIC]])
def test_a_name_that_leads_inside_is_not_read(web: Web, answer: list[str]) -> None:
    web.names["inside.example"] = [answer]
    with pytest.raises(FetchError, match="leads to a private address"):
        web.fetcher().get("http://inside.example/secret")
    assert web.connected == []


def test_a_name_that_changes_its_answer_gains_nothing(web: Web) -> None:
    """The connection goes to the address that was checked; a second connection is checked again."""
    web.put("/robots.txt", "", headers={"Connection": "close"})
    web.put("/one", report(), headers={"Connection": "close"})
    web.names["fickle.example"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    fetcher = web.fetcher()
    assert b"Osterby" in fetcher.get("http://fickle.example/one").body
    assert web.connected == [PUBLIC, PUBLIC]
    with pytest.raises(FetchError, match="leads to a private address"):
        fetcher.get("http://fickle.example/secret")
    assert web.connected == [PUBLIC, PUBLIC]
    assert web.paths == ["/one"]


def test_each_connection_resolves_its_name_once(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[object] = []
    real = socket.getaddrinfo

    def noted(host: object, *rest: object, **more: object) -> object:
        looked_up.append(host)
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    web.put("/robots.txt", "")
    web.fetcher().get(f"{HOST}/secret")
    assert HOST.removeprefix("http://") not in looked_up
    assert set(looked_up) <= {"127.0.0.1"}  # the number that was checked


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://127.0.0.1/secret", "private address"),
        ("http://169.254.169.254/latest/meta-data", "private address"),
        ("//[::ffff:127.0.0.1]/secret", "private address"),
        ("http://inside.example/secret", "private address"),
        ("file:///etc/passwd", "only http and https"),
        ("http://[broken/", "not a web address"),
        ("http://me:pw@gazette.example/secret", "user name or password"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(web: Web, target: str, why: str) -> None:
    web.names["inside.example"] = [["192.168.0.1"]]
    web.put("/moved", status=302, headers={"Location": target})
    with pytest.raises(FetchError, match=why):
        web.fetcher().get(f"{HOST}/moved")
    assert set(web.connected) == {PUBLIC}
    assert web.paths == ["/moved"]


def test_robots_may_not_redirect_inside_either(web: Web) -> None:
    web.put("/robots.txt", status=301, headers={"Location": "http://10.0.0.1/robots.txt"})
    with pytest.raises(FetchError, match="private address"):
        web.fetcher().get(f"{HOST}/secret")
    assert set(web.connected) == {PUBLIC}


def test_the_environment_sends_no_request_through_a_proxy(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{web.port}")
    assert web.fetcher().get(f"{HOST}/secret").status == 200
    assert all(asked.path.startswith("/") for asked in web.asked)  # a proxy would be asked for whole addresses


def test_the_host_keeps_its_name_in_the_request(web: Web) -> None:
    web.fetcher().get(f"{HOST}/secret")
    assert {asked.host for asked in web.asked} == {"gazette.example"}


def test_tls_is_told_the_name_of_the_host(web: Web) -> None:
    """The greeting holds the name in the clear, though the connection went to a number."""
    greetings: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        web.port = server.getsockname()[1]

        def answer() -> None:
            for _ in range(3):
                connection, _ = server.accept()
                greetings.append(connection.recv(4_096))
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(FetchError):
            web.fetcher().get("https://gazette.example/secret")
    assert len(greetings) == 3
    assert all(b"gazette.example" in greeting for greeting in greetings)


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "number",
    """192.0.0.8 192.0.2.1 198.18.0.1 203.0.113.9 240.0.0.1 100.127.255.254 0.1.2.3 fec0::1 2001:db8::1 ff02::1
    2001:0:a00:1::1 64:ff9b::a00:1 64:ff9b:1::808:808 2002:a9fe:a9fe:: ::a00:1 2a00::5efe:a00:1
    ::ffff:169.254.169.254""".split(),
)
def test_addresses_that_are_not_public(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


def test_a_slow_resolver_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()

    def slow(*_: object, **__: object) -> list[object]:
        end.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    start = time.monotonic()
    with pytest.raises(FetchError, match="not resolved in time"):
        resolve("slow.example", 80, 0.05)
    assert time.monotonic() - start < 5
    end.set()


def test_an_unknown_host_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(FetchError, match=r"its host is not known \(nowhere\.example\)"):
        resolve("nowhere.example", 80)
    with pytest.raises(FetchError, match="not known"):
        addresses.checked_addresses("nowhere.example", [])


def test_an_address_that_does_not_answer_gives_way_to_the_next(web: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    web.names["two.example"] = [["127.0.0.1", PUBLIC]]
    found = web.fetcher(allow_private=True, limits=Limits(retries=0)).get(f"http://two.example:{closed}/secret")
    assert found.status == 200
    assert web.connected[:2] == ["127.0.0.1", PUBLIC]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("https://Gazette.example/a?utm_source=x&id=3&fbclid=y#top", "https://gazette.example/a?id=3"),
        ("https://gazette.example:443/a?id=3&gclid=z", "https://gazette.example/a?id=3"),
        ("https://gazette.example./a?id=3&UTM_Medium=mail", "https://gazette.example/a?id=3"),
        ("http://gazette.example", "http://gazette.example/"),
        ("http://gazette.example:8080/a?", "http://gazette.example:8080/a"),
        ("http://gazette.example/a?q=a%20b&r=%C3%A9", "http://gazette.example/a?q=a%20b&r=%C3%A9"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("mailto:desk@gazette.example", "mailto:desk@gazette.example"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_one_article_has_one_name(given: str, name: str) -> None:
    assert canonical(given) == name
    assert canonical(name) == name


def test_a_fragment_is_no_part_of_what_is_asked_for() -> None:
    assert checked_url(" http://a.example/b c#d ") == "http://a.example/b%20c"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("http://www.gazette.example/a", "https://gazette.example/b", True),
        ("http://gazette.example/", "http://lamp.example/", False),
        ("http://a.co.uk/", "http://b.co.uk/", False),
        ("http://www.a.co.uk/", "http://amp.a.co.uk/", True),
        ("http://one.substack.com/", "http://two.substack.com/", False),
        ("http://10.1.0.1/", "http://10.2.0.1/", False),
        ("http://[broken", "http://[broken", False),
    ],
)
def test_who_is_of_one_site(left: str, right: str, same: bool) -> None:
    assert same_site(left, right) is same


def test_this_machine_is_known_by_its_names() -> None:
    assert [is_loopback(host) for host in ("127.0.0.9", "::1", "LocalHost.", "gazette.example")] == [True] * 3 + [False]
