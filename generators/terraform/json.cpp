// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/json.h"

#include "generators/terraform/requirements.h"
#include "model/blueprint/jsontext.h"

#include <map>

namespace groundplan::terraform {

using namespace Qt::Literals::StringLiterals;
using lowering::Argument;
using lowering::Block;
using lowering::Body;
using lowering::Lowered;
using lowering::LoweredResource;

namespace {

/// JSON that is being written: names, nesting and commas.
class JsonText {
public:
    QByteArray take() { return std::move(m_out += '\n'); }
    int line() const { return m_line; }

    void open(char bracket)
    {
        m_out += bracket;
        m_isEmpty.push_back(true);
    }
    void close(char bracket)
    {
        const bool wasEmpty = m_isEmpty.back();
        m_isEmpty.pop_back();
        if (!wasEmpty)
            newLine();
        m_out += bracket;
    }
    void item()
    {
        if (!m_isEmpty.back())
            m_out += ',';
        m_isEmpty.back() = false;
        newLine();
    }
    void name(const QString &name)
    {
        item();
        string(name);
        m_out += ": ";
    }
    void string(const QString &text) { jsontext::appendString(m_out, text); }
    void scalar(const Value &value) { jsontext::appendCompact(m_out, value); }
    void field(const QString &name, const QString &text)
    {
        this->name(name);
        string(text);
    }

private:
    void newLine()
    {
        m_out += '\n' + QByteArray(qsizetype(m_isEmpty.size()) * 2, ' ');
        ++m_line;
    }
    QByteArray m_out;
    int m_line = 1;
    std::vector<bool> m_isEmpty;
};

/// The engine reads texts in its JSON as templates. It drops a byte order mark before one, and after a carriage return it misreads
/// what is escaped: such texts go in as code.
QString asTemplate(QString text)
{
    if (text.startsWith(QChar(QChar::ByteOrderMark)) || text.contains(u'\r'))
        return u"${"_s + QString::fromUtf8(quoted(text)) + u'}';
    return text.replace("${"_L1, "$${"_L1).replace("%{"_L1, "%%{"_L1);
}

class JsonWriter {
public:
    JsonWriter(JsonText &out, const Lowered &lowered) : m_out(out), m_hcl(lowered), m_lowered(lowered) { }

    void value(const Value &value, const LoweredResource *user = nullptr)
    {
        const auto isAllCopies = [&] { // of a repeated resource
            return value.isList()
                && std::any_of(value.toList().begin(), value.toList().end(), [](const Value &one) { return one.isReference(); })
                && m_hcl.value(value, 0, user).trimmed().front() != '[';
        };
        if (value.isComputed() || isAllCopies()) {
            code(value, user);
        } else if (value.isList()) {
            m_out.open('[');
            for (const Value &item : value.toList()) {
                m_out.item();
                this->value(item, user);
            }
            m_out.close(']');
        } else if (value.isMap()) {
            m_out.open('{');
            for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
                m_out.name(asTemplate(it.key()));
                this->value(*it, user);
            }
            m_out.close('}');
        } else if (value.isString()) {
            m_out.string(asTemplate(value.toString()));
        } else {
            m_out.scalar(value);
        }
    }

    /// What the engine takes as it stands: a variable's default, a description.
    void literal(const Value &value)
    {
        if (value.isList()) {
            m_out.open('[');
            for (const Value &item : value.toList()) {
                m_out.item();
                literal(item);
            }
            m_out.close(']');
        } else if (value.isMap()) {
            m_out.open('{');
            for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
                m_out.name(it.key());
                literal(*it);
            }
            m_out.close('}');
        } else {
            m_out.scalar(value);
        }
    }

    void resource(const LoweredResource &resource)
    {
        m_out.open('{');
        const auto meta = [&](const QString &name, const Value &value) {
            if (value.isNull())
                return;
            m_out.name(name);
            this->value(value);
        };
        meta(u"count"_s, resource.count);
        if (resource.forEach.isList())
            m_out.field(u"for_each"_s, u"${toset("_s + QString::fromUtf8(m_hcl.value(resource.forEach, 0)) + u")}"_s);
        else
            meta(u"for_each"_s, resource.forEach);
        if (!resource.provider.isEmpty())
            m_out.field(u"provider"_s, resource.provider);
        body(resource.body, resource.info ? resource.info->schema.get() : nullptr, resource);
        if (!resource.lifecycle.isEmpty())
            lifecycle(resource);
        QStringList names;
        for (const ResourceId &id : resource.dependsOn) {
            if (const LoweredResource *target = m_lowered.find(id))
                names.append(target->address());
        }
        names.sort();
        names.removeDuplicates();
        if (!names.isEmpty())
            this->names(u"depends_on"_s, names);
        m_out.close('}');
    }

private:
    void code(const Value &value, const LoweredResource *user)
    {
        m_out.string(u"${"_s + QString::fromUtf8(m_hcl.value(value, 0, user)) + u'}');
    }

    void names(const QString &name, const QStringList &names)
    {
        m_out.name(name);
        m_out.open('[');
        for (const QString &one : names) {
            m_out.item();
            m_out.string(one);
        }
        m_out.close(']');
    }

    void body(const Body &body, const BlockSchema *schema, const LoweredResource &user)
    {
        for (const Argument &argument : body.arguments) {
            m_out.name(argument.name);
            if (argument.json)
                m_out.string(u"${jsonencode("_s + QString::fromUtf8(m_hcl.value(argument.value, 0, &user)) + u")}"_s);
            else
                value(argument.value, &user);
        }
        QStringList order;
        QHash<QString, QList<const Block *>> groups;
        for (const Block &block : body.blocks) {
            if (!groups.contains(block.name))
                order.append(block.name);
            groups[block.name].append(&block);
        }
        for (const QString &name : std::as_const(order)) {
            const AttributeSchema *attribute = schema ? schema->attributeAt(name) : nullptr;
            const NestedBlock *nested = schema ? schema->blockAt(name) : nullptr;
            const bool isLabelled = !groups.value(name).first()->label.isEmpty();
            m_out.name(name);
            m_out.open(isLabelled ? '{' : '[');
            for (const Block *block : groups.value(name)) {
                if (isLabelled)
                    m_out.name(block->label);
                else
                    m_out.item();
                m_out.open('{');
                this->body(block->body, nested ? nested->block.get() : nullptr, user);
                // A list of objects: the engine wants each field of them there.
                if (attribute && attribute->isWrittenAsBlocks())
                    nullsFor(*attribute->type.element, block->body);
                m_out.close('}');
            }
            m_out.close(isLabelled ? '}' : ']');
        }
    }

    void nullsFor(const AttributeType &object, const Body &given)
    {
        for (auto it = object.fields.begin(); it != object.fields.end(); ++it) {
            const bool isBlock =
                std::any_of(given.blocks.begin(), given.blocks.end(), [&](const Block &block) { return block.name == it.key(); });
            if (given.argument(it.key()) || isBlock)
                continue;
            m_out.name(it.key());
            m_out.scalar({});
        }
    }

    void lifecycle(const LoweredResource &resource)
    {
        m_out.name(u"lifecycle"_s);
        m_out.open('{');
        for (auto it = resource.lifecycle.begin(); it != resource.lifecycle.end(); ++it) {
            if (it.key() == "ignore_changes"_L1 && it->isList()) {
                QStringList paths;
                for (const Value &path : it->toList())
                    paths.append(path.toString());
                names(it.key(), paths);
            } else if (it.key() == "ignore_changes"_L1) {
                m_out.field(it.key(), u"all"_s);
            } else if (it.key() == "replace_triggered_by"_L1) {
                QStringList paths;
                for (const Value &path : it->isList() ? it->toList() : ValueList{*it})
                    paths.append(QString::fromUtf8(m_hcl.value(path, 0, &resource)));
                names(it.key(), paths);
            } else if (it.key().endsWith("condition"_L1)) {
                m_out.name(it.key());
                m_out.open('[');
                for (const Value &one : it->isMap() ? ValueList{*it} : it->toList()) {
                    m_out.item();
                    value(one, &resource);
                }
                m_out.close(']');
            } else {
                m_out.name(it.key());
                value(*it, &resource);
            }
        }
        m_out.close('}');
    }

    JsonText &m_out;
    HclWriter m_hcl;
    const Lowered &m_lowered;
};

/// A file that is one object, which `fill` fills.
template <class Fill> QByteArray file(const Lowered &lowered, Fill fill)
{
    JsonText out;
    JsonWriter writer(out, lowered);
    out.open('{');
    fill(out, writer);
    out.close('}');
    return out.take();
}

void versions(JsonText &out, JsonWriter &writer, const Lowered &lowered)
{
    out.name(u"terraform"_s);
    out.open('{');
    out.field(u"required_version"_s, requiredEngine(lowered));
    if (!lowered.requiredProviders.isEmpty()) {
        out.name(u"required_providers"_s);
        out.open('{');
        for (const QString &name : lowered.requiredProviders) {
            const Requirement known = requirement(lowered, name);
            out.name(name);
            out.open('{');
            out.field(u"source"_s, known.source);
            if (!known.version.isEmpty())
                out.field(u"version"_s, known.version);
            out.close('}');
        }
        out.close('}');
    }
    if (!lowered.backend.type.isEmpty()) {
        const bool isCloud = lowered.backend.type == "cloud"_L1;
        out.name(isCloud ? u"cloud"_s : u"backend"_s);
        writer.literal(isCloud ? Value(lowered.backend.settings) : Value(ValueMap{{lowered.backend.type, lowered.backend.settings}}));
    }
    out.close('}');
}

void providers(JsonText &out, JsonWriter &writer, const Lowered &lowered)
{
    if (lowered.providers.isEmpty())
        return;
    std::map<QString, QList<lowering::ProviderConfiguration>> byName;
    for (const lowering::ProviderConfiguration &provider : lowered.providers)
        byName[provider.name].append(provider);
    out.name(u"provider"_s);
    out.open('{');
    for (const auto &[name, all] : byName) {
        out.name(name);
        out.open('[');
        for (const lowering::ProviderConfiguration &provider : all) {
            out.item();
            out.open('{');
            if (!provider.alias.isEmpty())
                out.field(u"alias"_s, provider.alias);
            if (!provider.region.isNull()) {
                out.name(u"region"_s);
                writer.value(provider.region);
            }
            if (!provider.roleArn.isNull()) {
                out.name(u"assume_role"_s);
                writer.value(ValueList{ValueMap{{u"role_arn"_s, provider.roleArn}}});
            }
            out.close('}');
        }
        out.close(']');
    }
    out.close('}');
}

void variables(JsonText &out, JsonWriter &writer, const Lowered &lowered)
{
    if (lowered.variables.isEmpty())
        return;
    out.name(u"variable"_s);
    out.open('{');
    for (const Variable &variable : lowered.variables) {
        out.name(variable.id.text());
        out.open('{');
        if (!variable.description.isEmpty())
            out.field(u"description"_s, variable.description);
        out.field(u"type"_s, variable.type.simplified());
        if (!variable.defaultValue.isNull()) {
            out.name(u"default"_s);
            writer.literal(variable.defaultValue);
        }
        if (variable.sensitive) {
            out.name(u"sensitive"_s);
            out.scalar(true);
        }
        if (const auto rules = lowered.variableRules.value(variable.id.text()); !rules.isEmpty()) {
            out.name(u"validation"_s);
            ValueList all;
            for (const lowering::VariableRule &rule : rules)
                all.append(ValueMap{{u"condition"_s, Expression{rule.condition}}, {u"error_message"_s, rule.message}});
            writer.value(all);
        }
        out.close('}');
    }
    out.close('}');
}

void outputs(JsonText &out, JsonWriter &writer, const Lowered &lowered)
{
    if (lowered.outputs.isEmpty())
        return;
    out.name(u"output"_s);
    out.open('{');
    for (const Output &output : lowered.outputs) {
        out.name(output.id.text());
        out.open('{');
        if (!output.description.isEmpty())
            out.field(u"description"_s, output.description);
        out.name(u"value"_s);
        writer.value(output.value);
        if (output.sensitive) {
            out.name(u"sensitive"_s);
            out.scalar(true);
        }
        out.close('}');
    }
    out.close('}');
}

} // namespace

FileSet jsonFiles(const Lowered &lowered, const QSet<ResourceId> &only)
{
    FileSet set;
    const QString mainFile = u"main.tf.json"_s;
    // Resources of a type stand together: JSON has one object for them.
    std::map<std::pair<QString, QString>, QList<const LoweredResource *>> groups;
    for (const LoweredResource &resource : lowered.resources) {
        if (only.isEmpty() || only.contains(resource.source))
            groups[{resource.isData ? u"data"_s : u"resource"_s, resource.type}].append(&resource);
    }
    set.files.insert(
        mainFile, file(lowered, [&](JsonText &out, JsonWriter &writer) {
            if (only.isEmpty() && !lowered.locals.isEmpty()) {
                out.name(u"locals"_s);
                out.open('{');
                for (const Local &local : lowered.locals) {
                    out.name(local.id.text());
                    writer.value(local.value);
                }
                out.close('}');
            }
            for (const QString &kind : {u"data"_s, u"resource"_s}) {
                bool isOpen = false;
                for (const auto &[key, resources] : groups) {
                    if (key.first != kind)
                        continue;
                    if (!std::exchange(isOpen, true)) {
                        out.name(kind);
                        out.open('{');
                    }
                    out.name(key.second);
                    out.open('{');
                    for (const LoweredResource *resource : resources) {
                        out.name(resource->name);
                        const int from = out.line();
                        writer.resource(*resource);
                        set.spans.append({mainFile, from, out.line() - from + 1, resource->source, resource->connection.isEmpty()});
                    }
                    out.close('}');
                }
                if (isOpen)
                    out.close('}');
            }
        }));
    if (!only.isEmpty())
        return set;
    set.files.insert(u"versions.tf.json"_s, file(lowered, [&](JsonText &out, JsonWriter &writer) { versions(out, writer, lowered); }));
    set.files.insert(u"providers.tf.json"_s, file(lowered, [&](JsonText &out, JsonWriter &writer) { providers(out, writer, lowered); }));
    set.files.insert(u"variables.tf.json"_s, file(lowered, [&](JsonText &out, JsonWriter &writer) { variables(out, writer, lowered); }));
    set.files.insert(u"outputs.tf.json"_s, file(lowered, [&](JsonText &out, JsonWriter &writer) { outputs(out, writer, lowered); }));
    return set;
}

} // namespace groundplan::terraform
