// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/cidr.h"
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Security groups: what they let in, and whose they are.
namespace groundplan {

namespace {

using rules::say;

struct Service {
    int port;
    const char *name;
};
/// Ports that administrators and databases listen on: nobody means them for the whole internet.
constexpr Service guardedPorts[] = {
    {22, "SSH"},          {3389, "RDP"},        {20, "FTP"},          {21, "FTP"},         {23, "Telnet"},
    {135, "Windows RPC"}, {445, "SMB"},         {1433, "SQL Server"}, {1521, "Oracle"},    {2049, "NFS"},
    {2379, "etcd"},       {3306, "MySQL"},      {5432, "PostgreSQL"}, {5439, "Redshift"},  {5601, "Kibana"},
    {5985, "WinRM"},      {5986, "WinRM"},      {6379, "Redis"},      {9042, "Cassandra"}, {9092, "Kafka"},
    {9200, "OpenSearch"}, {9300, "OpenSearch"}, {11211, "Memcached"}, {27017, "MongoDB"},  {27018, "MongoDB"},
};

/// One way in, from a block of a group, an aws_security_group_rule or an aws_vpc_security_group_ingress_rule.
struct Ingress {
    QString path;
    bool isOpen = false; ///< from everywhere
    bool allPorts = false;
    bool isKnown = true;
    qint64 from = 0, to = 0;
};

void collectNetworks(Look &look, const Value &value, QStringList *into)
{
    const Value known = look.resolved(value);
    if (known.isString())
        into->append(known.toString());
    for (const Value &item : known.toList())
        collectNetworks(look, item, into);
}

Ingress read(Look &look, const PropertyMap &rule, const QString &path)
{
    Ingress ingress;
    ingress.path = path;
    QStringList networks;
    for (const QString &key :
         {QStringLiteral("cidr_blocks"), QStringLiteral("ipv6_cidr_blocks"), QStringLiteral("cidr_ipv4"), QStringLiteral("cidr_ipv6")})
        collectNetworks(look, rule.value(key), &networks);
    ingress.isOpen = network::areEverywhere(networks);
    const Value protocol = look.resolved(rule.contains(QStringLiteral("ip_protocol")) ? rule.value(QStringLiteral("ip_protocol"))
                                                                                      : rule.value(QStringLiteral("protocol")));
    const Value from = look.resolved(rule.value(QStringLiteral("from_port"))), to = look.resolved(rule.value(QStringLiteral("to_port")));
    if (protocol.isComputed() || from.isComputed() || to.isComputed()) {
        ingress.isKnown = false;
        return ingress;
    }
    ingress.from = from.toInteger();
    ingress.to = to.isNull() ? ingress.from : to.toInteger();
    const QString text = protocol.toString().toLower();
    ingress.allPorts = text == QLatin1String("-1") || text == QLatin1String("all") || (ingress.from <= 0 && ingress.to >= 65535);
    if (text == QLatin1String("icmp") || text == QLatin1String("icmpv6") || text == QLatin1String("1") || text == QLatin1String("58"))
        ingress.isKnown = false; // its "ports" are types and codes
    return ingress;
}

QList<Ingress> ingressesOf(Look &look)
{
    const QString type = look.resource().type;
    const PropertyMap &properties = look.properties();
    if (type == QLatin1String("aws_vpc_security_group_ingress_rule"))
        return {read(look, properties, {})};
    if (type == QLatin1String("aws_security_group_rule"))
        return properties.value(QStringLiteral("type")) == Value(QStringLiteral("ingress")) ? QList<Ingress>{read(look, properties, {})}
                                                                                            : QList<Ingress>();
    QList<Ingress> list;
    const ValueList blocks = properties.value(QStringLiteral("ingress")).toList();
    for (qsizetype i = 0; i < blocks.size(); ++i)
        list.append(read(look, blocks.at(i).toMap(), QStringLiteral("ingress.%1").arg(i)));
    return list;
}

void checkOpen(Look &look, const Rule &rule)
{
    for (const Ingress &ingress : ingressesOf(look)) {
        if (!ingress.isOpen || !ingress.isKnown)
            continue;
        const QString advice =
            say("Let in the addresses or the security group that need it only; for a shell, Session Manager needs no open port.");
        if (ingress.allPorts) {
            look.report(rule, ingress.path, say("%1 opens every port to the whole internet.").arg(look.name()), advice);
            continue;
        }
        QStringList services;
        for (const Service &service : guardedPorts)
            if (service.port >= ingress.from && service.port <= ingress.to)
                services.append(QStringLiteral("%1 (%2)").arg(QLatin1String(service.name)).arg(service.port));
        if (services.isEmpty())
            continue;
        const qsizetype more = services.size() - 3;
        const QString named =
            more > 0 ? say("%1 and %2 more").arg(services.mid(0, 3).join(QStringLiteral(", "))).arg(more) : rules::listed(services);
        look.report(rule, ingress.path, say("%1 opens %2 to the whole internet.").arg(look.name(), named), advice);
    }
}

void checkPorts(Look &look, const Rule &rule)
{
    for (const Ingress &ingress : ingressesOf(look))
        if (ingress.isKnown && !ingress.allPorts && (ingress.from > ingress.to || ingress.from < 0 || ingress.to > 65535))
            look.report(rule, ingress.path,
                        say("%1 lets in the ports %2 to %3, which is no range.").arg(look.name()).arg(ingress.from).arg(ingress.to),
                        say("from_port must not be above to_port, and both lie between 0 and 65535."));
}

void checkSource(Look &look, const Rule &rule)
{
    for (const QString &key : {QStringLiteral("cidr_ipv4"), QStringLiteral("cidr_ipv6"), QStringLiteral("prefix_list_id"),
                               QStringLiteral("referenced_security_group_id")})
        if (!look.properties().value(key).isNull())
            return;
    look.report(rule, {}, say("%1 does not say who it is for.").arg(look.name()), say("Set a range of addresses or a security group."));
}

void checkMixedRules(Look &look, const Rule &rule)
{
    if (look.properties().value(QStringLiteral("ingress")).toList().isEmpty()
        && look.properties().value(QStringLiteral("egress")).toList().isEmpty())
        return;
    QStringList separate;
    for (const QString &type : {QStringLiteral("aws_vpc_security_group_ingress_rule"), QStringLiteral("aws_vpc_security_group_egress_rule"),
                                QStringLiteral("aws_security_group_rule")})
        for (const ResourceId &id : look.users(look.id(), type, QStringLiteral("security_group_id")))
            separate.append(look.nameOf(id));
    if (!separate.isEmpty())
        look.report(rule, {}, say("%1 has rules of its own and separate ones (%2).").arg(look.name(), rules::listed(separate)),
                    say("The two undo each other at every apply. Keep one kind."));
}

void checkGroupsOfVpc(Look &look, const Rule &rule)
{
    const QString attribute = look.type().network.securityGroupsAttribute;
    if (attribute.isEmpty())
        return;
    const QList<ResourceId> groups = network::securityGroupsOf(look, look.id()).ids;
    const ResourceId vpc = groups.isEmpty() ? ResourceId() : network::vpcOf(look, look.id());
    if (vpc.isEmpty())
        return;
    for (const ResourceId &group : groups) {
        const ResourceId other = look.typeOf(group) == QLatin1String("aws_security_group") ? network::vpcOf(look, group) : ResourceId();
        if (!other.isEmpty() && other != vpc)
            look.report(rule, attribute,
                        say("%1 uses the security group %2 of another VPC (%3).").arg(look.name(), look.nameOf(group), look.nameOf(other)),
                        say("Use a security group of %1.").arg(look.nameOf(vpc)));
    }
}

} // namespace

RuleList rules::securityGroupRules()
{
    const QStringList letIn{QStringLiteral("aws_security_group"), QStringLiteral("aws_security_group_rule"),
                            QStringLiteral("aws_vpc_security_group_ingress_rule"), QStringLiteral("aws_default_security_group")};
    return {
        {QStringLiteral("network.open-to-world"), Severity::Error, say("An administration or database port is open to the internet"), letIn,
         checkOpen},
        {QStringLiteral("network.port-range"), Severity::Error, say("A port range is not one"), letIn, checkPorts},
        {QStringLiteral("network.rule-without-peer"),
         Severity::Error,
         say("A security group rule has no source or destination"),
         {QStringLiteral("aws_vpc_security_group_ingress_rule"), QStringLiteral("aws_vpc_security_group_egress_rule")},
         checkSource},
        {QStringLiteral("network.mixed-rules"),
         Severity::Warning,
         say("A security group has inline and separate rules"),
         {QStringLiteral("aws_security_group")},
         checkMixedRules},
        {QStringLiteral("network.security-group-other-vpc"),
         Severity::Error,
         say("A security group of another VPC is used"),
         {},
         checkGroupsOfVpc},
    };
}

} // namespace groundplan
