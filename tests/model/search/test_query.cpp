// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "model/search/query.h"

#include <QRegularExpression>
#include <QTest>

using namespace groundplan;

/// What a user types, and what of the shipped example it finds.
class TestQuery : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Blueprint m_example;

    static bool isPublicSubnet(const Resource &subnet)
    {
        return subnet.properties.value(QStringLiteral("map_public_ip_on_launch")).toBool();
    }
    QStringList found(const QString &text)
    {
        search::Index index(m_catalog, isPublicSubnet);
        QStringList ids;
        for (const ResourceId &id : index.find(m_example, search::parse(text)))
            ids.append(id.text());
        return ids;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        const auto loaded = blueprintfile::load(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/examples/three-tier.groundplan"));
        QVERIFY(loaded);
        m_example = *loaded;
    }

    void termsAreRead()
    {
        using search::Term;
        QCOMPARE(search::parse(QStringLiteral("  Type:RDS az:us-east-1a public ")),
                 (QList<Term>{{QStringLiteral("type"), QStringLiteral("rds")},
                              {QStringLiteral("az"), QStringLiteral("us-east-1a")},
                              {{}, QStringLiteral("public")}}));
        QCOMPARE(search::parse(QStringLiteral("-type:\"db instance\" a-b")),
                 (QList<Term>{{QStringLiteral("type"), QStringLiteral("db instance"), true}, {{}, QStringLiteral("a-b")}}));
        QCOMPARE(search::parse(QStringLiteral("\"a:b\"")), (QList<Term>{{{}, QStringLiteral("a:b")}}));
        QVERIFY(search::parse(QStringLiteral(" \t")).isEmpty());
    }

    void findsByWhatIsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("ids");
        const auto row = [](const char *text, const QStringList &ids) { QTest::newRow(text) << QString::fromUtf8(text) << ids; };
        const auto id = [](const char *text) { return QString::fromLatin1(text); };
        row("", {});
        row("nothing like this", {});
        row("type:aws_nat_gateway", {id("nat_a"), id("nat_b"), id("nat_c")});
        row("TYPE:nat", {id("nat_a"), id("nat_b"), id("nat_c")});
        row("type:nat az:us-east-1b", {id("nat_b")});
        row("type:rds public", {});
        row("type:aws_db_instance", {id("db")});
        row("type:aws_db_instance private", {id("db")});
        row("type:aws_subnet is:public", {id("public_a"), id("public_b"), id("public_c")});
        row("type:aws_lb is:public",
            {
                id("alb"),
            });
        row("type:aws_subnet cidr:10.0.21.7", {id("database_a")});
        row("type:aws_subnet cidr:10.0.8.0/21", {id("private_a"), id("private_b"), id("private_c")});
        row("id:public_b", {id("public_b")});
        row("tag:name=app-redis", {id("redis")});
        row("instance_class:t3.medium", {id("db")});
        row("db.t3", {id("db")});
        row("has:map_public_ip_on_launch", {id("public_a"), id("public_b"), id("public_c")});
        row("type:aws_nat_gateway in:public_c", {id("nat_c")});
        row("type:aws_nat_gateway -in:us_east_1a", {id("nat_b"), id("nat_c")});
        row("type:aws_vpc region:us-east-1", {id("vpc")});
        row("type:aws_vpc region:eu-west-1", {});
    }
    void findsByWhatIsTyped()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, ids);
        QCOMPARE(found(text), ids);
    }

    void followsEdits()
    {
        search::Index index(m_catalog, isPublicSubnet);
        Blueprint b = m_example;
        const auto terms = search::parse(QStringLiteral("name:changed_name"));
        QVERIFY(index.find(b, terms).isEmpty());
        const auto renamed = edits::rename(b, ResourceId(QStringLiteral("db")), QStringLiteral("changed_name"));
        QVERIFY(renamed && b.apply(*renamed));
        index.follow(*renamed);
        QCOMPARE(index.find(b, terms), QList{ResourceId(QStringLiteral("db"))});
        const auto removed = edits::removeResources(b, {ResourceId(QStringLiteral("db"))});
        QVERIFY(removed && b.apply(*removed));
        index.follow(*removed);
        QVERIFY(index.find(b, terms).isEmpty());
    }

    void lettersInOrderFit()
    {
        using search::fuzzyScore;
        const auto score = [](const char *typed, const char *text) {
            return fuzzyScore(QString::fromLatin1(typed), QString::fromLatin1(text));
        };
        QVERIFY(score("zi", "Zoom in") > 0);
        QCOMPARE(score("xq", "Zoom in"), 0);
        QVERIFY(score("zoom", "Zoom in") > score("zi", "Zoom in"));
        QVERIFY(score("al", "Align left") > score("al", "Show what is equal"));
        QVERIFY(score("exter", "Export Terraform") > 0);
        QVERIFY(score("et", "Export Terraform") > score("et", "Delete"));
        QVERIFY(score("", "anything") > 0);
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "test_query.moc"
