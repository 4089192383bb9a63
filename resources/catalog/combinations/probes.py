# SPDX-License-Identifier: GPL-3.0-or-later
"""One resource type as it is probed: which paths it has, what is known of them, and configurations built from both."""
from collections import OrderedDict

DEEPEST, MOST = 4, 260  # levels of blocks, paths of a type: the largest types repeat themselves
AUTOMATIC = {"id", "tags_all", "timeouts"}

TEXTS = ["example", "arn:aws:iam::123456789012:role/example", "{}", "10.0.0.0/16", "a1", "123456789012", "10.0.0.1", "2030-01-01T00:00:00Z",
         "us-east-1", "us-east-1a", "https://example.com", "example.com", "person@example.com", "1", "Example1", "s3://example/key",
         "00000000-0000-4000-8000-000000000000", "vpc-0123456789abcdef0", "subnet-0123456789abcdef0", "sg-0123456789abcdef0",
         "i-0123456789abcdef0", "eipalloc-0123456789abcdef0", "rtb-0123456789abcdef0", "ami-0123456789abcdef0", "03:00-04:00",
         "sun:03:00-sun:04:00", "rate(1 day)", "cron(0 12 * * ? *)", "/example", "/example/", "application/json", "aws/example", "1.0", "1.2.3",
         "example/example", "2001:db8::/64", "2001:db8::1", "00:00", "MONDAY", "P1D", "10", "aws:example", "$.example", "ZXhhbXBsZQ==", "#123456",
         "+15555550100", "12:30:00", "2030-01-01", "arn:aws:s3:::example", "arn:aws:lambda:us-east-1:123456789012:function:example",
         "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012", "example.fifo", "ex", "EXAMPLE", "aws",
         "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "{\"Version\":\"2012-10-17\",\"Statement\":[]}", "[{}]", "", "*",
         "example-example-example-example-example", "us-east-1_abcdefghi", "s-0123456789abcdef0",
         "us-east-1:00000000-0000-4000-8000-000000000000", "dzd_abc123", "d-0123456789", "fs-0123456789abcdef0", "fsvol-0123456789abcdef0",
         "ou-abcd-12345678", "r-abcd", "custom-oracle-ee", "pb-0123456789abcdef0", "GMT-5:00", "AWS::Example::Example", "224.0.0.1", "-1", "tcp",
         "lambda:InvokeFunction", "attachment-0123456789abcdef0", "core-network-0123456789abcdef0", "alias/example", "US", "30m", "1h",
         "vol-0123456789abcdef0", "igw-0123456789abcdef0", "eni-0123456789abcdef0", "lt-0123456789abcdef0", "tgw-0123456789abcdef0",
         "example--use1-az4--x-s3", "example--use1-az4--xa-s3", "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:latest",
         '[{"name":"example","image":"example"}]', "https://example.com/example", "s3://example/", "Example1!example", "0123456789abcdef" * 4,
         "cache.t3.micro", "db.t3.micro", "ml.t3.medium", "169.254.6.0/29", "arn:aws:sns:us-east-1:123456789012:example",
         "arn:aws:ec2:us-east-1:123456789012:vpn-connection/vpn-0123456789abcdef0",
         "arn:aws:imagebuilder:us-east-1:123456789012:container-recipe/example/1.0.0", "$LATEST", "2012-10-17", "100-200", "7d", "0", "1.2", "0123456789abcdef0123456789abcdef", "true", "Etc/UTC", "en-US", "USD"]
NUMBERS = [1, 0, 2, 5, 10, 30, 60, 100, 300, 1024, 3600, 65535, 64512, 86400, 0.5, -1, 1000000]
FORMS = {"arn": ["arn:aws:iam::123456789012:role/example"], "json": ["{}", '{"Version":"2012-10-17","Statement":[]}', "[]", "[{}]"],
         "cidr4": ["10.0.0.0/16"], "cidr6": ["2001:db8::/64"], "cidr": ["10.0.0.0/16"], "ip4": ["10.0.0.1"], "ip": ["10.0.0.1"], "ip6": ["2001:db8::1"],
         "time": ["2030-01-01T00:00:00Z"], "base64": ["ZXhhbXBsZQ=="]}


class Node:
    def __init__(self, path, parent, required, kind, least=0, most=0, is_block=False):
        self.path, self.parent, self.required, self.kind = path, parent, required, kind
        self.least, self.most, self.is_block = least, most, is_block


def nested_type(t):
    fields = {n: nested_type(a["nested_type"]) if "nested_type" in a else a["type"] for n, a in t.get("attributes", {}).items()}
    mode = t.get("nesting_mode", "single")
    return ["object", fields] if mode == "single" else [mode, ["object", fields]]


class Probed:
    def __init__(self, name, block):
        self.name, self.nodes, self.isList = name, OrderedDict(), {}
        level = [("", block)]
        for _ in range(DEEPEST + 1):
            following = []
            for path, inner in level:
                if path and len(self.nodes) >= MOST and not self.nodes[path].required:
                    self.nodes.pop(path)
                    continue
                for key, attribute in sorted(inner.get("attributes", {}).items()):
                    if not (attribute.get("required") or attribute.get("optional")) or (not path and key in AUTOMATIC):
                        continue
                    kind = nested_type(attribute["nested_type"]) if "nested_type" in attribute else attribute["type"]
                    self.add(path, key, attribute.get("required", False), kind)
                for key, nested in sorted(inner.get("block_types", {}).items()):
                    if not path and key in AUTOMATIC:
                        continue
                    at = self.add(path, key, nested.get("min_items", 0) > 0, nested["nesting_mode"], nested.get("min_items", 0),
                                  nested.get("max_items", 0), True)
                    following.append((at, nested["block"]))
            level = following
        for path, _ in level:  # too deep: what is not asked for is left out, the rest is not probed
            self.nodes.pop(path, None)
        for path in [p for p, n in self.nodes.items() if n.parent and n.parent not in self.nodes]:
            self.nodes.pop(path)
        self.children = {}
        for path, node in self.nodes.items():
            self.children.setdefault(node.parent, []).append(path)
        self.exactly, self.least, self.conflicts, self.requires = OrderedDict(), OrderedDict(), set(), {}
        self.values, self.tried, self.news = {}, {}, 0
        self.any_case, self.whole, self.sure = set(), set(), set()
        self.searched = set()

    def add(self, parent, key, required, kind, least=0, most=0, is_block=False):
        path = f"{parent}.{key}" if parent else key
        self.nodes[path] = Node(path, parent, required, kind, least, most, is_block)
        return path

    # --- what was learned ------------------------------------------------------------------------------------------

    def know(self, store, key, value=True):
        if store.get(key) != value:
            store[key] = value
            self.news += 1

    def conflict(self, a, b):
        pair = tuple(sorted((a, b)))
        if a != b and a in self.nodes and b in self.nodes and pair not in self.conflicts:
            self.conflicts.add(pair)
            self.news += 1

    def learn_together(self, kind, holder, paths):
        if holder is not None and holder not in self.nodes or any(p not in self.nodes for p in paths):
            return
        if kind in ("exactly", "least"):
            group = tuple(sorted(set(paths) | ({holder} if holder and kind == "exactly" else set())))
            parent = self.nodes[holder or paths[0]].parent
            self.know(self.exactly if kind == "exactly" else self.least, (parent, group))
        elif kind == "requires":
            self.know(self.requires, holder, tuple(sorted(set(self.requires.get(holder, ())) | set(paths) - {holder})))
        elif kind == "all":
            for one in paths:
                self.know(self.requires, one, tuple(sorted(set(self.requires.get(one, ())) | set(paths) - {one})))
        elif kind == "conflict":
            self.conflict(holder, paths[0])
        elif kind == "conflicts":
            for one in paths:
                for other in paths:
                    self.conflict(one, other)

    def learn_value(self, path, said, is_sure):
        """`is_sure`: it holds for itself. Else it helps to find a value, but is no fact."""
        known = self.values.setdefault(path, {})
        if is_sure:
            self.sure |= {(path, key) for key in said}
        for key, what in said.items():
            if key in ("range", "length", "items"):
                old = known.get(key, (None, None))
                what = tuple(new if new is not None else before for new, before in zip(what, old))
            if known.get(key) != what:
                known[key] = what
                self.tried.pop(path, None)
                self.news += 1
                return
        self.next_value(path)

    def next_value(self, path):
        self.tried[path] = self.tried.get(path, 0) + 1
        self.news += 1

    def against(self, path):
        """What cannot stand beside `path`."""
        others = {b if a == path else a for a, b in self.conflicts if path in (a, b)}
        for _, group in self.exactly:
            if path in group:
                others |= set(group) - {path}
        return others

    # --- configurations --------------------------------------------------------------------------------------------

    def scalar(self, path, kind):
        known, turn = self.values.get(path, {}), self.tried.get(path, 0)
        if kind == "bool":
            return turn % 2 == 0
        if "given" in known:  # found by trying
            return known["given"]
        if "values" in known:
            values = known["values"] or [""]
            chosen = values[turn % len(values)]
            if kind != "number":
                return chosen
            try:
                return float(chosen) if "." in chosen else int(chosen)
            except ValueError:  # said of something inside
                return 1
        if kind == "number":
            low, high = known.get("range", (None, None))
            fitting = [n for n in ([low] if low is not None else []) + ([high] if high is not None else []) + NUMBERS
                       if (low is None or n >= low) and (high is None or n <= high)]
            return fitting[turn % len(fitting)] if fitting else 1
        low, high = known.get("length", (None, None))
        texts = FORMS.get(known.get("form"), []) + TEXTS if known.get("form") else TEXTS
        text = texts[turn % len(texts)]
        if low and len(text) < low:
            text = text + "a" * (int(low) - len(text))
        if high and len(text) > high:
            text = text[:int(high)]
        return text

    def value(self, path, kind):
        if isinstance(kind, str):
            return "example" if kind == "dynamic" else self.scalar(path, kind)
        outer, inner = kind
        if outer == "object":
            return {name: self.value(f"{path}.{name}", of) for name, of in inner.items()}
        if outer == "map":
            return {"example": self.value(path, inner)}
        count = self.values.get(path, {}).get("items", (1, None))[0] or 1
        first = self.value(path, inner)
        if count == 1 or isinstance(first, (dict, list)):
            return [first] * count
        return [first] + [first + str(i) if isinstance(first, str) else first + i for i in range(1, count)]

    def closed(self, wanted, raw=False):
        """`wanted` with all that must stand beside it; `raw`: though it may conflict."""
        chosen = set()

        def take(path):
            while path and path not in chosen:
                chosen.add(path)
                path = self.nodes[path].parent

        for path in wanted:
            take(path)
        barred = set()
        for path in wanted:
            barred |= self.against(path)
        for _ in range(60):
            before = len(chosen)
            for parent in [""] + [p for p in chosen if self.nodes[p].is_block]:
                for child in self.children.get(parent, []):
                    if self.nodes[child].required:
                        chosen.add(child)
            for path in list(chosen):
                for other in self.requires.get(path, ()):
                    if other not in chosen and not raw:
                        take(other)
            if not raw:
                for parent, group in list(self.exactly) + list(self.least):
                    if (parent and parent not in chosen) or any(p in chosen for p in group):
                        continue
                    free = [p for p in group if p not in barred and not any(q in chosen for q in self.against(p))] or \
                        [p for p in group if p not in barred] or list(group)
                    plainest = sorted(free, key=lambda p: (self.nodes[p].is_block, p.count("."), len(self.children.get(p, ()))))
                    take(plainest[0])
                    break
            if len(chosen) == before:
                break
        return chosen

    def built(self, wanted, raw=False, override=None):
        chosen = self.closed(wanted, raw)

        def block(parent):
            made = OrderedDict()
            for path in self.children.get(parent, []):
                if path not in chosen:
                    continue
                node, key = self.nodes[path], path.rsplit(".", 1)[-1]
                if not node.is_block:
                    given = override(path, node) if override else None
                    made[key] = self.value(path, node.kind) if given is None else given
                elif node.kind == "map":
                    made[key] = {"example": block(path)}
                elif node.kind in ("single", "group"):
                    made[key] = block(path)
                else:
                    count = max(node.least, self.values.get(path, {}).get("items", (1, None))[0] or 1, 1)
                    made[key] = [block(path) for _ in range(count)]
            return made

        return self.name, block("")
