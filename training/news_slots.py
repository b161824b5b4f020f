"""Invented names, places, sums and dates: what the blanks of a news story are filled with."""

from __future__ import annotations

import random
from dataclasses import dataclass

FIRST = (
    "Amara Tomas Ingrid Kofi Leila Mateo Priya Sven Yuki Oluwaseun Carmen Dmitri Fatima Hugo Nokuthula Rafael Mei "
    "Anselm Zainab Piotr Thandiwe Joaquin Soraya Eirik Linh Tariq Beatriz Goran Aiko Desmond Marit Farid Lucia Kwame "
    "Niamh Arjun Salome Viktor Hana Emeka Rosa Callum Nasrin Bao Elif Tobias Wanjiru Stefano Keiko Rangi Ayesha Bram "
    "Ximena Jonas Mariam Owen Tuuli Samir Greta Chidi Paloma Andrei Sunita Dylan Noor Ilya Freya Kenji Abena Luc"
).split()
LAST = (
    "Okonjo Lindqvist Varga Castellano Nakamura Adeyemi Petrov Haddad Moreau Ngata Sorensen Gupta Farrell Zulu Ibarra "
    "Kowalczyk Tran Mbeki Duarte Halloran Yilmaz Bergstrom Osei Rahimi Tanaka Quispe Novak Achebe Fontaine Malik "
    "Virtanen Delgado Oyelaran Schreiber Chaudhry Marchetti Vuong Eriksen Kamau Salazar Brannigan Popescu Abdi "
    "Takahashi Westergaard Mensah Costa Rezai Dlamini Hoffmann Tamati Ferreira Sandhu Lemaire Ilves Banda Horvat "
    "Pereira Whitlock Choi Baptiste Aydin Nyberg Obi Kruger Szabo Thornbury Penrose Ashdown"
).split()
CITIES = (
    "Karovo, Port Ellan, Lima, Bergen, Mirasol, Tampere, Harrowgate Bay, Gdansk, Kumasi, Oldmere, San Telmo, Nagoya, "
    "Veldhaven, Cork, Durban, Arkavia, Porto, Izmir, Santa Ruela, Mombasa, Leipzig, Thornwick, Cebu, Valparaiso, "
    "Nowy Brzeg, Adelaide, Sefrou, Lowestone, Recife, Haugen, Kandavara, Lyon, Tirana, Braemouth, Pusan Heights, "
    "Ostrava, Quillan, Dakar, Winnipeg, El Carro, Tartu, Bellacosta, Surat, Wexcombe"
).split(", ")
COUNTRIES = (
    "Norway, Ghana, Peru, Valdoria, Portugal, Kenya, Estonia, Morvania, Chile, Vietnam, Iceland, Tanzania, Bolivia, "
    "Sarkovia, Finland, Uruguay, Malta, Nepal, Costavia, Senegal, Austria, New Zealand, Jordan, Ecuador, Slovenia, "
    "Botswana, Ireland, Thessaland, Laos, Belgium, Oman, Paraguay, Denmark, Kharistan"
).split(", ")
PLACE_LIKE = (
    "Brightwell Norvane Castor Halden Tamarind Orrin Quayside Lumen Ferro Sable Redwater Ostler Pinnacle".split()
)
TRADE = "Foods, Energy, Motors, Pharma, Air, Systems, Bank, Mining, Telecom, Robotics, Retail, Shipping".split(", ")
OUTLETS = (
    "the Harbour Post, the Northern Courier, Channel Nine News, the Daily Ledger, the Evening Beacon, Radio Meridian, "
    "the Morning Tribune, Capital Wire, the Coastal Times, the Valley Observer, World Dispatch, the Sunday Chronicle"
).split(", ")
CLUBS = "Rovers, United, Athletic, Wanderers, City, Falcons, Mariners, Bears, Stars, Rangers, Lynx, Harriers".split(
    ", "
)
WORK_A = "The Silent, The Last, A Borrowed, The Glass, Paper, Winter, Midnight, The Copper, Salt and, Beyond the".split(
    ", "
)
WORK_B = "Orchard, River, Lanterns, Kingdom, Harbour, Sparrow, Horizon, Garden, Tide, Letter, Moon, Furnace".split(", ")
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
UNITS = {"m": "million", "bn": "billion"}
NAMED = frozenset({"person", "city", "country", "company", "team", "work", "year"})


@dataclass(frozen=True)
class Value:
    """What fills a blank: one meaning, and the ways a newspaper writes it."""

    kind: str
    forms: tuple[str, ...]


def value_of(spec: str, rng: random.Random) -> Value:
    """Fill one blank, described as "person", "int:20:90", "money:m", or by its options as "a|b|c"."""
    if "|" in spec:
        return Value("option", (rng.choice(spec.split("|")),))
    kind, *limits = spec.split(":")
    return Value(kind, _forms(kind, limits, rng))


def _forms(kind: str, limits: list[str], rng: random.Random) -> tuple[str, ...]:
    match kind:
        case "person":
            return (f"{rng.choice(FIRST)} {rng.choice(LAST)}",)
        case "city":
            return (rng.choice(CITIES),)
        case "country":
            return (rng.choice(COUNTRIES),)
        case "company":
            return (f"{rng.choice(PLACE_LIKE)} {rng.choice(TRADE)}",)
        case "team":
            return (f"{rng.choice(CITIES)} {rng.choice(CLUBS)}",)
        case "work":
            return (f"{rng.choice(WORK_A)} {rng.choice(WORK_B)}",)
        case "year":
            return (str(rng.randint(2008, 2025)),)
        case "day":
            return (rng.choice(DAYS),)
        case "date":
            day, month = rng.randint(1, 28), rng.choice(MONTHS)
            return (f"{day} {month}", f"{month} {day}")
        case "money":
            amount = f"{rng.randint(11, 98) / 10:.1f}" if rng.random() < 0.5 else str(rng.randint(2, 95))
            unit = limits[0]
            return (f"${amount}{unit}", f"${amount} {UNITS[unit]}", f"{amount} {UNITS[unit]} dollars")
        case "percent":
            amount = f"{rng.randint(int(limits[0]) * 10, int(limits[1]) * 10) / 10:g}"
            return (f"{amount}%", f"{amount} per cent", f"{amount} percent")
        case "int":
            number = rng.randint(int(limits[0]), int(limits[1]))
            return (str(number), WORDS[number]) if number < len(WORDS) else (f"{number:,}",)
    raise ValueError(f"No such kind of blank: {kind}")
