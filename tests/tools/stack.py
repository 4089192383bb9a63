#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates a stack of a template at an endpoint, and prints what is reported of it as JSON.

    stack.py ENDPOINT TEMPLATE BROKEN UNKNOWN

BROKEN and UNKNOWN are types with commas between: what the endpoint fails at is left out with all that refers to it; of what it ignores,
the outputs are. A broken type that the endpoint no longer fails at is reported as `works`.
"""
import copy
import json
import re
import sys
import urllib.request

import boto3
import botocore.config
import botocore.exceptions
import botocore.parsers


def named(node, names: set) -> set:
    """The logical ids that are named below a node."""
    if isinstance(node, list):
        for item in node:
            named(item, names)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref":
                names.add(value)
            elif key == "Fn::GetAtt":
                names.add(value[0] if isinstance(value, list) else value.split(".")[0])
            elif key == "Fn::Sub":
                text = value if isinstance(value, str) else value[0]
                names.update(hole.split(".")[0] for hole in re.findall(r"\$\{([^!}][^}]*)\}", text))
            elif key == "DependsOn":
                names.update([value] if isinstance(value, str) else value)
            else:
                named(value, names)
    return names


def without(template: dict, broken: set, unknown: set) -> dict:
    template = copy.deepcopy(template)
    resources = template["Resources"]
    gone = {name for name, resource in resources.items() if resource["Type"] in broken}
    while True:
        more = {name for name, resource in resources.items() if name not in gone and named(resource, set()) & gone}
        if not more:
            break
        gone |= more
    ignored = {name for name, resource in resources.items() if resource["Type"] in unknown}
    for name in gone:
        del resources[name]
    outputs = template.pop("Outputs", {})
    outputs = {name: output for name, output in outputs.items() if not named(output, set()) & (gone | ignored)}
    if outputs:
        template["Outputs"] = outputs
    return template


class Stacks:
    def __init__(self, endpoint: str) -> None:
        self.client = boto3.client("cloudformation", endpoint_url=endpoint, region_name="us-east-1",
                                   config=botocore.config.Config(retries={"max_attempts": 0}))
        self.endpoint = endpoint

    def create(self, template: dict) -> dict:
        # What a refused stack has left behind would be in the way of the next one.
        urllib.request.urlopen(urllib.request.Request(self.endpoint + "/moto-api/reset", method="POST")).read()
        name = "sample"
        parameters = [
            {"ParameterKey": key, "ParameterValue": "placeholder-0123456789"}
            for key, parameter in template.get("Parameters", {}).items()
            if "Default" not in parameter
        ]
        try:
            self.client.create_stack(StackName=name, TemplateBody=json.dumps(template), Parameters=parameters,
                                     Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"])
            stack = self.client.describe_stacks(StackName=name)["Stacks"][0]
            resources = []
            for page in self.client.get_paginator("list_stack_resources").paginate(StackName=name):
                resources += page["StackResourceSummaries"]
        except (botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError, botocore.parsers.ResponseParserError) as error:
            return {"error": str(error)[:300]}
        return {
            "status": stack["StackStatus"],
            "outputs": sorted(output["OutputKey"] for output in stack.get("Outputs", [])),
            "resources": [{"id": r["LogicalResourceId"], "type": r["ResourceType"], "physical": r.get("PhysicalResourceId", "")}
                          for r in resources if r["LogicalResourceId"]],
        }


def main() -> None:
    endpoint, path, broken, unknown = sys.argv[1:5]
    broken, unknown = {word for word in broken.split(",") if word}, set(unknown.split(","))
    with open(path, encoding="utf-8") as file:
        template = json.load(file)
    stacks = Stacks(endpoint)
    works = [one for one in sorted(broken) if "error" not in stacks.create(without(template, broken - {one}, unknown))]
    left = without(template, broken, unknown)
    report = stacks.create(left)
    report["works"] = works
    report["expected"] = {name: resource["Type"] for name, resource in left["Resources"].items() if "Condition" not in resource}
    report["expectedOutputs"] = sorted(name for name, output in left.get("Outputs", {}).items() if "Condition" not in output)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
