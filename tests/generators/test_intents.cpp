// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/livecode.h"
#include "generators/lowering/lowered.h"
#include "model/catalog/connections.h"
#include "tests/generators/blueprints.h"
#include "tests/generators/cloudformationcheck.h"
#include "tests/generators/everyintent.h"
#include "tests/generators/providerschema.h"

#include <QRandomGenerator>
#include <QTest>

using namespace groundplan;
using namespace groundplan::test;

/// What lines stand for beyond references and traffic: offered, previewed, written.
class TestIntents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBookIsSound();
    void everyRecipeIsOfferedAndPreviewed();
    void everyRecipeFitsTheSchemas_data() { variants(); }
    void everyRecipeFitsTheSchemas();
    void everyRecipeIsSaidInCloudFormation();
    void commonOnesBecomeWhatIsExpected();
    void namesStayWhenAnotherLineComes();
    void givenRolesAreUsed();
    void oneResourceGathersWhatSeveralLinesSay();
    void whatIsSaidAlreadyIsKept();
    void mistakesAreTold();
    void liveCodeEndsWhereAllCodeEnds_data();
    void liveCodeEndsWhereAllCodeEnds();
    void whatLinesReadIsReadAgain();

private:
    static void variants()
    {
        QTest::addColumn<bool>("fromPalette");
        QTest::newRow("as small as may be") << false;
        QTest::newRow("as the palette puts it") << true;
    }
    static QStringList addressesOf(const lowering::Lowered &lowered)
    {
        QStringList all;
        for (const lowering::LoweredResource &resource : lowered.resources)
            all.append(resource.address());
        all.sort();
        return all;
    }
    static const lowering::LoweredResource *at(const lowering::Lowered &lowered, const QString &address)
    {
        const auto it = std::find_if(lowered.resources.begin(), lowered.resources.end(),
                                     [&](const lowering::LoweredResource &one) { return one.address() == address; });
        return it == lowered.resources.end() ? nullptr : &*it;
    }
    static QStringList errorsOf(const QList<Diagnostic> &diagnostics, Severity least = Severity::Error)
    {
        QStringList all;
        for (const Diagnostic &one : diagnostics) {
            if (one.severity <= least)
                all.append(one.resource.text() + u' ' + one.attribute + u": "_s + one.message);
        }
        return all;
    }
    /// A function without a role, a queue and a table.
    static Sample shop()
    {
        Sample sample;
        sample
            .resource(u"fn"_s, u"aws_lambda_function"_s, u"checkout"_s, {},
                      {{u"function_name"_s, u"checkout"_s},
                       {u"package_type"_s, u"Zip"_s},
                       {u"runtime"_s, u"python3.13"_s},
                       {u"handler"_s, u"app.handler"_s},
                       {u"s3_bucket"_s, u"code-of-the-shop"_s},
                       {u"s3_key"_s, u"checkout.zip"_s}})
            .resource(u"queue"_s, u"aws_sqs_queue"_s, u"orders"_s)
            .resource(u"table"_s, u"aws_dynamodb_table"_s, u"carts"_s, {},
                      {{u"name"_s, u"carts"_s},
                       {u"billing_mode"_s, u"PAY_PER_REQUEST"_s},
                       {u"hash_key"_s, u"id"_s},
                       {u"attribute"_s, ValueList{ValueMap{{u"name"_s, u"id"_s}, {u"type"_s, u"S"_s}}}}})
            .resource(u"bucket"_s, u"aws_s3_bucket"_s, u"uploads"_s, {}, {{u"bucket"_s, u"uploads-of-the-shop"_s}})
            .resource(u"key"_s, u"aws_kms_key"_s, u"shop"_s, {}, {{u"enable_key_rotation"_s, true}})
            .resource(u"topic"_s, u"aws_sns_topic"_s, u"news"_s);
        return sample;
    }

    Catalog m_catalog;
    DeepTypes m_deep{m_catalog};
};

void TestIntents::theBookIsSound()
{
    const IntentBook &book = intentBook();
    QStringList problems = book.problems();
    QVERIFY(book.recipes().size() > 100);
    static const QSet<QString> kinds{u"access"_s, u"trigger"_s, u"public_entry"_s, u"logs"_s, u"encryption"_s, u"secret"_s};
    for (const IntentRecipe &recipe : book.recipes()) {
        const QString place = recipe.kind + u' ' + recipe.from.join(u'/') + u" → "_s + recipe.to.join(u'/');
        if (!kinds.contains(recipe.kind) || recipe.verb.isEmpty() || !recipe.title.contains(u"%1"_s) || !recipe.title.contains(u"%2"_s)
            || recipe.steps.isEmpty() || recipe.from.isEmpty() || recipe.to.isEmpty())
            problems.append(place + u": is not complete"_s);
        for (const QString &type : recipe.from + recipe.to) {
            if (!m_catalog.contains(type))
                problems.append(place + u": no type "_s + type);
        }
        for (const Value &step : recipe.steps) {
            if (const Value type = step[u"make"_s]; type.isString() && !m_catalog.contains(type.toString()))
                problems.append(place + u": makes "_s + type.toString());
            for (const Value &statement : step[u"statements"_s].toList()) {
                // Least privilege: named actions, and everything only where the action knows no resource.
                for (const Value &action : statement[u"actions"_s].toList()) {
                    if (!action.toString().contains(u':') || action.toString().contains(u'*'))
                        problems.append(place + u": "_s + action.toString());
                }
                if (statement[u"resources"_s].toList().isEmpty())
                    problems.append(place + u": a statement about nothing"_s);
            }
        }
    }
    // What takes a key in the schema by name must be known to the book, as far as the type is deep.
    for (const QString &type : book.typesWithKey() + book.typesWithPolicy() + book.principals()) {
        if (!m_catalog.summary(type).isDeep)
            problems.append(type + u" is no deep type"_s);
    }
    QVERIFY2(problems.isEmpty(), told(problems));
}

void TestIntents::everyRecipeIsOfferedAndPreviewed()
{
    const EveryIntent every(m_deep);
    const Blueprint &blueprint = every.blueprint();
    QStringList problems;
    int seen = 0;
    blueprint.forEach<Connection>([&](const Connection &line) {
        ++seen;
        Blueprint without = blueprint;
        if (!without.apply(ChangeSet{{}, {RowChange<Connection>{line, {}}}, {}})) {
            problems.append(line.id.text() + u": can't be removed"_s);
            return;
        }
        const QString place = line.kind + u' ' + line.properties.value(u"level"_s).toString() + u' ' + blueprint.find(line.from)->type
            + u" → "_s + blueprint.find(line.to)->type;
        for (const bool isReversed : {false, true}) {
            const auto options =
                connections::options(without, m_catalog, isReversed ? line.to : line.from, isReversed ? line.from : line.to);
            const bool isOffered = std::any_of(options.begin(), options.end(), [&](const connections::Option &option) {
                return option.kind == line.kind && option.reversed == isReversed && option.properties == line.properties;
            });
            if (!isOffered)
                problems.append(place + (isReversed ? u": is not offered when drawn backwards"_s : u": is not offered"_s));
        }
        const auto again = connections::options(blueprint, m_catalog, line.from, line.to);
        if (std::any_of(again.begin(), again.end(), [&](const connections::Option &option) {
                return option.kind == line.kind && !option.reversed && option.properties == line.properties;
            }))
            problems.append(place + u": is offered twice"_s);
        if (connections::label(blueprint, m_catalog, line).isEmpty())
            problems.append(place + u": has no label"_s);
    });
    QVERIFY2(problems.isEmpty(), told(problems));
    QVERIFY2(seen > 130, qPrintable(QString::number(seen)));
    // What each becomes is a part of the preview of the whole.
    const lowering::Lowered lowered = lowering::lower(blueprint, m_catalog);
    QSet<ConnectionId> shown;
    for (const lowering::LoweredResource &resource : lowered.resources) {
        shown.insert(resource.connection);
        for (const ConnectionId &other : resource.others)
            shown.insert(other);
    }
    blueprint.forEach<Connection>([&](const Connection &line) {
        if (!shown.contains(line.id))
            problems.append(line.id.text() + u": becomes nothing"_s);
    });
    QVERIFY2(problems.isEmpty(), told(problems));
}

void TestIntents::everyRecipeFitsTheSchemas()
{
    QFETCH(bool, fromPalette);
    const EveryIntent every(m_deep, false, {}, fromPalette ? DeepTypes::Variant::Standard : DeepTypes::Variant::Minimal);
    const lowering::Lowered lowered = lowering::lower(every.blueprint(), m_catalog);
    const QStringList errors = errorsOf(lowered.diagnostics, Severity::Warning);
    QVERIFY2(errors.isEmpty(), told(errors));
    if (factsFolder().isEmpty())
        QSKIP("The full schemas are not on this machine (set GROUNDPLAN_FACTS to the folder that has schemas/).");
    for (const QString &version : {u"5.100.0"_s, u"6.66.0"_s}) {
        const FullSchema schema(factsFolder() + u"/schemas/aws_terraform_%1.json"_s.arg(version), version != u"5.100.0"_s);
        QVERIFY(schema.size() > 1000);
        const QStringList problems = schema.problems(lowered);
        QVERIFY2(problems.isEmpty(), told(problems, version));
    }
}

void TestIntents::everyRecipeIsSaidInCloudFormation()
{
    const EveryIntent every(m_deep, true);
    const Generated generated = generate(every.blueprint(), m_catalog, Target::CloudFormationJson);
    const QStringList errors = errorsOf(generated.diagnostics, Severity::Warning);
    QVERIFY2(errors.isEmpty(), told(errors));
    if (factsFolder().isEmpty())
        QSKIP("The full schema is not on this machine (set GROUNDPLAN_FACTS to the folder that has schemas/).");
    const FullCloudFormation schema(factsFolder() + u"/schemas/aws_cloudformation.json"_s);
    const QStringList problems = schema.problems(nlohmann::json::parse(generated.files.files.first().toStdString()));
    QVERIFY2(problems.isEmpty(), told(problems));
}

void TestIntents::commonOnesBecomeWhatIsExpected()
{
    Sample sample = shop();
    sample.connection(u"c1"_s, u"queue"_s, u"fn"_s, u"trigger"_s, {{u"batch_size"_s, 5}})
        .connection(u"c2"_s, u"fn"_s, u"table"_s, u"access"_s, {{u"level"_s, u"read_write"_s}})
        .connection(u"c3"_s, u"table"_s, u"key"_s, u"encryption"_s)
        .connection(u"c4"_s, u"bucket"_s, u"fn"_s, u"trigger"_s)
        .connection(u"c5"_s, u"topic"_s, u"queue"_s, u"trigger"_s)
        .connection(u"c6"_s, u"bucket"_s, u"key"_s, u"encryption"_s)
        .connection(u"c7"_s, u"fn"_s, u"bucket"_s, u"access"_s, {{u"level"_s, u"read"_s}});
    const Generated hcl = generate(sample.blueprint, m_catalog, Target::Terraform);
    QCOMPARE(errorsOf(hcl.diagnostics, Severity::Warning), QStringList());
    QCOMPARE(differsFromGolden(u"intents.tf"_s, hcl.files.files.value(u"main.tf"_s)), QString());
    const Generated yaml = generate(sample.blueprint, m_catalog, Target::CloudFormationYaml);
    QCOMPARE(errorsOf(yaml.diagnostics, Severity::Warning), QStringList());
    QCOMPARE(differsFromGolden(u"intents.yaml"_s, yaml.files.files.first()), QString());

    const lowering::Preview shown = lowering::preview(sample.blueprint, m_catalog, ConnectionId(u"c1"_s));
    QVERIFY(shown.addresses.contains(u"aws_lambda_event_source_mapping.orders_to_checkout"_s));
    QVERIFY(shown.addresses.contains(u"aws_iam_role.checkout"_s));
    QVERIFY(shown.changed.contains(u"aws_lambda_function.checkout"_s));
    QVERIFY(shown.text.contains("sqs:ReceiveMessage"));
    // One that only sets something shows what it changes.
    const lowering::Preview encrypted = lowering::preview(sample.blueprint, m_catalog, ConnectionId(u"c3"_s));
    QCOMPARE(encrypted.addresses, QStringList());
    QCOMPARE(encrypted.changed, QStringList{u"aws_dynamodb_table.carts"_s});
    QVERIFY(encrypted.text.contains("kms_key_arn = aws_kms_key.shop.arn"));
}

void TestIntents::namesStayWhenAnotherLineComes()
{
    Sample sample = shop();
    sample.connection(u"m1"_s, u"queue"_s, u"fn"_s, u"trigger"_s)
        .connection(u"m2"_s, u"fn"_s, u"table"_s, u"access"_s, {{u"level"_s, u"read"_s}});
    const QStringList before = addressesOf(lowering::lower(sample.blueprint, m_catalog));
    // Ids are random: the new one may come first.
    sample.connection(u"a1"_s, u"fn"_s, u"bucket"_s, u"access"_s, {{u"level"_s, u"write"_s}})
        .connection(u"z1"_s, u"topic"_s, u"fn"_s, u"trigger"_s);
    const QStringList after = addressesOf(lowering::lower(sample.blueprint, m_catalog));
    for (const QString &address : before)
        QVERIFY2(after.contains(address), qPrintable(address));
    QVERIFY(after.contains(u"aws_iam_role_policy.checkout_writes_uploads"_s));
    QCOMPARE(after.filter(u"aws_iam_role."_s).size(), 1);
}

void TestIntents::givenRolesAreUsed()
{
    Sample sample;
    sample.resource(u"role"_s, u"aws_iam_role"_s, u"shared"_s, {}, {{u"assume_role_policy"_s, u"{}"_s}})
        .resource(u"profile"_s, u"aws_iam_instance_profile"_s, u"shared"_s, {}, {{u"role"_s, ref(u"role"_s, u"name"_s)}})
        .resource(
            u"box"_s, u"aws_instance"_s, u"box"_s, {},
            {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}, {u"iam_instance_profile"_s, ref(u"profile"_s, u"name"_s)}})
        .resource(u"bare"_s, u"aws_instance"_s, u"bare"_s, {}, {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}})
        .resource(u"far"_s, u"aws_instance"_s, u"far"_s, {},
                  {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}, {u"iam_instance_profile"_s, u"made-by-hand"_s}})
        .resource(u"bucket"_s, u"aws_s3_bucket"_s, u"files"_s)
        .connection(u"c1"_s, u"box"_s, u"bucket"_s, u"access"_s, {{u"level"_s, u"read"_s}})
        .connection(u"c2"_s, u"bare"_s, u"bucket"_s, u"access"_s, {{u"level"_s, u"write"_s}});
    const lowering::Lowered lowered = lowering::lower(sample.blueprint, m_catalog);
    QCOMPARE(errorsOf(lowered.diagnostics, Severity::Warning), QStringList());
    const auto roleOf = [&](const QString &address) {
        const lowering::LoweredResource *policy = at(lowered, address);
        return policy ? lowered.find(policy->body.argument(u"role"_s)->value.toReference().to)->address() : QString();
    };
    QCOMPARE(roleOf(u"aws_iam_role_policy.box_reads_files"_s), u"aws_iam_role.shared"_s);
    QCOMPARE(roleOf(u"aws_iam_role_policy.bare_writes_files"_s), u"aws_iam_role.bare"_s);
    QVERIFY(at(lowered, u"aws_iam_instance_profile.bare"_s));
    // A role that is not drawn can't be given anything.
    sample.connection(u"c3"_s, u"far"_s, u"bucket"_s, u"access"_s, {{u"level"_s, u"read"_s}});
    QVERIFY(mentions(lowering::lower(sample.blueprint, m_catalog).diagnostics, u"The role of far is not in the blueprint"_s));
}

void TestIntents::oneResourceGathersWhatSeveralLinesSay()
{
    Sample sample = shop();
    sample.resource(u"other"_s, u"aws_sns_topic"_s, u"alerts"_s)
        .connection(u"c1"_s, u"topic"_s, u"queue"_s, u"trigger"_s)
        .connection(u"c2"_s, u"other"_s, u"queue"_s, u"trigger"_s)
        .connection(u"c3"_s, u"bucket"_s, u"queue"_s, u"trigger"_s, {{u"prefix"_s, u"in/"_s}})
        .connection(u"c4"_s, u"bucket"_s, u"fn"_s, u"trigger"_s, {{u"suffix"_s, u".jpg"_s}})
        .connection(u"c5"_s, u"fn"_s, u"table"_s, u"access"_s, {{u"level"_s, u"read"_s}});
    const lowering::Lowered lowered = lowering::lower(sample.blueprint, m_catalog);
    QCOMPARE(errorsOf(lowered.diagnostics, Severity::Warning).join(u'\n'), QString());
    QCOMPARE(addressesOf(lowered).filter(u"aws_sqs_queue_policy."_s), QStringList{u"aws_sqs_queue_policy.orders"_s});
    const lowering::LoweredResource *policy = at(lowered, u"aws_sqs_queue_policy.orders"_s);
    QCOMPARE(policy->body.argument(u"policy"_s)->value[u"Statement"_s].toList().size(), 3);
    QCOMPARE(addressesOf(lowered).filter(u"aws_s3_bucket_notification."_s), QStringList{u"aws_s3_bucket_notification.uploads"_s});
    QCOMPARE(at(lowered, u"aws_s3_bucket_notification.uploads"_s)->body.blocks.size(), size_t(2));
    QCOMPARE(at(lowered, u"aws_s3_bucket_notification.uploads"_s)->dependsOn.size(), 2);
    QCOMPARE(lowering::preview(sample.blueprint, m_catalog, ConnectionId(u"c2"_s)).changed, QStringList{u"aws_sqs_queue_policy.orders"_s});
    // A policy that is drawn gets the statements.
    Sample drawn = shop();
    drawn
        .resource(
            u"policy"_s, u"aws_sqs_queue_policy"_s, u"own"_s, {},
            {{u"queue_url"_s, ref(u"queue"_s)},
             {u"policy"_s,
              u"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"sqs:*\", \"Principal\": \"*\", \"Resource\": \"*\"}]}"_s}})
        .connection(u"c1"_s, u"topic"_s, u"queue"_s, u"trigger"_s)
        .connection(u"c2"_s, u"fn"_s, u"table"_s, u"access"_s, {{u"level"_s, u"read"_s}});
    const lowering::Lowered merged = lowering::lower(drawn.blueprint, m_catalog);
    QCOMPARE(errorsOf(merged.diagnostics, Severity::Warning), QStringList());
    QVERIFY(!at(merged, u"aws_sqs_queue_policy.orders"_s));
    QCOMPARE(at(merged, u"aws_sqs_queue_policy.own"_s)->body.argument(u"policy"_s)->value[u"Statement"_s].toList().size(), 2);
}

void TestIntents::whatIsSaidAlreadyIsKept()
{
    Sample sample = shop();
    sample.resource(u"own"_s, u"aws_kms_key"_s, u"own"_s)
        .resource(u"vault"_s, u"aws_sqs_queue"_s, u"vault"_s, {}, {{u"kms_master_key_id"_s, ref(u"own"_s, u"arn"_s)}})
        .connection(u"c1"_s, u"vault"_s, u"key"_s, u"encryption"_s);
    const lowering::Lowered lowered = lowering::lower(sample.blueprint, m_catalog);
    QCOMPARE(at(lowered, u"aws_sqs_queue.vault"_s)->body.argument(u"kms_master_key_id"_s)->value, ref(u"own"_s, u"arn"_s));
    QVERIFY(mentions(lowered.diagnostics, u"vault says “kms_master_key_id” itself"_s));
}

void TestIntents::mistakesAreTold()
{
    Sample sample = shop();
    sample.resource(u"api"_s, u"aws_apigatewayv2_api"_s, u"web"_s, {}, {{u"name"_s, u"web"_s}, {u"protocol_type"_s, u"HTTP"_s}})
        .resource(u"fn2"_s, u"aws_lambda_function"_s, u"search"_s, {}, sample.blueprint.find(ResourceId(u"fn"_s))->properties)
        .connection(u"c1"_s, u"api"_s, u"fn"_s, u"trigger"_s)
        .connection(u"c2"_s, u"api"_s, u"fn2"_s, u"trigger"_s);
    QVERIFY(mentions(lowering::lower(sample.blueprint, m_catalog).diagnostics, u"“$default” is taken by web_to_checkout"_s));
    Sample nonsense = shop();
    nonsense.connection(u"c1"_s, u"key"_s, u"table"_s, u"trigger"_s);
    QVERIFY(mentions(lowering::lower(nonsense.blueprint, m_catalog).diagnostics, u"has no meaning between such resources"_s));
    Sample kept;
    kept.resource(u"secret"_s, u"aws_secretsmanager_secret"_s, u"login"_s)
        .resource(u"db"_s, u"aws_db_instance"_s, u"main"_s, {},
                  {{u"manage_master_user_password"_s, true}, {u"instance_class"_s, u"db.t3.micro"_s}})
        .connection(u"c1"_s, u"secret"_s, u"db"_s, u"secret"_s);
    QVERIFY(mentions(lowering::lower(kept.blueprint, m_catalog).diagnostics, u"AWS keeps the password of main"_s));
}

namespace {

/// One random edit of one resource, mostly of what code says.
Resource edited(const Resource &before, const Blueprint &blueprint, QRandomGenerator &random)
{
    const auto ids = blueprint.ids<Resource>();
    const auto pick = [&](const auto &list) { return list.at(random.bounded(int(list.size()))); };
    Resource after = before;
    const QStringList keys = before.properties.keys();
    switch (random.bounded(10)) {
    case 0: after.name += u'x'; break;
    case 1: after.properties.insert(u"no_such_attribute"_s, 1); break;
    case 2: after.properties.insert(keys.isEmpty() ? u"vpc_id"_s : pick(keys), Reference{pick(ids), u"id"_s}); break;
    case 3:
        if (!keys.isEmpty())
            after.properties.remove(pick(keys));
        break;
    case 4:
    case 5: {
        // What another of its type says there, or elsewhere.
        const Resource *other = blueprint.find(pick(ids));
        for (auto it = other->properties.begin(); it != other->properties.end(); ++it)
            after.properties.insert(it.key(), *it);
        break;
    }
    case 6:
        if (!keys.isEmpty())
            after.properties.insert(pick(keys), u"said %1"_s.arg(random.bounded(100)));
        break;
    default: after.properties.insert(u"tags"_s, ValueMap{{u"Name"_s, u"number %1\n"_s.arg(random.bounded(100))}}); break;
    }
    return after;
}

void compareCode(const Generated &live, const Generated &all)
{
    QCOMPARE(live.files.files.keys(), all.files.files.keys());
    for (auto it = all.files.files.begin(); it != all.files.files.end(); ++it)
        QCOMPARE(QString::fromUtf8(live.files.files.value(it.key())), QString::fromUtf8(*it));
    QVERIFY(live.files.spans == all.files.spans);
    QVERIFY(live.diagnostics == all.diagnostics);
    QVERIFY(live.addresses == all.addresses);
}

} // namespace

void TestIntents::liveCodeEndsWhereAllCodeEnds_data()
{
    QTest::addColumn<Blueprint>("blueprint");
    for (const QString &name : blueprintNames())
        QTest::newRow(qPrintable(name)) << blueprintNamed(name);
    QTest::newRow("every intent") << EveryIntent(m_deep).blueprint();
}

void TestIntents::liveCodeEndsWhereAllCodeEnds()
{
    QFETCH(Blueprint, blueprint);
    QRandomGenerator random(20250607);
    LiveCode live(m_catalog);
    compareCode(live.update(blueprint, {}, Target::Terraform), generate(blueprint, m_catalog, Target::Terraform));
    const int edits = blueprint.count<Resource>() == 0 ? 0 : blueprint.count<Resource>() > 300 ? 4 : 12;
    for (int i = 0; i < edits; ++i) {
        ChangeSet changes, undo;
        for (int some = random.bounded(1, 3); some > 0; --some) {
            const auto ids = blueprint.ids<Resource>();
            const Resource before = *blueprint.find(ids.at(random.bounded(int(ids.size()))));
            ChangeSet one;
            one.replace(before, edited(before, blueprint, random));
            QVERIFY(blueprint.apply(one));
            changes.append(one);
            undo = inverse(one);
        }
        compareCode(live.update(blueprint, changes, Target::Terraform), generate(blueprint, m_catalog, Target::Terraform));
        if (random.bounded(2) == 0) { // else what is wrong adds up, and hardly anything is quick
            QVERIFY(blueprint.apply(undo));
            compareCode(live.update(blueprint, undo, Target::Terraform), generate(blueprint, m_catalog, Target::Terraform));
        }
        if (QTest::currentTestFailed())
            return;
    }
}

/// The port of a database is in the rules of those who reach it: who changes it changes them.
void TestIntents::whatLinesReadIsReadAgain()
{
    Sample sample;
    sample.resource(u"vpc"_s, u"aws_vpc"_s, u"main"_s, {}, {{u"cidr_block"_s, u"10.0.0.0/16"_s}})
        .resource(u"net"_s, u"aws_subnet"_s, u"app"_s, {u"vpc"_s}, {{u"cidr_block"_s, u"10.0.0.0/24"_s}})
        .resource(u"app"_s, u"aws_instance"_s, u"app"_s, {u"net"_s}, {{u"ami"_s, u"ami-1"_s}, {u"instance_type"_s, u"t3.small"_s}})
        .resource(u"db"_s, u"aws_db_instance"_s, u"db"_s, {u"net"_s}, {{u"instance_class"_s, u"db.t3.small"_s}, {u"port"_s, 5432}})
        .connection(u"line"_s, u"app"_s, u"db"_s, u"network_access"_s);
    Blueprint &blueprint = sample.blueprint;
    LiveCode live(m_catalog);
    live.update(blueprint, {}, Target::Terraform);
    const auto set = [&](const QString &id, const QString &key, const Value &value) {
        const Resource before = *blueprint.find(ResourceId(id));
        Resource after = before;
        after.properties.insert(key, value);
        ChangeSet changes;
        changes.replace(before, after);
        QVERIFY(blueprint.apply(changes));
        compareCode(live.update(blueprint, changes, Target::Terraform), generate(blueprint, m_catalog, Target::Terraform));
    };
    set(u"app"_s, u"instance_type"_s, u"t3.large"_s);
    QVERIFY(live.wasQuick());
    set(u"db"_s, u"port"_s, 5555);
    QVERIFY(!live.wasQuick());
    set(u"db"_s, u"instance_class"_s, u"db.t3.large"_s);
    QVERIFY(live.wasQuick());
    // What a line has written into a row is there again.
    set(u"app"_s, u"monitoring"_s, true);
    QVERIFY(live.wasQuick());
    set(u"app"_s, u"vpc_security_group_ids"_s, ValueList{u"sg-1"_s});
    QVERIFY(!live.wasQuick());
    // Drawn only.
    live.update(blueprint, ChangeSet(), Target::Terraform);
    QVERIFY(live.wasQuick());
}

QTEST_GUILESS_MAIN(TestIntents)
#include "test_intents.moc"
