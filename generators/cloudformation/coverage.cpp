// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/coverage.h"

#include "generators/cloudformation/twins.h"

#include <QCoreApplication>

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;

namespace {

QString because(const char *text) { return QCoreApplication::translate("Coverage", text); }

/// What the template says with resources of their own (Template::extras, PropertyWriter::securityRules).
bool isSaidApart(const QString &type, const QString &path)
{
    static const QHash<QString, QStringList> apart{
        {u"aws_internet_gateway"_s, {u"vpc_id"_s}},
        {u"aws_vpn_gateway"_s, {u"vpc_id"_s}},
        {u"aws_route_table"_s, {u"route"_s}},
        {u"aws_network_acl"_s, {u"ingress"_s, u"egress"_s, u"subnet_ids"_s}},
        {u"aws_security_group"_s, {u"ingress"_s, u"egress"_s}},
        {u"aws_security_group_rule"_s,
         {u"type"_s, u"cidr_blocks"_s, u"ipv6_cidr_blocks"_s, u"prefix_list_ids"_s, u"source_security_group_id"_s, u"self"_s}}};
    return apart.value(type).contains(path);
}

class Counter {
public:
    Counter(const Twin &twin, Coverage &result) : m_twin(twin), m_result(result) { }

    void block(const BlockSchema &schema, const QString &prefix)
    {
        for (const AttributeSchema &attribute : schema.attributes) {
            const bool isOld = attribute.deprecated || attribute.leaves;
            const bool isOwn = prefix.isEmpty() ? attribute.isSettable() : attribute.required || attribute.optional;
            if (isOwn && !isOld)
                one(prefix + attribute.name);
        }
        for (const NestedBlock &nested : schema.blocks) {
            const QString path = prefix + nested.name;
            if (nested.leaves || nested.block->deprecated || (prefix.isEmpty() && nested.name == "timeouts"_L1))
                continue;
            const auto place = m_twin.attributes.constFind(path);
            const bool isWhole = isSaidApart(m_result.type, path) || (place != m_twin.attributes.constEnd() && place->path.isEmpty())
                || (place != m_twin.attributes.constEnd() && !place->conversion.isEmpty());
            if (isWhole)
                one(path);
            else
                inner(*nested.block, path);
        }
    }

private:
    /// A block of which nothing is said is one hole.
    void inner(const BlockSchema &schema, const QString &path)
    {
        const auto before = m_result.holes;
        const int said = m_result.said + m_result.meaningless;
        block(schema, path + u'.');
        if (m_result.said + m_result.meaningless > said || m_result.holes.size() < before.size() + 2)
            return;
        m_result.holes = before;
        m_result.holes.insert(path + u".*"_s, because("no property of it stands for this"));
    }

    void one(const QString &path)
    {
        ++m_result.attributes;
        if (m_twin.type.isEmpty())
            return;
        const auto place = m_twin.attributes.constFind(path);
        const bool isKnown = place != m_twin.attributes.constEnd();
        if (path == m_twin.parentAttribute || isSaidApart(m_result.type, path) || (isKnown && !place->path.isEmpty())) {
            ++m_result.said;
        } else if (!isKnown) {
            m_result.holes.insert(path, because("no property of it stands for this"));
        } else if (place->reason.isEmpty()) {
            ++m_result.meaningless;
        } else {
            m_result.holes.insert(path, place->reason);
        }
    }

    const Twin &m_twin;
    Coverage &m_result;
};

/// Paths with the same reason, on one line.
QByteArray holesOf(const Coverage &coverage)
{
    QMap<QString, QStringList> byReason;
    for (auto it = coverage.holes.begin(); it != coverage.holes.end(); ++it)
        byReason[*it].append(u'`' + it.key() + u'`');
    QStringList lines;
    for (auto it = byReason.begin(); it != byReason.end(); ++it)
        lines.append(it->join(u", "_s) + u": "_s + it.key());
    return lines.join(u"; "_s).toUtf8();
}

} // namespace

Coverage coverage(const Catalog &catalog, const QString &type)
{
    Twins twins;
    // A rule's direction picks its twin; both say the same.
    const Twin &twin = twins.of(type == "aws_security_group_rule"_L1 ? type + u".ingress"_s : type);
    Coverage result;
    result.type = type;
    result.twin = twin.schema ? twin.type : QString();
    result.parent = twin.parentAttribute;
    const auto info = catalog.type(type);
    if (info->schema)
        Counter(twin, result).block(*info->schema, {});
    if (result.twin.isEmpty())
        result.said = 0;
    return result;
}

QByteArray coveragePage(const Catalog &catalog)
{
    QByteArray page =
        "# What the exports say\n\nEach type that the catalog knows well. Terraform says every attribute; CloudFormation says what its "
        "third column counts,\nand the last one tells what it has no word for, and why. The export tells it too, on the resource, "
        "before anything is written.\nMade by `groundplan-cli types --coverage`.\n\n"
        "| Terraform | CloudFormation | attributes | of these in CloudFormation | what is not said there |\n"
        "| --- | --- | --- | --- | --- |\n";
    for (const QString &type : catalog.types()) {
        const TypeSummary summary = catalog.summary(type);
        if (!summary.isDeep || summary.isGroup || !type.startsWith("aws_"_L1))
            continue;
        const Coverage one = coverage(catalog, type);
        QString twin = one.twin.isEmpty() ? u"none: CloudFormation has no such resource"_s : one.twin;
        if (!one.parent.isEmpty() && !one.twin.isEmpty())
            twin += u", as a part of `"_s + one.parent + u'`';
        page += "| " + type.toUtf8() + " | " + twin.toUtf8() + " | " + QByteArray::number(one.attributes) + " | "
            + QByteArray::number(one.said + one.meaningless) + " | " + holesOf(one) + " |\n";
    }
    return page;
}

} // namespace groundplan::cloudformation
