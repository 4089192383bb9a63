// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/order.h"
#include "model/blueprint/jsontext.h"
#include "tests/generators/acceptance.h"
#include "tests/generators/blueprints.h"
#include "tests/generators/deeptypes.h"
#include "tests/tools/motoserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace groundplan;
using namespace groundplan::test;
using Json = nlohmann::json;

/// The examples for real: applied and destroyed by the engine, and deployed as stacks, against moto on this machine. What moto reports
/// then is what was drawn. What moto can't do is named in tests/data/moto.json, and nothing else may be missing.
class TestMoto : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (motoProgram().isEmpty())
            QSKIP("moto_server is not installed (tests/tools/setup.sh installs it).");
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/moto.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = jsontext::read(file.readAll());
        QVERIFY(read.ok());
        m_facts = *read;
        m_moto = std::make_unique<MotoServer>();
        QTRY_VERIFY_WITH_TIMEOUT(m_moto->answers(), 60000);
        qputenv("AWS_ENDPOINT_URL", m_moto->url().toUtf8());
        for (const char *name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
            qputenv(name, "test");
        qputenv("AWS_DEFAULT_REGION", "us-east-1");
    }
    void cleanupTestCase() { m_moto.reset(); }

    void terraformApplies_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : m_facts[u"terraform"_s].toMap().keys())
            QTest::newRow(qPrintable(name)) << name;
    }
    void terraformApplies();
    void stackIsCreated_data() { examples(); }
    void stackIsCreated();

private:
    static void examples()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("three-tier") << u"three-tier"_s;
        for (const QString &name : blueprintNames()) {
            if (!isSpoilt(name) && name != u"nothing"_s && name != u"terraform-data"_s)
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    /// Without the roles of accounts: nobody lets a test take those on.
    static Blueprint named(const QString &name)
    {
        Blueprint blueprint = name == u"three-tier"_s ? example() : blueprintNamed(name);
        for (const ResourceId &id : blueprint.ids<Resource>()) {
            const Resource before = *blueprint.find(id);
            Resource after = before;
            if (after.type == u"groundplan_account"_s && after.properties.remove(u"role_arn"_s) > 0
                && !blueprint.apply(ChangeSet{{}, {RowChange<Resource>{before, after}}, {}}))
                qFatal("%s", qPrintable(name));
        }
        for (const VariableId &id : blueprint.ids<Variable>()) {
            if (blueprint.find(id)->defaultValue.isNull())
                qputenv(("TF_VAR_" + id.text().toUtf8()).constData(), "placeholder-0123456789");
        }
        return blueprint;
    }
    static QStringList textsOf(const Value &list)
    {
        QStringList all;
        for (const Value &item : list.toList())
            all.append(item.toString());
        return all;
    }
    /// What moto has of everything, as text: ids and names can be looked for in it.
    QByteArray reported() const { return m_moto->ask("GET", "/moto-api/data.json"); }

    Catalog m_catalog;
    Value m_facts;
    std::unique_ptr<MotoServer> m_moto;
};

void TestMoto::terraformApplies()
{
    QFETCH(QString, name);
    if (engine().isEmpty() || providerFolder().isEmpty())
        QSKIP("The engine or the AWS provider is not on this machine.");
    m_moto->ask("POST", "/moto-api/reset");
    Blueprint blueprint = named(name);
    for (const ResourceId &id : blueprint.ids<Resource>()) {
        // moto never says that a lifecycle is in place: there is no need to ask it for three minutes.
        const Resource before = *blueprint.find(id);
        Resource after = before;
        after.properties.insert(u"timeouts"_s, ValueList{ValueMap{{u"create"_s, u"5s"_s}}});
        if (after.type == u"aws_s3_bucket_lifecycle_configuration"_s)
            QVERIFY(blueprint.apply(ChangeSet{{}, {RowChange<Resource>{before, after}}, {}}));
    }
    const lowering::Lowered lowered = lowering::lower(blueprint, m_catalog);
    const Generated generated = generate(blueprint, m_catalog, Target::Terraform);
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    const QByteArray inside = "  skip_credentials_validation = true\n  skip_requesting_account_id  = true\n  s3_use_path_style = true\n";
    QVERIFY(providerOverride(generated, inside).writeTo(folder.path()));
    const Ran init = run(engine(), {u"init"_s, u"-no-color"_s, u"-plugin-dir="_s + providerFolder()}, folder.path());
    QVERIFY2(init.code == 0, qPrintable(init.text()));

    // What is refused is what the list names; what waits for that can't be there either.
    const Ran apply = run(engine(), {u"apply"_s, u"-json"_s, u"-auto-approve"_s, u"-input=false"_s, u"-parallelism=30"_s}, folder.path());
    QMap<QString, QString> refused; // by address without index
    QStringList messages;
    for (const QByteArray &line : apply.output.split('\n')) {
        const Json event = Json::parse(line.toStdString(), nullptr, false);
        if (!event.is_object() || event.value("type", "") != "diagnostic" || event["diagnostic"].value("severity", "") != "error")
            continue;
        const Json &diagnostic = event["diagnostic"];
        const QString address = QString::fromStdString(diagnostic.value("address", "")).section(u'[', 0, 0);
        const QString said =
            QString::fromStdString(diagnostic.value("summary", "") + ": " + diagnostic.value("detail", "")).simplified().left(300);
        refused.insert(address, said);
        messages.append(address + u": "_s + said);
    }
    const Value listed = m_facts[u"terraform"_s][name];
    const QStringList expected = textsOf(listed);
    QSet<QString> types;
    QStringList problems;
    for (auto it = refused.begin(); it != refused.end(); ++it) {
        const QString type = it.key().section(u'.', 0, 0);
        types.insert(type);
        if (!expected.contains(type))
            problems.append(it.key() + u": "_s + *it);
    }
    for (const QString &type : expected) {
        if (!types.contains(type))
            problems.append(type + u": moto can do it; it need not be listed"_s);
    }
    if (apply.code != 0 && refused.isEmpty())
        problems.append(apply.text());
    QVERIFY2(problems.isEmpty(), told(problems));

    const Ran show = run(engine(), {u"show"_s, u"-json"_s}, folder.path());
    const Json state = Json::parse(show.output.toStdString(), nullptr, false);
    QVERIFY(state.is_object());
    QMap<QString, QStringList> made; // address → ids
    if (state.contains("values")) {
        for (const Json &resource : state["values"]["root_module"].value("resources", Json::array())) {
            if (resource["mode"] == "managed" && !resource.value("tainted", false))
                made[QString::fromStdString(resource["type"].get<std::string>() + '.' + resource["name"].get<std::string>())].append(
                    QString::fromStdString(resource["values"].value("id", "")));
        }
    }
    // Everything that was drawn is there, but for what the refused ones keep away.
    QSet<ResourceId> absent;
    for (const lowering::LoweredResource &resource : lowered.resources) {
        bool waits = refused.contains(resource.address());
        lowering::forEachReference(resource, [&](const Reference &reference) { waits = waits || absent.contains(reference.to); });
        if (waits)
            absent.insert(resource.id);
        else if (!resource.isData && !made.contains(resource.address()))
            problems.append(resource.address() + u": was not made"_s);
    }
    const QByteArray before = reported();
    int seen = 0;
    for (auto it = made.begin(); it != made.end(); ++it) {
        const auto resource = std::find_if(lowered.resources.begin(), lowered.resources.end(),
                                           [&](const lowering::LoweredResource &one) { return one.address() == it.key(); });
        if (resource == lowered.resources.end())
            problems.append(it.key() + u": nobody drew it"_s);
        // Attachments have ids that the engine makes up; what is a thing of its own is known to moto by that id.
        for (const QString &id : *it)
            seen += !id.isEmpty() && before.contains(id.toUtf8());
    }
    QVERIFY2(problems.isEmpty(), told(problems, messages.join(u'\n')));
    // Its own report of everything fails at some types.
    QCOMPARE(before.startsWith('{'), !textsOf(m_facts[u"untoldApplied"_s]).contains(name));
    QVERIFY2(!before.startsWith('{') || seen * 2 > made.size(),
             qPrintable(u"%1 of %2 are known to moto by their id"_s.arg(seen).arg(made.size())));

    const Ran destroy =
        run(engine(), {u"destroy"_s, u"-no-color"_s, u"-auto-approve"_s, u"-input=false"_s, u"-parallelism=30"_s}, folder.path());
    const bool isKept = textsOf(m_facts[u"destroy"_s]).contains(name);
    QVERIFY2((destroy.code == 0) != isKept, qPrintable(destroy.text().right(4000)));
    if (isKept)
        return;
    const Json left = Json::parse(run(engine(), {u"show"_s, u"-json"_s}, folder.path()).output.toStdString(), nullptr, false);
    QVERIFY(left.is_object() && !left.contains("values"));
}

void TestMoto::stackIsCreated()
{
    QFETCH(QString, name);
    m_moto->ask("POST", "/moto-api/reset");
    const Blueprint blueprint = named(name);
    const Generated generated = generate(blueprint, m_catalog, Target::CloudFormationJson);
    const bool isSayable = std::none_of(generated.diagnostics.begin(), generated.diagnostics.end(),
                                        [](const Diagnostic &one) { return one.severity == Severity::Error; });
    QCOMPARE(!isSayable, textsOf(m_facts[u"unsayable"_s]).contains(name));
    if (!isSayable)
        return; // told on the resource, and not deployed
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    // To look at what moto refuses: GROUNDPLAN_KEEP names a folder.
    if (const QString kept = qEnvironmentVariable("GROUNDPLAN_KEEP"); !kept.isEmpty())
        QVERIFY(generated.files.writeTo(kept + u'/' + name));
    const QString python = QFileInfo(motoProgram()).dir().filePath(u"python3"_s);
    const QStringList broken = textsOf(m_facts[u"stack"_s][name]), unknown = textsOf(m_facts[u"unknown"_s]);
    const Ran ran = run(python,
                        {QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/tools/stack.py"), m_moto->url(), u"template.json"_s,
                         broken.join(u','), unknown.join(u',')},
                        folder.path());
    const Json stack = Json::parse(ran.output.toStdString(), nullptr, false);
    QVERIFY2(stack.is_object(), qPrintable(ran.text().right(2000)));
    const QString refused = QString::fromStdString(stack.value("error", ""));
    if (const QString expected = m_facts[u"refused"_s][name].toString(); !expected.isEmpty()) {
        QVERIFY2(refused.contains(expected), qPrintable(u"moto can make it, or says something else: "_s + refused));
        return;
    }
    QVERIFY2(refused.isEmpty(), qPrintable(refused));
    QCOMPARE(QString::fromStdString(stack["status"].get<std::string>()), u"CREATE_COMPLETE"_s);
    QStringList problems;
    for (const Json &type : stack["works"])
        problems.append(QString::fromStdString(type.get<std::string>()) + u": moto can make it; it need not be listed"_s);
    QMap<QString, Json> reported;
    for (const Json &resource : stack["resources"])
        reported.insert(QString::fromStdString(resource["id"].get<std::string>()), resource);
    const QByteArray known = this->reported();
    int seen = 0;
    for (const auto &[id, type] : stack["expected"].items()) {
        const QString key = QString::fromStdString(id), kind = QString::fromStdString(type.get<std::string>());
        const Json resource = reported.take(key);
        if (resource.is_object() == unknown.contains(kind))
            problems.append(key + u' ' + kind
                            + (resource.is_object() ? u": moto knows it; it need not be listed"_s : u": moto does not report it"_s));
        else if (resource.is_object() && resource["type"] != type)
            problems.append(key + u": is reported as another type"_s);
        const QByteArray physical = QByteArray::fromStdString(resource.is_object() ? resource.value("physical", "") : "");
        seen += !physical.isEmpty() && known.contains(physical);
    }
    for (auto it = reported.begin(); it != reported.end(); ++it)
        problems.append(it.key() + u": nobody drew it"_s);
    QVERIFY2(problems.isEmpty(), told(problems));
    QCOMPARE(stack["outputs"] == stack["expectedOutputs"], !textsOf(m_facts[u"outputs"_s]).contains(name));
    // Its own report of everything fails at some types.
    QCOMPARE(known.startsWith('{'), !textsOf(m_facts[u"untold"_s]).contains(name));
    QVERIFY2(!known.startsWith('{') || seen * 2 >= int(stack["resources"].size()), qPrintable(u"moto knows %1 by their id"_s.arg(seen)));
}

QTEST_GUILESS_MAIN(TestMoto)
#include "test_moto.moc"
