// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/checker.h"

#include "model/blueprint/jsontext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace groundplan;

/// What the real engine and provider say of configurations of every type (tests/data/verdicts/types.bin, which
/// resources/catalog/combinations/make.py writes) against what the checks say. tests/data/verdicts/differences.json lists, by type, where
/// they are known to differ; a difference that is gone must leave the list.
class TestTypes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/verdicts/types.bin"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto rows = jsontext::read(qUncompress(file.readAll()));
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().text()));
        for (const Value &row : rows->toList()) {
            const QString type = row[QStringLiteral("type")].toString();
            if (!m_catalog.contains(type) || m_catalog.type(type)->onlyInNewest)
                continue;
            m_types.insert(type);
            judge(row, type);
        }
        write();
    }

    void everyTypeIsThere() { QVERIFY2(m_types.size() > 1400, qPrintable(QString::number(m_types.size()))); }

    void whatTheEngineTakesIsNoError() { compare(QStringLiteral("refused by the checks alone")); }
    void whatTheEngineRefusesIsAnError() { compare(QStringLiteral("refused by the engine alone")); }

private:
    using Differences = QMap<QString, QStringList>; ///< type → what was wrong with the configuration, and what was said

    void judge(const Value &row, const QString &type)
    {
        Resource resource;
        resource.id = ResourceId(QStringLiteral("it"));
        resource.type = type;
        resource.name = QStringLiteral("it");
        resource.properties = row[QStringLiteral("properties")].toMap();
        ChangeSet changes;
        changes.add(resource);
        Blueprint blueprint;
        QVERIFY(blueprint.apply(changes));
        QString found;
        for (const Finding &finding : m_checker.checkAll(blueprint))
            if (makesCodeInvalid(finding))
                found = finding.rule + QStringLiteral(": ") + finding.message;
        const bool isValid = row[QStringLiteral("valid")].toBool();
        const QString what = row[QStringLiteral("what")].toString();
        if (isValid && !found.isEmpty())
            m_found[QStringLiteral("refused by the checks alone")][type].append(what + QStringLiteral(": ") + found);
        else if (!isValid && found.isEmpty())
            m_found[QStringLiteral("refused by the engine alone")][type].append(what + QStringLiteral(": ")
                                                                                + row[QStringLiteral("engine")].toString());
    }

    void compare(const QString &kind)
    {
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/verdicts/differences.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject known = QJsonDocument::fromJson(file.readAll()).object().value(kind).toObject();
        QStringList wrong;
        const Differences found = m_found.value(kind);
        for (auto it = found.begin(); it != found.end(); ++it)
            for (const QString &one : *it)
                if (!isListed(known.value(it.key()).toArray(), one))
                    wrong.append(it.key() + QStringLiteral(" | ") + one);
        for (auto it = known.begin(); it != known.end(); ++it)
            for (const QJsonValue &one : it->toArray())
                if (found.value(it.key())
                        .filter(QRegularExpression(QLatin1Char('^') + QRegularExpression::escape(one.toString())))
                        .isEmpty())
                    wrong.append(it.key() + QStringLiteral(" | no longer differs: ") + one.toString());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    /// Listed is how the difference begins: what was wrong with the configuration.
    static bool isListed(const QJsonArray &list, const QString &difference)
    {
        return std::any_of(list.begin(), list.end(), [&](const QJsonValue &one) { return difference.startsWith(one.toString()); });
    }

    /// For whoever brings the list up to date: all that differs, as the list has it.
    void write() const
    {
        const QString path = qEnvironmentVariable("GROUNDPLAN_WRITE_DIFFERENCES");
        if (path.isEmpty())
            return;
        QJsonObject all;
        for (auto kind = m_found.begin(); kind != m_found.end(); ++kind) {
            QJsonObject types;
            for (auto it = kind->begin(); it != kind->end(); ++it)
                types.insert(it.key(), QJsonArray::fromStringList(*it));
            all.insert(kind.key(), types);
        }
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(all).toJson()) < 0)
            qFatal("%s", qPrintable(path));
    }

    Catalog m_catalog;
    Checker m_checker{m_catalog};
    QSet<QString> m_types;
    QMap<QString, Differences> m_found;
};

QTEST_GUILESS_MAIN(TestTypes)
#include "test_types.moc"
