"""Quantities of the package siunitx (``\\SI{5e-3}{\\milli\\second}``) in TeX that is known."""

from __future__ import annotations

import re

from qikan.patterns import pattern

_PREFIXES = {
    "quetta": "Q",
    "ronna": "R",
    "yotta": "Y",
    "zetta": "Z",
    "exa": "E",
    "peta": "P",
    "tera": "T",
    "giga": "G",
    "mega": "M",
    "kilo": "k",
    "hecto": "h",
    "deca": "da",
    "deci": "d",
    "centi": "c",
    "milli": "m",
    "micro": "μ",
    "nano": "n",
    "pico": "p",
    "femto": "f",
    "atto": "a",
}
_UNITS = {
    "metre": "m",
    "meter": "m",
    "gram": "g",
    "kilogram": "kg",
    "second": "s",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "ampere": "A",
    "kelvin": "K",
    "mole": "mol",
    "candela": "cd",
    "hertz": "Hz",
    "newton": "N",
    "pascal": "Pa",
    "joule": "J",
    "watt": "W",
    "coulomb": "C",
    "volt": "V",
    "farad": "F",
    "ohm": "Ω",
    "siemens": "S",
    "tesla": "T",
    "weber": "Wb",
    "henry": "H",
    "lumen": "lm",
    "lux": "lx",
    "becquerel": "Bq",
    "sievert": "Sv",
    "gray": "Gy",
    "litre": "L",
    "liter": "L",
    "tonne": "t",
    "bar": "bar",
    "radian": "rad",
    "degree": "°",
    "celsius": "℃",
    "degreeCelsius": "℃",
    "percent": "%",
    "electronvolt": "eV",
    "dalton": "Da",
    "angstrom": "Å",
    "decibel": "dB",
    "bit": "bit",
    "byte": "B",
    "flop": "FLOP",
}
_SHORT = frozenset(
    "nm um mm cm dm km ng ug mg g kg fs ps ns us ms s min h Hz mHz kHz MHz GHz THz uA mA A mV V kV "
    "uW mW W kW MW GW J kJ eV meV keV MeV GeV TeV kWh K dB Pa kPa MPa GPa N kN".split()
)
"""Abbreviations that siunitx knows as commands (its manual, table 5): ``\\ms``."""
_POWERS = {"squared": "^{2}", "cubed": "^{3}"}
_BEFORE = {"square": "^{2}", "cubic": "^{3}"}
_WORD = pattern(r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|([^\W\d_]+|[^\\\s])")
_NUMBER = pattern(
    r"\s*([-+]?[\d.,\s]*?)\s*(?:(?:\+-|\\pm)\s*([\d.,]+))?\s*(?:[eEdD]\s*([-+]?\d+))?\s*"
)


def number(typed: str) -> str:
    """A number: ``1.5e-3`` has a power of ten, ``2 +- 1`` an uncertainty; another one as it is."""
    match = _NUMBER.fullmatch(typed)
    if not match:
        return typed
    digits, spread, exponent = match.groups()
    text = rf"{digits}\pm {spread}" if spread else digits
    if not exponent:
        return text
    power = f"10^{{{exponent.removeprefix('+')}}}"
    if not digits:
        return power
    return rf"({text})\times {power}" if spread else rf"{text}\times {power}"


def unit(typed: str) -> str:
    """A unit: its words as signs, each behind ``\\per`` below a stroke; letters as they are."""
    text, power, prefix = "", "", ""
    for word, argument, char in _WORD.findall(typed.replace("~", ".")):
        if word in _PREFIXES:
            prefix += _PREFIXES[word]
        elif word in _UNITS or word in _SHORT:
            text += rf"{_gap(text)}\mathrm{{{prefix}{_letters(word)}}}{power}"
            prefix = power = ""
        elif word == "per":
            text += "/"
        elif word in _BEFORE:
            power = _BEFORE[word]
        elif word in _POWERS or word == "tothe":
            text += _POWERS.get(word) or f"^{{{argument}}}"
        elif char == ".":
            text += r"\,"
        elif word:
            text += rf"\{word}" + (f"{{{argument}}}" if argument else " ")
        else:
            text += rf"\mathrm{{{char}}}" if char.isalpha() else char
    return text


def quantity(value: str, of: str) -> str:
    """A number with its unit; percent and degrees stand close."""
    written = unit(of)
    gap = "" if re.match(r"\\mathrm\{\\?[%°]", written) else r"\,"
    return f"{number(value)}{gap}{written}"


SERIES = {
    "SIrange": 3,
    "qtyrange": 3,
    "numrange": 2,
    "SIlist": 2,
    "qtylist": 2,
    "numlist": 1,
}
"""Commands for several numbers, and how many arguments they take."""


def series(name: str, arguments: list[str]) -> str:
    """A range as ``1–5 m``, a list as ``1, 2, 3 m``."""
    count = 2 if name.endswith("range") else 1
    values, units = arguments[:count], arguments[count:]
    numbers = [number(value) for part in values for value in part.split(";")]
    written = (r"\text{–}" if count == 2 else r",\,").join(numbers)
    if not units:
        return written
    return written + quantity("", units[0])


def _letters(word: str) -> str:
    sign = _UNITS.get(word) or re.sub("^u", "μ", word)
    return r"\%" if sign == "%" else sign


def _gap(text: str) -> str:
    return r"\," if text and not text.endswith(("/", r"\,")) else ""
