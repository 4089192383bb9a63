#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes estimates.json: resources with literal attributes and the monthly cost that another estimator gives them.

    make_estimates.py FACTS_FOLDER
"""
import json
import pathlib
import sys


def short(value):
    """Long texts (policies, containers) say nothing about the price."""
    if isinstance(value, dict):
        return {k: short(v) for k, v in value.items() if not (isinstance(v, str) and len(v) > 120) and v is not None}
    if isinstance(value, list):
        return [short(v) for v in value]
    return value


rows = []
for case in json.loads((pathlib.Path(sys.argv[1]) / 'aws_estimates.json').read_text()):
    if case['currency'] != 'USD':
        continue
    rows.append({'name': f"{case['case'].removesuffix('_test')}/{case['address']}", 'type': case['type'], 'region': case['region'],
                 'attributes': short(case['attributes']), 'usage': case['usage'],
                 'references': {address: {'type': row['type'], 'attributes': short(row['attributes'])} for address, row in case['references'].items()},
                 'monthly': str(case['total_monthly'])})
text = ',\n'.join(json.dumps(row, sort_keys=True) for row in rows)
(pathlib.Path(__file__).parent / 'estimates.json').write_text('[\n' + text + '\n]\n')
print(len(rows))
