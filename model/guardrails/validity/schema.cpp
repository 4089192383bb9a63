// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "model/catalog/intents.h"
#include "model/catalog/providerfacts.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/validity/valuecheck.h"
#include "model/guardrails/words.h"

/// What a resource says against what its type's schema lets it say.
namespace groundplan {

namespace {

using rules::joined;
using rules::say;

struct SchemaRules {
    Rule required, readOnly, unknown, count, type, value;
};

/// One walk over a resource's properties and its schema side by side.
class Walk {
public:
    Walk(Look &look, const SchemaRules &rules) : m_look(look), m_rules(rules), m_facts(providerFacts(look.resource().type)) { }

    /// `path` has list indexes where an item is not the first; `schemaPath` has none.
    void block(const BlockSchema &schema, const PropertyMap &properties, const QString &path, const QString &schemaPath)
    {
        for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
            if (it->isNull())
                continue;
            const QString at = joined(path, it.key());
            if (const auto attribute = schema.attributes.constFind(it.key()); attribute != schema.attributes.constEnd())
                this->attribute(*attribute, *it, at, joined(schemaPath, it.key()));
            else if (const auto nested = schema.blocks.constFind(it.key()); nested != schema.blocks.constEnd())
                blocks(*nested, *it, at, joined(schemaPath, it.key()));
            else
                unknown(it.key(), at, path);
        }
        for (const AttributeSchema &attribute : schema.attributes)
            if (attribute.required && properties.value(attribute.name).isNull())
                missing(joined(path, attribute.name), path.isEmpty() ? attribute.name : QString(),
                        say("The provider refuses the resource without it."));
        for (const NestedBlock &nested : schema.blocks)
            if (nested.minItems > 0 && properties.value(nested.name).isNull())
                missing(joined(path, nested.name), {}, say("The provider refuses the resource without this block."));
    }

private:
    QString name() const { return m_look.name(); }

    /// `standing`: the attribute's name where standing in a zone may set it.
    void missing(const QString &path, const QString &standing, const QString &advice)
    {
        if (!standing.isEmpty())
            for (const Standing &place : m_look.type().standings)
                if (place.attribute == standing) {
                    const QString zone = m_look.catalogType(place.zoneType)->summary.title;
                    m_look.report(m_rules.required, path, say("%1 does not stand in a %2.").arg(name(), zone),
                                  say("Drag it into a %1, which sets %2, or set %2 yourself.").arg(zone, standing));
                    return;
                }
        if (!isFilledByLine(path))
            m_look.report(m_rules.required, path, say("%1 has no %2.").arg(name(), path), advice);
    }

    /// What a line stands for may be what sets it (the role of a function that may read a table).
    bool isFilledByLine(const QString &path)
    {
        const QList<ConnectionId> lines = m_look.connections(m_look.id());
        return std::any_of(lines.begin(), lines.end(), [&](const ConnectionId &id) {
            const Connection *line = m_look.connection(id);
            return line && line->kind != QLatin1String("reference")
                && intentBook().fills(*line, m_look.typeOf(line->from), m_look.typeOf(line->to), line->from == m_look.id(), path);
        });
    }

    void unknown(const QString &key, const QString &at, const QString &path)
    {
        Finding &finding = m_look.report(m_rules.unknown, at,
                                         say("%1 says %2, which %3 does not have.").arg(name(), rules::quoted(at), m_look.resource().type),
                                         say("Remove it, or correct its name."));
        if (path.isEmpty() && m_look.resource().properties.contains(key))
            finding.fixTitle = say("Remove %1").arg(key);
    }

    void attribute(const AttributeSchema &schema, const Value &value, const QString &path, const QString &schemaPath)
    {
        if (!schema.isSettable()) {
            Finding &finding = m_look.report(m_rules.readOnly, path, say("%1 of %2 cannot be set.").arg(path, name()),
                                             say("It is a result that AWS reports. Remove it."));
            if (!path.contains(QLatin1Char('.')) && m_look.resource().properties.contains(path))
                finding.fixTitle = say("Remove %1").arg(path);
            return;
        }
        const Value resolved = value.isComputed() ? m_look.resolved(value) : value;
        const Value literal = resolved.isExpression() ? m_look.syntax(resolved.toExpression().text).literal : Value();
        const Value known = literal.isNull() ? resolved : literal;
        if ((known.isMap() || known.isList()) && valuecheck::mayHoldJson(schema))
            return; // written as its JSON text
        if (const QString problem = valuecheck::typeProblem(schema.type, known); !problem.isEmpty()) {
            m_look.report(m_rules.type, path, say("%1 of %2 is %3.").arg(path, name(), problem),
                          say("It must be %1.").arg(valuecheck::typeInWords(schema.type)));
            return;
        }
        const qsizetype before = m_look.findings.size();
        byProvider(schema, known, path, schemaPath);
        if (m_look.findings.size() == before)
            byKnownValues(known, path, schemaPath);
    }

    valuecheck::Verdict against(const ValueRule &rule, const Value &value)
    {
        return valuecheck::against(rule, value,
                                   [this](const QString &pattern) -> const QRegularExpression & { return m_look.expression(pattern); });
    }

    Finding &reportValue(const QString &at, const QString &path, const valuecheck::Verdict &verdict)
    {
        return m_look.report(m_rules.value, at, say("%1 of %2 %3.").arg(path, name(), verdict.problem), verdict.advice);
    }

    /// Calls `judge(value, path)` for a value, or for each literal item of a list of texts and numbers.
    template <class F> void forEachLiteral(const Value &known, const QString &path, const F &judge)
    {
        if (!known.isList()) {
            judge(known, path);
            return;
        }
        for (qsizetype i = 0; i < known.toList().size(); ++i)
            if (const Value item = m_look.resolved(known.toList().at(i)); item.isString() || item.isNumber())
                judge(item, joined(path, QString::number(i)));
    }

    void byKnownValues(const Value &known, const QString &path, const QString &schemaPath)
    {
        const auto rule = m_look.type().valueRules.constFind(schemaPath);
        if (rule == m_look.type().valueRules.constEnd())
            return;
        const Severity severity = rule->certain ? Severity::Error : Severity::Warning;
        if (known.isList())
            if (const valuecheck::Verdict verdict = valuecheck::countAgainst(*rule, known.toList().size()); !verdict.problem.isEmpty()) {
                reportValue(path, path, verdict).severity = severity;
                return;
            }
        const bool isAnyCase = m_facts.anyCase.contains(schemaPath);
        forEachLiteral(known, path, [&](const Value &one, const QString &at) {
            if (known.isList() && !one.isString())
                return;
            if (isAnyCase && rule->values.contains(one.toString(), Qt::CaseInsensitive))
                return;
            if (const valuecheck::Verdict verdict = against(*rule, one); !verdict.problem.isEmpty())
                reportValue(at, path, verdict).severity = severity;
        });
    }

    /// What the provider's own validation says beyond its schema.
    void byProvider(const AttributeSchema &schema, const Value &known, const QString &path, const QString &schemaPath)
    {
        const auto count = m_facts.counts.constFind(schemaPath);
        if (known.isList() && count != m_facts.counts.constEnd())
            if (const valuecheck::Verdict verdict = valuecheck::countAgainst(*count, known.toList().size()); !verdict.problem.isEmpty()) {
                reportValue(path, path, verdict);
                return;
            }
        const QString form = m_facts.forms.value(schemaPath);
        const auto rule = m_facts.values.constFind(schemaPath);
        const bool isWhole = m_facts.whole.contains(schemaPath);
        forEachLiteral(known, path, [&](const Value &one, const QString &at) {
            const valuecheck::Verdict ofForm = !form.isEmpty() ? valuecheck::againstForm(form, one)
                : isWhole                                      ? valuecheck::againstForm(QStringLiteral("whole"), one)
                                                               : valuecheck::Verdict();
            if (!ofForm.problem.isEmpty()) {
                reportValue(at, path, ofForm);
                return;
            }
            if (rule == m_facts.values.constEnd())
                return;
            const QString text = one.toString();
            if (m_facts.anyCase.contains(schemaPath) && rule->values.contains(text, Qt::CaseInsensitive))
                return;
            // AWS has values that the oldest provider that exports allow does not know.
            const bool isNewer =
                !rule->values.isEmpty() && !rule->values.contains(text) && m_look.type().valueRules.value(schemaPath).values.contains(text);
            if (const valuecheck::Verdict verdict = against(*rule, one); !verdict.problem.isEmpty())
                reportValue(at, path, verdict).severity = isNewer ? Severity::Warning : Severity::Error;
        });
        const bool isSix = schema.name.endsWith(QLatin1String("ipv6_cidr_block"));
        const bool isNetwork =
            form.isEmpty() && schema.name.endsWith(QLatin1String("cidr_block")) && schema.type.kind == AttributeType::Kind::String;
        if (isNetwork && (known.isNumber() || known.isBool() || (isSix && !known.toString().isEmpty())))
            if (const valuecheck::Verdict verdict =
                    valuecheck::againstForm(isSix ? QStringLiteral("cidr6") : QStringLiteral("cidr"), known);
                !verdict.problem.isEmpty())
                reportValue(path, path, verdict);
    }

    void blocks(const NestedBlock &nested, const Value &value, const QString &path, const QString &schemaPath)
    {
        if (value.isComputed())
            return;
        if (value.isMap()) { // one block, or one of a map of blocks
            if (nested.nesting == NestedBlock::Nesting::Map) {
                for (auto it = value.toMap().constBegin(); it != value.toMap().constEnd(); ++it)
                    if (it->isMap())
                        block(*nested.block, it->toMap(), joined(path, it.key()), schemaPath);
            } else {
                block(*nested.block, value.toMap(), path, schemaPath);
            }
            return;
        }
        if (!value.isList()) {
            m_look.report(m_rules.type, path, say("%1 of %2 is %3.").arg(path, name(), rules::shown(value)),
                          say("It is a block and holds attributes of its own."));
            return;
        }
        const qsizetype before = m_look.findings.size();
        const ValueList &list = value.toList();
        const qsizetype most = nested.nesting == NestedBlock::Nesting::Single ? 1 : nested.maxItems;
        if (most > 0 && list.size() > most)
            m_look.report(m_rules.count, path, say("%1 has %2 %3 blocks.").arg(name()).arg(list.size()).arg(path),
                          most == 1 ? say("There may be only one.") : say("There may be at most %1.").arg(most));
        if (list.size() < nested.minItems)
            m_look.report(m_rules.count, path,
                          list.isEmpty() ? say("%1 has no %2.").arg(name(), path)
                                         : say("%1 has only %2 %3 blocks.").arg(name()).arg(list.size()).arg(path),
                          say("There must be at least %1.").arg(nested.minItems));
        for (qsizetype i = 0; i < list.size(); ++i)
            if (list.at(i).isMap())
                block(*nested.block, list.at(i).toMap(), i == 0 ? path : joined(path, QString::number(i)), schemaPath);
            else if (!list.at(i).isComputed())
                m_look.report(m_rules.type, joined(path, QString::number(i)),
                              say("%1 of %2 is %3.").arg(path, name(), rules::shown(list.at(i))),
                              say("It is a block and holds attributes of its own."));
        const auto count = m_facts.counts.constFind(schemaPath);
        if (count != m_facts.counts.constEnd() && m_look.findings.size() == before)
            if (const valuecheck::Verdict verdict = valuecheck::countAgainst(*count, list.size()); !verdict.problem.isEmpty())
                m_look.report(m_rules.count, path, say("%1 of %2 %3.").arg(path, name(), verdict.problem), verdict.advice);
    }

    Look &m_look;
    const SchemaRules &m_rules;
    const ProviderFacts &m_facts;
};

Result<ChangeSet> removeAttribute(const Blueprint &blueprint, const Catalog &, const Finding &finding)
{
    return edits::setProperty(blueprint, {finding.resource}, finding.attribute, {});
}

/// Of a type without a schema, names of attributes must at least be names.
void checkKeys(Look &look, const Rule &rule)
{
    const PropertyMap &properties = look.resource().properties;
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it)
        if (!it->isNull() && !rules::isIdentifier(it.key()))
            look.report(rule, it.key(),
                        say("%1 says %2, which cannot be the name of an attribute.").arg(look.name(), rules::quoted(it.key())),
                        say("Remove it, or correct its name."))
                .fixTitle = say("Remove %1").arg(it.key());
}

void checkTypeIsKnown(Look &look, const Rule &rule)
{
    if (look.type().schema || isGroupType(look.resource().type))
        return;
    const QString type = look.resource().type, bare = type.startsWith(QLatin1String("data.")) ? type.mid(5) : type;
    // Of other providers nothing is known. Of AWS's, all versions are that exports ask for.
    const bool isAws = bare.startsWith(QLatin1String("aws_"));
    look.report(
            rule, {}, say("%1 is of the type %2, which Groundplan does not know.").arg(look.name(), type),
            isAws ? say("The AWS provider refuses it. Correct the type; if a newer provider than 6.66 has it, accept this problem, and it "
                        "is exported as it is.")
                  : say("It is kept and exported as it is, but nothing of it can be checked."))
        .severity = isAws ? Severity::Error : Severity::Warning;
}

} // namespace

RuleList rules::schemaRules()
{
    SchemaRules walk{
        {QStringLiteral("validity.required"), Severity::Error, say("A required attribute or block is missing")},
        {QStringLiteral("validity.read-only"), Severity::Error, say("A result is set as if it were an input"), {}, {}, removeAttribute},
        {QStringLiteral("validity.unknown-attribute"), Severity::Error, say("The type has no such attribute"), {}, {}, removeAttribute},
        {QStringLiteral("validity.block-count"), Severity::Error, say("Too many or too few blocks")},
        {QStringLiteral("validity.type"), Severity::Error, say("A value is of the wrong type")},
        {QStringLiteral("validity.value"), Severity::Error, say("A value is outside what AWS accepts")},
    };
    RuleList list{walk.required, walk.readOnly, walk.unknown, walk.count, walk.type, walk.value};
    list.first().check = [walk](Look &look, const Rule &) {
        if (look.type().schema)
            Walk(look, walk).block(*look.type().schema, look.properties(), {}, {});
        else if (!isGroupType(look.resource().type))
            checkKeys(look, walk.unknown);
    };
    list.append({QStringLiteral("validity.unknown-type"), Severity::Warning, say("The type is not known"), {}, checkTypeIsKnown});
    return list;
}

} // namespace groundplan
