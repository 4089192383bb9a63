// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/layout.h"
#include "model/blueprint/expressions.h"
#include "tests/generators/acceptance.h"
#include "tests/generators/nasty.h"
#include "tests/generators/sample.h"

#include <QRandomGenerator>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace groundplan;
using namespace groundplan::test;

/// What is exported, seen by the programs that will read it.
class TestValidators : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nastyTextsComeBackFromThePlan();
    void expressionsAreLaidOutAsTheEngineDoes_data();
    void expressionsAreLaidOutAsTheEngineDoes();
    void terraformAcceptsAndPlans_data();
    void terraformAcceptsAndPlans();
    void cfnLintAccepts();

private:
    Catalog m_catalog;
};

#define RUN(arguments)                                                                                                                     \
    do {                                                                                                                                   \
        const Ran ran = run(engine(), arguments, folder.path());                                                                           \
        QVERIFY2(ran.code == 0, qPrintable(QStringList(arguments).join(u' ') + u'\n' + ran.text()));                                       \
    } while (false)

void TestValidators::nastyTextsComeBackFromThePlan()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    const QStringList texts = nastyTexts();
    Sample sample;
    ValueList list;
    ValueMap map;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        list.append(texts.at(i));
        map.insert(u"%1 "_s.arg(i, 3, 10, QLatin1Char('0')) + texts.at(i), texts.at(i));
        sample.resource(u"t%1"_s.arg(i), u"terraform_data"_s, u"t%1"_s.arg(i), {}, {{u"input"_s, texts.at(i)}});
    }
    sample.resource(u"list"_s, u"terraform_data"_s, u"list"_s, {}, {{u"input"_s, list}})
        .resource(u"map"_s, u"terraform_data"_s, u"map"_s, {}, {{u"input"_s, map}});
    const Generated generated = generate(sample.blueprint, m_catalog, Target::Terraform);
    QCOMPARE(text(generated.diagnostics), QString());
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    RUN(QStringList({u"init"_s, u"-no-color"_s}));
    RUN(QStringList({u"fmt"_s, u"-check"_s, u"-diff"_s}));
    RUN(QStringList({u"plan"_s, u"-no-color"_s, u"-input=false"_s, u"-out=plan"_s}));
    const Ran shown = run(engine(), {u"show"_s, u"-json"_s, u"plan"_s}, folder.path());
    QCOMPARE(shown.code, 0);
    const auto plan = nlohmann::json::parse(shown.output.toStdString());
    int seen = 0;
    for (const auto &resource : plan["planned_values"]["root_module"]["resources"]) {
        const std::string name = resource["name"].get<std::string>();
        const auto &input = resource["values"]["input"];
        if (name == "list") {
            for (qsizetype i = 0; i < texts.size(); ++i)
                QCOMPARE(QString::fromStdString(input[size_t(i)].get<std::string>()), texts.at(i));
        } else if (name == "map") {
            for (auto it = map.begin(); it != map.end(); ++it) {
                QVERIFY2(input.contains(it.key().toStdString()), qPrintable(it.key()));
                QCOMPARE(QString::fromStdString(input[it.key().toStdString()].get<std::string>()), it->toString());
            }
        } else {
            QCOMPARE(QString::fromStdString(input.get<std::string>()), texts.at(std::stoi(name.substr(1))));
        }
        ++seen;
    }
    QCOMPARE(seen, int(texts.size()) + 2);
}

namespace {

/// Sound expressions with blanks and line breaks where nobody would expect them.
class ExpressionMaker {
public:
    explicit ExpressionMaker(quint32 seed) : m_random(seed) { }

    QString expression(int depth)
    {
        if (depth <= 0)
            return atom();
        const auto inner = [&] { return expression(depth - 1); };
        switch (m_random.bounded(m_isInHeredoc ? 14 : 15)) {
        case 0: return atom();
        case 1:
            return in(u"("_s, inner() + gap() + pick({u"+"_s, u"-"_s, u"*"_s, u"%"_s, u"=="_s, u"!="_s, u"<"_s, u">="_s}) + gap() + inner(),
                      u")"_s);
        case 2: return in(u"("_s, inner() + gap() + pick({u"&&"_s, u"||"_s}) + gap() + inner(), u")"_s);
        case 3: return in(u"("_s, inner() + gap() + u'?' + gap() + inner() + gap() + u':' + gap() + inner(), u")"_s);
        case 4: return in(u"["_s, inner() + gap() + u',' + gap() + inner(), u"]"_s);
        case 5:
            return u'{' + blank() + u"a"_s + blank() + u'=' + blank() + inner() + pick({u","_s, u"\n"_s, u" ,\n"_s}) + u"\"long key\""_s
                + blank() + u'=' + blank() + inner() + gap() + u'}';
        case 6:
            return pick({u"f"_s, u"provider::x::f"_s}) + blank()
                + in(u"("_s, inner() + gap() + u',' + gap() + inner() + pick({u""_s, u"..."_s, u" ..."_s}), u")"_s);
        case 7:
            return in(u"["_s, u"for x , y in "_s + inner() + gap() + u": "_s + inner() + pick({u""_s, u" if  x"_s, u" if !x"_s}), u"]"_s);
        case 8: return in(u"{"_s, u"for x in "_s + inner() + gap() + u": x=>"_s + inner() + pick({u""_s, u"..."_s}), u"}"_s);
        case 9: return u"\"a b${"_s + blank() + inner() + blank() + u"} c$${%%{\\\"\""_s;
        case 10: return u"\"${"_s + blank() + inner() + blank() + u"}\""_s;
        case 11: return u"\"%{ if "_s + inner() + u" }x ${~ y ~} %{ else }%{endif}\""_s;
        case 12: return u"-"_s + blank() + inner();
        case 13: return u"!"_s + blank() + inner();
        default: return heredoc(inner);
        }
    }

private:
    /// A heredoc in what a heredoc computes must keep its lines, and fmt then lays out what follows by chance.
    template <typename Inner> QString heredoc(Inner inner)
    {
        m_isInHeredoc = true;
        const QString text = u"<<-END\n  one ${"_s + inner() + u"} two\n%{ for x in "_s + inner() + u" ~}\n ${x}\n%{endfor}\n  END\n"_s;
        m_isInHeredoc = false;
        return in(u"("_s, text, u")"_s);
    }
    QString pick(const QStringList &all) { return all.at(m_random.bounded(int(all.size()))); }
    QString blank() { return pick({u""_s, u" "_s, u"   "_s}); }
    /// Where brackets are open.
    QString gap() { return pick({u" "_s, u" "_s, u" "_s, u"\n"_s, u"\n\n      "_s}); }
    QString in(const QString &open, const QString &inside, const QString &close) { return open + gap() + inside + gap() + close; }
    QString atom()
    {
        return pick({u"1"_s, u"1.5e3"_s, u"var.x"_s, u"a . b [ 0 ] . c"_s, u"a.*.b"_s, u"a[ * ]"_s, u"\"t\""_s, u"true"_s, u"[ ]"_s,
                     u"{ }"_s, u"f( )"_s, u"é.ü"_s, u"\"né: ${ü}\""_s, u"x-1"_s, u"x - 1"_s, u"[1,2] [ 0 ]"_s, u"local.m [\"k\"]"_s,
                     u"(1)"_s});
    }

    QRandomGenerator m_random;
    bool m_isInHeredoc = false;
};

} // namespace

void TestValidators::expressionsAreLaidOutAsTheEngineDoes_data()
{
    QTest::addColumn<QStringList>("expressions");
    QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/verdicts/expressions.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList known;
    for (const auto &one : nlohmann::json::parse(file.readAll().toStdString())) {
        if (one["valid"].get<bool>())
            known.append(QString::fromStdString(one["text"].get<std::string>()));
    }
    QVERIFY(known.size() > 100);
    QTest::newRow("those of the verdicts") << known;
    QTest::newRow("by hand") << QStringList{u"join( \",\",x )"_s,
                                            u"a+1==2?\"y\":\"n\""_s,
                                            u"[\n1,\n  2\n]"_s,
                                            u"{\na=1\nbbb=[\n{x=1}\n]\n\ncc=2}"_s,
                                            u"merge({\n  a=1},{\n b=2\n})"_s,
                                            u"[{\na=1},{\nb=1\n}]"_s,
                                            u"f([{\na = 1\n}\n])"_s,
                                            u"(a\n-b)"_s,
                                            u"\"${ {a=1} }\""_s,
                                            u"\"${\n a ?\nb : c }\""_s,
                                            u"\"${\"a\"}${b}\""_s,
                                            u"\"${-1}x\""_s,
                                            u"{a=-1,b=!c}"_s,
                                            u"<<EOT\n${ a }\n%{ if x }\ny\n%{endif}\nEOT"_s,
                                            u"<<EOT\n${\nf(a,\nb) } rest\nEOT"_s,
                                            u"<<EOT\n${jsonencode({\na=1\nb=[\n2,\n]\n\n})}\nEOT"_s,
                                            u"<<EOT\n${jsonencode({\nfor k in x:\nk=>1\n})}\nEOT"_s,
                                            u"[<<A\na\nA\n,<<-B\n  b\n  B\n]"_s,
                                            u"f(\n<<EOT\n  text\nEOT\n)"_s,
                                            u"{\n é=1\n abc=2\n}"_s,
                                            u"[for x in[1]:x]"_s,
                                            u"[for x in(y):x if[1]==x]"_s,
                                            u"{a:1,\"b\":2}"_s,
                                            u"a?-1:- 2"_s,
                                            u"k=>1"_s.left(1),
                                            u"/* c */ f( 1 ) # d"_s,
                                            u"x ? <<A\n1\nA\n: 2"_s.left(1)};
    for (quint32 seed = 1; seed <= 3; ++seed) {
        ExpressionMaker maker(seed);
        QStringList made;
        for (int i = 0; i < 200; ++i)
            made.append(maker.expression(i % 4));
        QTest::addRow("at random %u", seed) << made;
    }
}

void TestValidators::expressionsAreLaidOutAsTheEngineDoes()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    QFETCH(const QStringList, expressions);
    // Each stands in a block of its own, deeper and deeper.
    const auto written = [](const QByteArray &value, int depth) {
        QByteArray out = "a {\n";
        for (int i = 1; i < depth; ++i)
            out += QByteArray(i * 2, ' ') + "b {\n";
        out += QByteArray(depth * 2, ' ') + "name = " + value + '\n';
        for (int i = depth - 1; i >= 1; --i)
            out += QByteArray(i * 2, ' ') + "}\n";
        return out + "}\n";
    };
    QTemporaryDir folder;
    QFile raw(folder.filePath(u"raw.tf"_s)), ours(folder.filePath(u"ours.tf"_s));
    QVERIFY(raw.open(QIODevice::ReadWrite) && ours.open(QIODevice::ReadWrite));
    QByteArrayList laid;
    for (int i = 0; const QString &expression : expressions) {
        const auto read = expressions::parse(expression);
        QVERIFY2(read, qPrintable(expression));
        const QByteArray code = expressions::asCode(expression).toUtf8();
        const int depth = 1 + i++ % 3;
        laid.append(written(terraform::laidOut(code, depth, true), depth));
        raw.write(written(code, depth) + "end {}\n");
        ours.write(laid.last() + "end {}\n");
    }
    raw.close();
    ours.close();
    // `"${"${a}"}"` is unwrapped once by each run.
    for (int i = 0; i < 4; ++i)
        RUN(QStringList({u"fmt"_s}));
    const auto blocks = [](QFile &file) {
        QByteArrayList all;
        if (file.open(QIODevice::ReadOnly)) {
            for (QByteArray rest = file.readAll(); !rest.isEmpty();) {
                const qsizetype end = rest.indexOf("end {}\n");
                all.append(rest.left(end));
                rest.remove(0, end + 7);
            }
        }
        return all;
    };
    const QByteArrayList theirs = blocks(raw), again = blocks(ours);
    QCOMPARE(theirs.size(), laid.size());
    QCOMPARE(again.size(), laid.size());
    for (qsizetype i = 0; i < laid.size(); ++i) {
        QCOMPARE(laid.at(i), again.at(i));
        // In a heredoc, our lines are joined.
        if (!laid.at(i).contains("<<"))
            QCOMPARE(laid.at(i), QByteArray(theirs.at(i)).replace("\r\n", "\n"));
    }
}

void TestValidators::terraformAcceptsAndPlans_data()
{
    QTest::addColumn<Blueprint>("blueprint");
    QTest::newRow("three tiers") << example();
    QTest::newRow("small network") << smallNetwork().blueprint;

    Sample regions = smallNetwork();
    regions.resource(u"r2"_s, u"groundplan_region"_s, u"oregon"_s, {}, {{u"region"_s, u"us-west-2"_s}})
        .resource(u"v2"_s, u"aws_vpc"_s, u"second"_s, {u"r2"_s}, {{u"cidr_block"_s, u"10.1.0.0/16"_s}});
    QTest::newRow("two regions") << regions.blueprint;

    Sample access = smallNetwork();
    access.resource(u"net"_s, u"groundplan_external"_s, u"internet"_s)
        .resource(u"app"_s, u"aws_instance"_s, u"app"_s, {u"subnet"_s},
                  {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}})
        .resource(u"db"_s, u"aws_db_instance"_s, u"app"_s, {u"subnet"_s},
                  {{u"instance_class"_s, u"db.t3.micro"_s},
                   {u"engine"_s, u"postgres"_s},
                   {u"allocated_storage"_s, 20},
                   {u"username"_s, u"root"_s},
                   {u"manage_master_user_password"_s, true},
                   {u"skip_final_snapshot"_s, true}})
        .network(u"c1"_s, u"net"_s, u"app"_s, {443, u"8000-8010"_s})
        .network(u"c2"_s, u"app"_s, u"db"_s, {5432})
        .connection(u"c3"_s, u"app"_s, u"net"_s, u"network_access"_s);
    QTest::newRow("made groups") << access.blueprint;

    Sample meta;
    meta.resource(u"a"_s, u"aws_eip"_s, u"a"_s, {}, {{u"domain"_s, u"vpc"_s}}, {{u"count"_s, 2}})
        .resource(u"b"_s, u"aws_sqs_queue"_s, u"b"_s, {},
                  {{u"name"_s, expr(u"each.key"_s)}, {u"tags"_s, ValueMap{{u"a b"_s, u"x"_s}, {u"ü"_s, u"y"_s}, {u"for"_s, u"z"_s}}}},
                  {{u"for_each"_s, ValueList{u"one"_s, u"two"_s}},
                   {u"depends_on"_s, ValueList{ref(u"a"_s, {})}},
                   {u"lifecycle"_s,
                    ValueMap{{u"prevent_destroy"_s, true}, {u"ignore_changes"_s, ValueList{u"tags[\"a b\"]"_s, u"delay_seconds"_s}}}}})
        .resource(u"c"_s, u"terraform_data"_s, u"c"_s, {}, {{u"input"_s, ValueList{ref(u"a"_s), ref(u"b"_s, u"arn"_s)}}})
        .resource(u"p"_s, u"aws_iam_policy"_s, u"p"_s, {},
                  {{u"policy"_s,
                    ValueMap{{u"Version"_s, u"2012-10-17"_s},
                             {u"Statement"_s,
                              ValueList{ValueMap{{u"Effect"_s, u"Allow"_s},
                                                 {u"Action"_s, ValueList{u"sqs:SendMessage"_s, u"sqs:ReceiveMessage"_s}},
                                                 {u"Resource"_s, u"*"_s}}}}}}});
    Local local;
    local.id = LocalId(u"names"_s);
    local.value = ValueMap{{u"short"_s, 1}, {u"much_longer"_s, ValueList{true, Value()}}};
    Output output;
    output.id = OutputId(u"addresses"_s);
    output.value = ValueList{ref(u"a"_s, u"public_ip"_s)};
    QTest::newRow("meta-arguments") << meta.add(local).add(output).blueprint;

    // As people type them: fmt must find nothing to do, wherever they stand.
    Sample typed;
    typed
        .resource(
            u"a"_s, u"aws_sqs_queue"_s, u"a"_s, {},
            {{u"name"_s, expr(u"join( \"-\",[\n\"a\",var.word,\n  \"b\"]\n)"_s)},
             {u"delay_seconds"_s, expr(u"1+2==3?- 1+2:0"_s)},
             {u"tags"_s,
              ValueMap{{u"list"_s, expr(u"join(\",\",[for x in[1,2]:x])"_s)},
                       {u"lines"_s, expr(u"<<EOT\n%{ for x in [1,2] ~}\n${ x }\n%{ endfor ~}\nEOT"_s)},
                       {u"wrapped"_s, expr(u"\"${ var.word }\""_s)}}},
             {u"policy"_s,
              ValueMap{{u"Version"_s, u"2012-10-17"_s},
                       {u"Statement"_s,
                        ValueList{ValueMap{{u"Effect"_s, u"Allow"_s},
                                           {u"Principal"_s, u"*"_s},
                                           {u"Action"_s, expr(u"[\n\"sqs:SendMessage\"\n,\"sqs:ReceiveMessage\"]"_s)},
                                           {u"Resource"_s, u"*"_s}}}}}}},
            {{u"count"_s, expr(u"var.word==\"x\"?1:length([\n1,2\n])"_s)},
             {u"lifecycle"_s,
              ValueMap{{u"precondition"_s,
                        ValueMap{{u"condition"_s, expr(u"alltrue([\nvar.word!=\"\",\n!false])"_s)}, {u"error_message"_s, u"never"_s}}}}}})
        .resource(u"b"_s, u"terraform_data"_s, u"b"_s, {},
                  {{u"input"_s, ValueList{expr(u"{\na=1\nlong_name={\nb=2}}"_s), expr(u"\"${ var.word }\""_s), u"plain"_s, ref(u"a"_s)}}});
    Variable word;
    word.id = VariableId(u"word"_s);
    word.type = u"string"_s;
    word.defaultValue = u"w"_s;
    Variable shaped;
    shaped.id = VariableId(u"shaped"_s);
    shaped.type = u"object( {a=string,\n  b=list( number )} )"_s;
    shaped.defaultValue = ValueMap{{u"a"_s, u"x"_s}, {u"b"_s, ValueList{1}}};
    Local sum;
    sum.id = LocalId(u"sum"_s);
    sum.value = expr(u"merge(\n{a=1},{\nb=2\nccc=3},)"_s);
    Output wrapped;
    wrapped.id = OutputId(u"wrapped"_s);
    wrapped.value = expr(u"\"${\nlocal.sum . a\n}\""_s);
    QTest::newRow("expressions as typed") << typed.add(word).add(shaped).add(sum).add(wrapped).blueprint;
}

void TestValidators::terraformAcceptsAndPlans()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    if (providerFolder().isEmpty())
        QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
    QFETCH(Blueprint, blueprint);
    const Generated generated = generate(blueprint, m_catalog, Target::Terraform);
    for (const Diagnostic &diagnostic : generated.diagnostics)
        QVERIFY2(diagnostic.severity != Severity::Error, qPrintable(diagnostic.message));
    const QString refused = refusedByTerraform(generated);
    QVERIFY2(refused.isEmpty(), qPrintable(refused));
}

void TestValidators::cfnLintAccepts()
{
    if (cfnLint().isEmpty())
        QSKIP("cfn-lint is not installed (tests/tools/setup.sh installs it).");
    QTemporaryDir folder;
    QVERIFY(generate(example(), m_catalog, Target::CloudFormationYaml).files.writeTo(folder.path()));
    QVERIFY(generate(example(), m_catalog, Target::CloudFormationJson).files.writeTo(folder.path()));
    const Ran ran = run(
        cfnLint(), {u"--non-zero-exit-code"_s, u"error"_s, u"--regions"_s, u"us-east-1"_s, u"--"_s, u"template.yaml"_s, u"template.json"_s},
        folder.path());
    QVERIFY2(ran.code == 0, qPrintable(ran.text()));
}

QTEST_GUILESS_MAIN(TestValidators)
#include "test_validators.moc"
