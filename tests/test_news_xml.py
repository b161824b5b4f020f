"""The XML of news agencies: NITF and NewsML-G2, their rights, and documents that mean harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus import Article, Skipped, news_xml, read_articles

NITF = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "https://dtd.invalid/nitf-3-4.dtd">
<nitf xml:lang="en"><head><title>FERRY-AGROUND</title>
  <docdata management-status="usable"><doc-id id-string="skarholm-17"/>
    <date.issue norm="20300107T193000+0100"/></docdata>
  <pubdata name="Skarholm Tidings" ex-ref="https://news.invalid/ferry"/></head>
<body><body.head>
  <hedline><hl1>Ferry runs aground in <em>thick</em> fog</hl1><hl2>All taken off</hl2></hedline>
  <byline>By <person>Marit Ostby</person> and <person>Ivo Brandt</person><byttl>Staff Writers</byttl></byline>
  <distributor><org>Nordhav Wire</org></distributor>
  <dateline><location>SKARHOLM</location></dateline></body.head>
 <body.content>
  <p>The ferry to <location><city>Skarholm</city></location> ran aground on <chron>Monday</chron> evening.</p>
  <media media-type="image"><media-caption><p>The ferry on its sandbank.</p></media-caption></media>
  <block><p>Harbour master <person>Jorun Eide</person> blamed an old chart &amp; the fog.</p></block>
  <hl2>A long wait.</hl2>
  <p>The caf&eacute; on board stayed open; <num><frac><frac-num>1</frac-num><frac-sep>/</frac-sep>
  <frac-den>2</frac-den></frac></num> of those on board were asleep.</p>
  <table><tr><th>Passengers</th><td>90</td></tr><tr><th>Crew</th><td>12</td></tr></table>
 </body.content></body></nitf>"""

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" xml:lang="en-GB">
  <itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:NHW"><name>Nordhav Wire</name></provider>
    <versionCreated>2030-01-07T21:00:00Z</versionCreated><firstCreated>2030-01-07T20:00:00Z</firstCreated>
    {meta}</itemMeta>
  <contentMeta>{created}<creator><name>Marit Ostby</name></creator>
    <headline>Tugs free the ferry</headline></contentMeta>
  <contentSet>{content}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
  <head><title>Not this</title></head><body><p>Two tugs pulled the <b>ferry</b> free on Thursday.</p>
  <p>Nobody was hurt, its owner said.</p></body></html></inlineXML>"""
TEXTS = ["Two tugs pulled the ferry free on Thursday.", "Nobody was hurt, its owner said."]


def item(content: str = XHTML, *, guid: str = "urn:x:1", meta: str = "", created: str = "", kind: str = "text") -> str:
    return ITEM.format(guid=guid, kind=kind, meta=meta, created=created, content=content)


def message(*items: str) -> str:
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2030-01-08</sent></header>'
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def read(folder: Path, document: str | bytes) -> tuple[list[Article], list[Skipped]]:
    path = folder / "report.xml"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    stream = read_articles(path)
    return list(stream), stream.skipped


def reason(folder: Path, document: str | bytes) -> str:
    articles, (left_out,) = read(folder, document)
    assert articles == []
    assert left_out.what == str(folder / "report.xml")
    return left_out.why


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is handed on of each article."""
    seen: list[dict[str, Any]] = []
    whole = news_xml.read_record

    def noting(record: dict[str, Any], *given: Any, **more: Any) -> Article:
        seen.append(dict(record))
        return whole(record, *given, **more)

    monkeypatch.setattr(news_xml, "read_record", noting)
    return seen


# --- NITF ------------------------------------------------------------------------------------------


def test_nitf(tmp_path: Path) -> None:
    (article,), skipped = read(tmp_path, NITF)
    assert skipped == []
    assert article.id == "skarholm-17"
    assert article.title == "Ferry runs aground in thick fog"
    assert article.source == "Nordhav Wire"
    assert article.published is not None
    assert article.published.isoformat() == "2030-01-07T19:30:00+01:00"
    assert article.authors == ("Marit Ostby", "Ivo Brandt")
    assert article.language == "en"
    assert article.url == "https://news.invalid/ferry"
    assert article.dateline == "SKARHOLM"
    assert [(paragraph.text, paragraph.section) for paragraph in article.paragraphs] == [
        ("The ferry to Skarholm ran aground on Monday evening.", None),
        ("Harbour master Jorun Eide blamed an old chart & the fog.", None),
        ("The café on board stayed open; 1/ 2 of those on board were asleep.", "A long wait."),
        ("Passengers 90", "A long wait."),
        ("Crew 12", "A long wait."),
    ]


def test_a_byline_without_marked_names(tmp_path: Path) -> None:
    people = "<person>Marit Ostby</person> and <person>Ivo Brandt</person>"
    (article,), _ = read(tmp_path, NITF.replace(people, "Marit Ostby and Ivo Brandt"))
    assert article.authors == ("Marit Ostby", "Ivo Brandt")


def test_a_stated_head_is_not_the_headline(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, NITF.replace("hedline", "nothing"))
    assert article.title == "FERRY-AGROUND"


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ("", "", {}),
        ('"usable"', '"withheld"', {"withdrawn": True}),
        ('"usable"', '"canceled"', {"withdrawn": True}),
        ('"usable"', '"embargoed"', {"embargo": news_xml.NO_END}),
        ("</docdata>", '<date.release norm="20300109T060000Z"/></docdata>', {"embargo": "2030-01-09T06:00:00+00:00"}),
        ("</docdata>", '<date.release norm="soon"/></docdata>', {"embargo": news_xml.NO_END}),
    ],
)
def test_the_rights_in_nitf(
    tmp_path: Path, records: list[dict[str, Any]], old: str, new: str, keys: dict[str, Any]
) -> None:
    read(tmp_path, NITF.replace(old, new) if old else NITF)
    assert {name: records[0][name] for name in ("embargo", "withdrawn") if name in records[0]} == keys


# --- NewsML-G2 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        XHTML,
        f"<inlineData contenttype='text/plain'>{TEXTS[0]}\n\n{TEXTS[1]}</inlineData>",
        f"<inlineData contenttype='text/html'>&lt;p>{TEXTS[0]}&lt;/p>&lt;p>{TEXTS[1]}&lt;/p></inlineData>",
        f"<inlineXML><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p></inlineXML>",
        f"<p>{TEXTS[0]}</p><p>{TEXTS[1]}</p>",
        f"<remoteContent href='x.jpg'/><inlineXML><nitf xmlns='urn:n'><body><body.content><p>{TEXTS[0]}</p>"
        f"<p>{TEXTS[1]}</p></body.content></body></nitf></inlineXML>",
    ],
    ids=["xhtml", "plain", "html", "bare", "paragraphs", "nitf"],
)
def test_newsml(tmp_path: Path, content: str) -> None:
    (article,), skipped = read(tmp_path, item(content))
    assert skipped == []
    assert article.id == "urn:x:1"
    assert article.title == "Tugs free the ferry"
    assert [paragraph.text for paragraph in article.paragraphs] == TEXTS
    assert article.source == "Nordhav Wire"
    assert article.authors == ("Marit Ostby",)
    assert article.language == "en-GB"
    assert article.url is None
    assert article.published is not None
    assert article.published.isoformat() == "2030-01-07T21:00:00+00:00"


def test_what_newsml_says_counts_for_more_than_the_nitf_in_it(tmp_path: Path) -> None:
    inner = NITF.split("?>", 1)[1].split("]>")[-1].split('.dtd">', 1)[1].replace("&eacute;", "é")
    created = "<contentCreated>2030-01-07T19:45:00Z</contentCreated>"
    (article,), _ = read(tmp_path, item(f"<inlineXML>{inner}</inlineXML>", created=created))
    assert article.title == "Tugs free the ferry"
    assert article.url == "https://news.invalid/ferry"  # only the NITF has it
    assert article.published is not None
    assert article.published.isoformat() == "2030-01-07T19:45:00+00:00"


@pytest.mark.parametrize(
    ("meta", "keys"),
    [
        ("", {}),
        ('<pubStatus qcode="stat:usable"/>', {}),
        ('<pubStatus qcode="stat:canceled"/>', {"withdrawn": True}),
        ('<pubStatus qcode="stat:withheld"/>', {"withdrawn": True}),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', {"withdrawn": True}),
        ("<embargoed>2030-01-09T06:00:00+02:00</embargoed>", {"embargo": "2030-01-09T06:00:00+02:00"}),
        ("<embargoed/>", {"embargo": news_xml.NO_END}),
    ],
)
def test_the_rights_in_newsml(tmp_path: Path, records: list[dict[str, Any]], meta: str, keys: dict[str, Any]) -> None:
    read(tmp_path, item(meta=meta))
    assert {name: records[0][name] for name in ("embargo", "withdrawn") if name in records[0]} == keys


def test_rights_stated_inside_hold_where_the_item_says_nothing(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    inner = (
        "<nitf><head><docdata management-status='withheld'/></head><body><body.content><p>Two tugs came.</p>"
        "</body.content></body></nitf>"
    )
    read(tmp_path, item(f"<inlineXML>{inner}</inlineXML>"))
    assert records[0]["withdrawn"] is True


def test_a_message_of_several_items(tmp_path: Path) -> None:
    picture = item("<remoteContent href='x.jpg'/>", guid="urn:x:2", kind="picture")
    killed = item("", guid="urn:x:4", meta='<pubStatus qcode="stat:canceled"/>')
    articles, skipped = read(tmp_path, message(item(), picture, item(guid="urn:x:3"), killed))
    assert [(article.id, article.withdrawn) for article in articles] == [
        ("urn:x:1", False),
        ("urn:x:3", False),
        ("urn:x:4", True),
    ]
    assert skipped == [Skipped(f"{tmp_path / 'report.xml'} item 2 (urn:x:2)", "no text: it is a picture")]


def test_items_without_an_id_are_told_apart(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, message(item(guid=""), item(guid="")))
    again, _ = read(tmp_path, message(item(guid=""), item(guid="")))
    assert len({article.id for article in articles}) == 2
    assert [article.id for article in articles] == [article.id for article in again]


# --- other documents -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("<catalogue><p>Bread</p></catalogue>", "this XML is not NITF or NewsML (its root is <catalogue>)"),
        ("<NewsML><NewsItem/></NewsML>", "this is NewsML 1, which is not read: only NewsML-G2 and NITF are"),
        (message(), "there is no news item in it"),
        ("<nitf><body/></nitf>", "no text"),
        *(
            (document, "a saved feed holds no whole articles: give its address instead")
            for document in (
                "<rss version='2.0'><channel/></rss>",
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
                "<feed xmlns='http://www.w3.org/2005/Atom'/>",
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
                "<sitemapindex/>",
            )
        ),
    ],
)
def test_what_is_no_news_is_told(tmp_path: Path, document: str, why: str) -> None:
    assert reason(tmp_path, document) == why


@pytest.mark.parametrize(
    "document",
    [
        "<nitf><body>",
        b"\x9c\x01garbage" * 1_100_000,
        "<nitf>" + "<block>" * 1_000 + "</block>" * 1_000 + "</nitf>",
        "<nitf>&eacute;</nitf>",
    ],
    ids=["cut", "garbage", "deep", "entity"],
)
def test_what_is_no_xml_is_told(tmp_path: Path, document: str | bytes) -> None:
    assert reason(tmp_path, document).startswith("not valid XML: ")


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
BODY = "<nitf><body><body.content><p>Secret: &x; and &l11; and more</p></body.content></body></nitf>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        "<!ENTITY x SYSTEM '{secret}'>",
        "<!ENTITY x PUBLIC 'x' 'https://entity.invalid/x'>",
        "<!ENTITY % p SYSTEM 'https://entity.invalid/p.dtd'> %p;",
        f"<!ENTITY l0 'ha'>{LAUGHS}",
    ],
    ids=["file", "address", "parameter", "laughs"],
)
def test_a_document_that_declares_entities_is_refused(tmp_path: Path, declared: str, encoding: str) -> None:
    (tmp_path / "secret").write_text("the password")
    declared = declared.replace("{secret}", (tmp_path / "secret").as_uri())
    document = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE nitf [{declared}]>{BODY}"
    assert reason(tmp_path, document.encode(encoding)).startswith("it declares entities of its own")


def test_entities_in_an_encoding_that_hides_them_are_refused(tmp_path: Path) -> None:
    hidden = "+ADwAIQBFAE4AVABJAFQAWQ-"  # <!ENTITY in UTF-7
    document = f"<?xml version='1.0' encoding='UTF-7'?><!DOCTYPE nitf [{hidden} x 'ha'>]>{BODY}".replace("&l11;", "")
    assert reason(tmp_path, document).startswith("it declares entities of its own")


def test_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "nitf.dtd").write_text("<!ENTITY eacute 'from the DTD'>")
    document = NITF.replace('"skarholm-17"', '"skarholm-&eacute;"')
    document = document.replace("https://dtd.invalid/nitf-3-4.dtd", (tmp_path / "nitf.dtd").as_uri())
    (article,), _ = read(tmp_path, document)
    assert "The café on board" in article.paragraphs[2].text
    assert "DTD" not in article.id


def test_markup_that_would_run_is_only_text(tmp_path: Path) -> None:
    hostile = "<p>Two tugs <script>alert(1)</script>came.</p><p>&lt;b onclick='x'&gt;They left.&lt;/b&gt;</p>"
    (article,), _ = read(tmp_path, item(f"<inlineXML>{hostile}</inlineXML>"))
    assert [paragraph.text for paragraph in article.paragraphs] == ["Two tugs came.", "<b onclick='x'>They left.</b>"]
