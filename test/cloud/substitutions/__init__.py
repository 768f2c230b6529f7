"""
What ministack cannot do, substituted by name: `substitutions.json` says what, by what, and why. A substitution whose
symbols are gone from the pinned versions is an error, so that nobody goes on patching what is no longer there.
"""

import importlib
import json
from pathlib import Path

LIST = Path(__file__).with_name("substitutions.json")


class MissingSymbols(Exception):
    pass


def listed():
    return json.loads(LIST.read_text())


def resolve(symbol):
    """The module or class that holds a symbol (`package.module:Class.name`), and its name there."""
    module, path = symbol.split(":")
    holder = importlib.import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        holder = getattr(holder, part)
    getattr(holder, name)
    return holder, name


def missing(substitutions):
    """The symbols that the installed versions no longer have."""
    gone = []
    for substitution in substitutions:
        for symbol in substitution["symbols"]:
            try:
                resolve(symbol)
            except (ImportError, AttributeError):
                gone.append(f"{substitution['name']}: {symbol}")
    return gone


def install(names, settings):
    """Puts substitutions in place, in the order of the list."""
    chosen = [substitution for substitution in listed() if substitution["name"] in names]
    gone = missing(chosen)
    if gone:
        raise MissingSymbols("; ".join(gone))
    for substitution in chosen:
        module = importlib.import_module(f"{__name__}.{substitution['module']}")
        module.install(settings)
