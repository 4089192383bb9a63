# SPDX-License-Identifier: GPL-3.0-or-later
"""What the messages of terraform, its plugin SDK and its plugin framework say."""
import re


def plain(path):
    """`a.0.b`, `a[0].b` and `a[Value(…)].b` → `a.b`; None for what names an item of a map."""
    path = re.sub(r"\[Value\(.*?\)\]", "", path.strip().strip('"`'))
    path = re.sub(r"\[(\d+|\*)\]", "", path)
    if "[" in path:
        return None
    parts = []
    for part in path.split("."):
        if part == "<":  # the block around
            parts = parts[:-1]
        elif not part.isdigit():
            parts.append(part)
    return ".".join(parts)


def group(text):
    """The paths in a list. What is written as seen from one of them (`a.<.b`) names that one too."""
    paths = []
    text = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    for part in re.split(r",\s*", text):
        if part:
            paths += [plain(part)] + ([plain(part.split(".<")[0])] if ".<" in part else [])
    return None if None in paths else tuple(dict.fromkeys(paths))


def number(text):
    value = float(text)
    return int(value) if value == int(value) else value


def words(text):
    """`"a" "b"` or `"a", "b"` or `1 2`."""
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    return quoted if quoted else [word for word in re.split(r"[,\s]+", text) if word]


TOGETHER = [
    # pattern over "summary / detail", kind, what the groups are
    (r'"([^"]+)": only one of `([^`]+)` can be specified', "exactly", "holder group"),
    (r'Invalid combination of arguments / "([^"]+)": one of `([^`]+)` must be specified', "exactly", "holder group"),
    (r'"([^"]+)": one of `([^`]+)` must be specified', "least", "holder group"),
    (r'"([^"]+)": all of `([^`]+)` must be specified', "requires", "holder group"),
    (r'"([^"]+)": conflicts with (\S+)', "conflict", "holder one"),
    (r'Attribute "([^"]+)" cannot be specified when "([^"]+)" is specified', "conflict", "holder one"),
    (r'Attribute "([^"]+)" must be specified when "([^"]+)" is specified', "requires", "one holder"),
    (r"attributes? specified when one \(and only one\) of (\[.*?\]+) is required", "exactly", "group"),
    (r"Exactly one of these attributes must be configured: (\[.*\])", "exactly", "group"),
    (r"At least one of these attributes must be configured: (\[.*\])", "least", "group"),
    (r"At least one attribute out of (\[.*\]) must be specified", "least", "group"),
    (r"These attributes cannot be configured together: (\[.*\])", "conflicts", "group"),
    (r"These attributes must be configured together: (\[.*\])", "all", "group"),
    (r"Block (\S+) must have a configuration value as the provider has marked it as required", "least", "group"),
]


def combination(summary, detail):
    """(kind, holder or None, paths) of a message about attributes together, or None."""
    text = f"{summary} / {detail}"
    for pattern, kind, parts in TOGETHER:
        found = re.search(pattern, text, re.S)
        if not found:
            continue
        if parts == "group":
            paths, holder = group(found.group(1)), None
        elif parts == "one holder":
            paths, holder = group(found.group(1)), plain(found.group(2))
        else:
            paths, holder = group(found.group(2)), plain(found.group(1))
        return (kind, holder, paths) if paths else None
    return None


SIZE = r"(?:string|list|set|map)"
VALUES = [
    (r"expected \S+ to be one of \[(.*)\], got", lambda m: {"values": words(m[1])}),
    (r"value must be one of: \[(.*)\], got", lambda m: {"values": words(m[1])}),
    (r"Valid Values: \[([^\]]*?)( ?)\]", lambda m: {"values": words(m[1]) + ([""] if m[2] else [])}),
    (r"expected length of \S+ to be in the range \((\S+) - (\S+)\)", lambda m: {"length": (number(m[1]), number(m[2]))}),
    (r"string length must be between (\S+) and (\S+?),", lambda m: {"length": (number(m[1]), number(m[2]))}),
    (r"string length must be at least (\S+?),", lambda m: {"length": (number(m[1]), None)}),
    (r"string length must be at most (\S+?),", lambda m: {"length": (None, number(m[1]))}),
    (r"to be in the range \((\S+) - (\S+)\), got", lambda m: {"range": (number(m[1]), number(m[2]))}),
    (r"to be at least \((\S+)\), got", lambda m: {"range": (number(m[1]), None)}),
    (r"to be at most \((\S+)\), got", lambda m: {"range": (None, number(m[1]))}),
    (r"value must be between (\S+) and (\S+?), got", lambda m: {"range": (number(m[1]), number(m[2]))}),
    (r"value must be at least (\S+?), got", lambda m: {"range": (number(m[1]), None)}),
    (r"value must be at most (\S+?), got", lambda m: {"range": (None, number(m[1]))}),
    (r"(?:list|set) must contain at least (\d+) elements? and at most (\d+) elements?", lambda m: {"items": (int(m[1]), int(m[2]))}),
    (r"(?:list|set) must contain at least (\d+) elements?", lambda m: {"items": (int(m[1]), None)}),
    (r"(?:list|set) must contain at most (\d+) elements?", lambda m: {"items": (None, int(m[1]))}),
    (r"requires (\d+) item minimum", lambda m: {"items": (int(m[1]), None)}),
    (r"supports (\d+) item maximum", lambda m: {"items": (None, int(m[1]))}),
    (r"to not be an empty string", lambda m: {"length": (1, None)}),
    (r"is an invalid ARN|cannot be parsed as an ARN|is not a valid ARN", lambda m: {"form": "arn"}),
    (r"contains an invalid JSON|Invalid JSON String Value|JSON Normalization Error|invalid JSON string", lambda m: {"form": "json"}),
    (r"is not a valid IPv4 CIDR|valid IPv4 CIDR|to be a valid IPv4 Value with mask", lambda m: {"form": "cidr4"}),
    (r"is not a valid IPv6 CIDR|valid IPv6 CIDR", lambda m: {"form": "cidr6"}),
    (r"is not a valid CIDR|to be a valid CIDR|CIDR Value|invalid CIDR address|valid network CIDR", lambda m: {"form": "cidr"}),
    (r"valid IPv6 address|to contain a valid IPv6", lambda m: {"form": "ip6"}),
    (r"valid IPv4 address|to contain a valid IPv4", lambda m: {"form": "ip4"}),
    (r"to contain a valid IP|valid IP address", lambda m: {"form": "ip"}),
    (r"RFC ?3339", lambda m: {"form": "time"}),
    (r"base64", lambda m: {"form": "base64"}),
]


def value(summary, detail):
    """What a message says of one value: {"values" | "range" | "length" | "items" | "form": …}, or None."""
    text = f"{summary} / {detail}"
    for pattern, read in VALUES:
        found = re.search(pattern, text, re.S)
        if found:
            try:
                return read(found)
            except ValueError:
                return None
    return None
