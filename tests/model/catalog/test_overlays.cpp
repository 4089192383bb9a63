// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/catalog.h"
#include "model/catalog/overlay.h"

#include <QFile>
#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

class TestOverlays : public QObject {
    Q_OBJECT
    Catalog m_catalog;
    QStringList m_problems;
    QMap<QString, Overlay> m_overlays = readOverlays(&m_problems);

    static bool exists(const BlockSchema &schema, const QString &path) { return schema.typeAt(path) || schema.blockAt(path); }

    /// Whether a literal fits a type; strings that hold documents may be given as maps.
    static bool fits(const Value &value, const AttributeType &type)
    {
        switch (type.kind) {
        case AttributeType::Kind::String: return value.isString() || value.isMap() || value.isList();
        case AttributeType::Kind::Number: return value.isNumber();
        case AttributeType::Kind::Bool: return value.isBool();
        case AttributeType::Kind::Dynamic: return true;
        case AttributeType::Kind::List:
        case AttributeType::Kind::Set:
            return value.isList()
                && std::all_of(value.toList().begin(), value.toList().end(), [&](const Value &item) { return fits(item, *type.element); });
        case AttributeType::Kind::Map:
            return value.isMap()
                && std::all_of(value.toMap().begin(), value.toMap().end(), [&](const Value &item) { return fits(item, *type.element); });
        case AttributeType::Kind::Object: return value.isMap();
        }
        return false;
    }

    static QString misfit(const PropertyMap &properties, const BlockSchema &schema)
    {
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            if (const AttributeSchema *attribute = schema.attributeAt(it.key())) {
                if (!attribute->isSettable() || attribute->leaves || !fits(*it, attribute->type))
                    return it.key();
                continue;
            }
            const NestedBlock *block = schema.blockAt(it.key());
            if (!block || !it->isList())
                return it.key();
            for (const Value &item : it->toList()) {
                if (const QString inner = misfit(item.toMap(), *block->block); !inner.isEmpty())
                    return it.key() + u'.' + inner;
            }
        }
        return {};
    }

private Q_SLOTS:
    void filesHoldKnownFieldsOnly()
    {
        QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join(u'\n')));
        QCOMPARE_GE(m_overlays.size(), 100);
    }

    void everyOverlayFitsItsSchema_data()
    {
        QTest::addColumn<QString>("name");
        for (auto it = m_overlays.constBegin(); it != m_overlays.constEnd(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key();
    }
    void everyOverlayFitsItsSchema()
    {
        QFETCH(QString, name);
        const Overlay overlay = m_overlays.value(name);
        const auto type = m_catalog.type(name);
        QVERIFY(m_catalog.contains(name));
        QVERIFY(type->summary.isDeep);
        QVERIFY(m_catalog.categories().contains(type->summary.category));
        for (const Standing &standing : type->standings) {
            if (standing.zoneType == "*"_L1)
                continue;
            QVERIFY2(m_catalog.summary(standing.zoneType).isZone, qPrintable(standing.zoneType));
            const auto zone = m_catalog.type(standing.zoneType);
            if (!standing.attribute.isEmpty() && zone->schema)
                QVERIFY2(zone->schema->attributeAt(standing.targetAttribute), qPrintable(standing.targetAttribute));
            if (!standing.attribute.isEmpty() && standing.several)
                QVERIFY2(type->schema->typeAt(standing.attribute)->isList(), qPrintable(standing.attribute));
        }
        for (const ReferenceRule &rule : overlay.references)
            QVERIFY2(m_catalog.type(rule.targetType)->schema->attributeAt(rule.targetAttribute), qPrintable(rule.targetType));
        if (!type->schema)
            return;
        const BlockSchema &schema = *type->schema;
        QStringList paths = overlay.commonAttributes + overlay.help.keys() + overlay.valueRules.keys();
        for (const Standing &standing : type->standings)
            paths << standing.attribute;
        for (const ReferenceRule &rule : overlay.references)
            paths << rule.attribute;
        paths << overlay.network.portAttribute << overlay.network.via << overlay.network.portChooser;
        if (overlay.network.via.isEmpty())
            paths << overlay.network.securityGroupsAttribute;
        paths.removeAll(QString());
        for (const QString &path : std::as_const(paths))
            QVERIFY2(exists(schema, path), qPrintable(path));
        const QString wrong = misfit(overlay.defaults, schema);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        for (auto it = overlay.valueRules.begin(); it != overlay.valueRules.end(); ++it) {
            const Value chosen = valueAt(overlay.defaults, it.key());
            for (const Value &one : chosen.isList() ? chosen.toList() : ValueList{chosen})
                QVERIFY2(it->values.isEmpty() || one.isNull() || it->values.contains(one.toString()) || !it->certain, qPrintable(it.key()));
        }
    }

    void everyIconIsListedAndDrawn()
    {
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/catalog/icons.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList icons = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &name : m_catalog.types()) {
            const QString icon = m_catalog.summary(name).icon;
            QVERIFY2(icons.contains(icon), qPrintable(name + u' ' + icon));
            QVERIFY2(QFile::exists(u":/groundplan/icons/%1.svg"_s.arg(icon)), qPrintable(name + u' ' + icon));
        }
    }
};

QTEST_GUILESS_MAIN(TestOverlays)
#include "test_overlays.moc"
