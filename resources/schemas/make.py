#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns provider and CloudFormation schema facts into the compact files that the catalog reads.

    ./make.py FACTS [OUTPUT]

FACTS is the folder with the JSON files named in README.md; OUTPUT defaults to this folder. Same input, same bytes.
"""
import ctypes
import json
import os
import re
import struct
import sys
import zlib
from collections import OrderedDict

PROVIDER = "registry.terraform.io/hashicorp/aws"
OLD, NEW = "aws_terraform_5.100.0.json", "aws_terraform_6.66.0.json"
NESTING = {"single": 0, "list": 1, "set": 2, "map": 3}
KINDS = ["string", "number", "bool", "dynamic", "list", "set", "map", "object"]
CF_KINDS = ["string", "integer", "number", "boolean", "json", "date-time", "tag", "list", "map", "ref", "union"]
CERTAIN_REFERENCES = {"upjet", "upjet-config", "cfn-relationship"}
STRENGTH = {"upjet": 0, "upjet-config": 1, "cfn-relationship": 2, "learned": 3, "own-service-name": 4}
CHUNK_BYTES = 40_000  # of raw data; a type is decoded from one chunk


# --- bytes ---------------------------------------------------------------------------------------------------------

def varint(n):
    assert n >= 0
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def text(s):
    raw = s.encode()
    return varint(len(raw)) + raw


class Strings:
    """The names that all chunks share; a name's number is its place."""

    def __init__(self):
        self.ids = OrderedDict({"": 0})

    def __call__(self, s):
        return varint(self.ids.setdefault(s or "", len(self.ids)))

    def data(self):
        return varint(len(self.ids)) + b"".join(text(s) for s in self.ids)


class Interned:
    """Equal records stored once, written after what they refer to."""

    def __init__(self):
        self.ids = {}
        self.records = []

    def __call__(self, record):
        if record not in self.ids:
            self.ids[record] = len(self.records)
            self.records.append(record)
        return self.ids[record]


def table(records):
    """A count, the records' starting places (32 bit, little endian, from the end of that list), the records."""
    places, at = [], 0
    for record in records:
        places.append(at)
        at += len(record)
    return struct.pack("<I", len(records)) + b"".join(struct.pack("<I", p) for p in places) + b"".join(records)


def container(path, chunks):
    """magic, number of chunks, their places and sizes, the chunks compressed."""
    packed = [zlib.compress(c, 9) for c in chunks]
    at = 8 + 12 * len(chunks)
    head = b"GPS1" + struct.pack("<I", len(chunks))
    for raw, small in zip(chunks, packed):
        head += struct.pack("<III", at, len(small), len(raw))
        at += len(small)
    with open(path, "wb") as file:
        file.write(head + b"".join(packed))
    print(f"{os.path.basename(path)}: {at:,} bytes, {len(chunks)} chunks, largest {sorted(map(len, chunks))[-4:]} bytes")


def load_pcre():
    try:
        return ctypes.CDLL("libpcre2-16.so.0")
    except OSError:
        return None


PCRE = load_pcre()


def compiles(pattern):
    """As QRegularExpression would: it is PCRE2 over UTF-16 with PCRE2_UTF."""
    if PCRE is None:
        try:
            re.compile(pattern)
            return True
        except re.error:
            return False
    raw = pattern.encode("utf-16-le")
    error, place = ctypes.c_int(), ctypes.c_size_t()
    PCRE.pcre2_compile_16.restype = ctypes.c_void_p
    code = PCRE.pcre2_compile_16(raw, ctypes.c_size_t(len(raw) // 2), ctypes.c_uint32(0x00080000), ctypes.byref(error),
                                 ctypes.byref(place), None)
    if not code:
        return False
    PCRE.pcre2_code_free_16(ctypes.c_void_p(code))
    return True


# --- the provider --------------------------------------------------------------------------------------------------

class Types:
    """The attribute types of the whole provider, each stored once."""

    def __init__(self, strings):
        self.strings, self.interned = strings, Interned()

    def __call__(self, t):
        if isinstance(t, str):
            return self.interned(varint(KINDS.index(t)))
        kind, inner = t[0], t[1]
        if kind == "object":
            fields = [self.strings(n) + varint(self(inner[n])) for n in sorted(inner)]
            return self.interned(varint(7) + varint(len(fields)) + b"".join(fields))
        return self.interned(varint(KINDS.index(kind)) + varint(self(inner)))


def nested_type(t):
    """An attribute with attributes of its own, as the type that it amounts to."""
    fields = {n: nested_type(a["nested_type"]) if "nested_type" in a else a["type"] for n, a in t.get("attributes", {}).items()}
    mode = t.get("nesting_mode", "single")
    return ["object", fields] if mode == "single" else [mode, ["object", fields]]


def block_record(block, newer, strings, types, blocks, top=False):
    """`newer` is the same block in the next major version, None when there is nothing to compare with. What that asks for is asked for,
    and what nobody can set any more is as good as gone."""
    later = None if newer is None else set(newer.get("attributes", {})) | set(newer.get("block_types", {}))
    out = varint(1 if block.get("deprecated") else 0)
    attributes = block.get("attributes", {})
    out += varint(len(attributes))
    for name in sorted(attributes):
        a = attributes[name]
        flags = sum(bit for bit, key in enumerate_bits(("required", "optional", "computed", "sensitive", "deprecated", "write_only")) if a.get(key))
        then = (newer or {}).get("attributes", {}).get(name)
        if then and then.get("required"):
            flags = flags & ~2 | 1
        if later is not None and (name not in later or (flags & 3 and then and not then.get("required") and not then.get("optional"))):
            flags |= 64
        # `region` is every type's from version 6 on, where a provider configuration says it; a few have one of their own before.
        own = name == "region" and newer is not None and a.get("optional")
        if top and name in ("id", "tags_all", "region") and a.get("computed") and not own:
            flags |= 128
        out += strings(name) + varint(flags) + varint(types(nested_type(a["nested_type"]) if "nested_type" in a else a["type"]))
    nested = block.get("block_types", {})
    out += varint(len(nested))
    for name in sorted(nested):
        b = nested[name]
        other = newer.get("block_types", {}).get(name, {}).get("block") if newer is not None else None
        gone = 4 if later is not None and name not in later else 0
        out += (strings(name) + varint(NESTING[b["nesting_mode"]] | gone) + varint(b.get("min_items", 0)) + varint(b.get("max_items", 0))
                + varint(block_record(b["block"], other, strings, types, blocks)))
    return blocks(out)


def enumerate_bits(keys):
    return ((1 << i, key) for i, key in enumerate(keys))


def attribute_at(block, path):
    """The attribute or block at a dotted path, None when there is none."""
    parts = path.split(".")
    for i, part in enumerate(parts):
        if part in block.get("attributes", {}):
            attribute = block["attributes"][part]
            if i + 1 == len(parts):
                return attribute
            t = nested_type(attribute["nested_type"]) if "nested_type" in attribute else attribute["type"]
            for inner in parts[i + 1:]:
                while isinstance(t, list) and t[0] != "object":
                    t = t[1]
                if not isinstance(t, list) or inner not in t[1]:
                    return None
                t = t[1][inner]
            return {"type": t, "optional": True}
        if part not in block.get("block_types", {}):
            return None
        block = block["block_types"][part]["block"]
    return {"block": True}


def collection(t):
    return isinstance(t, list) and t[0] in ("list", "set")


def references_of(schemas, facts):
    """type → [(attribute, target, target attribute, is list, is certain)], strongest first, each pair once."""
    rows = {}
    for r in sorted(facts["refs"], key=lambda r: (r["type"], r["attr"], STRENGTH[r["source"]], -(r.get("support") or [0])[0])):
        block, target = schemas.get(r["type"]), schemas.get(r["target"])
        if not block or not target or r["attr"] == "name" or r["attr"].endswith(".version"):
            continue
        attribute = attribute_at(block["block"], r["attr"])
        if not attribute or not (attribute.get("required") or attribute.get("optional")):
            continue
        wanted = r.get("prefer") or r["target_attr"]
        if wanted not in target["block"].get("attributes", {}):
            wanted = "arn" if r["attr"].endswith("arn") and "arn" in target["block"]["attributes"] else "id"
        if wanted not in target["block"].get("attributes", {}):
            continue
        known = rows.setdefault(r["type"], [])
        if any(k[0] == r["attr"] and k[1] == r["target"] for k in known):
            continue
        known.append((r["attr"], r["target"], wanted, bool(r.get("list")) or collection(attribute["type"]), r["source"] in CERTAIN_REFERENCES))
    for type_name in rows:
        rows[type_name].sort(key=lambda k: (not k[4], k[0].count("."), k[0]))
    return rows


# Lists that grow with every announcement: a value that is not in them may well exist.
GROWING = re.compile(r"(^|[._])(instance_types?|instance_class|node_type|engine|(engine_)?version|runtimes?|compatible_runtimes|ssl_policy|instance)$")


def spelled(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def rule_record(rule, blob):
    values, pattern = rule.get("values"), rule.get("pattern")
    if pattern is not None and not compiles(pattern):
        pattern = None
    numbers = [rule.get(k) for k in ("min_length", "max_length", "min", "max", "min_items", "max_items")]
    flags = (1 if values else 0) | (2 if pattern else 0) | (4 if rule["source"] != "cfn" and not (values and GROWING.search(rule["attribute"])) else 0)
    out = b""
    if values:
        out += varint(blob("\n".join(map(spelled, values)).encode()))
    if pattern:
        out += varint(blob(pattern.encode()))
    for i, n in enumerate(numbers):
        if n is not None:
            flags |= 8 << i
            out += struct.pack("<d", n)
    return None if not flags & ~4 else varint(flags) + out


def write_provider(folder, output):
    old = json.load(open(os.path.join(folder, OLD)))["provider_schemas"][PROVIDER]
    new = json.load(open(os.path.join(folder, NEW)))["provider_schemas"][PROVIDER]
    pairs = json.load(open(os.path.join(folder, "aws_tf_cfn_types.json")))["types"]
    references = references_of({**new["resource_schemas"], **old["resource_schemas"]}, json.load(open(os.path.join(folder, "aws_references.json"))))
    rules = {}
    for rule in json.load(open(os.path.join(folder, "aws_enums.json")))["rules"]:
        rules.setdefault(rule["type"], {})[rule["attribute"]] = rule

    everything = {}
    for kind, prefix in (("resource_schemas", ""), ("data_source_schemas", "data.")):
        for name in set(old[kind]) | set(new[kind]):
            flags = (1 if name in old[kind] else 0) | (2 if name in new[kind] else 0)
            schema = old[kind].get(name) or new[kind][name]
            newer = new[kind][name]["block"] if flags == 3 else None
            everything[prefix + name] = (flags, schema["block"], newer)

    strings = Strings()
    types = Types(strings)
    chunks, index = [], []

    def flush(group):
        if not group:
            return
        blocks, blobs, roots = Interned(), Interned(), []
        for name in group:
            flags, block, newer = everything[name]
            root = varint(block_record(block, newer, strings, types, blocks, top=True))
            refs = [] if name.startswith("data.") else references.get(name, [])
            root += varint(len(refs))
            for attribute, target, wanted, is_list, certain in refs:
                root += text(attribute) + strings(target) + strings(wanted) + varint((1 if is_list else 0) | (2 if certain else 0))
            own = []
            for path, rule in sorted(rules.get(name, {}).items()):
                found = attribute_at(block, path)
                record = rule_record(rule, blobs) if found else None
                if record is not None:
                    own.append(text(path) + record)
            root += varint(len(own)) + b"".join(own)
            index.append((name, flags, len(chunks), len(roots), (pairs.get(name) or {}).get("cfn") or []))
            roots.append(root)
        parts = [table(blocks.records), table(blobs.records), table(roots)]
        chunks.append(b"".join(struct.pack("<I", len(p)) for p in parts) + b"".join(parts))

    def weigh(name):
        blocks = Interned()
        block_record(everything[name][1], None, strings, types, blocks)
        return sum(map(len, blocks.records)) + sum(len(path) + 12 for path in rules.get(name, {}))

    # Types of one service share blocks: a chunk is a run of names, as long as it stays small.
    group, size = [], 0
    for name in sorted(everything):
        weight = weigh(name)
        if group and size + weight > CHUNK_BYTES:
            flush(group)
            group, size = [], 0
        group.append(name)
        size += weight
    flush(group)

    directory = varint(len(index))
    for name, flags, chunk, place, twins in index:
        directory += text(name) + varint(flags) + varint(chunk) + varint(place) + text(twins[0] if len(twins) == 1 else "")
    names = strings.data()
    shapes = varint(len(types.interned.records)) + b"".join(types.interned.records)
    container(os.path.join(output, "aws.bin"), [directory, names, shapes] + chunks)
    print(f"  {sum(1 for i in index if i[1] == 3 and not i[0].startswith('data.'))} resource types in both versions, "
          f"{len(types.interned.records)} attribute types, {len(strings.ids)} names")


# --- CloudFormation ------------------------------------------------------------------------------------------------

def property_record(p, strings, blob):
    flags = sum(bit for bit, on in ((1, p.get("req")), (2, p.get("repl") == "yes"), (4, "enum" in p), (8, "pat" in p and compiles(p["pat"])),
                                    (16, "e" in p), (32, "d" in p), (64, "u" in p), (128, p.get("t") == "json")) if on)
    out = varint(CF_KINDS.index(p.get("t", "json"))) + varint(flags)
    if flags & 4:
        out += varint(blob("\n".join(map(spelled, p["enum"])).encode()))
    if flags & 8:
        out += varint(blob(p["pat"].encode()))
    if flags & 16:
        out += property_record(p["e"], strings, blob)
    if flags & 32:
        out += strings(p["d"])
    if flags & 64:
        out += varint(len(p["u"])) + b"".join(property_record(u, strings, blob) for u in p["u"])
    return out


def property_map(props, strings, blob):
    return varint(len(props)) + b"".join(strings(n) + property_record(props[n], strings, blob) for n in sorted(props))


def write_cloudformation(folder, output):
    facts = json.load(open(os.path.join(folder, "aws_cloudformation.json")))["types"]
    pairs = json.load(open(os.path.join(folder, "aws_tf_cfn_types.json")))["types"]
    maps = json.load(open(os.path.join(folder, "aws_tf_cfn_attributes.json")))
    strings, chunks, index, twins = Strings(), [], [], []

    def chunk_of(records, blobs):
        parts = [table(blobs.records), table(records)]
        chunks.append(b"".join(struct.pack("<I", len(p)) for p in parts) + b"".join(parts))

    group, blobs, size = [], Interned(), 0
    for name in sorted(facts):
        t = facts[name]
        defs = t.get("defs", {})
        record = strings((t.get("tags") or [""])[0]) + property_map(t["props"], strings, blobs) + property_map(t.get("attrs", {}), strings, blobs)
        ids = t.get("refId") or t.get("id") or []
        record += varint(len(ids)) + b"".join(strings(i) for i in ids)
        record += varint(len(defs)) + b"".join(strings(d) + property_map(defs[d], strings, blobs) for d in sorted(defs))
        index.append((name, len(chunks), len(group)))
        group.append(record)
        size += len(record)
        if size > CHUNK_BYTES:
            chunk_of(group, blobs)
            group, blobs, size = [], Interned(), 0
    if group:
        chunk_of(group, blobs)

    group, size = [], 0
    for name in sorted(pairs):
        pair = pairs[name]
        if pair["kind"] == "none":
            continue
        m = maps["types"].get(name) or maps["folds"].get(name) or {}
        rows = [(path, to, score) for path, (to, _, score) in sorted(m.get("map", {}).items()) if score >= 0.6]
        record = text(pair["kind"]) + varint(len(pair["cfn"])) + b"".join(strings(c) for c in pair["cfn"])
        by = pair.get("by") or []
        record += varint(len(by)) + b"".join(strings(b) for b in by)
        record += strings(pair.get("property") or m.get("property") or "") + strings(m.get("parent_attr") or "")
        record += varint(len(rows)) + b"".join(text(p) + text(to) + varint(round(score * 100)) for p, to, score in rows)
        returns = m.get("returns", {})
        record += varint(len(returns)) + b"".join(text(a) + text(returns[a]) for a in sorted(returns))
        if group and size + len(record) > CHUNK_BYTES:
            chunk_of(group, Interned())
            group, size = [], 0
        twins.append((name, len(chunks), len(group)))
        group.append(record)
        size += len(record)
    if group:
        chunk_of(group, Interned())

    directory = b""
    for rows in (index, twins):
        directory += varint(len(rows)) + b"".join(text(n) + varint(c) + varint(p) for n, c, p in rows)
    container(os.path.join(output, "cloudformation.bin"), [directory, strings.data()] + chunks)
    print(f"  {len(index)} types, {len(twins)} pairs, {len(strings.ids)} names")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.strip())
    folder = sys.argv[1]
    output = sys.argv[2] if len(sys.argv) == 3 else os.path.dirname(os.path.abspath(__file__))
    write_provider(folder, output)
    write_cloudformation(folder, output)


if __name__ == "__main__":
    main()
