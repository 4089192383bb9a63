// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/intents.h"

#include "generators/lowering/recipes.h"
#include "model/blueprint/edits.h"
#include "model/blueprint/words.h"
#include "model/catalog/containment.h"
#include "model/catalog/portrange.h"

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

QString withoutProvider(const QString &type) { return type.mid(type.indexOf(u'_') + 1); }

/// Security groups allow few characters in descriptions; the rest becomes spaces.
QString described(const QString &text)
{
    static const auto allowed = [] {
        std::array<bool, 128> table{};
        for (ushort c = 0; c < 128; ++c)
            table[c] = QChar(c).isLetterOrNumber();
        for (const char c : std::string_view(" ._-:/()#,@[]+=&;{}!$*"))
            table[uchar(c)] = true;
        return table;
    }();
    QString result = text.left(255);
    const auto isWrong = [](QChar c) { return c.unicode() >= 128 || !allowed[c.unicode()]; };
    if (std::any_of(result.cbegin(), result.cend(), isWrong))
        std::replace_if(result.begin(), result.end(), isWrong, QChar(u' '));
    return result;
}

} // namespace

NetworkFacts networkFacts(const ResourceType &type)
{
    NetworkFacts facts = type.network;
    if (!facts.securityGroupsAttribute.isEmpty() || !facts.via.isEmpty() || !type.schema)
        return facts;
    for (const QString &path : {u"vpc_security_group_ids"_s, u"security_group_ids"_s, u"security_groups"_s,
                                u"vpc_config.security_group_ids"_s, u"network_configuration.security_groups"_s}) {
        const AttributeSchema *attribute = type.schema->attributeAt(path);
        if (attribute && attribute->isSettable()) {
            facts.securityGroupsAttribute = path;
            return facts;
        }
    }
    if (type.schema->blocks.contains(u"launch_template"_s))
        facts.via = u"launch_template.id"_s;
    return facts;
}

size_t hashOf(const Value &value, size_t seed)
{
    switch (value.kind()) {
    case Value::Kind::String: return qHashMulti(seed, value.toString());
    case Value::Kind::Reference: return qHashMulti(seed, value.toReference().to, value.toReference().attribute);
    case Value::Kind::Variable: return qHashMulti(seed, value.toVariable().name);
    case Value::Kind::Expression: return qHashMulti(seed, value.toExpression().text);
    default: return qHashMulti(seed, int(value.kind()), value.toInteger());
    }
}

const NetworkFacts &IntentExpander::factsOf(const ResourceType &type)
{
    auto &known = m_facts[&type];
    if (!known)
        known = std::make_unique<NetworkFacts>(networkFacts(type));
    return *known;
}

std::shared_ptr<const ResourceType> IntentExpander::info(const QString &type)
{
    auto &known = m_types[type];
    if (!known)
        known = m_catalog.type(type);
    return known;
}

IntentExpander::IntentExpander(const Blueprint &blueprint, const Catalog &catalog, Rows &rows, QList<Diagnostic> &diagnostics)
    : m_blueprint(blueprint),
      m_catalog(catalog),
      m_rows(rows),
      m_diagnostics(diagnostics)
{
    for (const Row &row : rows.all)
        m_names[row.type].insert(row.name);
}

void IntentExpander::expandAll()
{
    RecipeExpander recipes(*this, m_blueprint, m_catalog, m_rows);
    std::vector<const Connection *> lines;
    lines.reserve(size_t(m_blueprint.count<Connection>()));
    m_blueprint.forEach<Connection>([&](const Connection &connection) {
        if (connection.kind != "reference"_L1)
            lines.push_back(&connection);
    });
    std::sort(lines.begin(), lines.end(), [](const Connection *a, const Connection *b) { return a->id < b->id; });
    m_rows.reserve(lines.size() * 2);
    m_rules.reserve(qsizetype(lines.size()) * 2);
    // What is encrypted is known before anything asks for its key.
    for (const bool isEncryption : {true, false}) {
        for (const Connection *connection : lines) {
            if ((connection->kind == "encryption"_L1) != isEncryption)
                continue;
            if (connection->kind == "network_access"_L1)
                expand(*connection);
            else if (const IntentRecipe *recipe = intents::recipeOf(m_blueprint, m_catalog, *connection))
                recipes.expand(*connection, *recipe);
            else if (intentBook().isKind(connection->kind))
                report(*connection, Severity::Error,
                       tr("The line from %1 to %2 (“%3”) has no meaning between such resources.")
                           .arg(m_blueprint.find(connection->from)->name, m_blueprint.find(connection->to)->name, connection->kind));
            else
                report(*connection, Severity::Warning, tr("The connection of kind “%1” has no meaning in code.").arg(connection->kind));
        }
    }
    recipes.finish();
    // Which recipe fits, and what it does, may depend on whatever its ends refer to.
    QSet<ResourceId> seen;
    for (const Connection *connection : lines) {
        if (connection->kind == "network_access"_L1)
            continue;
        noteReadFrom(connection->from, seen);
        noteReadFrom(connection->to, seen);
    }
}

void IntentExpander::noteReadFrom(const ResourceId &start, QSet<ResourceId> &seen)
{
    QList<ResourceId> open{start};
    while (!open.isEmpty()) {
        const ResourceId id = open.takeLast();
        const qsizetype before = seen.size();
        seen.insert(id);
        const Row *row = seen.size() == before ? nullptr : m_rows.find(id);
        if (!row)
            continue;
        m_rows.readAll(*row);
        for (const Value &value : row->properties)
            value.forEachReference([&](const Reference &reference) { open.append(reference.to); });
    }
}

Value IntentExpander::asked(const Row &row, const QString &path) const
{
    m_rows.read(row, path);
    return valueAt(row.properties, path);
}

void IntentExpander::allow(const Connection &connection, const ResourceId &from, const ResourceId &to, const Value &port)
{
    End internet;
    internet.name = u"internet"_s;
    internet.networks = ValueList{u"0.0.0.0/0"_s};
    internet.isExternal = true;
    const auto source = from.isEmpty() ? std::optional(internet) : end(connection, from);
    const auto target = end(connection, to);
    if (!source || !target)
        return;
    Ports one{u"tcp"_s, port, port, u"port"_s};
    if (!port.isComputed()) {
        const auto range = portRange(port);
        if (!range) {
            report(connection, Severity::Error, tr("“%1” is no port or range of ports (443, 8000-8080).").arg(port.toString()));
            return;
        }
        one = {u"tcp"_s, range->from, range->to, QString::number(range->from)};
    }
    addRule(connection, true, *target, *source, one, target->name + u"_from_"_s + source->name + u'_' + one.text);
    if (!source->isExternal)
        addRule(connection, false, *source, *target, one, source->name + u"_to_"_s + target->name + u'_' + one.text);
}

void IntentExpander::report(const Connection &connection, Severity severity, const QString &message)
{
    m_diagnostics.append(
        {severity, m_blueprint.find(connection.to) && m_rows.find(connection.to) ? connection.to : connection.from, {}, message});
}

void IntentExpander::expand(const Connection &connection)
{
    const auto from = end(connection, connection.from);
    const auto to = end(connection, connection.to);
    if (!from || !to)
        return;
    if (from->isExternal && to->isExternal) {
        report(connection, Severity::Error,
               tr("Network access between two external parties (%1, %2) is not a part of the blueprint.").arg(from->name, to->name));
        return;
    }
    // Two ends of the same name need their types to be told apart.
    const Resource *source = m_blueprint.find(connection.from), *target = m_blueprint.find(connection.to);
    const bool alike = from->name == to->name;
    const QString sourceName = alike ? edits::identifier(withoutProvider(source->type)) : from->name;
    const QString targetName = alike ? edits::identifier(withoutProvider(target->type)) : to->name;
    const QList<Ports> all = ports(connection, to->isExternal);
    for (const Ports &one : all) {
        if (!to->isExternal)
            addRule(connection, true, *to, *from, one, to->name + u"_from_"_s + sourceName + u'_' + one.text);
        if (!from->isExternal)
            addRule(connection, false, *from, *to, one, from->name + u"_to_"_s + targetName + u'_' + one.text);
    }
}

std::optional<IntentExpander::End> IntentExpander::end(const Connection &connection, const ResourceId &id)
{
    const Resource *resource = m_blueprint.find(id);
    if (!resource) {
        report(connection, Severity::Error, tr("A connection ends at a resource that does not exist (%1).").arg(id.text()));
        return {};
    }
    if (resource->type == "groundplan_external"_L1) {
        End outside;
        outside.name = edits::identifier(resource->name);
        outside.isExternal = true;
        outside.networks = resource->properties.value(u"cidr_blocks"_s);
        if (outside.networks.isNull() || (outside.networks.isList() && outside.networks.toList().isEmpty()))
            outside.networks = ValueList{u"0.0.0.0/0"_s};
        else if (outside.networks.isString())
            outside.networks = ValueList{outside.networks};
        return outside;
    }
    Row *row = m_rows.find(id);
    if (!row) {
        report(connection, Severity::Error, tr("“%1” is a zone without a network address; connect what stands in it.").arg(resource->name));
        return {};
    }
    if (row->type == "aws_security_group"_L1)
        return End{edits::identifier(row->name), Reference{id, u"id"_s}, id, {}, false};
    Row *holder = row;
    const NetworkFacts *facts = &factsOf(*row->info);
    if (!facts->via.isEmpty()) {
        const Value via = asked(*row, facts->via);
        Row *next = via.isReference() ? m_rows.find(via.toReference().to) : nullptr;
        if (!next) {
            report(connection, Severity::Error,
                   tr("%1 gets its security groups from “%2”, which refers to nothing in the blueprint.").arg(row->name, facts->via));
            return {};
        }
        holder = next;
        if (facts->securityGroupsAttribute.isEmpty())
            facts = &factsOf(*next->info);
    }
    if (facts->securityGroupsAttribute.isEmpty()) {
        report(connection, Severity::Error,
               tr("%1 has no security groups, so network access can't be let in or out there.").arg(row->name));
        return {};
    }
    const QString name = edits::identifier(row->name); // groupOf() may add a row, which moves the others
    auto found = groupOf(connection, *holder, *row, facts->securityGroupsAttribute);
    if (found)
        found->name = name;
    return found;
}

std::optional<IntentExpander::End> IntentExpander::groupOf(const Connection &connection, Row &holder, const Row &owner, const QString &path)
{
    const Value groups = asked(holder, path);
    const ValueList items = groups.isList() ? groups.toList() : ValueList{groups};
    for (const Value &group : items) {
        if (group.isReference()) {
            const Row *row = m_rows.find(group.toReference().to);
            return End{{}, group, row ? row->id : ResourceId(), {}, false};
        }
        if (group.isString() || (group.isExpression() && groups.isList()) || (group.isVariable() && groups.isList()))
            return End{{}, group, {}, {}, false};
    }
    if (!groups.isNull() && !groups.isList()) {
        report(connection, Severity::Error,
               tr("The security groups of %1 are computed; connect a security group itself.").arg(holder.name));
        return {};
    }
    End made;
    made.group = makeGroup(connection, holder, owner, path, made.groupRow);
    return made;
}

Value IntentExpander::makeGroup(const Connection &connection, Row &holder, const Row &owner, const QString &path, ResourceId &id)
{
    // append() below may move the rows: everything of them that is needed is taken before.
    const ResourceId holderId = holder.id, ownerId = owner.source;
    const QString wanted = edits::identifier(owner.name);
    Value vpc = vpcOf(owner);
    if (vpc.isNull())
        vpc = vpcOf(holder);
    if (vpc.isNull())
        report(connection, Severity::Warning, tr("%1 stands in no VPC: its security group is made in the default VPC.").arg(owner.name));
    id = ResourceId(u"~sg/"_s + holderId.text());
    holder.properties = withValueAt(std::move(holder.properties), path, ValueList{Reference{id, u"id"_s}});
    m_rows.changed(holder);
    m_rows.wrote(holder, path);
    const QString type = u"aws_security_group"_s;
    const QString name = freeName(type, wanted);
    PropertyMap properties{{u"name"_s, QString(name).replace(u'_', u'-')}, {u"description"_s, described(u"Traffic of "_s + owner.name)}};
    if (!vpc.isNull())
        properties.insert(u"vpc_id"_s, vpc);
    m_rows.append({id, ownerId, connection.id, type, name, properties, {}, info(type)});
    return Reference{id, u"id"_s};
}

Value IntentExpander::vpcOf(const Row &row) const
{
    if (const ResourceId vpc = containment::enclosing(m_blueprint, row.source, u"aws_vpc"_s))
        return Reference{vpc, u"id"_s};
    // Not drawn in a VPC: its subnets, or the subnet group that it names, know.
    QList<ResourceId> next{row.id};
    for (int hops = 0; hops < 3 && !next.isEmpty(); ++hops) {
        QList<ResourceId> further;
        for (const ResourceId &id : std::as_const(next)) {
            const Row *at = m_rows.find(id);
            if (!at)
                continue;
            if (at->type == "aws_vpc"_L1)
                return Reference{at->id, u"id"_s};
            m_rows.readAll(*at);
            for (const Value &value : at->properties)
                value.forEachReference([&](const Reference &reference) {
                    const Row *target = m_rows.find(reference.to);
                    if (target && (target->type.contains("subnet"_L1) || target->type == "aws_vpc"_L1))
                        further.append(reference.to);
                });
            if (at->type == "aws_subnet"_L1 && !at->properties.value(u"vpc_id"_s).isNull())
                return at->properties.value(u"vpc_id"_s);
        }
        next = further;
    }
    return {};
}

QList<IntentExpander::Ports> IntentExpander::ports(const Connection &connection, bool toOutside)
{
    const Row *target = m_rows.find(connection.to);
    static const NetworkFacts none;
    const NetworkFacts &facts = target ? factsOf(*target->info) : none;
    QString protocol = connection.properties.value(u"protocol"_s).toString().toLower();
    if (protocol.isEmpty())
        protocol = facts.protocol.isEmpty() ? u"tcp"_s : facts.protocol;
    if (protocol == "all"_L1 || protocol == "-1"_L1)
        return {{u"-1"_s, {}, {}, u"all"_s}};
    const QString prefix = protocol == "tcp"_L1 ? QString() : edits::identifier(protocol) + u'_';
    const Value given = connection.properties.value(u"ports"_s);
    ValueList wanted = given.isList() ? given.toList() : given.isNull() ? ValueList() : ValueList{given};
    if (wanted.isEmpty() && protocol.startsWith("icmp"_L1))
        return {{protocol, -1, -1, edits::identifier(protocol)}};
    if (wanted.isEmpty() && target && !facts.portAttribute.isEmpty() && !asked(*target, facts.portAttribute).isNull())
        wanted = {asked(*target, facts.portAttribute)};
    if (wanted.isEmpty() && target && !facts.portChooser.isEmpty()) {
        const QString choice = asked(*target, facts.portChooser).toString();
        for (auto it = facts.portByChoice.begin(); it != facts.portByChoice.end() && wanted.isEmpty(); ++it) {
            if (choice.startsWith(it.key()))
                wanted = {*it};
        }
    }
    if (wanted.isEmpty() && facts.defaultPort > 0)
        wanted = {facts.defaultPort};
    if (wanted.isEmpty() && toOutside)
        return {{u"-1"_s, {}, {}, u"all"_s}};
    if (wanted.isEmpty())
        report(connection, Severity::Error, tr("The network access to %1 names no port.").arg(m_blueprint.find(connection.to)->name));
    QList<Ports> result;
    for (const Value &port : std::as_const(wanted)) {
        if (port.isComputed()) {
            result.append({protocol, port, port, prefix + (port.isVariable() ? edits::identifier(port.toVariable().name) : u"port"_s)});
            continue;
        }
        const std::optional<PortRange> range = portRange(port);
        if (!range) {
            report(connection, Severity::Error, tr("“%1” is no port or range of ports (443, 8000-8080).").arg(port.toString()));
            continue;
        }
        const auto [from, to] = *range;
        result.append({protocol, from, to, prefix + (from == to ? QString::number(from) : u"%1_%2"_s.arg(from).arg(to))});
    }
    return result;
}

void IntentExpander::addRule(const Connection &connection, bool isIngress, const End &at, const End &peer, const Ports &ports,
                             const QString &name)
{
    const Row *group = m_rows.find(at.groupRow);
    const QString inlineRules = isIngress ? u"ingress"_s : u"egress"_s;
    if (group && !asked(*group, inlineRules).toList().isEmpty() && !m_warned.contains(at.groupRow)) {
        m_warned.insert(at.groupRow);
        report(connection, Severity::Warning,
               tr("%1 keeps “%2” rules of its own; Terraform would remove those that connections add.").arg(group->name, inlineRules));
    }
    const auto addOne = [&](const QString &peerAttribute, const Value &peerValue, PropertyMap meta) {
        // AWS refuses the same rule twice, whatever its description: two lines may mean the same.
        const RuleMeaning meaning{isIngress, peerAttribute, ports.protocol, at.group, ports.from, ports.to, peerValue};
        const qsizetype before = m_rules.size();
        m_rules.insert(meaning);
        if (m_rules.size() == before)
            return;
        const QString said = connection.properties.value(u"description"_s).toString();
        const QString description = !said.isEmpty() ? said
            : connection.kind == "network_access"_L1
            ? m_blueprint.find(connection.from)->name + u" to "_s + m_blueprint.find(connection.to)->name
            : (isIngress ? peer : at).name + u" to "_s + (isIngress ? at : peer).name;
        PropertyMap properties;
        // In their order: a map is filled faster at its end.
        const auto append = [&properties](const QString &key, const Value &value) { properties.insert(properties.cend(), key, value); };
        const bool isNetwork = peerAttribute < "description"_L1;
        if (isNetwork)
            append(peerAttribute, peerValue);
        append(u"description"_s, described(description));
        if (!ports.from.isNull())
            append(u"from_port"_s, ports.from);
        append(u"ip_protocol"_s, ports.protocol);
        if (!isNetwork)
            append(peerAttribute, peerValue);
        append(u"security_group_id"_s, at.group);
        if (!ports.from.isNull())
            append(u"to_port"_s, ports.to);
        addRow(connection, isIngress ? u"aws_vpc_security_group_ingress_rule"_s : u"aws_vpc_security_group_egress_rule"_s, name,
               std::move(properties), std::move(meta));
    };
    if (!peer.isExternal) {
        addOne(u"referenced_security_group_id"_s, peer.group, {});
        return;
    }
    if (!peer.networks.isList()) {
        const QString list = peer.networks.isVariable() ? u"var."_s + peer.networks.toVariable().name : peer.networks.toExpression().text;
        addOne(u"cidr_ipv4"_s, Expression{u"each.value"_s}, {{u"for_each"_s, Expression{u"toset(%1)"_s.arg(list)}}});
        return;
    }
    for (const Value &network : peer.networks.toList())
        addOne(network.toString().contains(u':') ? u"cidr_ipv6"_s : u"cidr_ipv4"_s, network, {});
}

void IntentExpander::addRow(const Connection &connection, const QString &type, const QString &name, PropertyMap properties,
                            PropertyMap meta)
{
    const QString free = freeName(type, name);
    const ResourceId source = m_rows.find(connection.to) ? connection.to : connection.from;
    m_rows.append({ResourceId(u"~rule/"_s + type + u'/' + free), source, connection.id, type, free, std::move(properties), std::move(meta),
                   info(type)});
}

QString IntentExpander::freeName(const QString &type, const QString &wanted)
{
    QSet<QString> &taken = m_names[type];
    QString name = wanted;
    for (int i = 2; taken.contains(name); ++i)
        name = wanted + u'_' + QString::number(i);
    taken.insert(name);
    return name;
}

} // namespace groundplan::lowering
