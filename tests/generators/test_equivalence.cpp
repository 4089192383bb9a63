// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/coverage.h"
#include "generators/cloudformation/twins.h"
#include "generators/lowering/order.h"
#include "tests/generators/blueprints.h"
#include "tests/generators/deeptypes.h"
#include "tests/generators/everyintent.h"

#include <QRegularExpression>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace groundplan;
using namespace groundplan::test;
using Json = nlohmann::json;
using Variant = DeepTypes::Variant;

/// Both targets say the same: the same resources, the same texts, the same references, or the difference is told on the resource.
class TestEquivalence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targetsSayTheSame_data()
    {
        QTest::addColumn<Blueprint>("blueprint");
        m_deep.markTexts();
        QTest::newRow("as the palette puts it") << m_deep.blueprint({Variant::Standard});
        QTest::newRow("everything") << m_deep.blueprint({Variant::Everything});
        QTest::newRow("intents") << EveryIntent(m_deep).blueprint();
        QTest::newRow("three-tier") << example();
        for (const QString &name : blueprintNames()) {
            if (!isSpoilt(name))
                QTest::newRow(qPrintable(name)) << blueprintNamed(name);
        }
    }
    void targetsSayTheSame();
    void thePageSaysWhatIsMissing();

private:
    Catalog m_catalog;
    DeepTypes m_deep{m_catalog};
};

namespace {

/// One export as CloudFormation, asked what it says of a lowered resource.
class Said {
public:
    Said(const lowering::Lowered &lowered, const Generated &generated) : m_lowered(lowered), m_generated(generated)
    {
        m_whole = Json::parse(generated.files.files.first().toStdString());
        for (const auto &[id, entry] : m_whole["Resources"].items())
            m_of[generated.addresses.value(QString::fromStdString(id))] += QString::fromStdString(entry.dump());
        for (auto it = generated.addresses.begin(); it != generated.addresses.end(); ++it)
            m_ids[*it].append(it.key());
    }

    /// A part of another resource is said there.
    const lowering::LoweredResource *owner(const lowering::LoweredResource &resource)
    {
        const cloudformation::Twin &twin = m_twins.of(resource);
        if (twin.type.isEmpty() || twin.parentAttribute.isEmpty())
            return &resource;
        const lowering::Argument *parent = resource.body.argument(twin.parentAttribute);
        const lowering::LoweredResource *next =
            parent && parent->value.isReference() ? m_lowered.find(parent->value.toReference().to) : nullptr;
        return next ? owner(*next) : nullptr;
    }
    QString textOf(const lowering::LoweredResource &resource) const { return m_of.value(resource.source); }
    QStringList idsOf(const lowering::LoweredResource &resource) const { return m_ids.value(resource.source); }

    /// True when somebody is told of the attribute, or of the whole resource.
    bool isTold(const lowering::LoweredResource &resource, const QString &path) const
    {
        return std::any_of(m_generated.diagnostics.begin(), m_generated.diagnostics.end(), [&](const Diagnostic &one) {
            const bool isAll = (one.attribute.isEmpty() && one.message.contains(u"in the template"_s))
                || one.message.contains(u"is a part of another resource"_s);
            return one.resource == resource.source
                && (isAll || one.message.contains(u"no twin"_s) || one.message.contains(u"can't look up"_s) || path == one.attribute
                    || path.startsWith(one.attribute + u'.') || one.message.contains(u'“' + path + u'”'));
        });
    }
    /// True for what has no meaning in CloudFormation, or is said there in other words.
    bool isMeaningless(const lowering::LoweredResource &resource, const QString &path)
    {
        const cloudformation::Twin &twin = m_twins.of(resource);
        if (path == twin.parentAttribute)
            return true;
        for (QString at = path; !at.isEmpty(); at = at.contains(u'.') ? at.section(u'.', 0, -2) : QString()) {
            const auto place = twin.attributes.constFind(at);
            if (place != twin.attributes.constEnd() && place->path.isEmpty() && place->reason.isEmpty())
                return true;
        }
        return false;
    }

    /// True when `text` has the resource's own name in it, as its type lets it be said without a reference.
    bool isNamedApart(const lowering::LoweredResource &resource, const QString &text)
    {
        const cloudformation::Twin &twin = m_twins.of(resource);
        return std::any_of(twin.apart.begin(), twin.apart.end(), [&](const QString &how) {
            const QString given = how.section(u"${="_s, 1).section(u'}', 0, 0);
            const lowering::Argument *argument = given.isEmpty() ? nullptr : resource.body.argument(given);
            return argument && argument->value.isString() && text.contains(argument->value.toString());
        });
    }

private:
    const lowering::Lowered &m_lowered;
    const Generated &m_generated;
    cloudformation::Twins m_twins;
    Json m_whole;
    QHash<ResourceId, QString> m_of;
    QHash<ResourceId, QStringList> m_ids;
};

void forEachArgument(const lowering::Body &body, const QString &prefix, const std::function<void(const QString &, const Value &)> &visit)
{
    for (const lowering::Argument &argument : body.arguments)
        visit(prefix + argument.name, argument.value);
    for (const lowering::Block &block : body.blocks)
        forEachArgument(block.body, prefix + block.name + u'.', visit);
}

QStringList marksIn(const Value &value)
{
    static const QRegularExpression mark(u"-x[0-9a-f]+x"_s);
    QStringList marks;
    if (value.isString() && mark.match(value.toString()).hasMatch())
        marks.append(mark.match(value.toString()).captured());
    for (const Value &item : value.toList())
        marks += marksIn(item);
    for (const Value &item : value.toMap())
        marks += marksIn(item);
    return marks;
}

} // namespace

void TestEquivalence::targetsSayTheSame()
{
    QFETCH(Blueprint, blueprint);
    const lowering::Lowered lowered = lowering::lower(blueprint, m_catalog);
    const Generated generated = generate(blueprint, m_catalog, Target::CloudFormationJson);
    Said said(lowered, generated);
    QStringList problems;
    int texts = 0, references = 0;
    for (const lowering::LoweredResource &resource : lowered.resources) {
        if (resource.isData)
            continue;
        const lowering::LoweredResource *owner = said.owner(resource);
        const QString text = owner ? said.textOf(*owner) : QString();
        if (text.isEmpty()) {
            if (!said.isTold(resource, {}))
                problems.append(resource.address() + u": is not in the template, and nobody is told"_s);
            continue;
        }
        forEachArgument(resource.body, {}, [&](const QString &path, const Value &value) {
            if (said.isTold(resource, path) || said.isMeaningless(resource, path))
                return;
            for (const QString &mark : marksIn(value)) {
                ++texts;
                if (!text.contains(mark, Qt::CaseInsensitive))
                    problems.append(resource.address() + u'.' + path + u": is not in the template, and nobody is told"_s);
            }
            value.forEachReference([&](const Reference &reference) {
                const lowering::LoweredResource *target = lowered.find(reference.to);
                target = target && !target->isData ? said.owner(*target) : nullptr;
                if (!target || target == owner)
                    return;
                ++references;
                const QStringList ids = said.idsOf(*target);
                const bool isThere = std::any_of(ids.begin(), ids.end(), [&](const QString &id) {
                    return text.contains(u'"' + id + u'"') || text.contains(u"${"_s + id + u'}') || text.contains(u"${"_s + id + u'.');
                });
                // Where naming it would make a cycle, what it is called stands there.
                if (!isThere && said.isNamedApart(*target, text))
                    return;
                // A part may refer to a name that was written out: then the text stands there.
                if (!isThere && !said.isTold(resource, path) && !text.contains(target->name))
                    problems.append(resource.address() + u'.' + path + u": does not refer to "_s + target->address());
            });
        });
    }
    QVERIFY2(problems.isEmpty(), told(problems));
    if (QByteArray(QTest::currentDataTag()) == "everything")
        QVERIFY2(texts > 1000 && references > 300, qPrintable(u"%1 texts, %2 references"_s.arg(texts).arg(references)));
}

void TestEquivalence::thePageSaysWhatIsMissing()
{
    int deep = 0;
    for (const QString &type : m_deep.types()) {
        const cloudformation::Coverage one = cloudformation::coverage(m_catalog, type);
        ++deep;
        QVERIFY2(one.attributes > 0, qPrintable(type));
        QVERIFY2(one.said > 0 || one.twin.isEmpty(), qPrintable(type));
        for (auto hole = one.holes.begin(); hole != one.holes.end(); ++hole)
            QVERIFY2(!hole->isEmpty(), qPrintable(type + u'.' + hole.key()));
    }
    QVERIFY(deep >= 250);
    // `groundplan-cli types --coverage` made it; GROUNDPLAN_UPDATE_GOLDEN=1 makes it again.
    QCOMPARE(differsFromGolden(u"../../resources/catalog/cloudformation/COVERAGE.md"_s, cloudformation::coveragePage(m_catalog)).left(200),
             QString());
}

QTEST_GUILESS_MAIN(TestEquivalence)
#include "test_equivalence.moc"
