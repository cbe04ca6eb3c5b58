"""``workbench clusters``: the other computers that code may be sent to."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from rich.console import Console
from rich.table import Table

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.engines import addresses
from workbench.external import Consents, Question

_HOST = Message(QT_TRANSLATE_NOOP("Message", "allowed computer"))


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command and its own three."""
    parser = commands.add_parser(
        "clusters",
        help="the other computers that code may be sent to",
        description="A running cluster runs code sent from here and gets the data of "
        "the experiment, so each of its computers has to be allowed once.",
    )
    parser.set_defaults(command=_list, json=False)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    listing = actions.add_parser("list", help="all that are allowed")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(command=_list)
    allow = actions.add_parser("allow", help="allow one")
    allow.add_argument(
        "--unencrypted",
        action="store_true",
        help="also over connections that anybody on the way can read and change",
    )
    allow.set_defaults(command=_allow)
    forget = actions.add_parser("forget", help="ask again the next time")
    forget.set_defaults(command=_forget)
    for action in (allow, forget):
        action.add_argument(
            "host", metavar="HOST", help="its name, as it stands in the address"
        )


def _list(options: argparse.Namespace) -> int:
    consents = Consents().all()
    if options.json:
        rows = [
            {"host": c.host, "unencrypted": c.unencrypted, "since": c.given_at}
            for c in consents
        ]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    if not consents:
        print("code is sent to no other computer")
        return 0
    table = Table("host", "connection", "since")
    for consent in consents:
        how = "encrypted or not" if consent.unencrypted else "encrypted"
        since = time.strftime("%Y-%m-%d", time.localtime(consent.given_at))
        table.add_row(consent.host, how, since)
    Console(highlight=False, markup=False).print(table)
    return 0


def _allow(options: argparse.Namespace) -> int:
    host = _host(options.host)
    question = Question(host=host, unencrypted=options.unencrypted)
    Consents().grant(host, unencrypted=options.unencrypted)
    print(question.text, file=sys.stderr)
    print(f"{host}: allowed")
    return 0


def _forget(options: argparse.Namespace) -> int:
    host = _host(options.host)
    consents = Consents()
    if not consents.withdraw(host):
        raise BadInput([unknown_name("HOST", _HOST, host, consents.hosts())])
    print(f"{host}: forgotten")
    return 0


def _host(text: str) -> str:
    """The host in a name or in a whole address; one of another computer."""
    address = addresses.parse(text) or addresses.of_host(text)
    if address is None or address.loopback:
        template = (
            QT_TRANSLATE_NOOP(
                "Message",
                "“{text}” is not the name of a computer. Write it as it stands in the "
                "address of the cluster, such as node7.example.org.",
            )
            if address is None
            else QT_TRANSLATE_NOOP(
                "Message", "“{text}” is this computer, which needs no consent."
            )
        )
        raise BadInput(
            [Problem(field="HOST", message=Message(template, {"text": text}))]
        )
    return address.host
