// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/catalog.h"
#include "model/catalog/cloudformationschema.h"

#include <QRegularExpression>
#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

class TestCloudFormationSchema : public QObject {
    Q_OBJECT
    CloudFormationSchema m_schema;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyTypeDecodes()
    {
        QCOMPARE_GE(m_schema.types().size(), 1800);
        for (const QString &name : m_schema.types()) {
            const auto type = m_schema.type(name);
            QVERIFY(type);
            for (const auto &properties : {type->properties, type->attributes}) {
                for (const CloudFormationProperty &property : properties) {
                    if (property.kind == CloudFormationProperty::Kind::Definition)
                        QVERIFY2(type->definitions.contains(property.definition), qPrintable(name));
                    QVERIFY(QRegularExpression(property.pattern).isValid());
                }
            }
        }
        QVERIFY(!m_schema.type(u"AWS::No::Such"_s));
    }

    void subnetIsWhatCloudFormationSays()
    {
        const auto type = m_schema.type(u"AWS::EC2::Subnet"_s);
        QVERIFY(type->properties.value(u"VpcId"_s).required);
        QVERIFY(type->properties.value(u"VpcId"_s).replaces);
        QCOMPARE(type->properties.value(u"EnableLniAtDeviceIndex"_s).kind, CloudFormationProperty::Kind::Integer);
        QCOMPARE(type->tagsProperty, u"Tags"_s);
        QCOMPARE(type->properties.value(u"Tags"_s).element->kind, CloudFormationProperty::Kind::Tag);
        QCOMPARE(type->identifier, QStringList{u"SubnetId"_s});
        QVERIFY(type->attributes.contains(u"CidrBlock"_s));
        QVERIFY(type->at(u"PrivateDnsNameOptionsOnLaunch.HostnameType"_s));
        QVERIFY(!type->at(u"PrivateDnsNameOptionsOnLaunch.Nonsense"_s));
    }

    void twinsAreKnown()
    {
        const CloudFormationTwin subnet = m_schema.twin(u"aws_subnet"_s);
        QCOMPARE(subnet.kind, CloudFormationTwin::Kind::Direct);
        QCOMPARE(subnet.types, QStringList{u"AWS::EC2::Subnet"_s});
        QCOMPARE(subnet.attributes.value(u"vpc_id"_s).path, u"VpcId"_s);
        QCOMPARE(subnet.returns.value(u"id"_s), u"Ref"_s);

        const CloudFormationTwin versioning = m_schema.twin(u"aws_s3_bucket_versioning"_s);
        QCOMPARE(versioning.kind, CloudFormationTwin::Kind::Fold);
        QCOMPARE(versioning.foldedInto, u"VersioningConfiguration"_s);

        const CloudFormationTwin association = m_schema.twin(u"aws_route_table_association"_s);
        QCOMPARE(association.kind, CloudFormationTwin::Kind::Split);
        QCOMPARE(association.types.size(), 2);
        QCOMPARE(association.chosenBy.first(), u"subnet_id"_s);

        QCOMPARE(m_schema.twin(u"terraform_data"_s).kind, CloudFormationTwin::Kind::None);
    }

    void twinsNameTypesThatExist()
    {
        const Catalog catalog;
        for (const QString &name : catalog.types()) {
            for (const QString &type : m_schema.twin(name).types)
                QVERIFY2(m_schema.type(type), qPrintable(name + u' ' + type));
        }
    }
};

QTEST_GUILESS_MAIN(TestCloudFormationSchema)
#include "test_cloudformationschema.moc"
