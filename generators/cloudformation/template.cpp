// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/template.h"

#include "generators/cloudformation/conditions.h"
#include "generators/cloudformation/cycles.h"
#include "generators/cloudformation/locals.h"
#include "generators/cloudformation/ownproperties.h"
#include "generators/lowering/order.h"
#include "model/blueprint/words.h"

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;
using lowering::Lowered;
using lowering::LoweredResource;

namespace {

/// True when CloudFormation would look something up where a text of the user's stands.
bool holdsLookup(const Value &value)
{
    if (value.isString())
        return value.toString().contains("{{resolve:"_L1);
    if (value.isList())
        return std::any_of(value.toList().begin(), value.toList().end(), holdsLookup);
    if (value.isMap())
        return std::any_of(value.toMap().begin(), value.toMap().end(), holdsLookup);
    return value.isExpression() && value.toExpression().text.contains("{{resolve:"_L1);
}

/// `app_https_out` → `AppHttpsOut`.
QString pascal(const QString &name)
{
    QString result;
    bool isStart = true;
    for (const QChar c : name) {
        if (c.unicode() > 127 || !c.isLetterOrNumber()) {
            isStart = true;
        } else {
            result += isStart ? c.toUpper() : c;
            isStart = false;
        }
    }
    return result;
}

class Template {
public:
    Template(Lowered lowered, const QSet<ResourceId> &only)
        : m_lowered(std::move(lowered)),
          m_intrinsics(m_lowered, m_twins, m_diagnostics),
          m_cycles(m_lowered, m_twins, m_intrinsics),
          m_only(only)
    {
    }

    Node build(const QString &description)
    {
        name();
        m_cycles.find();
        Node root = Node::map();
        root.field(u"AWSTemplateFormatVersion"_s) = Value(u"2010-09-09"_s);
        if (!description.isEmpty())
            root.field(u"Description"_s) = Value(description.left(1000));
        if (m_only.isEmpty() && !m_lowered.variables.isEmpty())
            parameters(root.field(u"Parameters"_s));
        m_conditions.emplace(m_lowered, m_intrinsics.parameters);
        if (m_only.isEmpty() && !m_conditions->isEmpty())
            m_conditions->write(root.field(u"Conditions"_s));
        Node &resources = root.field(u"Resources"_s);
        resources.isMap = true;
        m_own = ownProperties(m_lowered, m_intrinsics, m_cycles);
        for (const LoweredResource &resource : m_lowered.resources) {
            if (!resource.isData)
                write(resource, resources);
        }
        checkComplete(resources);
        if (!m_only.isEmpty()) {
            resources.fields.remove_if([&](const auto &field) { return !m_only.contains(m_sources.value(field.first)); });
            root.fields.remove_if([](const auto &field) { return field.first != "Resources"_L1; });
            return root;
        }
        if (!m_lowered.outputs.isEmpty())
            outputs(root.field(u"Outputs"_s));
        return root;
    }

    const QHash<QString, ResourceId> &sources() const { return m_sources; }
    bool isOwn(const QString &id) const { return m_drawn.contains(id); }
    QList<Diagnostic> diagnostics() const { return m_lowered.diagnostics + m_diagnostics; }

private:
    /// What Terraform leaves to AWS and CloudFormation asks for: better told here than by the deployment.
    void checkComplete(const Node &resources)
    {
        static const CloudFormationSchema schema;
        for (const auto &[id, entry] : resources.fields) {
            const Node *typeName = entry.find(u"Type"_s);
            const auto type = typeName ? schema.type(typeName->scalar.toString()) : nullptr;
            if (!type)
                continue;
            m_intrinsics.about(m_sources.value(id));
            const Node *properties = entry.find(u"Properties"_s);
            static const Node none = Node::map();
            checkComplete(properties ? *properties : none, type->properties, *type, {});
        }
    }

    void checkComplete(const Node &node, const CloudFormationProperties &wanted, const CloudFormationType &type, const QString &path)
    {
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            const QString place = path.isEmpty() ? it.key() : path + u'.' + it.key();
            const Node *given = node.find(it.key());
            if (!given && it->required)
                m_intrinsics.report(Severity::Error, {},
                                    tr("%1 needs “%2”, which nothing in the blueprint stands for.").arg(type.name, place));
            if (!given)
                continue;
            const bool isList = it->kind == CloudFormationProperty::Kind::List && it->element;
            const auto definition = type.definitions.constFind(isList ? it->element->definition : it->definition);
            if (definition == type.definitions.constEnd())
                continue;
            if (given->isMap)
                checkComplete(*given, *definition, type, place);
            for (const Node &item : given->items) {
                if (given->isList && item.isMap)
                    checkComplete(item, *definition, type, place);
            }
        }
    }

    /// A constant at a dotted path, where what it belongs to is there and says nothing itself.
    static void setMissing(Node &properties, const QString &path, const Node &constant)
    {
        const QString first = path.section(u'.', 0, 0), rest = path.section(u'.', 1);
        if (properties.isList) {
            for (Node &item : properties.items)
                setMissing(item, path, constant);
        } else if (!properties.function.isEmpty()) {
            return;
        } else if (Node *inner = const_cast<Node *>(properties.find(first)); inner && !rest.isEmpty()) {
            setMissing(*inner, rest, constant);
        } else if (!inner && rest.isEmpty()) {
            properties.field(first) = constant;
        }
    }

    static void setConstants(Node &properties, const Twin &twin)
    {
        for (auto it = twin.constants.begin(); it != twin.constants.end(); ++it)
            setMissing(properties, it.key(), Intrinsics::constant(*it));
    }

    QString freeId(const QString &wanted)
    {
        QString id = wanted.isEmpty() ? u"Resource"_s : wanted;
        for (int i = 2; m_taken.contains(id); ++i)
            id = wanted + QString::number(i);
        m_taken.insert(id);
        return id;
    }

    /// Logical ids depend on a resource's own name and type only, so that another resource never changes them.
    void name()
    {
        QHash<const Twin *, QString> kinds;
        for (const LoweredResource &resource : m_lowered.resources) {
            if (resource.isData)
                continue;
            const Twin &twin = m_twins.of(resource);
            if (twin.type.isEmpty() || !twin.parentAttribute.isEmpty())
                continue;
            QString &kind = kinds[&twin];
            if (kind.isEmpty())
                kind = twin.type.section(u"::"_s, -1);
            const QString start = pascal(resource.name);
            const QString id = freeId(start.endsWith(kind, Qt::CaseInsensitive) ? start : start + kind);
            m_intrinsics.logicalIds.insert(resource.id, id);
            m_sources.insert(id, resource.source);
            if (resource.connection.isEmpty())
                m_drawn.insert(id);
        }
        for (const Variable &variable : std::as_const(m_lowered.variables))
            m_intrinsics.parameters.insert(variable.id.text(), freeId(pascal(variable.id.text())));
    }

    void parameters(Node &out)
    {
        for (const Variable &variable : std::as_const(m_lowered.variables)) {
            Node &parameter = out.field(m_intrinsics.parameters.value(variable.id.text()));
            const QString type = variable.type.simplified();
            const bool isList =
                type == "list(string)"_L1 || type == "set(string)"_L1 || type == "list(number)"_L1 || type == "set(number)"_L1;
            if (!isList && type != "string"_L1 && type != "bool"_L1 && type != "number"_L1)
                m_diagnostics.append(
                    {Severity::Error, {}, variable.id.text(), tr("CloudFormation has no parameters of the type %1.").arg(type)});
            parameter.field(u"Type"_s) = Value(isList ? u"CommaDelimitedList"_s : type == "number"_L1 ? u"Number"_s : u"String"_s);
            if (!variable.description.isEmpty())
                parameter.field(u"Description"_s) = Value(variable.description);
            if (type == "bool"_L1) {
                Node &allowed = parameter.field(u"AllowedValues"_s);
                allowed.append(Value(u"true"_s));
                allowed.append(Value(u"false"_s));
            }
            if (variable.sensitive)
                parameter.field(u"NoEcho"_s) = Value(true);
            if (variable.defaultValue.isList()) {
                QStringList items;
                for (const Value &item : variable.defaultValue.toList())
                    items.append(item.toString());
                parameter.field(u"Default"_s) = Value(items.join(u','));
            } else if (!variable.defaultValue.isNull()) {
                parameter.field(u"Default"_s) = type == "number"_L1 ? variable.defaultValue : Value(variable.defaultValue.toString());
            }
        }
    }

    void outputs(Node &out)
    {
        QSet<QString> names;
        for (const Output &output : std::as_const(m_lowered.outputs)) {
            m_intrinsics.about({});
            QString wanted = pascal(output.id.text()), name = wanted;
            for (int i = 2; names.contains(name); ++i)
                name = wanted + QString::number(i);
            names.insert(name);
            if (holdsLookup(output.value))
                m_intrinsics.report(Severity::Error, output.id.text(),
                                    tr("CloudFormation would take “{{resolve:” in “%1” for a lookup.").arg(output.id.text()));
            Node value = m_intrinsics.value(output.value, output.id.text());
            if (value.isNull())
                continue;
            if (output.value.isReference() && m_intrinsics.givesList(output.value.toReference())) {
                Node list = Node::list();
                list.append(Value(u","_s));
                list.append(std::move(value));
                value = Node::call(u"Fn::Join"_s, std::move(list));
            }
            if (value.isMap || value.isList) {
                m_diagnostics.append(
                    {Severity::Warning, {}, output.id.text(), tr("CloudFormation outputs are texts; “%1” is not.").arg(output.id.text())});
                continue;
            }
            Node &entry = out.field(name);
            if (!output.description.isEmpty())
                entry.field(u"Description"_s) = Value(output.description);
            // It is there when what it shows is there.
            QString condition;
            output.value.forEachReference(
                [&](const Reference &reference) { condition = condition.isEmpty() ? m_conditions->of(reference.to) : condition; });
            if (!condition.isEmpty())
                entry.field(u"Condition"_s) = Value(condition);
            entry.field(u"Value"_s) = std::move(value);
        }
    }

    void reportLookups(const lowering::Body &body, const QString &prefix)
    {
        for (const lowering::Argument &argument : body.arguments) {
            if (holdsLookup(argument.value))
                m_intrinsics.report(Severity::Error, prefix + argument.name,
                                    tr("CloudFormation would take “{{resolve:” in “%1” for a lookup.").arg(prefix + argument.name));
        }
        for (const lowering::Block &block : body.blocks)
            reportLookups(block.body, prefix + block.name + u'.');
    }

    PropertyWriter &writerOf(const Twin &twin) { return m_writers.try_emplace(&twin, m_intrinsics, twin).first->second; }

    /// As field(), but among thousands.
    Node &entryOf(Node &resources, const QString &id)
    {
        Node *&known = m_entries[id];
        if (!known)
            known = &resources.fields.emplace_back(id, Node()).second;
        return *known;
    }

    void write(const LoweredResource &resource, Node &resources)
    {
        m_intrinsics.about(resource.source);
        m_intrinsics.stayApartFrom(m_cycles.apart(resource.id));
        reportLookups(resource.body, {});
        const Twin &twin = m_twins.of(resource);
        if (twin.type.isEmpty() || !twin.schema) {
            m_intrinsics.report(Severity::Error, {}, tr("CloudFormation has no twin of %1.").arg(resource.type));
            return;
        }
        const QString condition = twin.parentAttribute.isEmpty() ? m_conditions->of(resource.id) : QString();
        if (resource.isRepeated() && condition.isEmpty() && resource.count != Value(1))
            m_intrinsics.report(Severity::Error, !resource.count.isNull() ? u"count"_s : u"for_each"_s,
                                tr("CloudFormation can't repeat a resource: %1 is written once.").arg(resource.address()));
        if (resource.provider.contains(u'.'))
            m_intrinsics.report(
                Severity::Error, u"provider"_s,
                tr("A template is deployed to one region and account: %1 needs a stack of its own.").arg(resource.address()));
        PropertyWriter &writer = writerOf(twin);
        if (resource.type == "aws_security_group_rule"_L1) {
            groupRules(resource, twin, resources);
            return;
        }
        if (!twin.parentAttribute.isEmpty()) {
            const LoweredResource *owner = m_intrinsics.owner(resource);
            if (!owner) {
                m_intrinsics.report(
                    Severity::Error, twin.parentAttribute,
                    tr("%1 is a part of another resource in CloudFormation, which must be in the blueprint.").arg(resource.address()));
                return;
            }
            if (m_cycles.closes(resource, *owner)) {
                m_intrinsics.report(
                    Severity::Warning, {},
                    tr("%1 is not in the template: as a part of %2 it would make a cycle.").arg(resource.address(), owner->address()));
                return;
            }
            Node &properties = entryOf(resources, m_intrinsics.logicalIds.value(owner->id)).field(u"Properties"_s);
            if (resource.type == "aws_cloudwatch_event_target"_L1 && !resource.body.argument(u"target_id"_s)) {
                // The provider makes an id up; CloudFormation asks for one.
                LoweredResource named = resource;
                named.body.arguments.push_back({u"target_id"_s, resource.name, false});
                writer.write(properties, named);
            } else {
                writer.write(properties, resource);
            }
            setConstants(properties, m_twins.of(*owner));
            return;
        }
        const QString id = m_intrinsics.logicalIds.value(resource.id);
        Node &entry = entryOf(resources, id);
        entry.field(u"Type"_s) = Value(twin.type);
        if (!condition.isEmpty())
            entry.field(u"Condition"_s) = Value(condition);
        dependencies(entry, resource);
        policies(entry, resource, twin);
        Node &properties = entry.field(u"Properties"_s);
        waitForUnordered(entry, resource, properties, writeOwn(properties, resource, writer));
        setConstants(properties, twin);
        extras(resource, id, properties, resources);
        if (properties.fields.empty() && !hasParts(resource))
            entry.fields.remove_if([](const auto &field) { return field.first == "Properties"_L1; });
    }

    /// Writes what the resource itself says; returns what it refers to without naming it.
    QSet<ResourceId> writeOwn(Node &properties, const LoweredResource &resource, PropertyWriter &writer)
    {
        std::optional<OwnProperties> &own = m_own[size_t(&resource - m_lowered.resources.data())];
        if (own && properties.fields.empty()) {
            properties = std::move(own->properties);
            m_diagnostics += own->diagnostics;
            return own->unordered;
        }
        // A part of it came first: the resource adds to that.
        m_intrinsics.takeUnordered();
        writer.write(properties, resource);
        return m_intrinsics.takeUnordered();
    }

    /// The logical ids that are named below a node.
    static void namesIn(const Node &node, QSet<QString> &names)
    {
        if (node.function == "Ref"_L1) {
            names.insert(node.items.front().scalar.toString());
        } else if (node.function == "Fn::GetAtt"_L1) {
            names.insert(node.items.front().items.front().scalar.toString());
        } else if (node.function == "Fn::Sub"_L1) {
            const QStringList pieces = node.items.front().scalar.toString().split(u"${"_s);
            for (const QString &piece : pieces.mid(1))
                names.insert(piece.section(u'}', 0, 0).section(u'.', 0, 0));
        }
        for (const Node &item : node.items)
            namesIn(item, names);
        for (const auto &[name, field] : node.fields)
            namesIn(field, names);
    }

    /// What Terraform orders by a reference must be waited for where only the value stands in the template.
    void waitForUnordered(Node &entry, const LoweredResource &resource, const Node &properties, const QSet<ResourceId> &targets)
    {
        if (targets.isEmpty())
            return;
        QSet<QString> named;
        namesIn(properties, named);
        QStringList missing;
        for (const ResourceId &id : targets) {
            const QString logicalId = m_intrinsics.logicalIds.value(id);
            const bool refersBack = std::any_of(m_lowered.resources.begin(), m_lowered.resources.end(), [&](const LoweredResource &part) {
                bool found = false;
                if (part.id != id && !part.isData && m_intrinsics.owner(part) == m_lowered.find(id))
                    lowering::forEachReference(part, [&](const Reference &reference) { found = found || reference.to == resource.id; });
                return found;
            });
            if (!logicalId.isEmpty() && !named.contains(logicalId) && !refersBack)
                missing.append(logicalId);
        }
        if (missing.isEmpty())
            return;
        Node &wait = entry.field(u"DependsOn"_s);
        for (const Node &given : wait.items)
            missing.append(given.scalar.toString());
        if (wait.scalar.isString())
            missing.append(wait.scalar.toString());
        missing.removeDuplicates();
        missing.sort();
        wait = missing.size() == 1 ? Node(Value(missing.first())) : Node::list();
        for (const QString &id : missing.size() > 1 ? missing : QStringList())
            wait.append(Value(id));
    }

    /// Parts are written later, into the properties that are here now.
    bool hasParts(const LoweredResource &resource) const
    {
        return resource.type.startsWith("aws_s3_bucket"_L1) || resource.type == "aws_iam_role"_L1;
    }

    void dependencies(Node &entry, const LoweredResource &resource)
    {
        QSet<QString> ids;
        // What a part waits for, its owner has to.
        QList<ResourceId> awaited = resource.dependsOn;
        for (const ResourceId &id : m_cycles.waitingParts(resource.id)) {
            const LoweredResource &part = *m_lowered.find(id);
            if (!m_cycles.closes(part, resource))
                awaited += part.dependsOn;
        }
        for (const ResourceId &id : std::as_const(awaited)) {
            const LoweredResource *target = m_lowered.find(id);
            const LoweredResource *owner = target && !target->isData ? m_intrinsics.owner(*target) : nullptr;
            if (owner && owner->id != resource.id && m_intrinsics.logicalIds.contains(owner->id))
                ids.insert(m_attachments.contains(owner->id) ? m_attachments.value(owner->id) : m_intrinsics.logicalIds.value(owner->id));
        }
        if (resource.type == "aws_route"_L1) {
            // A route through a gateway works only once the gateway is attached.
            const lowering::Argument *gateway = resource.body.argument(u"gateway_id"_s);
            if (gateway && gateway->value.isReference() && m_attachments.contains(gateway->value.toReference().to))
                ids.insert(m_attachments.value(gateway->value.toReference().to));
        }
        // What is referred to is waited for anyway.
        if (!ids.isEmpty()) {
            LoweredResource withoutMeta = resource;
            withoutMeta.dependsOn.clear();
            lowering::forEachReference(withoutMeta,
                                       [&](const Reference &reference) { ids.remove(m_intrinsics.logicalIds.value(reference.to)); });
        }
        QStringList sorted(ids.begin(), ids.end());
        sorted.sort();
        if (sorted.size() == 1)
            entry.field(u"DependsOn"_s) = Value(sorted.first());
        for (const QString &id : sorted.size() > 1 ? sorted : QStringList())
            entry.field(u"DependsOn"_s).append(Value(id));
    }

    void policies(Node &entry, const LoweredResource &resource, const Twin &twin)
    {
        const auto isSet = [&](const QString &name) {
            const lowering::Argument *argument = resource.body.argument(name);
            return argument && argument->value.toBool();
        };
        QString policy = twin.deletionPolicy;
        if (isSet(u"skip_final_snapshot"_s) || isSet(u"force_destroy"_s))
            policy = u"Delete"_s;
        // A replica has nothing that its source does not have, and a cluster's member is kept by its cluster.
        if (policy == "Snapshot"_L1 && (resource.body.argument(u"replicate_source_db"_s)))
            policy = u"Delete"_s;
        if (resource.lifecycle.value(u"prevent_destroy"_s).toBool())
            policy = u"Retain"_s;
        if (policy.isEmpty())
            return;
        entry.field(u"DeletionPolicy"_s) = Value(policy);
        entry.field(u"UpdateReplacePolicy"_s) = Value(policy);
    }

    /// Terraform lists several networks in one rule; CloudFormation has one rule for each.
    void groupRules(const LoweredResource &resource, const Twin &twin, Node &resources)
    {
        static const QStringList peers{u"cidr_blocks"_s, u"ipv6_cidr_blocks"_s, u"prefix_list_ids"_s, u"source_security_group_id"_s,
                                       u"self"_s};
        QString id = m_intrinsics.logicalIds.value(resource.id);
        bool isFirst = true;
        const auto add = [&](const QString &attribute, const Value &peer) {
            if (!std::exchange(isFirst, false))
                id = freeId(id);
            LoweredResource one = resource;
            auto &arguments = one.body.arguments;
            arguments.erase(std::remove_if(arguments.begin(), arguments.end(),
                                           [](const lowering::Argument &a) { return peers.contains(a.name) || a.name == "type"_L1; }),
                            arguments.end());
            arguments.push_back({attribute, peer, false});
            Node &entry = entryOf(resources, id);
            entry.field(u"Type"_s) = Value(twin.type);
            dependencies(entry, resource);
            writerOf(twin).write(entry.field(u"Properties"_s), one);
            m_sources.insert(id, resource.source);
        };
        for (const QString &attribute : peers) {
            const lowering::Argument *given = resource.body.argument(attribute);
            if (!given || given->value == Value(false))
                continue;
            const lowering::Argument *group = resource.body.argument(u"security_group_id"_s);
            if (attribute == "self"_L1)
                add(u"source_security_group_id"_s, group ? group->value : Value());
            else if (given->value.isList())
                for (const Value &peer : given->value.toList())
                    add(attribute, peer);
            else if (attribute == "source_security_group_id"_L1)
                add(attribute, given->value);
            else
                m_intrinsics.report(Severity::Error, attribute,
                                    tr("CloudFormation needs one rule for each network: the list must be written out."));
        }
    }

    /// The rules of a network ACL and the subnets that use it are resources of their own.
    void aclParts(const LoweredResource &resource, const QString &id, Node &resources)
    {
        int number = 0;
        for (const lowering::Block &block : resource.body.blocks) {
            if (block.name != "ingress"_L1 && block.name != "egress"_L1)
                continue;
            const QString entryId = freeId(id + u"Entry"_s + QString::number(++number));
            m_sources.insert(entryId, resource.source);
            Node &entry = entryOf(resources, entryId);
            entry.field(u"Type"_s) = Value(u"AWS::EC2::NetworkAclEntry"_s);
            Node &own = entry.field(u"Properties"_s);
            const auto set = [&](const QString &property, const QString &name) {
                if (const lowering::Argument *argument = block.body.argument(name))
                    own.field(property) = m_intrinsics.value(argument->value, block.name + u'.' + name);
            };
            own.field(u"NetworkAclId"_s) = Node::call(u"Ref"_s, Value(id));
            own.field(u"Egress"_s) = Value(block.name == "egress"_L1);
            set(u"RuleNumber"_s, u"rule_no"_s);
            set(u"RuleAction"_s, u"action"_s);
            set(u"CidrBlock"_s, u"cidr_block"_s);
            set(u"Ipv6CidrBlock"_s, u"ipv6_cidr_block"_s);
            const lowering::Argument *protocol = block.body.argument(u"protocol"_s);
            static const QHash<QString, int> numbers{{u"tcp"_s, 6}, {u"udp"_s, 17}, {u"icmp"_s, 1}, {u"all"_s, -1}};
            const QString text = protocol ? protocol->value.toString() : u"-1"_s;
            own.field(u"Protocol"_s) = Value(numbers.value(text, text.toInt()));
            if (text == "icmp"_L1 || text == "1"_L1) {
                own.field(u"Icmp"_s).field(u"Code"_s) = Value(-1);
                own.field(u"Icmp"_s).field(u"Type"_s) = Value(-1);
            } else if (text != "-1"_L1 && text != "all"_L1) {
                Node &range = own.field(u"PortRange"_s);
                for (const auto &[name, field] : {qMakePair(u"from_port"_s, u"From"_s), qMakePair(u"to_port"_s, u"To"_s)}) {
                    if (const lowering::Argument *argument = block.body.argument(name))
                        range.field(field) = m_intrinsics.value(argument->value, block.name + u'.' + name);
                }
            }
        }
        const lowering::Argument *subnets = resource.body.argument(u"subnet_ids"_s);
        if (subnets && !subnets->value.isList()) {
            m_intrinsics.report(Severity::Error, u"subnet_ids"_s, tr("CloudFormation needs the subnets written out."));
            return;
        }
        number = 0;
        for (const Value &subnet : subnets ? subnets->value.toList() : ValueList()) {
            const QString association = freeId(id + u"Association"_s + QString::number(++number));
            m_sources.insert(association, resource.source);
            Node &entry = entryOf(resources, association);
            entry.field(u"Type"_s) = Value(u"AWS::EC2::SubnetNetworkAclAssociation"_s);
            Node &own = entry.field(u"Properties"_s);
            own.field(u"NetworkAclId"_s) = Node::call(u"Ref"_s, Value(id));
            own.field(u"SubnetId"_s) = m_intrinsics.value(subnet, u"subnet_ids"_s);
        }
    }

    /// What Terraform says with one resource and CloudFormation with several.
    void extras(const LoweredResource &resource, const QString &id, Node &properties, Node &resources)
    {
        const lowering::Argument *vpc = resource.body.argument(u"vpc_id"_s);
        const bool isInternet = resource.type == "aws_internet_gateway"_L1;
        if ((isInternet || resource.type == "aws_vpn_gateway"_L1) && vpc) {
            const QString attachment = freeId(id + u"Attachment"_s);
            Node &entry = entryOf(resources, attachment);
            entry.field(u"Type"_s) = Value(u"AWS::EC2::VPCGatewayAttachment"_s);
            Node &own = entry.field(u"Properties"_s);
            own.field(isInternet ? u"InternetGatewayId"_s : u"VpnGatewayId"_s) = Node::call(u"Ref"_s, Value(id));
            own.field(u"VpcId"_s) = m_intrinsics.value(vpc->value, u"vpc_id"_s);
            m_attachments.insert(resource.id, attachment);
            m_sources.insert(attachment, resource.source);
        } else if (resource.type == "aws_route_table"_L1) {
            int number = 0;
            for (const lowering::Block &block : resource.body.blocks) {
                if (block.name != "route"_L1)
                    continue;
                const QString route = freeId(id + u"Route"_s + QString::number(++number));
                Node &entry = entryOf(resources, route);
                entry.field(u"Type"_s) = Value(u"AWS::EC2::Route"_s);
                Node &own = entry.field(u"Properties"_s);
                own.field(u"RouteTableId"_s) = Node::call(u"Ref"_s, Value(id));
                LoweredResource one;
                one.type = u"aws_route"_s;
                one.source = resource.source;
                for (const lowering::Argument &argument : block.body.arguments) {
                    const bool isDestination = argument.name.endsWith("cidr_block"_L1);
                    one.body.arguments.push_back(
                        {isDestination ? u"destination_"_s + argument.name : argument.name, argument.value, false});
                }
                writerOf(m_twins.of(one.type)).write(own, one);
                m_sources.insert(route, resource.source);
            }
        } else if (resource.type == "aws_network_acl"_L1) {
            aclParts(resource, id, resources);
        } else if (resource.type == "aws_security_group"_L1 && !properties.find(u"SecurityGroupEgress"_s)) {
            // Terraform removes the rule that lets everything out; CloudFormation keeps it unless another one is given.
            Node rule = Node::map();
            rule.field(u"CidrIp"_s) = Value(u"255.255.255.255/32"_s);
            rule.field(u"Description"_s) = Value(u"Nothing else may leave"_s);
            rule.field(u"FromPort"_s) = Value(252);
            rule.field(u"IpProtocol"_s) = Value(u"icmp"_s);
            rule.field(u"ToPort"_s) = Value(86);
            properties.field(u"SecurityGroupEgress"_s) = Node::list();
            properties.field(u"SecurityGroupEgress"_s).append(std::move(rule));
        }
    }

    Lowered m_lowered;
    Twins m_twins;
    QList<Diagnostic> m_diagnostics;
    Intrinsics m_intrinsics;
    Cycles m_cycles;
    std::optional<Conditions> m_conditions;
    QSet<ResourceId> m_only;
    QSet<QString> m_taken, m_drawn;
    QHash<QString, ResourceId> m_sources;
    QHash<ResourceId, QString> m_attachments;
    QHash<QString, Node *> m_entries; ///< by logical id
    std::unordered_map<const Twin *, PropertyWriter> m_writers;
    std::vector<std::optional<OwnProperties>> m_own; ///< of the lowered resources
};

} // namespace

Generated generate(Lowered lowered, Target target, const QString &description, const QSet<ResourceId> &only)
{
    inlineLocals(lowered);
    Template tree(std::move(lowered), only);
    const Node root = tree.build(description);
    const bool isYaml = target == Target::CloudFormationYaml;
    const QString file = isYaml ? u"template.yaml"_s : u"template.json"_s;
    QHash<QString, QPair<int, int>> lines;
    Generated result;
    result.files.files.insert(file, isYaml ? yaml(root, &lines) : json(root, &lines));
    for (auto it = lines.begin(); it != lines.end(); ++it)
        result.files.spans.append({file, it->first, it->second, tree.sources().value(it.key()), tree.isOwn(it.key())});
    std::sort(result.files.spans.begin(), result.files.spans.end(),
              [](const SourceSpan &a, const SourceSpan &b) { return a.firstLine < b.firstLine; });
    result.addresses = tree.sources();
    result.diagnostics = tree.diagnostics();
    return result;
}

} // namespace groundplan::cloudformation
