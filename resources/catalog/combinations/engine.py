# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the real engine and provider about many configurations of one resource at a time."""
import json
import os
import re
import shutil
import subprocess
import tempfile


BATCH, BYTES = 2500, 8_000_000  # of each run of the engine: some seconds to start, then some hundreds a second


class Engine:
    """`terraform validate -json` over batches: each resource is a file of its own, one value on each line, so that the place of a
    message leads back to the path that it is about."""

    def __init__(self, provider_version="5.100.0"):
        self.engine = os.environ.get("GROUNDPLAN_ENGINE") or shutil.which("terraform") or shutil.which("tofu")
        plugins = os.environ.get("GROUNDPLAN_PROVIDER_DIR", "/opt/tf-plugins")
        if not self.engine:
            raise SystemExit("No engine: set GROUNDPLAN_ENGINE, or eval \"$(tests/tools/setup.sh)\".")
        self.folder = tempfile.mkdtemp(prefix="groundplan-mine-")
        self.version = provider_version
        with open(os.path.join(self.folder, "versions.tf"), "w") as file:
            file.write('terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n'
                       f'      version = "{provider_version}"\n    }}\n  }}\n}}\n')
        self.run("init", "-input=false", f"-plugin-dir={plugins}")
        self.asked = 0

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, check=True):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}
        environment["CHECKPOINT_DISABLE"] = "1"
        made = subprocess.run([self.engine, *arguments], cwd=self.folder, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=600)
        if check and made.returncode:
            raise SystemExit(made.stderr.decode() + made.stdout.decode()[:2000])
        return made.stdout

    def schemas(self):
        schemas = json.loads(self.run("providers", "schema", "-json"))["provider_schemas"]
        return next(iter(schemas.values()))["resource_schemas"]

    def ask(self, configurations):
        """[(type, properties)] → for each the list of (path, summary, detail); empty: accepted. `path` is dotted without indexes,
        None where the message is about no value that stands there."""
        answers = []
        batch, size = [], 0
        for configuration in configurations:
            texts = written(configuration[0], f"x{len(batch)}", configuration[1])
            batch.append(texts)
            size += len(texts[0])
            if len(batch) == BATCH or size > BYTES:
                answers += self._batch(batch)
                batch, size = [], 0
        if batch:
            answers += self._batch(batch)
        return answers

    def _batch(self, configurations):
        lines = []
        for number, (text, places) in enumerate(configurations):
            lines.append(places)
            with open(os.path.join(self.folder, f"r{number}.tf.json"), "w") as file:
                file.write(text)
        answered = json.loads(self.run("validate", "-json", check=False))
        answers = [[] for _ in configurations]
        for message in answered["diagnostics"]:
            if message["severity"] != "error":
                continue
            place = message.get("range") or {}
            name = re.match(r"r(\d+)\.tf\.json$", place.get("filename", ""))
            if not name:
                raise SystemExit(f"A message about no resource: {message}")
            number = int(name.group(1))
            answers[number].append((lines[number].get(place["start"]["line"]), message["summary"], message.get("detail", "")))
        for number in range(len(configurations)):
            os.remove(os.path.join(self.folder, f"r{number}.tf.json"))
        self.asked += len(configurations)
        return answers


def written(resource_type, name, properties):
    """The configuration as JSON, and which line holds which path."""
    out, places = ['{"resource": {', f'"{resource_type}": {{"{name}":'], {}

    def write(value, path, end):
        if isinstance(value, dict):
            out.append("{")
            items = list(value.items())
            for i, (key, item) in enumerate(items):
                at = f"{path}.{key}" if path else key
                places[len(out) + 1] = at
                out.append(json.dumps(key) + ":")
                write(item, at, "," if i + 1 < len(items) else "")
            places[len(out) + 1] = (path + ".") if path else ""
            out.append("}" + end)
        elif isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
            out.append("[")
            for i, item in enumerate(value):
                write(item, path, "," if i + 1 < len(value) else "")
            out.append("]" + end)
        else:
            places[len(out) + 1] = path
            out.append(json.dumps(value).replace("${", "$${").replace("%{", "%%{") + end)

    write(properties, "", "")
    out.append("}}}")
    return "\n".join(out) + "\n", {line: path for line, path in places.items() if path and not path.endswith(".")}
