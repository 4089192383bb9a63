// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/properties.h"

#include "model/blueprint/jsontext.h"
#include "model/blueprint/words.h"

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;
using lowering::Argument;
using lowering::Block;
using lowering::Body;
using Kind = CloudFormationProperty::Kind;

namespace {

/// `A.B[K=v].C` and `A{x.y}` in parts; dots in brackets belong to their part.
QStringList partsOf(const QString &path)
{
    QStringList parts{QString()};
    int depth = 0;
    for (const QChar c : path) {
        depth += c == u'{' || c == u'[' ? 1 : c == u'}' || c == u']' ? -1 : 0;
        if (c == u'.' && depth == 0)
            parts.append(QString());
        else
            parts.last() += c;
    }
    return parts;
}

QString bare(const QString &part) { return part.section(u'{', 0, 0).section(u'[', 0, 0); }

bool isBelow(const QString &path, const QString &base) { return base.isEmpty() || path == base || path.startsWith(base + u'.'); }

} // namespace

void PropertyWriter::write(Node &properties, const lowering::LoweredResource &resource)
{
    m_resource = &resource;
    m_written.clear();
    properties.isMap = true;
    QList<Base> bases{{QString(), &properties}};
    const CloudFormationProperty *list = m_twin.parentAttribute.isEmpty() ? nullptr : m_twin.schema->at(m_twin.foldedInto);
    if (!list || list->kind != Kind::List || !list->element || list->element->kind != Kind::Definition
        || m_twin.foldedInto.contains(u'.')) {
        body(resource.body, {}, bases);
        return;
    }
    // One of several parts of its kind: an item of its own.
    Node &all = properties.field(m_twin.foldedInto);
    bases.append({m_twin.foldedInto, &all.append(Node::map())});
    body(resource.body, {}, bases);
    all.items.remove_if([](const Node &item) { return item.isMap && item.fields.empty(); });
}

/// A notification lists its events; CloudFormation has one entry for each.
std::vector<Block> PropertyWriter::oneForEachEvent(const std::vector<Block> &blocks)
{
    std::vector<Block> all;
    for (const Block &block : blocks) {
        const Argument *events = block.body.argument(u"events"_s);
        if (!events || !events->value.isList()) {
            all.push_back(block);
            continue;
        }
        for (const Value &event : events->value.toList()) {
            all.push_back(block);
            for (Argument &argument : all.back().body.arguments) {
                if (argument.name == "events"_L1)
                    argument.value = event;
            }
        }
    }
    return all;
}

void PropertyWriter::body(const Body &body, const QString &prefix, QList<Base> bases)
{
    for (const Argument &one : body.arguments)
        argument(one, prefix + one.name, bases);
    const bool isNotification = m_resource->type == "aws_s3_bucket_notification"_L1;
    for (const Block &block : isNotification ? oneForEachEvent(body.blocks) : body.blocks) {
        const QString path = prefix + block.name;
        if (m_resource->type == "aws_security_group"_L1 && (path == "ingress"_L1 || path == "egress"_L1)) {
            securityRules(block, *bases.first().node);
            continue;
        }
        const auto place = m_twin.attributes.constFind(path);
        if (place == m_twin.attributes.constEnd()) {
            this->body(block.body, path + u'.', bases);
            continue;
        }
        if (place->path.isEmpty()) {
            if (!place->reason.isEmpty())
                m_intrinsics.report(Severity::Warning, path, tr("“%1” is not in the template: %2.").arg(path, place->reason));
            continue;
        }
        if (place->conversion == "entries"_L1) {
            entry(block, *at(bases, place->path, false), path);
            continue;
        }
        if (!place->reason.isEmpty())
            m_intrinsics.report(Severity::Notice, path, place->reason);
        Node *node = at(bases, place->path, true);
        node->isMap = true;
        for (auto it = place->with.begin(); it != place->with.end(); ++it)
            node->field(it.key()) = m_intrinsics.constant(*it);
        for (auto it = place->also.begin(); it != place->also.end(); ++it) {
            if (Node *parent = at(bases, place->path.section(u'.', 0, -2), false))
                parent->field(it.key()) = m_intrinsics.constant(*it);
        }
        QList<Base> inner = bases;
        inner.append({place->path, node});
        this->body(block.body, path + u'.', inner);
    }
}

/// A block with a name and a value as an entry of a map.
void PropertyWriter::entry(const Block &block, Node &map, const QString &path)
{
    const Argument *name = block.body.argument(u"name"_s), *value = block.body.argument(u"value"_s);
    map.isMap = true;
    if (name && value && name->value.isString())
        map.field(name->value.toString()) = m_intrinsics.value(value->value, path);
    else
        m_intrinsics.report(Severity::Error, path, tr("CloudFormation needs the name in “%1” written out.").arg(path));
}

const PropertyWriter::Steps &PropertyWriter::stepsOf(const QString &path)
{
    if (const auto known = m_steps.find(path); known != m_steps.end())
        return known->second;
    Steps steps;
    steps.parts = partsOf(path);
    for (const QString &part : std::as_const(steps.parts)) {
        steps.names.append(bare(part));
        steps.isList.append(isListAt(steps.names));
    }
    steps.property = m_twin.schema->at(steps.names.join(u'.'));
    return m_steps.emplace(path, std::move(steps)).first->second;
}

bool PropertyWriter::isListAt(const QStringList &names) const
{
    const CloudFormationProperty *property = m_twin.schema->at(names.join(u'.'));
    if (property && property->kind == Kind::Union)
        return std::any_of(property->alternatives.begin(), property->alternatives.end(),
                           [](const CloudFormationProperty &one) { return one.kind == Kind::List; });
    return property && property->kind == Kind::List;
}

Node *PropertyWriter::at(const QList<Base> &bases, const QString &path, bool newItem)
{
    const Base *base = &bases.first();
    for (const Base &one : bases) {
        if (isBelow(path, one.path) && one.path.size() >= base->path.size())
            base = &one;
    }
    Node *node = base->node;
    if (path == base->path)
        return node;
    const Steps &steps = stepsOf(path);
    const QStringList &parts = steps.parts;
    for (qsizetype i = base->path.isEmpty() ? 0 : stepsOf(base->path).parts.size(); i < parts.size(); ++i) {
        node->isMap = true;
        node = &node->field(steps.names.at(i));
        const bool isLast = i + 1 == parts.size();
        if (parts.at(i).contains(u'[')) {
            const QString key = parts.at(i).section(u'[', 1).section(u'=', 0, 0), wanted = parts.at(i).section(u'=', 1).chopped(1);
            Node *found = nullptr;
            for (Node &item : node->items) {
                if (const Node *value = item.find(key); value && value->scalar.toString() == wanted)
                    found = &item;
            }
            if (!found) {
                found = &node->append(Node::map());
                found->field(key) = Value(wanted);
            }
            node = found;
        } else if (steps.isList.at(i) && (!isLast || newItem)) {
            if (node->items.empty() || (isLast && newItem))
                node->append(Node::map());
            node = &node->items.back();
        }
    }
    return node;
}

void PropertyWriter::argument(const Argument &argument, const QString &path, const QList<Base> &bases)
{
    if (path == m_twin.parentAttribute)
        return;
    const auto place = m_twin.attributes.constFind(path);
    if (place == m_twin.attributes.constEnd()) {
        m_intrinsics.report(Severity::Warning, path,
                            tr("%1 has nothing that stands for “%2”; it is not in the template.").arg(m_twin.type, path));
        return;
    }
    if (place->path.isEmpty()) {
        if (!place->reason.isEmpty())
            m_intrinsics.report(Severity::Notice, path, tr("“%1” is not in the template: %2.").arg(path, place->reason));
        return;
    }
    if (place->conversion.startsWith("item:"_L1)) {
        if (argument.value.toBool())
            at(bases, place->path, false)->append(Value(place->conversion.mid(5)));
        return;
    }
    const Steps &steps = stepsOf(place->path);
    const QStringList &parts = steps.parts;
    if (parts.last().contains(u'{')) {
        // An entry of a list of keys and values, all texts.
        const QString key = parts.last().section(u'{', 1).chopped(1);
        Node *list = at(bases, (parts.mid(0, parts.size() - 1) << bare(parts.last())).join(u'.'), false);
        Node &entry = list->append(Node::map());
        entry.field(u"Key"_s) = Value(key);
        entry.field(u"Value"_s) =
            argument.value.isComputed() ? m_intrinsics.value(argument.value, path) : Node(Value(argument.value.toString()));
        return;
    }
    const CloudFormationProperty *property = steps.property;
    if (!property) {
        m_intrinsics.report(Severity::Warning, path,
                            tr("%1 has nothing that stands for “%2”; it is not in the template.").arg(m_twin.type, path));
        return;
    }
    if (argument.value.isList() && property->kind == Kind::String && !argument.json
        && isListAt(stepsOf(place->path.section(u'.', 0, -2)).names)) {
        // A list of texts is a list of maps with that one text.
        Node *list = at(bases, place->path.section(u'.', 0, -2), false);
        for (const Value &item : argument.value.toList()) {
            Node &one = list->append(Node::map());
            one.field(parts.last()) = m_intrinsics.value(item, path);
            for (auto it = place->also.begin(); it != place->also.end(); ++it)
                one.field(it.key()) = m_intrinsics.constant(*it);
        }
        return;
    }
    Node value = converted(argument, property, *place, path);
    if (value.isNull())
        return;
    for (auto it = place->also.begin(); it != place->also.end(); ++it) {
        if (Node *parent = at(bases, place->path.section(u'.', 0, -2), false))
            parent->field(it.key()) = m_intrinsics.constant(*it);
    }
    Node *target = at(bases, place->path, false);
    if (target->isList && value.isList) {
        // Several parts add to one list (policies attached to a role).
        target->items.splice(target->items.end(), value.items);
        return;
    }
    if (m_written.contains(target))
        m_intrinsics.report(Severity::Warning, path,
                            tr("“%1” is not in the template: another attribute is said with the same property.").arg(path));
    else
        *target = std::move(value);
    m_written.insert(target);
}

/// Names with values as a list of pairs. What the name is called depends on the definition.
Node PropertyWriter::pairs(const ValueMap &tags, const CloudFormationProperty *property, const QString &path)
{
    Node list = Node::list();
    const auto definition = m_twin.schema->definitions.constFind(property->element ? property->element->definition : QString());
    QString name = u"Key"_s, content = u"Value"_s;
    if (definition != m_twin.schema->definitions.constEnd() && !definition->contains(name)) {
        // Name and Value, AttributeName and AttributeValue, FunctionVersion and FunctionWeight.
        name = definition->contains(u"Name"_s) ? u"Name"_s : definition->firstKey();
        content = definition->contains(content) ? content : definition->lastKey();
    }
    for (auto it = tags.begin(); it != tags.end(); ++it) {
        Node &tag = list.append(Node::map());
        tag.field(name) = Value(it.key());
        tag.field(content) = m_intrinsics.value(*it, path);
    }
    return list;
}

Node PropertyWriter::converted(const Argument &argument, const CloudFormationProperty *property, const Twin::Place &place,
                               const QString &path)
{
    const Value &value = argument.value;
    if (place.conversion == "scheme"_L1 && value.isBool())
        return Value(value.toBool() ? u"internal"_s : u"internet-facing"_s);
    if (place.conversion == "image"_L1 && value.toString().startsWith("resolve:ssm:"_L1))
        return Value(u"{{"_s + value.toString() + u"}}"_s);
    if (place.conversion == "protocol"_L1 && value.isString()) {
        static const QHash<QString, int> numbers{{u"tcp"_s, 6}, {u"udp"_s, 17}, {u"icmp"_s, 1}, {u"icmpv6"_s, 58}, {u"all"_s, -1}};
        return Value(numbers.value(value.toString(), value.toString().toInt()));
    }
    if (place.conversion == "upper"_L1 && value.isString())
        return Value(value.toString().toUpper());
    if (place.conversion == "base64"_L1)
        return Node::call(u"Fn::Base64"_s, m_intrinsics.value(value, path));
    if (place.conversion == "version"_L1 && (value.toString() == "$Latest"_L1 || value.toString() == "$Default"_L1)) {
        // CloudFormation refuses the words where the template may change in the same stack.
        for (const Block &block : m_resource->body.blocks) {
            const Argument *id = block.body.argument(u"id"_s);
            if (block.name == "launch_template"_L1 && id && id->value.isReference())
                return m_intrinsics.value(
                    Reference{id->value.toReference().to, value.toString() == "$Latest"_L1 ? u"latest_version"_s : u"default_version"_s},
                    path);
        }
    }
    const Argument *recordType = place.conversion == "records"_L1 ? m_resource->body.argument(u"type"_s) : nullptr;
    if (recordType && (recordType->value == Value(u"TXT"_s) || recordType->value == Value(u"SPF"_s)) && value.isList()) {
        Node list = Node::list(); // Terraform's provider puts the quotation marks around them
        for (const Value &record : value.toList())
            list.append(m_intrinsics.quoted(record, path));
        return list;
    }
    if (argument.json && property->kind == Kind::String)
        return m_intrinsics.jsonText(value, path);
    if (argument.json)
        return property->kind == Kind::Json || property->kind == Kind::Union ? m_intrinsics.value(value, path)
                                                                             : shaped(value, property, path);
    return converted(value, property, path);
}

/// A document in the service's own spelling (`portMappings`) as CloudFormation spells it (`PortMappings`).
Node PropertyWriter::shaped(const Value &value, const CloudFormationProperty *property, const QString &path)
{
    if (property->kind == Kind::List && value.isList() && property->element) {
        Node list = Node::list();
        for (const Value &item : value.toList())
            list.append(shaped(item, property->element.get(), path));
        return list;
    }
    const auto definition = m_twin.schema->definitions.constFind(property->definition);
    if (!value.isMap() || definition == m_twin.schema->definitions.constEnd())
        return value.isMap() && property->kind == Kind::Map ? m_intrinsics.value(value, path) : converted(value, property, path);
    Node map = Node::map();
    for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
        const auto field = std::find_if(definition->keyBegin(), definition->keyEnd(),
                                        [&](const QString &name) { return name.compare(it.key(), Qt::CaseInsensitive) == 0; });
        if (it->isNull())
            continue;
        if (field == definition->keyEnd())
            m_intrinsics.report(
                Severity::Warning, path,
                tr("%1 has nothing that stands for “%2”; it is not in the template.").arg(m_twin.type, path + u'.' + it.key()));
        else
            map.field(*field) = shaped(*it, &*definition->constFind(*field), path + u'.' + it.key());
    }
    return map;
}

/// Where CloudFormation lists what it takes, its own spelling of it (`STRINGEQUALS` → `StringEquals`).
QString PropertyWriter::knownWord(const QString &text, const CloudFormationProperty &property, const QString &path)
{
    if (property.values.isEmpty() || property.values.contains(text))
        return text;
    const auto plain = [](const QString &word) { return QString(word).remove(u'_').remove(u'-').toLower(); };
    for (const QString &word : property.values) {
        if (plain(word) == plain(text))
            return word;
    }
    m_intrinsics.report(
        Severity::Error, path,
        tr("CloudFormation does not take “%1” for “%2”, but %3.").arg(text, path, property.values.mid(0, 12).join(u", "_s)));
    return text;
}

Node PropertyWriter::converted(const Value &value, const CloudFormationProperty *property, const QString &path)
{
    if (property->kind == Kind::List && !value.isComputed()) {
        const bool isPairs = value.isMap();
        if (isPairs)
            return pairs(value.toMap(), property, path);
        Node list = Node::list();
        for (const Value &item : value.isList() ? value.toList() : ValueList{value}) {
            Node node = property->element ? converted(item, property->element.get(), path) : m_intrinsics.value(item, path);
            if (!node.isNull())
                list.append(std::move(node));
        }
        return list;
    }
    if (property->kind == Kind::List && !value.isVariable()) {
        Node list = Node::list();
        Node one = m_intrinsics.value(value, path);
        if (one.isNull())
            return {};
        list.append(std::move(one));
        return list;
    }
    if (value.isComputed())
        return m_intrinsics.value(value, path);
    switch (property->kind) {
    case Kind::String:
        if (value.isBool() && property->values.contains(u"Enabled"_s))
            return Value(value.toBool() ? u"Enabled"_s : u"Disabled"_s);
        if (value.isBool() && property->values.contains(u"ENABLED"_s))
            return Value(value.toBool() ? u"ENABLED"_s : u"DISABLED"_s);
        if (value.isBool() && property->values.contains(u"enabled"_s))
            return Value(value.toBool() ? u"enabled"_s : u"disabled"_s);
        if (value.isMap() || value.isList())
            return m_intrinsics.jsonText(value, path);
        return Value(knownWord(value.toString(), *property, path));
    case Kind::Boolean:
        return value.isString()
            ? Node(Value(value.toString() == "true"_L1 || value.toString() == "enabled"_L1 || value.toString() == "Enabled"_L1))
            : m_intrinsics.value(value, path);
    case Kind::Integer:
    case Kind::Number:
        if (value.isString()) {
            bool isNumber = false;
            const double number = value.toString().toDouble(&isNumber);
            return isNumber ? Node(Value(number)) : Node(value);
        }
        return m_intrinsics.value(value, path);
    case Kind::Json:
        if (value.isString()) {
            const auto read = jsontext::read(value.toString().toUtf8());
            return read && (read->isMap() || read->isList()) ? m_intrinsics.value(*read, path) : Node(value);
        }
        return m_intrinsics.value(value, path);
    default: return m_intrinsics.value(value, path);
    }
}

/// Terraform lists several networks in one rule; CloudFormation has one rule for each.
void PropertyWriter::securityRules(const Block &block, Node &properties)
{
    const bool isIngress = block.name == "ingress"_L1;
    const QString other = isIngress ? u"Source"_s : u"Destination"_s;
    const QList<QPair<QString, QString>> peers{{u"cidr_blocks"_s, u"CidrIp"_s},
                                               {u"ipv6_cidr_blocks"_s, u"CidrIpv6"_s},
                                               {u"security_groups"_s, other + u"SecurityGroupId"_s},
                                               {u"prefix_list_ids"_s, other + u"PrefixListId"_s}};
    Node &list = properties.field(isIngress ? u"SecurityGroupIngress"_s : u"SecurityGroupEgress"_s);
    list.isList = true;
    for (const auto &[from, to] : peers) {
        const Argument *given = block.body.argument(from);
        if (!given)
            continue;
        if (given->value.isComputed()) {
            m_intrinsics.report(Severity::Error, block.name + u'.' + from,
                                tr("CloudFormation needs one rule for each network: the list must be written out."));
            continue;
        }
        for (const Value &peer : given->value.toList()) {
            Node &rule = list.append(Node::map());
            rule.field(to) = m_intrinsics.value(peer, from);
            const Argument *protocol = block.body.argument(u"protocol"_s);
            rule.field(u"IpProtocol"_s) = protocol ? m_intrinsics.value(protocol->value, block.name) : Node(Value(u"-1"_s));
            for (const auto &[name, target] : {qMakePair(u"from_port"_s, u"FromPort"_s), qMakePair(u"to_port"_s, u"ToPort"_s),
                                               qMakePair(u"description"_s, u"Description"_s)}) {
                if (const Argument *argument = block.body.argument(name))
                    rule.field(target) = m_intrinsics.value(argument->value, block.name);
            }
        }
    }
    if (const Argument *self = block.body.argument(u"self"_s); self && self->value.toBool())
        m_intrinsics.report(Severity::Error, block.name + u".self"_s,
                            tr("A rule from a group to itself must be a rule resource of its own in CloudFormation."));
}

} // namespace groundplan::cloudformation
