"""An invented agency report and what outlets make of it, for the tests of copies."""

from __future__ import annotations

from typing import Any

from makers import article

from corpus import Article

REPORT = (
    "The harbour authority of Osterby closed the eastern lock on Monday after divers found a crack of 14 metres in its"
    " inner gate, holding up 23 cargo ships on their way to the inland canal.",
    "Harbour master Gudrun Aske said the crack had probably opened during the storm of 2 March, when a loose barge"
    " was driven against the gate for several hours before a tug could reach it.",
    "“We have looked after this gate for sixty years, and nobody alive has seen it give way before,” Aske told"
    " reporters on the quay.",
    "Engineers from the Tolvik shipyard will weld steel plates over the damaged part, work that is expected to last"
    " nine days if the weather stays calm and the water level does not rise.",
    "Until then ships of up to 80 metres are being led through the older western lock, which can take four vessels an"
    " hour, about a third of what usually passes through the port.",
    "The canal company put the cost of the closure at 310,000 crowns a day and asked the government in Lindreth to"
    " share it, because the barge that broke loose belongs to the state dredging service.",
    "A spokesman for the transport ministry, Ivo Lang, said the ministry would wait for the report of the accident"
    " board before it talked about money.",
    "Grain merchants said that bakers in the inland towns had flour for about two weeks and that no shortage was to"
    " be expected unless the repair took much longer than planned.",
    "The eastern lock was opened in 1931 and last overhauled eleven years ago, when both gates were lifted out and"
    " given new hinges and seals.",
)
QUESTION = "How long is the crack in the inner gate of the Osterby lock?"
OWN_REPORT = (
    "A cracked gate has shut the larger of Osterby's two locks, and skippers are settling in for a wait of more than a"
    " week.",
    "Divers sent down on Monday morning came back with pictures of a split running along the inner gate of the eastern"
    " lock; 23 ships were riding at anchor outside by nightfall.",
    "“We have looked after this gate for sixty years, and nobody alive has seen it give way before,” said Gudrun Aske,"
    " who runs the port.",
    "On board the Silver Tern, cook Nils Ferber counted his potatoes and said he had known worse, though not in a"
    " place with so little to look at.",
    "Smaller craft can still use the western lock, a relic with hand-painted signs and a queue that reached the"
    " fish market by noon.",
    "Who will pay is another matter: the barge that did the damage is thought to have been the state's own.",
)


def report(
    id_: str = "wire", texts: tuple[str, ...] = REPORT, day: str | None = "2024-03-04", **fields: Any
) -> Article:
    """The report as the agency sent it, or with other paragraphs or an outlet's own title."""
    given = {"title": "Cracked gate closes Osterby lock", "source": "Merrow Wire"}
    return article(id_, *texts, day=day, **(given | fields))


def reprint(
    id_: str = "post", texts: tuple[str, ...] = REPORT, day: str | None = "2024-03-05", **fields: Any
) -> Article:
    """The same in another outlet, a day later, under another title."""
    return report(id_, texts, day, **({"title": "23 ships wait at the harbour", "source": "Harbour Post"} | fields))


def edited(texts: tuple[str, ...] = REPORT) -> tuple[str, ...]:
    """Other words here and there, but the same figures and names."""
    changes = {
        "holding up": "delaying",
        "probably opened": "most likely opened",
        "a loose barge was driven": "a barge that had come loose was driven",
        "is expected to last": "should last",
        "asked the government": "called on the government",
        "would wait for": "wanted to see",
        "had flour for about": "had enough flour for roughly",
        "the repair took much longer than planned": "the repair dragged on",
    }
    for old, new in changes.items():
        texts = tuple(text.replace(old, new) for text in texts)
    return texts


def lottery(id_: str, numbers: str, prize: str, town: str, day: str) -> Article:
    """A form that is filled in anew every few days."""
    return article(
        id_,
        f"The numbers drawn in the Skarra lottery were {numbers}.",
        f"The jackpot stood at {prize} crowns before the draw, and one ticket sold in {town} had all six numbers.",
        "Players have 180 days to claim a prize, and winning tickets can be handed in at any shop that sells them or at"
        " the lottery's own office by the market square.",
        "The next draw takes place at eight in the evening and is broadcast by the radio station after the news.",
        day=day,
        title="Skarra lottery: the winning numbers",
        source="Evening Lamp",
    )
