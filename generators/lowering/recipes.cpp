// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/recipes.h"

#include "model/blueprint/edits.h"
#include "model/blueprint/jsontext.h"
#include "model/blueprint/words.h"

#include <QRegularExpression>

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names with dashes, as policies and filters are called.
QString dashed(const QString &name) { return QString(name).replace(u'_', u'-'); }

QString escapedForTemplate(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s).replace(u'\t', u"\\t"_s);
    return text.replace(u"${"_s, u"$${"_s).replace(u"%{"_s, u"%%{"_s);
}

/// The same resource, by whichever attribute it is named.
bool namesTheSame(const Value &a, const Value &b)
{
    if (a.isReference() && b.isReference())
        return a.toReference().to == b.toReference().to;
    return a == b;
}

Value policyDocument(const ValueList &statements) { return ValueMap{{u"Version"_s, u"2012-10-17"_s}, {u"Statement"_s, statements}}; }

} // namespace

RecipeExpander::RecipeExpander(IntentExpander &intents, const Blueprint &blueprint, const Catalog &catalog, Rows &rows)
    : m_intents(intents),
      m_blueprint(blueprint),
      m_catalog(catalog),
      m_rows(rows)
{
}

void RecipeExpander::expand(const Connection &connection, const IntentRecipe &recipe)
{
    Run run{&connection, &recipe, {}};
    for (const ResourceId &end : {connection.from, connection.to}) {
        if (!m_rows.find(end)) {
            m_intents.report(connection, Severity::Error,
                             tr("“%1” can't be written, so the line to it means nothing.").arg(m_blueprint.find(end)->name));
            return;
        }
    }
    // Others wait for the permissions.
    for (const bool isGrant : {true, false}) {
        for (const Value &step : recipe.steps) {
            if (step[u"grant"_s].isNull() == isGrant || !passes(run, step))
                continue;
            if (step[u"late"_s].toBool())
                m_late.emplace_back(run, step);
            else
                this->step(run, step);
        }
    }
}

void RecipeExpander::finish()
{
    for (auto &[run, step] : m_late)
        this->step(run, step);
}

void RecipeExpander::step(Run &run, const Value &step)
{
    if (!step[u"grant"_s].isNull())
        grant(run, step);
    else if (!step[u"make"_s].isNull())
        make(run, step);
    else if (!step[u"role"_s].isNull())
        makeServiceRole(run, step);
    else if (!step[u"policy"_s].isNull())
        addToPolicy(run, step);
    else if (!step[u"allow"_s].isNull())
        allow(run, step[u"allow"_s]);
    else if (!step[u"on"_s].isNull())
        change(run, step);
    else if (!step[u"refuse"_s].isNull())
        m_intents.report(*run.connection, Severity::Error, said(run, step[u"refuse"_s].toString()));
}

bool RecipeExpander::passes(const Run &run, const Value &step)
{
    const ValueList types = step[u"types"_s].toList();
    return (types.isEmpty() || types.contains(Value(m_rows.find(run.connection->to)->type)))
        && (step[u"if"_s].isNull() || holds(run, step[u"if"_s], true))
        && (step[u"unless"_s].isNull() || !holds(run, step[u"unless"_s], false));
}

bool RecipeExpander::holds(const Run &run, const Value &conditions, bool all)
{
    const ValueMap &wanted = conditions.toMap();
    const auto one = [&](const QString &key) { return intents::isOneOf(hole(run, key), wanted.value(key)); };
    return all ? std::all_of(wanted.keyBegin(), wanted.keyEnd(), one) : std::any_of(wanted.keyBegin(), wanted.keyEnd(), one);
}

QString RecipeExpander::said(const Run &run, const QString &text)
{
    QString words = tr(text.toUtf8().constData());
    return words.replace(u"%1"_s, m_rows.find(run.connection->from)->name)
        .replace(u"%2"_s, m_rows.find(run.connection->to)->name)
        .replace(u"%3"_s, setting(run, u"port"_s).toString());
}

void RecipeExpander::make(Run &run, const Value &step)
{
    const QString type = step[u"make"_s].toString(), as = step[u"as"_s].toString();
    ResourceId id = found(run, type, step[u"finds"_s].toMap());
    if (id.isEmpty()) {
        const QString name = edits::identifier(renderText(run, step[u"name"_s].toString()).toString());
        const QString shared = step[u"shared"_s].toString();
        const ResourceId owner = named(run, shared.isEmpty() ? u"to"_s : shared);
        id = ResourceId(u"~made/"_s
                        + (shared.isEmpty() ? run.connection->id.text() + u'/' + as
                                            : owner.text() + u'/' + type + u'/' + render(run, step[u"key"_s]).toString()));
        if (!m_rows.find(id)) {
            PropertyMap properties = render(run, step[u"set"_s]).toMap();
            const auto more = [&](const QString &table, const QString &by) {
                const Value choice = step[table][m_rows.find(named(run, by))->type];
                properties.insert(render(run, choice.isNull() ? step[table][u"*"_s] : choice).toMap());
            };
            more(u"by_type"_s, u"to"_s);
            more(u"by_from"_s, u"from"_s);
            id = addRow(run, id, type, name, {}, owner);
            run.made.insert(as, id);
            setValues(run, id, properties, true, {});
            requireUnique(run, id, step[u"unique"_s]);
        }
    }
    run.made.insert(as, id);
    mark(run, id);
    append(run, id, step[u"append"_s].toMap());
    wait(run, id, step[u"after"_s]);
}

ResourceId RecipeExpander::found(Run &run, const QString &type, const ValueMap &finds)
{
    if (finds.isEmpty())
        return {};
    const ValueMap wanted = render(run, finds).toMap();
    const Rows::Numbers &rows = candidates(type, wanted.values());
    const auto it = std::find_if(rows.begin(), rows.end(), [&](size_t number) {
        return std::all_of(wanted.keyBegin(), wanted.keyEnd(), [&](const QString &path) {
            return namesTheSame(valueAt(m_rows.all[number].properties, path), wanted.value(path));
        });
    });
    return it == rows.end() ? ResourceId() : m_rows.all[*it].id;
}

/// The rows of `type` that may say all of `wanted`: with a reference among it, few.
const Rows::Numbers &RecipeExpander::candidates(const QString &type, const ValueList &wanted)
{
    const auto reference = std::find_if(wanted.begin(), wanted.end(), [](const Value &value) { return value.isReference(); });
    return reference == wanted.end() ? m_rows.ofType(type) : m_rows.referring(type, reference->toReference().to);
}

/// AWS has one of its kind only: a second line must say something else.
void RecipeExpander::requireUnique(Run &run, const ResourceId &id, const Value &attributes)
{
    if (attributes.isNull())
        return;
    const Row &own = *m_rows.find(id);
    ValueList wanted;
    for (const Value &attribute : attributes.toList())
        wanted.append(own.properties.value(attribute.toString()));
    for (const size_t number : candidates(own.type, wanted)) {
        const Row &row = m_rows.all[number];
        const bool isSame = row.id != id
            && std::equal(wanted.begin(), wanted.end(), attributes.toList().begin(), [&](const Value &value, const Value &attribute) {
                                return namesTheSame(row.properties.value(attribute.toString()), value);
                            });
        if (!isSame)
            continue;
        const QString last = attributes.toList().last().toString();
        const Value given = own.properties.value(last);
        m_intents.report(*run.connection, Severity::Error,
                         given.isString()
                             ? tr("%1 from %2 to %3 is there twice: “%4” is taken by %5.")
                                   .arg(last, nameOf(run.connection->from), nameOf(run.connection->to), given.toString(), row.name)
                             : tr("%1 and %2 are connected this way already, by %3.")
                                   .arg(nameOf(run.connection->from), nameOf(run.connection->to), row.name));
        return;
    }
}

ResourceId RecipeExpander::addRow(Run &run, const ResourceId &id, const QString &type, const QString &name, const PropertyMap &properties,
                                  const ResourceId &source)
{
    m_rows.append({id, source, run.connection->id, type, m_intents.freeName(type, name), properties, {}, m_intents.info(type)});
    return id;
}

void RecipeExpander::change(Run &run, const Value &step)
{
    const ResourceId id = named(run, step[u"on"_s].toString());
    if (!m_rows.find(id))
        return;
    apply(run, id, step);
}

void RecipeExpander::apply(Run &run, const ResourceId &id, const Value &step)
{
    mark(run, id);
    for (const Value &path : step[u"without"_s].toList()) {
        Row &row = *m_rows.find(id);
        if (valueAt(row.properties, path.toString()) == valueAt(row.info->defaults, path.toString()))
            row.properties = withValueAt(std::move(row.properties), path.toString(), {});
    }
    setValues(run, id, step[u"set"_s].toMap(), false, step[u"conflict"_s].toString());
    setValues(run, id, step[u"defaults"_s].toMap(), true, {});
    append(run, id, step[u"append"_s].toMap());
    wait(run, id, step[u"after"_s]);
}

/// Nothing that is said already is overwritten.
void RecipeExpander::setValues(Run &run, const ResourceId &id, const ValueMap &values, bool isDefault, const QString &conflict)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        const QString wanted = renderText(run, it.key()).toString();
        const Value value = render(run, *it);
        Row &row = *m_rows.find(id);
        const QString path = row.info && row.info->schema ? row.info->schema->valuePath(wanted) : wanted;
        const Value present = valueAt(row.properties, path);
        if (value.isNull() || present == value || (isDefault && !present.isNull()))
            continue;
        // What the palette put there is nobody's decision.
        const bool isPalette = row.info && row.id == row.source && present == valueAt(row.info->defaults, path);
        if (present.isNull() || present == Value(ValueList()) || isPalette) {
            row.properties = withValueAt(std::move(row.properties), path, value);
            m_rows.changed(row);
            continue;
        }
        if (!conflict.isEmpty())
            m_intents.report(*run.connection, Severity::Error, said(run, conflict));
        else
            m_intents.report(*run.connection, Severity::Warning,
                             tr("%1 says “%2” itself, so the line between %3 and %4 does not change it.")
                                 .arg(row.name, wanted, nameOf(run.connection->from), nameOf(run.connection->to)));
    }
}

void RecipeExpander::append(Run &run, const ResourceId &id, const ValueMap &items)
{
    for (auto it = items.begin(); it != items.end(); ++it) {
        const Value item = render(run, *it);
        Row &row = *m_rows.find(id);
        const Value present = valueAt(row.properties, it.key());
        ValueList list = present.isList() ? present.toList() : present.isNull() ? ValueList() : ValueList{present};
        if (!list.contains(item))
            list.append(item);
        row.properties = withValueAt(std::move(row.properties), it.key(), list);
        m_rows.changed(row);
    }
}

void RecipeExpander::wait(Run &run, const ResourceId &id, const Value &after)
{
    for (const Value &name : after.toList()) {
        const ResourceId target = run.made.value(name.toString());
        if (target.isEmpty())
            continue;
        Row &row = *m_rows.find(id);
        const Value present = row.meta.value(u"depends_on"_s);
        ValueList all = present.isList() ? present.toList() : present.isNull() ? ValueList() : ValueList{present};
        const Value one = Reference{target, {}};
        if (!all.contains(one))
            all.append(one);
        row.meta.insert(u"depends_on"_s, all);
    }
}

/// A row that several connections make or change is a part of what each of them becomes.
void RecipeExpander::mark(Run &run, const ResourceId &id)
{
    Row &row = *m_rows.find(id);
    if (row.connection != run.connection->id && !row.others.contains(run.connection->id))
        row.others.append(run.connection->id);
}

ValueList RecipeExpander::statements(Run &run, const Value &list)
{
    ValueList all;
    for (const Value &one : list.toList()) {
        ValueMap statement{{u"Effect"_s, u"Allow"_s}, {u"Action"_s, one[u"actions"_s]}, {u"Resource"_s, render(run, one[u"resources"_s])}};
        all.append(statement);
    }
    return all;
}

void RecipeExpander::grant(Run &run, const Value &step)
{
    const QString end = step[u"grant"_s].toString();
    const ResourceId role = roleOf(run, named(run, end));
    if (role.isEmpty())
        return;
    ValueList all = statements(run, step[u"statements"_s]);
    if (const Value key = step[u"uses_key"_s]; !key.isNull())
        all += keyStatements(named(run, end == "from"_L1 ? u"to"_s : u"from"_s), key.isString() ? key.toString() : run.recipe->level);
    const QString from = nameOf(run.connection->from), to = nameOf(run.connection->to);
    const QString name = edits::identifier(from + u'_' + run.recipe->verb + u'_' + to);
    const ResourceId id(u"~grant/"_s + run.connection->id.text() + u'/' + end);
    addRow(run, id, u"aws_iam_role_policy"_s, name, {{u"role"_s, Reference{role, u"name"_s}}, {u"policy"_s, policyDocument(all)}},
           named(run, end));
    Row &row = *m_rows.find(id);
    row.properties.insert(u"name"_s, dashed(row.name));
    run.made.insert(u"grant"_s, id);
}

ResourceId RecipeExpander::roleOf(Run &run, ResourceId id)
{
    for (int hops = 0; hops < 3; ++hops) {
        const Row &row = *m_rows.find(id);
        const IntentPrincipal *principal = intentBook().principal(row.type);
        if (!principal) {
            m_intents.report(*run.connection, Severity::Error, tr("%1 takes no role, so it can't be given permissions.").arg(row.name));
            return {};
        }
        if (row.type == "aws_iam_role"_L1)
            return id;
        const QString path = !principal->via.isEmpty() ? principal->via : !principal->role.isEmpty() ? principal->role : principal->profile;
        const Value value = valueAt(row.properties, row.info->schema->valuePath(path));
        Row *next = value.isReference() ? m_rows.find(value.toReference().to) : nullptr;
        if (!principal->via.isEmpty()) {
            if (!next) {
                m_intents.report(*run.connection, Severity::Error,
                                 tr("%1 gets its role from “%2”, which refers to nothing in the blueprint.").arg(row.name, path));
                return {};
            }
            id = next->id;
            continue;
        }
        if (value.isNull())
            return makeRole(run, id, *principal);
        if (next && next->type == "aws_iam_instance_profile"_L1) {
            const Value role = next->properties.value(u"role"_s);
            next = role.isReference() ? m_rows.find(role.toReference().to) : nullptr;
        }
        if (next && (next->type == "aws_iam_role"_L1 || next->type == "data.aws_iam_role"_L1))
            return next->id;
        m_intents.report(*run.connection, Severity::Error,
                         tr("The role of %1 is not in the blueprint: draw it, so that it can be given permissions.").arg(row.name));
        return {};
    }
    return {};
}

ResourceId RecipeExpander::roleRow(Run &run, const ResourceId &id, const QString &name, const QString &service, const ResourceId &source)
{
    const ValueMap trust{
        {u"Effect"_s, u"Allow"_s}, {u"Principal"_s, ValueMap{{u"Service"_s, service}}}, {u"Action"_s, u"sts:AssumeRole"_s}};
    return addRow(run, id, u"aws_iam_role"_s, name, {{u"assume_role_policy"_s, policyDocument({trust})}}, source);
}

ResourceId RecipeExpander::makeRole(Run &run, const ResourceId &id, const IntentPrincipal &principal)
{
    // Rows move when others are added: what is needed of this one is taken before.
    const QString name = nameOf(id);
    const PropertyMap properties = m_rows.find(id)->properties;
    const auto schema = m_rows.find(id)->info->schema;
    ResourceId role = roleRow(run, ResourceId(u"~role/"_s + id.text()), name, principal.service, id), given = role;
    if (!principal.profile.isEmpty())
        given = addRow(run, ResourceId(u"~profile/"_s + id.text()), u"aws_iam_instance_profile"_s, name,
                       {{u"role"_s, Reference{role, u"name"_s}}}, id);
    for (const Value &policy : principal.managed) {
        const QString needs = policy[u"if"_s].toString(), excludes = policy[u"unless"_s].toString();
        if ((!needs.isEmpty() && valueAt(properties, needs).isNull()) || (!excludes.isEmpty() && !valueAt(properties, excludes).isNull()))
            continue;
        const QString which = policy[u"name"_s].toString();
        addRow(run, ResourceId(u"~role/"_s + id.text() + u'/' + which), u"aws_iam_role_policy_attachment"_s, name + u'_' + which,
               {{u"role"_s, Reference{role, u"name"_s}}, {u"policy_arn"_s, policy[u"arn"_s]}}, id);
    }
    Row &row = *m_rows.find(id);
    const QString path = schema->valuePath(principal.role.isEmpty() ? principal.profile : principal.role);
    row.properties = withValueAt(std::move(row.properties), path, Reference{given, principal.attribute});
    m_rows.changed(row);
    mark(run, id);
    return role;
}

void RecipeExpander::makeServiceRole(Run &run, const Value &step)
{
    const QString as = step[u"role"_s].toString();
    const QString name = edits::identifier(renderText(run, step[u"name"_s].toString()).toString());
    const ResourceId id(u"~made/"_s + run.connection->id.text() + u'/' + as), policy(id.text() + u"/policy"_s);
    roleRow(run, id, name, step[u"service"_s].toString(), run.connection->from);
    run.made.insert(as, id);
    addRow(run, policy, u"aws_iam_role_policy"_s, name,
           {{u"role"_s, Reference{id, u"name"_s}}, {u"policy"_s, policyDocument(statements(run, step[u"statements"_s]))}},
           run.connection->from);
    Row &row = *m_rows.find(policy);
    row.properties.insert(u"name"_s, dashed(row.name));
}

/// A resource has one policy: whoever needs a statement in it adds one.
void RecipeExpander::addToPolicy(Run &run, const Value &step)
{
    const ResourceId owner = named(run, step[u"policy"_s].toString());
    const Value facts = intentBook().policyOf(m_rows.find(owner)->type);
    const QString type = facts[u"type"_s].toString(), refers = facts[u"refers"_s].toString(), own = facts[u"inline"_s].toString();
    const Value reference = Reference{owner, facts[u"to"_s].toString()};
    ResourceId id =
        !own.isEmpty() && !valueAt(m_rows.find(owner)->properties, own).isNull() ? owner : found(run, type, {{refers, reference}});
    if (id.isEmpty())
        id = addRow(run, ResourceId(u"~policy/"_s + owner.text()), type, nameOf(owner), {{refers, reference}}, owner);
    const QString path = id == owner ? own : u"policy"_s;
    Row &row = *m_rows.find(id);
    Value document = valueAt(row.properties, path);
    if (document.isString()) {
        const auto read = jsontext::read(document.toString().toUtf8());
        document = read && read->isMap() ? *read : document;
    }
    run.made.insert(step[u"as"_s].toString(), id);
    mark(run, id);
    if (document.isNull())
        document = policyDocument({});
    if (!document.isMap()) {
        m_intents.report(*run.connection, Severity::Error,
                         tr("The policy of %1 is text that can't be read: the statement that the line from %2 to %3 needs is not in it.")
                             .arg(nameOf(owner), nameOf(run.connection->from), nameOf(run.connection->to)));
        return;
    }
    ValueMap map = document.toMap();
    const Value present = map.value(u"Statement"_s);
    ValueList all = present.isList() ? present.toList() : present.isNull() ? ValueList() : ValueList{present};
    const Value statement = render(run, step[u"statement"_s]);
    if (!all.contains(statement))
        all.append(statement);
    map.insert(u"Statement"_s, all);
    row.properties = withValueAt(std::move(row.properties), path, map);
    m_rows.changed(row);
}

void RecipeExpander::allow(Run &run, const Value &step)
{
    const QString from = step[u"from"_s].toString();
    m_intents.allow(*run.connection, from == "internet"_L1 ? ResourceId() : named(run, from), named(run, step[u"to"_s].toString()),
                    render(run, step[u"port"_s]));
}

ResourceId RecipeExpander::keyOf(const ResourceId &id)
{
    const Row &row = *m_rows.find(id);
    const Value facts = intentBook().keyOf(row.type);
    const QString path = facts[u"path"_s].toString(), holder = facts[u"type"_s].toString(), refers = facts[u"refers"_s].toString();
    Value key;
    if (holder.isEmpty()) {
        key = path.isEmpty() ? Value() : valueAt(row.properties, path);
    } else {
        for (const size_t number : m_rows.referring(holder, id)) {
            const Row &other = m_rows.all[number];
            const Value target = other.properties.value(refers);
            if (target.isReference() && target.toReference().to == id)
                key = valueAt(other.properties, other.info->schema->valuePath(path));
        }
    }
    const Row *target = key.isReference() ? m_rows.find(key.toReference().to) : nullptr;
    return target && target->type == "aws_kms_key"_L1 ? target->id : ResourceId();
}

ValueList RecipeExpander::keyStatements(const ResourceId &id, const QString &level)
{
    const ResourceId key = keyOf(id);
    const QStringList actions = intentBook().keyActions(level);
    if (key.isEmpty() || actions.isEmpty())
        return {};
    ValueList list(actions.begin(), actions.end());
    return {ValueMap{{u"Effect"_s, u"Allow"_s}, {u"Action"_s, list}, {u"Resource"_s, ValueList{Reference{key, u"arn"_s}}}}};
}

QString RecipeExpander::nameOf(const ResourceId &id) const
{
    const Row *row = m_rows.find(id);
    return row ? edits::identifier(row->name) : QString();
}

ResourceId RecipeExpander::named(const Run &run, const QString &name) const
{
    if (name == "from"_L1 || name == "FROM"_L1)
        return run.connection->from;
    return name == "to"_L1 || name == "TO"_L1 ? run.connection->to : run.made.value(name);
}

Value RecipeExpander::render(const Run &run, const Value &value)
{
    if (value.isString())
        return renderText(run, value.toString());
    if (value.isList()) {
        ValueList list;
        for (const Value &item : value.toList()) {
            if (const Value made = render(run, item); !made.isNull())
                list.append(made);
        }
        return list;
    }
    if (!value.isMap())
        return value;
    ValueMap map;
    for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
        if (const Value made = render(run, *it); !made.isNull())
            map.insert(it.key(), made);
    }
    return map;
}

/// A text that is one hole becomes what stands there, of any kind; with something around it, a text or a template.
Value RecipeExpander::renderText(const Run &run, const QString &text)
{
    static const QRegularExpression pattern(u"\\{([=A-Za-z_>.0-9]+)\\}"_s);
    auto matches = pattern.globalMatch(text);
    if (!matches.hasNext())
        return text;
    QString plain, code;
    bool isPlain = true;
    qsizetype at = 0;
    while (matches.hasNext()) {
        const auto match = matches.next();
        const Value value = hole(run, match.captured(1));
        if (match.capturedLength() == text.size())
            return value;
        const QString before = text.mid(at, match.capturedStart() - at);
        plain += before + value.toString();
        code += escapedForTemplate(before);
        if (value.isReference())
            code += u"${${ref:"_s + value.toReference().to.text() + u'.' + value.toReference().attribute + u"}}"_s;
        else if (value.isVariable())
            code += u"${var."_s + value.toVariable().name + u'}';
        else if (value.isExpression())
            code += u"${"_s + value.toExpression().text + u'}';
        else
            code += escapedForTemplate(value.toString());
        isPlain = isPlain && !value.isComputed();
        at = match.capturedEnd();
    }
    const QString rest = text.mid(at);
    return isPlain ? Value(plain + rest) : Value(Expression{u'"' + code + escapedForTemplate(rest) + u'"'});
}

Value RecipeExpander::hole(const Run &run, const QString &hole)
{
    if (hole.startsWith(u'='))
        return setting(run, hole.mid(1));
    if (hole.contains(u'>'))
        return through(run, hole);
    if (hole == "number"_L1)
        return numberOf(run);
    if (hole == "vpc"_L1) {
        const Value vpc = m_intents.vpcOf(*m_rows.find(run.connection->to));
        return vpc.isNull() ? m_intents.vpcOf(*m_rows.find(run.connection->from)) : vpc;
    }
    const QString name = hole.section(u'.', 0, 0);
    const ResourceId id = named(run, name);
    if (id.isEmpty())
        return {};
    if (hole.contains(u'.'))
        return Reference{id, hole.section(u'.', 1)};
    return name.front().isUpper() ? nameOf(id).toUpper() : nameOf(id);
}

/// `to>task_definition>family`: what a property says, of the resource that another one refers to. `from>api_id.execution_arn`: an
/// attribute of the resource that a property refers to.
Value RecipeExpander::through(const Run &run, const QString &hole)
{
    const auto propertiesOf = [this](const ResourceId &id) {
        const Row *row = m_rows.find(id);
        return row ? row->properties : PropertyMap();
    };
    const PropertyMap start = propertiesOf(named(run, hole.section(u'>', 0, 0)));
    const QString hops = hole.section(u'>', 1), last = hops.section(u'>', -1);
    const Value value = intents::valueThrough(start, hops, propertiesOf);
    if (!value.isNull() || !last.contains(u'.'))
        return value;
    const Value target = intents::valueThrough(start, hops.left(hops.size() - last.size()) + last.section(u'.', 0, 0), propertiesOf);
    return target.isReference() ? Value(Reference{target.toReference().to, last.section(u'.', 1)}) : Value();
}

/// What the connection says, else the first of the recipe's proposals that there is.
Value RecipeExpander::setting(const Run &run, const QString &name)
{
    const Value own = run.connection->properties.value(name);
    if (!own.isNull() && own != Value(QString()))
        return own;
    const Value proposed = run.recipe->settings.value(name);
    const Value alternatives = proposed[u"first"_s];
    if (alternatives.isNull())
        return render(run, proposed);
    for (const Value &one : alternatives.toList()) {
        if (!one[u"if"_s].isNull() && !holds(run, one[u"if"_s], true))
            continue;
        if (const Value value = render(run, one.isMap() ? one[u"value"_s] : one); !value.isNull())
            return value;
    }
    return {};
}

/// Rules need an order that another rule never changes.
int RecipeExpander::numberOf(const Run &run)
{
    if (const auto known = m_numbers.constFind(run.connection->id); known != m_numbers.constEnd())
        return *known;
    int number = 100 + qChecksum(QByteArrayView(run.connection->id.text().toUtf8())) % 49000;
    while (m_numbersTaken.contains(number))
        ++number;
    m_numbersTaken.insert(number);
    m_numbers.insert(run.connection->id, number);
    return number;
}

} // namespace groundplan::lowering
