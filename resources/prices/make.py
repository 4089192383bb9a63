#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the price book (ec2.json, nodes.json, storage.json, services.json, free.json) from collected price facts.

    make.py FACTS_FOLDER

Prices are written as decimal text, never as binary numbers. Each file has one table: key → prices, either for all of
its regions in order ("-": none known) or by region. components.json and usage.json beside it are written by hand.
"""
import json
import pathlib
import re
import sys
from decimal import Decimal

facts = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent
HERE_DATE = '2026-05'


def load(name):
    return json.loads((facts / name).read_text(), parse_float=Decimal)


def text(number):
    """Decimal text without an exponent; ten places hold every price."""
    rounded = Decimal(number).quantize(Decimal('0.0000000001'))
    return format(rounded, 'f').rstrip('0').rstrip('.') if '.' in format(rounded, 'f') else format(rounded, 'f')


def write(name, sources, regions, prices, **more):
    rows = {}
    for key, (source, row) in sorted(prices.items()):
        if len(row) <= 3:
            cells = ' '.join(f'{region}={text(price)}' for region, price in sorted(row.items()))
        else:
            cells = ' '.join(text(row[region]) if region in row else '-' for region in regions)
        rows[key] = f'{source} {cells}'
    out = {'sources': sources, 'regions': regions, **more, 'prices': rows}
    (here / name).write_text(json.dumps(out, indent=0, ensure_ascii=False, sort_keys=False) + '\n')


def regions_of(prices):
    return sorted({region for _, row in prices.values() for region in row})


def ec2(price_rows):
    types = load('ec2_types.json')['types']
    prices = {f"ec2/{t['type']}": ('list', t['usd_per_hour']) for t in types if t.get('usd_per_hour')}
    for t in types:
        windows = t.get('us_east_1_other_os_2023_08', {}).get('windows')
        if windows:
            prices[f"ec2-windows/{t['type']}"] = ('windows', {'us-east-1': windows})
    for p in price_rows:
        dims = p.get('dimensions', {})
        if p['terraform_type'] == 'aws_instance' and dims.get('tenancy') == 'dedicated' and dims.get('purchase_option') == 'on-demand':
            prices.setdefault(f"ec2-dedicated/{dims['instance_type']}", ('services', {}))[1][p['region']] = p['unit_price']
    write('ec2.json', {'services': f'AWS list prices, {HERE_DATE}', 'list': 'AWS EC2 list prices, us-east-1 2026-07, other regions 2025-04', 'windows': 'AWS EC2 Windows list prices, 2023-08'},
          regions_of(prices), prices, vcpus={t['type']: int(t['vcpu']) for t in types if t.get('vcpu')})


def nodes(price_rows):
    found = load('aws_nodes.json')
    prices = {}
    vcpus = {}
    for row in found['rds']:
        vcpus[row['class']] = int(row['vcpu'] or 0)
        for engine, deployments in row['usd_per_hour'].items():
            for deployment, by_region in deployments.items():
                source = 'aurora' if engine.startswith('aurora') else 'rds'
                prices[f"rds/{engine}/{deployment}/{row['class']}"] = (source, by_region)
    for row in found['elasticache']:
        for engine, by_region in row['usd_per_hour'].items():
            prices[f"elasticache/{engine}/{row['node']}"] = ('elasticache', by_region)
    for kind in ('opensearch', 'redshift', 'msk'):
        for row in found[kind]:
            prices[f"{kind}/{row['node']}"] = (kind, row['usd_per_hour'])
    # The newer figures of single classes win in their region; where they are the only ones they stand alone.
    for p in price_rows:
        match = re.match(r'(?:Database instance|Instance|Dedicated master|UltraWarm instance|ElastiCache|Cluster usage) \(on-demand, (.*)\)$', p['component'])
        if p['component'].startswith('Instance (kafka'):
            match = re.match(r'Instance \((.*)\)$', p['component'])
        if not match or p['precision'] in ('inferred-low', 'inferred-medium'):
            continue
        dims = p.get('dimensions', {})
        if dims.get('io_optimized'):
            continue
        engine = (dims.get('engine') or '') + ('-byol' if dims.get('license_model') == 'bring-your-own-license' else '')
        optimized = '-iopt1' if dims.get('storage_type') == 'iopt1' or 'iopt1' in dims.values() else ''
        node = match[1].split(', ')[-1]
        key = {'aws_db_instance': f"rds/{engine}/{dims.get('deployment')}/{node}",
               'aws_rds_cluster_instance': f"rds/{dims.get('engine')}/Single-AZ/{node}",
               'aws_docdb_cluster_instance': f'docdb/{node}', 'aws_neptune_cluster_instance': f'neptune{optimized}/{node}',
               'aws_elasticache_cluster': f"elasticache/{dims.get('engine')}/{node}",
               'aws_opensearch_domain': f'opensearch/{node}', 'aws_redshift_cluster': f'redshift/{node}',
               'aws_msk_cluster': f'msk/{node}'}.get(p['terraform_type'])
        if not key:
            continue
        if key in prices and p['region'] in prices[key][1]:
            continue
        source, row = prices.get(key, ('services', {}))
        prices[key] = (source, {**row, p['region']: p['unit_price']})
    write('nodes.json', {'rds': 'AWS RDS list prices, 2025-04', 'aurora': 'AWS Aurora list prices, 2021-08',
                         'elasticache': 'AWS ElastiCache list prices, 2025-04', 'opensearch': 'AWS OpenSearch list prices, 2025-04',
                         'redshift': 'AWS Redshift list prices, 2025-03', 'msk': 'AWS MSK list prices, 2025-04',
                         'services': f'AWS list prices, {HERE_DATE}'}, regions_of(prices), prices, vcpus=vcpus)


def storage(price_rows):
    found = load('aws_storage_by_region.json')
    ebs = found['ebs']
    meters = {'gp2': 'Storage General Purpose gp2 GB Mo', 'gp3': 'Storage General Purpose gp3 GB Mo', 'io1': 'Storage Provisioned IOPS io1 GB Mo',
              'io2': 'Storage Provisioned IOPS io2 GB month', 'st1': 'Storage Throughput Optimized HDD st1 GB Mo',
              'sc1': 'Storage Cold HDD sc1 GB Mo', 'standard': 'Storage Magnetic standard GB Mo',
              'gp3-iops': 'Provisioned EBS IOPS gp3 Volumes per IOPS Mo', 'io1-iops': 'Provisioned EBS IOPS io1 Volumes per IOPS Mo',
              'io2-iops': 'Provisioned EBS IOPS io2 Volumes per IOPS Mo', 'io2-iops-2': 'Provisioned EBS IOPS Tier 2 io2 Volumes per IOPS Mo',
              'io2-iops-3': 'Provisioned EBS IOPS Tier 3 io2 Volumes per IOPS Mo', 'snapshot': 'Storage Snapshot Amazon S3 GB Mo'}
    prices = {f'ebs/{key}': ('ebs', ebs[meter]) for key, meter in meters.items()}
    prices['ebs/gp3-throughput'] = ('ebs', {region: price / 1024 for region, price in ebs['Provisioned Throughput gp3 per GiBps mo'].items()})
    prices['ebs/standard-io'] = ('ebs', {region: price * 1000000 for region, price in ebs['Provisioned EBS I O Requests standard Volumes per IOs'].items()})
    kinds = {'General Purpose': 'gp2', 'General Purpose-GP3': 'gp3', 'Provisioned IOPS': 'io1', 'Provisioned IOPS-IO2': 'io2', 'Magnetic': 'standard'}
    for engine, rows in found['rds_storage'].items():
        for meter, by_region in rows.items():
            match = re.match(r'Database Storage (Multi AZ readable standbys|Multi AZ|Single AZ) (.*)$', meter)
            rate = re.match(r'Provisioned (GP3 IOPS|IO2 IOPS|IOPS|Throughput) (Multi AZ readable standbys|Multi AZ|Single AZ)$', meter)
            place = lambda words: words.replace('Multi AZ', 'Multi-AZ').replace('Single AZ', 'Single-AZ')
            if match:
                prices[f'rds-storage/{engine}/{place(match[1])}/{kinds[match[2]]}'] = ('rds', by_region)
            elif rate:
                name = {'GP3 IOPS': 'gp3-iops', 'IO2 IOPS': 'io2-iops', 'IOPS': 'io1-iops', 'Throughput': 'gp3-throughput'}[rate[1]]
                prices[f'rds-storage/{engine}/{place(rate[2])}/{name}'] = ('rds', by_region)
            elif meter == 'Storage Snapshot':
                prices[f'rds-storage/{engine}/backup'] = ('rds', by_region)
            elif re.match(r'(MySQL|PostgreSQL|Any) Year', meter):
                for version in re.findall(r'(?:Year 1 Year 2|Year 3) (\d.*)$', meter):
                    year = 'year-3' if 'Year 3' in meter else 'year-1-2'
                    prices[f"rds-extended-support/{engine}/{version.replace(' ', '.')}/{year}"] = ('rds', by_region)
    # Other engines: what the service list says, which names no engine.
    for p in price_rows:
        match = re.match(r'Storage \((?:.*, )?(gp2|gp3|io1|io2|magnetic)\)$', p['component'])
        if p['terraform_type'] == 'aws_db_instance' and match:
            key = f"rds-storage/other/{p['dimensions']['deployment']}/{match[1].replace('magnetic', 'standard')}"
            row = prices.setdefault(key, ('services', {}))[1]
            row[p['region']] = p['unit_price']
    write('storage.json', {'ebs': 'AWS EBS list prices, 2024-07', 'rds': 'AWS RDS list prices, 2024-09', 'services': f'AWS list prices, {HERE_DATE}'},
          regions_of(prices), prices)


# Two list prices that the facts give rounded to the cents of a monthly amount.
CERTAIN = {'aws_ssm_parameter/Parameter storage (advanced)': Decimal('0.05') / 730}
SKIPPED_DIMENSIONS = {'terraform'}


def services(price_rows):
    prices = {}
    for p in price_rows:
        if p['unit_price'] is None or p.get('currency', 'USD') != 'USD':
            continue
        dims = p.get('dimensions', {})
        if dims.get('purchase_option') == 'reserved' or any(k.startswith('reserved') for k in dims):
            continue
        if p['terraform_type'] == 'aws_instance' and p['component'].startswith('Instance usage'):
            continue
        parts = [p['terraform_type'], p['component']] + ([p['group']] if 'group' in p else [])
        parts += [str(dims[k]) for k in sorted(dims)]
        key = '/'.join(parts)
        if p['terraform_type'] == 'aws_lambda_function' and p['unit'] == 'GB-seconds':
            p = {**p, 'unit_price': p['unit_price'] * 1000000}  # by the million: large functions leave a Decimal's range
        prices.setdefault(key, ('services', {}))[1][p['region']] = CERTAIN.get(key, p['unit_price'])
    # DynamoDB costs the same in these three regions.
    for key in [key for key in prices if key.startswith('aws_dynamodb_table/') and 'Global table' not in key]:
        row = prices[key][1]
        for region in ('us-east-1', 'us-west-2'):
            if 'us-east-2' in row:
                row.setdefault(region, row['us-east-2'])
    public = 'public-ipv4', {'global': Decimal('0.005')}
    prices['public-ipv4/address'] = public
    ireland = load('aws_pricelist_eu_west_1_2023.json')['other']
    usage = {(row['service'], row['family'], row['UsageType']): row['tiers'][0]['price'] for row in ireland if row.get('tiers')}
    for key, place in {
            'aws_nat_gateway/NAT gateway': ('AmazonEC2', 'NAT Gateway', 'EU-NatGateway-Hours'),
            'aws_nat_gateway/Data processed': ('AmazonEC2', 'NAT Gateway', 'EU-NatGateway-Bytes'),
            'aws_lb/Application load balancer/application': ('AWSELB', 'Load Balancer-Application', 'EU-LoadBalancerUsage'),
            'aws_lb/Network load balancer/network': ('AWSELB', 'Load Balancer-Network', 'EU-LoadBalancerUsage'),
            'aws_lb/Gateway load balancer/gateway': ('AWSELB', 'Load Balancer-Gateway', 'EU-LoadBalancerUsage')}.items():
        prices.setdefault(key, ('ireland', {}))[1].setdefault('eu-west-1', usage[place])
    for key, place in {'application': 'Load Balancer-Application', 'network': 'Load Balancer-Network', 'gateway': 'Load Balancer-Gateway'}.items():
        row = prices.setdefault(f'aws_lb/Load balancer capacity units/{key}', ('ireland', {}))[1]
        row.setdefault('eu-west-1', usage['AWSELB', place, 'EU-LCUUsage'] * 730)
    write('services.json', {'services': f'AWS list prices, {HERE_DATE}', 'ireland': 'AWS list prices of eu-west-1, 2023-02',
                            'public-ipv4': 'AWS public IPv4 address charge, since 2024-02, the same everywhere'}, regions_of(prices), prices,
          date=HERE_DATE)


# Settings and parts that AWS bills with what they belong to, or not at all.
FREE_TOO = {
    'aws_appautoscaling_target', 'aws_athena_named_query', 'aws_batch_job_definition', 'aws_batch_job_queue', 'aws_eks_access_entry',
    'aws_eks_access_policy_association', 'aws_lakeformation_resource', 'aws_redshift_subnet_group', 'aws_sagemaker_endpoint_configuration',
    'aws_sagemaker_model', 'aws_sqs_queue_redrive_allow_policy',
}


def free():
    types = FREE_TOO | set(load('aws_free_types.json')) | {m['type'] for m in load('aws_cost_model.json') if m.get('priced') is False}
    (here / 'free.json').write_text(json.dumps(sorted(types), indent=0) + '\n')


rows = load('aws_prices.json')['prices']
ec2(rows)
nodes(rows)
storage(rows)
services(rows)
free()
