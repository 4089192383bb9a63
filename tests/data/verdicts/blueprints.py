#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the real engine and AWS provider which of these blueprints are valid code, and writes blueprints.json beside this file.

    GROUNDPLAN_CLI=build/dev/app/groundplan-cli GROUNDPLAN_ENGINE=terraform GROUNDPLAN_PROVIDER_DIR=DIR tests/data/verdicts/blueprints.py

Each is exported with --force and becomes a module of one configuration, so that the provider starts only a few times.
What the export leaves out, the engine cannot judge: such a row keeps the verdict that it has.
"""
import json, os, pathlib, subprocess, sys, tempfile


def ref(to, attr='id'): return {'$ref': {'to': to, 'attr': attr}}
def expr(text): return {'$expr': text}
def var(name): return {'$var': name}
def row(id, type, meta=None, zones=None, **properties):
    return {k: v for k, v in dict(id=id, type=type, name=id, zones=zones or ['region'], properties=properties, meta=meta).items() if v}


REGION = {'id': 'region', 'type': 'groundplan_region', 'name': 'region', 'properties': {'region': 'eu-west-1'}}
def queue(meta=None, **p): return row('q', 'aws_sqs_queue', meta, **p)
def drawn(*rows, **more): return dict({'format': 1, 'blueprint': {'name': 'x'}}, resources=[REGION, *rows], **more)
def text(e, **more): return drawn(queue(name_prefix=expr(e)), **more)
def variable(type, default): return drawn(queue(), variables=[{'id': 'v', 'type': type, 'default': default}])
VPC = row('vpc', 'aws_vpc', cidr_block='10.0.0.0/16')
OTHER = row('other', 'aws_sqs_queue', name='other')
ARN = 'arn:aws:iam::123456789012:role/x'
TABLE = row('t', 'aws_route_table', vpc_id=ref('vpc'))
def route(**p): return drawn(VPC, TABLE, row('r', 'aws_route', route_table_id=ref('t'), **p))
def group(**p): return drawn(row('g', 'aws_autoscaling_group', min_size=1, max_size=2, availability_zones=['eu-west-1a'], **p))
def one(kind, **p): return drawn({k: v for k, v in dict(id='r', type=kind, name='r', zones=['region'], properties=p).items() if v})
LT = [{'id': 'lt-1', 'version': '$Latest'}]

ROWS = {
    'plain': drawn(queue()),
    'asg nothing': group(), 'asg template': group(launch_template=LT), 'asg both': group(launch_template=LT, launch_configuration='x'),
    'asg configuration': group(launch_configuration='x'),
    'instance nothing': one('aws_instance', instance_type='t3.micro'), 'instance no type': one('aws_instance', ami='ami-1'),
    'instance': one('aws_instance', instance_type='t3.micro', ami='ami-1'), 'instance template': one('aws_instance', launch_template=LT),
    'lambda nothing': one('aws_lambda_function', function_name='x', role=ARN),
    'lambda zip': one('aws_lambda_function', function_name='x', role=ARN, filename='x.zip', handler='a.b', runtime='python3.12'),
    'lambda two': one('aws_lambda_function', function_name='x', role=ARN, filename='x.zip', image_uri='x', handler='a.b', runtime='python3.12'),
    'lambda image': one('aws_lambda_function', function_name='x', role=ARN, image_uri='x', package_type='Image'),
    'lambda bucket without key': one('aws_lambda_function', function_name='x', role=ARN, s3_bucket='abc', handler='a.b', runtime='python3.12'),
    'lambda role': one('aws_lambda_function', function_name='x', role='notanarn', filename='x.zip', handler='a.b', runtime='python3.12'),
    'volume nothing': one('aws_ebs_volume', availability_zone='eu-west-1a'), 'volume size': one('aws_ebs_volume', availability_zone='eu-west-1a', size=10),
    'volume snapshot': one('aws_ebs_volume', availability_zone='eu-west-1a', snapshot_id='snap-1'),
    'route nothing': route(gateway_id='igw-1'), 'route': route(gateway_id='igw-1', destination_cidr_block='0.0.0.0/0'),
    'route two destinations': route(gateway_id='igw-1', destination_cidr_block='0.0.0.0/0', destination_ipv6_cidr_block='::/0'),
    'route two targets': route(gateway_id='igw-1', nat_gateway_id='nat-1', destination_cidr_block='0.0.0.0/0'),
    'route no target': route(destination_cidr_block='0.0.0.0/0'),
    'address': one('aws_eip', domain='vpc'),
    'queue both names': drawn(queue(name='a', name_prefix='b')), 'queue name': drawn(queue(name='a')),
    'role both names': one('aws_iam_role', name='a', name_prefix='b', assume_role_policy='{"Version": "2012-10-17", "Statement": []}'),
    'role': one('aws_iam_role', name='a', assume_role_policy='{"Version": "2012-10-17", "Statement": []}'),
    'role no json': one('aws_iam_role', name='a', assume_role_policy='hello'),
    'policy no json': one('aws_iam_policy', policy='{not json'), 'policy': one('aws_iam_policy', policy='{"Version": "2012-10-17"}'),
    'group both names': drawn(VPC, row('s', 'aws_security_group', vpc_id=ref('vpc'), name='a', name_prefix='b')),
    'target group both names': drawn(VPC, row('s', 'aws_lb_target_group', vpc_id=ref('vpc'), port=80, protocol='HTTP', name='a', name_prefix='b')),
    'target group long': drawn(VPC, row('s', 'aws_lb_target_group', vpc_id=ref('vpc'), port=80, protocol='HTTP', name='a' * 40)),
    'target group sign': drawn(VPC, row('s', 'aws_lb_target_group', vpc_id=ref('vpc'), port=80, protocol='HTTP', name='bad_name!')),
    'bucket both names': one('aws_s3_bucket', bucket='abc-d', bucket_prefix='abc'),
    'database both names': one('aws_db_instance', identifier='a', identifier_prefix='b', instance_class='db.t3.micro', engine='postgres', allocated_storage=20),
    'database two passwords': one('aws_db_instance', identifier='a', username='u', password='secret123', manage_master_user_password=True,
                                  instance_class='db.t3.micro', engine='postgres', allocated_storage=20),
    'database': one('aws_db_instance', identifier='a', username='u', manage_master_user_password=True, instance_class='db.t3.micro',
                    engine='postgres', allocated_storage=20),
    'certificate nothing': one('aws_acm_certificate'), 'certificate': one('aws_acm_certificate', domain_name='example.com', validation_method='DNS'),
    'record nothing': one('aws_route53_record', zone_id='Z1', name='x', type='A'),
    'record both': one('aws_route53_record', zone_id='Z1', name='x', type='A', ttl=60, records=['10.0.0.1'], alias=[{'name': 'a', 'zone_id': 'Z2', 'evaluate_target_health': False}]),
    'record': one('aws_route53_record', zone_id='Z1', name='x', type='A', ttl=60, records=['10.0.0.1']),
    'delay 901': drawn(queue(delay_seconds=901)), 'delay -5': drawn(queue(delay_seconds=-5)), 'delay 1.5': drawn(queue(delay_seconds=1.5)),
    'delay 900': drawn(queue(delay_seconds=900)), 'delay text': drawn(queue(delay_seconds='10')),
    'delay expression': drawn(queue(delay_seconds=expr('"abc"'))), 'delay sum': drawn(queue(delay_seconds=expr('1 + 2'))),
    'network number': one('aws_vpc', cidr_block=5), 'network bool': one('aws_vpc', cidr_block=True), 'network word': one('aws_vpc', cidr_block='x'),
    'network host bits': one('aws_vpc', cidr_block='10.0.0.1/16'), 'network': one('aws_vpc', cidr_block='10.0.0.0/16'),
    'subnet six': drawn(VPC, row('s', 'aws_subnet', vpc_id=ref('vpc'), cidr_block='10.0.1.0/24', ipv6_cidr_block='x')),
    'count text': drawn(queue({'count': 'abc'})), 'count -2': drawn(queue({'count': -2})), 'count 1.5': drawn(queue({'count': 1.5})),
    'count 2': drawn(queue({'count': 2})), 'count 0': drawn(queue({'count': 0})), 'count expression': drawn(queue({'count': expr('1 + 1')})),
    'for_each 5': drawn(queue({'for_each': 5})), 'for_each map': drawn(queue({'for_each': {'a': 'b'}})), 'for_each list': drawn(queue({'for_each': ['a', 'b']})),
    'for_each each': drawn(queue({'for_each': {'a': 'b'}}, name=expr('each.key'))),
    'for_each each other': drawn(queue({'for_each': {'a': 'b'}}, name=expr('each.nope'))),
    'count index': drawn(queue({'count': 2}, name=expr('"q-${count.index}"'))),
    'lifecycle': drawn(queue({'lifecycle': {'create_before_destroy': True, 'ignore_changes': ['tags', 'name']}})),
    'lifecycle maybe': drawn(queue({'lifecycle': {'create_before_destroy': 'maybe'}})),
    'lifecycle variable': drawn(queue({'lifecycle': {'prevent_destroy': var('v')}}), variables=[{'id': 'v', 'type': 'bool', 'default': True}]),
    'lifecycle ignores none': drawn(queue({'lifecycle': {'ignore_changes': ['nonesuch']}})),
    'provider': drawn(queue({'provider': 'aws'})),
    'variable number': variable('number', 'abc'), 'variable number text': variable('number', '5'), 'variable bool': variable('bool', 'maybe'),
    'variable bool text': variable('bool', 'true'), 'variable list': variable('list(string)', [1, {'a': 1}]), 'variable list good': variable('list(string)', [1, 'a']),
    'variable text list': variable('string', ['x']), 'variable text number': variable('string', 5), 'variable map': variable('map(number)', {'a': 'x'}),
    'variable map good': variable('map(number)', {'a': '1'}), 'variable object': variable('object({ a = string })', 5),
    'variable object good': variable('object({ a = string })', {'a': 'b'}), 'variable any': variable('any', [1, 'a']),
    'variable set': variable('set(string)', {'a': 1}),
    'text 1 +': text('1 +'), 'text two words': text('foo bar'), 'text two dots': text('a..b'), 'text semicolon': text(';'), 'text quotes': text("'x'"),
    'text function': text('nofunc(1)'), 'text few arguments': text('replace("a", "b")'), 'text many arguments': text('upper("a", "b")'),
    'text expanded': text('format(["%s", "a"]...)'), 'text good': text('upper("a${1 + 1}")'), 'text for': text('join("", [for x in ["a"] : upper(x)])'),
    'text no resource': text('aws_vpc.nothere.id'), 'text word': text('word'), 'text no local': text('local.nope'), 'text no data': text('data.aws_vpc.nope.id'),
    'text resource': drawn(queue(name_prefix=expr('aws_sqs_queue.other.name')), OTHER),
    'text resource word': drawn(queue(name_prefix=expr('resource.aws_sqs_queue.other.name')), OTHER),
    'text attribute': drawn(queue(name_prefix=expr('aws_sqs_queue.other.nope')), OTHER),
    'text local': text('local.l', locals=[{'id': 'l', 'value': 'a'}]), 'text each': text('each.key'), 'text count': text('count.index'),
    'text self': text('self.name'), 'text module': text('module.x.y'), 'text path': text('path.module'), 'text path other': text('path.nope'),
    'text workspace': text('terraform.workspace'), 'text map': drawn(queue(tags=expr('{\n  a = "b" # comment\n  c = "d"\n}'))),
    'text several': drawn(queue(name_prefix=expr('aws_sqs_queue.other.name')), row('other', 'aws_sqs_queue', {'count': 2})),
    'text first': drawn(queue(name_prefix=expr('aws_sqs_queue.other[0].name')), row('other', 'aws_sqs_queue', {'count': 2})),
    'cycle': drawn(queue(name_prefix=expr('aws_sqs_queue.other.name')), row('other', 'aws_sqs_queue', name_prefix=expr('aws_sqs_queue.q.name'))),
    'cycle by local': drawn(queue(name_prefix=expr('local.l')), locals=[{'id': 'l', 'value': ref('q', 'arn')}]),
    'cycle of locals': drawn(queue(), locals=[{'id': 'x', 'value': expr('local.y')}, {'id': 'y', 'value': expr('local.x')}]),
    'local 1 +': drawn(queue(), locals=[{'id': 'l', 'value': expr('1 +')}]), 'local good': drawn(queue(), locals=[{'id': 'l', 'value': expr('1 + 1')}]),
    'local no resource': drawn(queue(), locals=[{'id': 'l', 'value': expr('aws_vpc.nope.id')}]),
    'output no local': drawn(queue(), outputs=[{'id': 'o', 'value': expr('local.nope')}]), 'output': drawn(queue(), outputs=[{'id': 'o', 'value': ref('q', 'arn')}]),
    'account': drawn(queue()) | {'resources': [{'id': 'ac', 'type': 'groundplan_account', 'name': 'ac', 'properties': {'account_id': '123456789012', 'role_arn': 'nonsense'}},
                                               dict(REGION, zones=['ac']), queue()]},
}


def engine(folder, *arguments):
    return subprocess.run([os.environ.get('GROUNDPLAN_ENGINE', 'terraform'), *arguments], cwd=folder, capture_output=True, text=True,
                          env=dict(os.environ, CHECKPOINT_DISABLE='1', TF_CLI_CONFIG_FILE=os.devnull))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder, rows, refused = pathlib.Path(name), list(ROWS), set()
        for i, key in enumerate(rows):
            (folder / 'x.groundplan').write_text(json.dumps(ROWS[key]))
            done = subprocess.run([os.environ['GROUNDPLAN_CLI'], 'export', folder / 'x.groundplan', '--force', '--target', 'terraform', '-o',
                                   folder / f'row{i}'], capture_output=True, text=True)
            refused.update([i] if done.returncode else [])
            if not (folder / f'row{i}').is_dir():
                sys.exit(f'{key}: {done.stderr}')
        said, left = {}, set(range(len(rows)))
        while left:  # what can't be read hides what the provider says of the others
            (folder / 'main.tf').write_text(''.join(f'module "row{i}" {{\n  source = "./row{i}"\n}}\n' for i in sorted(left)))
            init = engine(folder, 'init', '-no-color', '-input=false', '-plugin-dir=' + os.environ['GROUNDPLAN_PROVIDER_DIR'])
            answer = json.loads(engine(folder, 'validate', '-json').stdout)
            found = {}
            for one in answer['diagnostics']:
                place = one.get('range', {}).get('filename', '').split('/')[0]
                whole = one['summary'] + ' ' + one['detail']
                names = [place] if place.startswith('row') else [p.split('.')[0] for p in whole.split('module.')[1:]]
                for row_name in names:
                    if one['severity'] == 'error':
                        found.setdefault(int(row_name[3:].split(' ')[0].split(',')[0]), (one['summary'] + ': ' + one['detail'])[:160])
            if not found and not answer['valid']:
                sys.exit(init.stdout[-2000:] + init.stderr[-2000:] + json.dumps(answer['diagnostics'])[:3000])
            said.update(found)
            left -= set(found)
            if not found:
                break
    target, lines = pathlib.Path(__file__).with_name('blueprints.json'), []
    for old in json.loads(target.read_text()) if target.exists() else []:
        i = rows.index(old['name']) if old['name'] in ROWS else -1
        if i in refused and i not in said and not old['valid']:
            said[i] = old['engine']
    for i, key in enumerate(rows):
        lines.append(json.dumps({'name': key, 'valid': i not in said, **({'engine': said[i]} if i in said else {}), 'blueprint': ROWS[key]}))
    target.write_text('[\n' + ',\n'.join(lines) + '\n]\n')
    print(len(rows), 'blueprints,', len(said), 'of them refused')


if __name__ == '__main__':
    main()
