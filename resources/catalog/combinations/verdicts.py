# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations of every type with what the engine says of them, for tests/model/guardrails/test_types."""
import json
import random
import struct
import zlib

PAIRS, VALUES = 3, 3  # of each type, chosen by a fixed seed


def without(configuration, path):
    """A copy without what stands at a dotted path, in the first of each list of blocks."""
    copy = json.loads(json.dumps(configuration))
    at, parts = copy, path.split(".")
    for part in parts[:-1]:
        at = at.get(part) if isinstance(at, dict) else None
        at = at[0] if isinstance(at, list) and at else at
    if isinstance(at, dict) and parts[-1] in at:
        del at[parts[-1]]
        return copy
    return None


def changed(probed, wanted, path, value):
    return probed.built(wanted, override=lambda at, node: value if at == path else None)[1]


def variants(probed, base):
    """(what is wrong, configuration): what ought to be refused. The engine has the last word."""
    chance = random.Random(probed.name)
    for path, node in probed.nodes.items():
        if node.required and not node.parent:
            yield f"no {path}", without(base, path)
            break
    yield "unknown attribute", {**base, "no_such_attribute": "x"}
    for parent, group in list(probed.exactly) + list(probed.least):
        chosen = probed.built({parent} if parent else set())[1]
        for path in group:
            chosen = without(chosen, path) or chosen
        yield "none of " + ",".join(group), chosen
    for _, group in probed.exactly:
        if len(group) > 1:
            yield "all of " + ",".join(group), probed.built(set(group[:2]), raw=True)[1]
    for a, b in chance.sample(sorted(probed.conflicts), min(PAIRS, len(probed.conflicts))):
        yield f"both {a} and {b}", merged(probed, a, b)
    for path, others in list(probed.requires.items())[:PAIRS]:
        if others:
            yield f"{path} without {others[0]}", without(probed.built({path})[1], others[0])
    for key, path in chance.sample(sorted((k, p) for p, k in probed.sure), min(VALUES, len(probed.sure))):
        kind = probed.nodes[path].kind
        wrong = {"values": "no such value", "form": "nonsense", "range": 999999999999, "length": "x" * 1100}.get(key)
        if key == "values" and kind == "number":
            wrong = 987654
        if isinstance(kind, list):
            wrong = [wrong] if kind[0] in ("list", "set") and kind[1] in ("string", "number") else None
        if wrong is not None and not probed.nodes[path].is_block:
            yield f"{key} of {path}", changed(probed, {path}, path, wrong)
    for path in sorted(probed.whole)[:1]:
        if probed.nodes[path].kind == "number":
            yield f"fraction of {path}", changed(probed, {path}, path, 1.5)


def merged(probed, a, b):
    conflicts, probed.conflicts = probed.conflicts, set()
    exactly, probed.exactly = probed.exactly, {}
    made = probed.built({a, b})[1]
    probed.conflicts, probed.exactly = conflicts, exactly
    return made


def write_verdicts(path, miner, least, singles, fullest):
    rows, seen = [], set()

    def add(probed, what, configuration):
        if configuration is None:
            return
        text = json.dumps(configuration)
        if (probed.name, text) not in seen:
            seen.add((probed.name, text))
            rows.append((probed.name, what, configuration))

    for probed, wanted, configuration in least:
        add(probed, "least", probed.built(wanted)[1])
        for what, variant in variants(probed, configuration):
            add(probed, what, variant)
    for probed, wanted, _ in fullest:
        add(probed, "fullest", probed.built(wanted)[1])
    rows.sort(key=lambda row: row[0])
    replies = miner.engine.ask([(name, configuration) for name, _, configuration in rows])
    out = [json.dumps({"type": name, "what": what, "properties": configuration, "valid": not reply,
                       "engine": "; ".join(f"{s} {d}".strip() for _, s, d in reply[:2])[:200]}, ensure_ascii=False)
           for (name, what, configuration), reply in zip(rows, replies)]
    raw = ("[\n" + ",\n".join(out) + "\n]\n").encode()
    with open(path, "wb") as file:
        file.write(struct.pack(">I", len(raw)) + zlib.compress(raw, 9))  # as qUncompress takes it
    accepted = sum(1 for reply in replies if not reply)
    print(f"verdicts: {len(rows)} configurations of {len({r[0] for r in rows})} types, {accepted} accepted, {len(raw):,} bytes")
