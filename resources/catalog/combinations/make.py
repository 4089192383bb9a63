#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks `terraform validate` and the provider which attributes go together and which values they take, and writes it down.

    ./make.py [--version 5.100.0] [--output FOLDER] [--verdicts FILE] [TYPE…]

The engine and the provider are those of tests/tools/setup.sh (GROUNDPLAN_ENGINE, GROUNDPLAN_PROVIDER_DIR). Takes some minutes for all
types. README.md says what comes out.
"""
import argparse
import json
import os
import pickle
import re
import sys
import time

import answers
from engine import Engine
from probes import NUMBERS, TEXTS, Probed

ROUNDS = 9  # tries to make one configuration acceptable


def alone(replies):
    """The paths of which one thing is said alone. Where several are, any one of them may do."""
    said = {}
    for path, summary, detail in replies:
        if path is not None and not answers.combination(summary, detail):
            said.setdefault(path, set()).add(str(answers.value(summary, detail) or summary + detail))
    return {path for path, what in said.items() if len(what) == 1}


def named(probed, text, block, chosen):
    """The path that a message names where its place says no more than the block, as in sets: (path or None, whether that is sure)."""
    for name in re.findall(r"[A-Za-z_][\w.\[\]]*", re.sub(r"\[Value\(.*?\)\]", "", text)):
        plain = answers.plain(name)
        if plain in probed.nodes and "." in plain and not probed.nodes[plain].is_block:
            return plain, True
        fitting = [p for p in chosen if p.rsplit(".", 1)[-1] == plain and not probed.nodes[p].is_block
                   and (block is None or p.startswith(block + "."))]
        if plain and "_" in plain and fitting or len(fitting) == 1 and name not in ("value", "name", "type", "values"):
            return fitting[0], len(fitting) == 1 and len([p for p in probed.nodes if p.rsplit(".", 1)[-1] == plain]) == 1
        if fitting and re.search(rf"expected {re.escape(name)} to", text):
            return next((p for p in fitting if "values" not in probed.values.get(p, {})), fitting[0]), False
    return None, False


def learn(probed, replies, lone, chosen):
    """What the answers to one configuration teach. Returns the paths of which nothing could be read."""
    unknown = []
    for path, summary, detail in replies:
        together = answers.combination(summary, detail)
        if together:
            probed.learn_together(*together)
            continue
        said = answers.value(summary, detail)
        is_sure = path in lone
        if path not in probed.nodes and path is not None:
            path = next((p for p in ancestors(path) if p in probed.nodes), None)
        if path is None or probed.nodes[path].is_block and "items" not in (said or {}):
            path, is_sure = named(probed, summary + " " + detail, path, chosen)
        if path is not None and said:
            probed.learn_value(path, said, is_sure)
        elif path is not None:
            probed.next_value(path)
            unknown.append(path)
    return unknown


def ancestors_of_unplaced(probed, reply, path):
    """`path` itself, when a message that has no place of its own names it."""
    for at, summary, detail in reply:
        if at is None or at in probed.nodes and probed.nodes[at].is_block:
            if re.search(rf"\b{re.escape(path.rsplit('.', 1)[-1])}\b", summary + detail):
                return {path}
    return set()


def ancestors(path):
    parts = path.split(".")
    return [".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]


class Miner:
    def __init__(self, engine, types):
        self.engine = engine
        schemas = engine.schemas()
        self.types = [Probed(name, schema["block"]) for name, schema in sorted(schemas.items()) if not types or name in types]
        self.refused = {}  # what was never accepted, with why

    def say(self, text):
        print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def settle(self, what, wishes):
        """Makes each (type, wanted paths) acceptable by learning from the answers. Returns those that are."""
        accepted, open_wishes, counts = [], list(wishes), []
        for turn in range(ROUNDS):
            if not open_wishes:
                break
            configurations = [probed.built(wanted) for probed, wanted in open_wishes]
            replies = self.engine.ask(configurations)
            still, seen, searches = [], {}, []
            for (probed, wanted), configuration, reply in zip(open_wishes, configurations, replies):
                if not reply:
                    accepted.append((probed, wanted, configuration[1]))
                    continue
                # One answer for each type and path in a round: all say the same.
                before = probed.news
                fresh = [r for r in reply if (probed.name, r) not in seen]
                for r in fresh:
                    seen[(probed.name, r)] = True
                for path in learn(probed, fresh, alone(reply), probed.closed(wanted)):
                    if path not in probed.searched and not probed.nodes[path].is_block:
                        probed.searched.add(path)
                        searches.append((probed, wanted, path))
                if fresh and probed.news == before:
                    self.refused[(probed.name, tuple(sorted(wanted)))] = reply[0][1:]
                else:
                    still.append((probed, wanted))
                    self.refused[(probed.name, tuple(sorted(wanted)))] = reply[0][1:]
            self.search(searches)
            self.say(f"{what}, round {turn + 1}: {len(open_wishes)} asked, {len(still)} refused, {len(searches)} searched")
            open_wishes = still
            counts.append(len(still))
            if counts[-3:] == [len(still)] * 3:
                break
        for probed, wanted, _ in accepted:
            self.refused.pop((probed.name, tuple(sorted(wanted))), None)
        return accepted

    def search(self, searches):
        """Of what no message says, by trying: the first of many values that nothing is said against."""
        tries = []
        for probed, wanted, path in searches:
            kind = probed.nodes[path].kind
            inner = kind[1] if isinstance(kind, list) and kind[0] in ("list", "set", "map") else kind
            for candidate in {"string": TEXTS, "number": NUMBERS}.get(inner if isinstance(inner, str) else "", []):
                tries.append((probed, wanted, path, candidate))
        configurations = []
        for probed, wanted, path, candidate in tries:
            known = probed.values.setdefault(path, {})
            before, known["given"] = known.get("given"), candidate
            configurations.append(probed.built(wanted))
            known.pop("given")
            if before is not None:
                known["given"] = before
        found = set()
        for (probed, _, path, candidate), reply in zip(tries, self.engine.ask(configurations)):
            if (probed.name, path) in found or any(at == path for at, _, _ in reply):
                continue
            if path in ancestors_of_unplaced(probed, reply, path):
                continue
            found.add((probed.name, path))
            probed.values[path]["given"] = candidate

    def conflicts(self, names=None):
        """Everything at once, and then for each attribute that conflicts, everything but what it is known to conflict with."""
        types = [probed for probed in self.types if names is None or probed.name in names]
        everything = [(probed, set(probed.nodes)) for probed in types]
        replies = self.engine.ask([probed.built(wanted, raw=True) for probed, wanted in everything])
        for (probed, _), reply in zip(everything, replies):
            self.learn_conflicts(probed, reply)
        done = {}
        for turn in range(10):
            focus = []
            for probed in types:
                for path in sorted({p for pair in probed.conflicts for p in pair}):
                    against = frozenset(probed.against(path))
                    if done.get((probed.name, path)) != against:
                        done[(probed.name, path)] = against
                        gone = against - set(ancestors(path))
                        focus.append((probed, {p for p in probed.nodes if p not in gone and not gone & set(ancestors(p))}))
            if not focus:
                break
            self.say(f"conflicts, round {turn + 1}: {len(focus)} asked")
            replies = self.engine.ask([probed.built(wanted, raw=True) for probed, wanted in focus])
            for (probed, _), reply in zip(focus, replies):
                self.learn_conflicts(probed, reply)

    @staticmethod
    def learn_conflicts(probed, reply):
        for _, summary, detail in reply:
            together = answers.combination(summary, detail)
            if together:
                probed.learn_together(*together)

    def again(self, least, singles, fullest):
        """Asks for what was refused once more: what is known now may help."""
        sound = {probed.name for probed, _, _ in least}
        had = {(probed.name, tuple(sorted(wanted))) for probed, wanted, _ in singles}
        more = self.settle("least, again", [(probed, set()) for probed in self.types if probed.name not in sound])
        least = least + more
        sound |= {probed.name for probed, _, _ in more}
        singles = singles + self.settle("each alone, again", [
            (probed, {path}) for probed in self.types if probed.name in sound
            for path, node in probed.nodes.items() if not node.required and (probed.name, (path,)) not in had])
        fresh = {probed.name for probed, _, _ in more}
        self.conflicts(fresh)
        full = {probed.name for probed, _, _ in fullest}
        return least, singles, fullest + self.fullest([probed for probed in self.types if probed.name not in full])

    def fullest(self, types=None):
        """For each type a configuration with as much as goes together, made acceptable."""
        wishes = []
        for probed in self.types if types is None else types:
            wanted, barred = set(), set()
            gone = {p for (name, paths), _ in self.refused.items() if name == probed.name for p in paths}
            for path in probed.nodes:
                if path in barred or path in gone or set(ancestors(path)) & (barred | gone):
                    continue
                if any(other in wanted for other in probed.against(path)):
                    continue
                if any(other in barred for other in probed.requires.get(path, ())):
                    continue
                wanted.add(path)
                barred |= probed.against(path)
            wishes.append((probed, wanted))
        return self.settle("fullest", wishes)

    def covering(self, fullest, singles):
        """Accepted configurations in which every path stands that is accepted at all: (type, wanted, the paths that are looked at)."""
        cover, seen = [], {}
        for probed, wanted, _ in fullest:
            seen[probed.name] = probed.closed(wanted)
            cover.append((probed, wanted, seen[probed.name]))
        for probed, wanted, _ in singles:
            if not wanted <= seen.setdefault(probed.name, set()):
                chosen = probed.closed(wanted)
                cover.append((probed, wanted, chosen - seen[probed.name]))
                seen[probed.name] |= chosen
        return cover

    def values(self, cover):
        """What is outside of everything, in every place."""
        def texts(filler):
            return lambda path, node: filler if node.kind == "string" else [filler] if isinstance(node.kind, list) \
                and node.kind[0] in ("list", "set") and node.kind[1] == "string" else None

        def numbers(filler):
            return lambda path, node: filler if node.kind == "number" else None

        def ask(name, override):
            """Only where it changes something, and with what it changes alone."""
            asked, replies = [], {}
            for place, (probed, wanted, looked) in enumerate(cover):
                change = override(probed)
                changed = {p for p in looked if not probed.nodes[p].is_block and change(p, probed.nodes[p]) is not None}
                if changed:
                    asked.append((place, probed.built(changed & wanted, override=change)))
            self.say(f"values: {name}, {len(asked)} asked")
            for (place, _), reply in zip(asked, self.engine.ask([configuration for _, configuration in asked])):
                replies[place] = reply
            return [replies.get(place) for place in range(len(cover))]

        for name, override in (("empty", texts("")), ("nonsense", texts("no such value")), ("long", texts("x" * 520)),
                               ("most", numbers(999999999999)), ("least", numbers(-999999999))):
            for (probed, _, _), reply in zip(cover, ask(name, lambda probed: override)):
                if reply is None:
                    continue
                lone = alone(reply)
                for path, summary, detail in reply:
                    said = answers.value(summary, detail)
                    if said and path in probed.nodes and "items" not in said:
                        probed.learn_value(path, said, path in lone)

        # Of a number with a fraction, the provider says that it must be whole; of a value in other letters, that it is none.
        def fraction(probed):
            return lambda path, node: 1.5 if node.kind == "number" else None
        for (probed, _, looked), reply in zip(cover, ask("fractions", fraction)):
            if reply is None:
                continue
            probed.whole |= {p for p, s, d in reply if p in probed.nodes and "whole number" in s + d}

        def other_letters(probed):
            def override(path, node):
                values = probed.values.get(path, {}).get("values")
                given = values[0].swapcase() if values else None
                return given if node.kind == "string" else [given] if given and isinstance(node.kind, list) and node.kind[1] == "string" else None
            return override
        for (probed, _, looked), reply in zip(cover, ask("letters", other_letters)):
            if reply is None:
                continue
            refused = {p for p, _, _ in reply}
            for path in looked:
                values = probed.values.get(path, {}).get("values")
                if values and values[0].swapcase() not in values and path not in refused and None not in refused:
                    probed.any_case.add(path)


    def confirm(self):
        """A fact about a value stays where the engine takes a value that fits, and refuses the same configuration with one that does
        not: a message may have named another path than it stood at."""
        wrong = {"values": "no such value", "form": "nonsense", "range": 999999999999, "length": "x" * 520}
        asked = []
        for probed in self.types:
            for path, key in sorted(probed.sure):
                kind, known = probed.nodes[path].kind, probed.values.get(path, {})
                if key not in wrong or probed.nodes[path].is_block:
                    continue
                bad = [wrong[key]]
                if key == "values" and numeric(kind):
                    bad = [987654]
                if key == "range":
                    bad = [limit for limit, there in ((-999999999, known[key][0]), (999999999999, known[key][1])) if there is not None]
                if key == "length":
                    bad = ["x" * 520] if (known[key][1] or 999) < 520 else [""]
                for one in bad:
                    if isinstance(kind, list):
                        one = [one] if kind[0] in ("list", "set") else {"example": one}
                    asked.append((probed, path, key, probed.built({path}),
                                  probed.built({path}, override=lambda at, node, p=path, o=one: o if at == p else None)))
        self.say(f"confirming {len(asked)} facts")
        good = self.engine.ask([one[3] for one in asked])
        refused = self.engine.ask([one[4] for one in asked])
        dropped = 0
        for (probed, path, key, _, _), fits, does_not in zip(asked, good, refused):
            said = any(key in (answers.value(summary, detail) or {}) for _, summary, detail in does_not)
            if key == "values":
                said = any((answers.value(summary, detail) or {}).get("values") == probed.values[path]["values"] for _, summary, detail in does_not)
            if (fits or not said) and (path, key) in probed.sure:
                probed.sure.discard((path, key))
                dropped += 1
        self.say(f"{dropped} not confirmed")


# --- what is written ---------------------------------------------------------------------------------------------------

def indexed(probed, path):
    """As values keep it: the first of each list of blocks spelled out."""
    out, at = [], ""
    for part in path.split("."):
        at = f"{at}.{part}" if at else part
        out.append(part)
        if probed.nodes[at].is_block and at != path and probed.nodes[at].kind not in ("single", "group"):
            out.append("0")
    return ".".join(out)


def through_maps(probed, path):
    return any(probed.nodes[p].kind == "map" for p in ancestors(path))


def facts(probed):
    def groups(store):
        """Who is looked at first decides where the group counts: in the block of its first path."""
        out = []
        for parent, group in store:
            if any(through_maps(probed, p) for p in group):
                continue
            first = [p for p in group if probed.nodes[p].parent == parent]
            if first:
                ordered = [first[0]] + [p for p in group if p != first[0]]
                out.append([indexed(probed, p) for p in ordered])
        return sorted(out)

    made = {}
    if probed.exactly:
        made["exactly_one"] = groups(probed.exactly)
    if probed.least:
        made["at_least_one"] = groups(probed.least)
    exclusive = {tuple(sorted((a, b))) for _, group in probed.exactly for a in group for b in group}
    pairs = sorted(pair for pair in probed.conflicts if pair not in exclusive and not any(through_maps(probed, p) for p in pair))
    if pairs:
        made["not_together"] = [[indexed(probed, a), indexed(probed, b)] for a, b in pairs]
    needs = {p: o for p, o in probed.requires.items() if o and not any(through_maps(probed, q) for q in (p, *o))}
    if needs:
        made["requires"] = [[indexed(probed, p)] + [indexed(probed, o) for o in others] for p, others in sorted(needs.items())]
    for form in ("arn", "json", "cidr", "cidr4", "cidr6", "ip", "ip4", "ip6", "time"):
        paths = sorted(p for p, known in probed.values.items() if known.get("form") == form and (p, "form") in probed.sure
                       and "values" not in known)
        if paths:
            made[form] = paths
    if probed.any_case:
        made["any_case"] = sorted(probed.any_case)
    if probed.whole:
        made["whole"] = sorted(probed.whole)
    for key, name in (("values", "values"), ("range", "ranges"), ("length", "lengths"), ("items", "items")):
        found = {p: known[key] for p, known in sorted(probed.values.items()) if key in known and (p, key) in probed.sure}
        if key == "range":
            found = {p: list(r) for p, r in found.items() if numeric(probed.nodes[p].kind)}
        if key == "length":
            found = {p: list(r) for p, r in found.items() if not numeric(probed.nodes[p].kind)}
        if key == "items":
            found = {p: list(r) for p, r in found.items()}
        if found:
            made[name] = found
    return {key: what for key, what in made.items() if what}


def numeric(kind):
    return kind == "number" or isinstance(kind, list) and numeric(kind[1])


def write(miner, folder, version):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "asked.json")) as file:
        asked = json.load(file)["types"]
    lines = []
    for probed in miner.types:
        known = facts(probed)
        for kind, more in asked.get(probed.name, {}).items():
            known.setdefault(kind, {}).update(more)
        if known:
            lines.append(f' {json.dumps(probed.name)}: {json.dumps(known, ensure_ascii=False)}')
    with open(os.path.join(folder, "aws.json"), "w") as file:
        file.write('{"types": {\n' + ",\n".join(lines) + "\n}}\n")
    print(f"{len(lines)} types, {os.path.getsize(os.path.join(folder, 'aws.json')):,} bytes, provider {version}, {miner.engine.asked:,} "
          f"configurations asked, {len(miner.refused)} never accepted")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", default="5.100.0")
    parser.add_argument("--output", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--verdicts", help="also write what was accepted and refused, for the tests")
    parser.add_argument("--state", help="keep what was learned of combinations in this file, or take it from there")
    parser.add_argument("types", nargs="*")
    given = parser.parse_args()
    engine = Engine(given.version)
    try:
        miner = Miner(engine, set(given.types))
        if given.state and os.path.exists(given.state):
            with open(given.state, "rb") as file:
                miner.types, miner.refused, least, singles, fullest = pickle.load(file)
            for probed in miner.types:
                probed.searched = set()
            least, singles, fullest = miner.again(least, singles, fullest)
            with open(given.state, "wb") as file:
                pickle.dump((miner.types, miner.refused, least, singles, fullest), file)
        else:
            least = miner.settle("least", [(probed, set()) for probed in miner.types])
            sound = {id(probed) for probed, _, _ in least}
            miner.say(f"{len(miner.types) - len(least)} types have no least configuration that is accepted")
            singles = miner.settle("each alone", [(probed, {path}) for probed in miner.types if id(probed) in sound
                                                  for path, node in probed.nodes.items() if not node.required])
            miner.conflicts()
            fullest = miner.fullest()
            if given.state:
                with open(given.state, "wb") as file:
                    pickle.dump((miner.types, miner.refused, least, singles, fullest), file)
        miner.values(miner.covering(fullest, singles))
        miner.confirm()
        write(miner, given.output, given.version)
        if given.verdicts:
            from verdicts import write_verdicts
            write_verdicts(given.verdicts, miner, least, singles, fullest)
    finally:
        engine.close()


if __name__ == "__main__":
    main()
