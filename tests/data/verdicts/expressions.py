#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the real engine which of these texts are expressions, and writes expressions.json beside this file.

    GROUNDPLAN_ENGINE=terraform tests/data/verdicts/expressions.py

Each text stands as the value of a local, with the locals a, list, map and zone beside it. Nothing is downloaded.
"""
import json, os, pathlib, subprocess, tempfile

TEXTS = r'''
1
-1
- 1
1.5
1e3
1.5E-3
.5
1.
1..2
true
null
!true
!!true
--1
"a"
"a
'x'
"a" "b"
"\n\t\r\"\\"
"\q"
"\u00e9"
"\u00e"
"\U0001F600"
"$${a}"
"%%{if}"
"$"
"%"
"${1}"
"${}"
"${1"
"a${"b${"c"}d"}e"
"${ 1 + 2 }"
"${~ 1 ~}"
"${1 2}"
"%{ if true }x%{ endif }"
"%{ if true }x%{ else }y%{ endif }"
"%{ if true }x"
"%{ if true }x%{ endfor }"
"%{ for x in [1] }${x}%{ endfor }"
"%{ for k, v in {a = 1} }${k}%{ endfor }"
"%{ endif }"
"%{ else }"
"%{ wrong }"
"%{ if }x%{ endif }"
"}"
"{"
1 +
+ 1
+1
1 + 2 * 3
1 % 2
1 ** 2
1 & 2
1 | 2
1 ^ 2
~1
1 && true
1 == 1
1 === 1
1 = 1
= 1
1 <= 2
1 <> 2
1 =< 2
true ? 1 : 2
true ? 1
true ? : 2
true ? 1 : true ? 2 : 3
(1)
(1
1)
()
(1, 2)
((1))
[]
[1]
[1,]
[,]
[1, 2, ]
[1 2]
[1,,2]
[1
[1]]
{}
{ a = 1 }
{ a : 1 }
{ "a" = 1 }
{ (local.a) = 1 }
{ "${local.a}" = 1 }
{ a = 1, b = 2 }
{ a = 1, b = 2, }
{ a = 1 b = 2 }
{ a = 1,, b = 2 }
{ , }
{ a }
{ a = }
{ = 1 }
{ a => 1 }
{ local.a = 1 }
{ 1 = 2 }
{ true = 2 }
{ if = 1 }
{ a = 1; b = 2 }
foo bar
local.a
local.a.b
local..a
local.a.
local.
.a
a..b
;
1;
if x
local.list[0]
local.list[ 0 ]
local.list[]
local.list[0
local.list.0
local.list[*]
local.list.*
local.list[*].a
local.list.*.a
local.list[*]["a"]
local.list[*
local.map["a"]
local.map["a"].b
local.map.a
local.map[local.a]
local.list[-1]
[1, 2][0]
{ a = 1 }.a
{ a = 1 }["a"]
(local.map).a
"abc"[0]
upper("a")
upper ("a")
upper("a",)
upper("a"
upper("a"))
max(1, 2)
max(1 2)
max(, 1)
max([1, 2]...)
max([1, 2]...,)
max([1, 2]..., 3)
max(...)
concat([1], [2],)
upper(upper("a"))
split(",", "a,b")[0]
core::upper("a")
core::upper
core::
::upper("a")
[for x in local.list : x]
[for x in local.list : x if x != null]
[for i, x in local.list : i]
[for x in local.list : x => x]
[for x in local.list x]
[for x : x]
[for in local.list : 1]
[for x, in local.list : x]
[for x, y, z in local.list : x]
[for x in local.list : ]
[for x in local.list : x,]
[for x in local.list : x...]
[for]
[for x in [for y in local.list : y] : x]
{ for x in local.list : x => 1 }
{ for k, v in local.map : k => v }
{ for k, v in local.map : k => v... }
{ for k, v in local.map : k => v if k != "" }
{ for k, v in local.map : k => v... if k != "" }
{ for k, v in local.map : k }
{ for k, v in local.map : k = v }
{ for k, v in local.map k => v }
1 # comment
1 // comment
1 /* comment */
/* comment */ 1
/* open
1 /* open
# only
[1, # one
<<EOT
1 <<EOT
"é" == "é"
a-b
local.a-b
local.a - 1
local.list[0].a["b"].*.c
jsonencode({ a = [1, { b = "c" }] })
"${jsonencode({ "a" : "b" })}"
"${[for x in local.list : "${x}"][0]}"
!local.a ? "x" : "y"
local.a ? [] : {}
local.a == null || !(local.a == 1) && true
each
null.a
true.a
"a".b
1.a
@
$
$local.a
${local.a}
"${local.a}-${local.zone}"
`a`
a b c
1 : 2
1 ? 2 : 3 : 4
=> 1
1 =>
...
[...]
{...}
for x in y : x
'''.strip('\n').split('\n')
LINES = [
    '{\n  a = 1\n  b = 2\n}', '{\n  a = 1,\n  b = 2,\n}', '{\n\n  a = 1 # one\n\n  // two\n  b = 2\n}', '{\n  a =\n 1\n}',
    '{\n  a\n = 1\n}', '{ a = 1\n, b = 2 }', '{ a = 1,\n\n b = 2 }', '{\n a = 1 /* x */ b = 2\n}', '{ a = [\n1,\n2\n] }', '[\n  1,\n  2\n]',
    '[\n  1\n  2\n]', '[1\n, 2]', '[ # none\n]', 'max(\n  1,\n  2\n)', 'max(\n  1,\n  2,\n)', 'max\n(1)', '1 +\n2', '(1 +\n2)', '(\n1\n+\n2\n)',
    'true ?\n1 : 2', 'true\n? 1 : 2', '(true\n? 1\n: 2)', 'local\n.a', '(local\n.a)', 'local.list[\n0\n]', '"a\nb"', '"${\n1\n}"', '"${[\n1\n][0]}"',
    '<<EOT\nhello\nEOT', '<<EOT\nhello\nEOT\n', '<<-EOT\n  hello\n  EOT', '<<EOT\nhello', '<<EOT\nhello EOT', '<<EOT\n${1}\nEOT', '<<EOT\n${1\nEOT',
    '<<EOT\n"quoted" \\ %{ if true }\nx\n%{ endif }\nEOT', '<<EOT\n%{ if true }\nEOT', '<< EOT\nx\nEOT', '<<"EOT"\nx\nEOT', '<<EOT x\ny\nEOT',
    '[<<EOT\na\nEOT\n]', '[<<EOT\na\nEOT\n, 1]', '[<<EOT\na\nEOT, 1]', 'upper(<<EOT\na\nEOT\n)', '{\n a = <<EOT\nx\nEOT\n b = 1\n}', '(<<EOT\nhello\nEOT\n)',
    '<<EOT\nEOT', '<<EOT\n$${a} %%{b}\nEOT', '<<EOT\n\\q\nEOT', '[for x in local.list :\n  x\n  if x != null\n]',
    '{\n  for k, v in local.map :\n  k => v\n}', '{ for k, v\n in local.map : k\n =>\n v }', '1\n2', '1\n', '1 # last\n', '1\n# last', '[1, /* two\nlines */ 2]',
    '1 /* two\nlines */ + 2', '{ a = 1 # b = 2 }', '{ a = 1 # b = 2\n}', '{ # c\n a = 1 }', '[1, # a\n 2 // b\n]', '{\r\n  a = 1\r\n  b = 2\r\n}', '<<EOT\r\nx\r\nEOT\r\n',
    '"a" #\n', '{\n  "a" : 1\n  (local.a) = 2\n}', '{ a = true ? 1\n : 2 }', '[true ?\n 1 :\n 2]',
]
FRAME = 'locals {\n  a = "x"\n  list = []\n  map = {}\n  zone = "z"\n  value = %s\n}\n'


def verdict(folder, text):
    (folder / 'main.tf').write_bytes((FRAME % text).encode())
    done = subprocess.run([os.environ.get('GROUNDPLAN_ENGINE', 'terraform'), 'validate', '-json'], cwd=folder, capture_output=True,
                          text=True, env=dict(os.environ, CHECKPOINT_DISABLE='1', TF_CLI_CONFIG_FILE=os.devnull))
    answer = json.loads(done.stdout)
    # Only what the parser says: what the names stand for is another matter.
    problems = [p['summary'] for p in answer['diagnostics'] if p['severity'] == 'error']
    meaning = ('Unsupported attribute', 'Invalid reference', 'Reference to undeclared', 'Invalid index', 'Incorrect condition type',
               'Invalid operand', 'Error in function call', 'Unsuitable value type', 'Inconsistent conditional result types', 'Invalid function argument',
               'Not enough function arguments', 'Too many function arguments', 'Iteration over null value', 'Iteration over non-iterable value',
               'Self-referencing local value', 'Attempt to get attribute from null value', 'Attempt to index null value', 'Duplicate object key',
               'Invalid template interpolation value', 'Unsupported operator', 'Invalid "each" attribute')
    return [p for p in problems if not p.startswith(meaning)]


if __name__ == '__main__':
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for text in TEXTS + LINES:
            problems = verdict(pathlib.Path(folder), text)
            rows.append({'text': text, 'valid': not problems, **({'engine': problems[0]} if problems else {})})
    target = pathlib.Path(__file__).with_name('expressions.json')
    target.write_text('[\n' + ',\n'.join(json.dumps(r, ensure_ascii=False) for r in rows) + '\n]\n')
    print(len(rows), 'texts,', sum(not r['valid'] for r in rows), 'of them refused')
