// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "model/blueprint/expressions.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

namespace groundplan {

namespace {

using rules::joined;
using rules::say;

/// Calls `visit(path, value)` for each reference, variable and expression inside, with its dotted path.
template <class F> void forEachComputed(const Value &value, const QString &path, const F &visit)
{
    if (value.isComputed()) {
        visit(path, value);
    } else if (value.isList()) {
        for (qsizetype i = 0; i < value.toList().size(); ++i)
            if (!value.toList().at(i).isLiteralScalar()) // no path is built for what cannot hold a reference
                forEachComputed(value.toList().at(i), joined(path, QString::number(i)), visit);
    } else if (value.isMap()) {
        for (auto it = value.toMap().constBegin(); it != value.toMap().constEnd(); ++it)
            if (!it->isLiteralScalar())
                forEachComputed(*it, joined(path, it.key()), visit);
    }
}

QString withoutIndexes(const QString &path)
{
    if (!path.contains(QLatin1Char('.')))
        return path;
    QStringList kept;
    for (const QString &part : path.split(QLatin1Char('.'))) {
        bool isIndex = false;
        part.toInt(&isIndex);
        if (!isIndex && part != QLatin1String("*"))
            kept.append(part);
    }
    return kept.join(QLatin1Char('.'));
}

bool hasAttribute(const ResourceType &type, const QString &path)
{
    if (!type.schema || path.isEmpty())
        return true;
    const QString plain = withoutIndexes(expressions::attributePath(path).section(QLatin1Char('['), 0, 0));
    if (type.schema->attributeAt(plain) || type.schema->blockAt(plain))
        return true;
    // A field of an object or an entry of a map: its first part is enough to know.
    for (qsizetype dot = plain.lastIndexOf(QLatin1Char('.')); dot > 0; dot = plain.lastIndexOf(QLatin1Char('.'), dot - 1))
        if (type.schema->attributeAt(plain.left(dot)))
            return true;
    return false;
}

struct ReferenceRules {
    Rule dangling, attribute, type, variable;
};

class ReferenceCheck {
public:
    ReferenceCheck(Look &look, const ReferenceRules &rules) : m_look(look), m_rules(rules) { }

    void operator()(const QString &path, const Value &value) const
    {
        if (value.isReference())
            reference(path, value.toReference(), true);
        else if (value.isExpression())
            value.forEachReference([&](const Reference &inside) { reference(path, inside, false); });
        value.forEachVariable([&](const QString &name) {
            if (!m_look.hasVariable(name))
                m_look.report(m_rules.variable, path,
                              say("%1 of %2 uses the variable %3, which is not defined.").arg(path, m_look.name(), rules::quoted(name)),
                              say("Define the variable, or choose another value."));
        });
    }

private:
    void reference(const QString &path, const Reference &reference, bool isWhole) const
    {
        const QString type = m_look.typeOf(reference.to);
        if (type.isEmpty()) {
            Finding &finding =
                m_look.report(m_rules.dangling, path, say("%1 of %2 refers to a resource that does not exist.").arg(path, m_look.name()),
                              say("Remove the reference, or choose another resource."));
            if (isWhole)
                finding.fixTitle = say("Remove the reference");
            return;
        }
        if (isGroupType(type)) {
            groupAttribute(path, reference, isWhole);
            return;
        }
        const auto target = m_look.catalogType(type);
        if (!hasAttribute(*target, reference.attribute)) {
            m_look.report(m_rules.attribute, path,
                          say("%1 of %2 refers to %3 of %4, which %5 does not have.")
                              .arg(path, m_look.name(), reference.attribute, m_look.nameOf(reference.to), type),
                          say("Choose an attribute that the type has."));
            return;
        }
        if (isOneOfMany(path, reference)) {
            m_look.report(m_rules.attribute, path,
                          say("%1 of %2 refers to %3, of which there are several.").arg(path, m_look.name(), m_look.nameOf(reference.to)),
                          say("for_each makes one for each key: write an expression that says which one."));
            return;
        }
        if (isWhole)
            targetType(path, reference, type);
    }

    /// Copies that count makes have a first one, and a list takes them all; those of for_each are told apart by key alone.
    bool isOneOfMany(const QString &path, const Reference &reference) const
    {
        const Value keys = m_look.find(reference.to)->meta.value(QStringLiteral("for_each"));
        bool isListItem = false;
        path.section(QLatin1Char('.'), -1).toInt(&isListItem);
        return !keys.isNull() && !reference.attribute.isEmpty() && !isListItem && !path.startsWith(QLatin1String("meta."))
            && keys != m_look.resource().meta.value(QStringLiteral("for_each"));
    }

    /// A zone that code has no twin of stands for what is written on it.
    void groupAttribute(const QString &path, const Reference &reference, bool isWhole) const
    {
        if (path.startsWith(QLatin1String("meta.depends_on")))
            return; // left out
        const QString attribute = reference.attribute.isEmpty() ? QStringLiteral("id") : reference.attribute;
        const Value written = m_look.property(reference.to, attribute);
        if (isWhole && !written.isNull() && (written.isLiteralScalar() || written.isVariable()))
            return;
        m_look.report(
            m_rules.attribute, path,
            say("%1 of %2 refers to %3 of %4, which code could not use.").arg(path, m_look.name(), attribute, m_look.nameOf(reference.to)),
            say("Choose another resource, or write the value out."));
    }

    /// What else a resource reports may hold the id of another type: a cluster's own security group, a subnet's VPC.
    static bool namesItself(const QString &attribute)
    {
        return attribute.isEmpty() || attribute == QLatin1String("id") || attribute == QLatin1String("arn")
            || attribute == QLatin1String("name");
    }

    /// What the last part of a path says it refers to: `subnet_ids` → subnet.
    static QString subjectOf(const QString &path)
    {
        QString name = path.section(QLatin1Char('.'), -1);
        for (const QLatin1String &end :
             {QLatin1String("_ids"), QLatin1String("_id"), QLatin1String("_arns"), QLatin1String("_arn"), QLatin1String("_names"),
              QLatin1String("_name"), QLatin1String("_identifier"), QLatin1String("s")}) {
            if (!name.endsWith(end))
                continue;
            name.chop(end.size());
            break;
        }
        return name;
    }

    /// aws_kms_key and aws_kms_alias: one may stand for the other.
    static bool areOfOneService(const QString &one, const QString &other)
    {
        const QString service = one.section(QLatin1Char('_'), 0, 1) + QLatin1Char('_');
        return one.startsWith(service) && other.startsWith(service);
    }

    /// The known targets of an attribute are rarely all there are. Another is refused only where the attribute's name says the
    /// same, and where no rule for it is an inference.
    void targetType(const QString &path, const Reference &reference, const QString &type) const
    {
        if (!namesItself(reference.attribute))
            return;
        const QString plain = withoutIndexes(path);
        const QString subject = QLatin1Char('_') + subjectOf(plain);
        QStringList expected;
        bool isNamed = false;
        for (const ReferenceRule &rule : m_look.type().references) {
            if (rule.attribute != plain)
                continue;
            if (!rule.certain || rule.targetType == type || type.endsWith(subject) || areOfOneService(rule.targetType, type))
                return;
            expected.append(rule.targetType);
            isNamed = isNamed || rule.targetType.endsWith(subject)
                || subject.endsWith(rule.targetType.section(QLatin1Char('_'), 1).prepend(QLatin1Char('_')));
        }
        if (isNamed && m_look.catalogType(type)->schema)
            m_look.report(m_rules.type, path,
                          say("%1 of %2 refers to %3, which is no %4.")
                              .arg(path, m_look.name(), m_look.nameOf(reference.to), expected.join(say(" or "))),
                          say("Choose a resource of that type."));
    }

    Look &m_look;
    const ReferenceRules &m_rules;
};

Result<ChangeSet> removeReference(const Blueprint &blueprint, const Catalog &, const Finding &finding)
{
    const Resource *before = blueprint.find(finding.resource);
    Resource after = *before;
    const bool isMeta = finding.attribute.startsWith(QLatin1String("meta."));
    PropertyMap &map = isMeta ? after.meta : after.properties;
    const QString path = isMeta ? finding.attribute.mid(5) : finding.attribute;
    const Value value = valueAt(map, path);
    if (!value.isReference())
        return Error{say("The reference is no longer there.")};
    const QString first = path.section(QLatin1Char('.'), 0, 0); // lists close up where an item goes
    map = withValueAt(map, first, map.value(first).withoutReferencesTo(value.toReference().to));
    ChangeSet changes;
    changes.replace(*before, after);
    return changes;
}

} // namespace

RuleList rules::referenceRules()
{
    const ReferenceRules check{
        {QStringLiteral("validity.dangling-reference"),
         Severity::Error,
         say("A reference leads to a resource that does not exist"),
         {},
         {},
         removeReference},
        {QStringLiteral("validity.reference-attribute"), Severity::Error, say("A reference leads to an attribute that does not exist")},
        {QStringLiteral("validity.reference-type"), Severity::Error, say("A reference leads to a resource of the wrong type")},
        {QStringLiteral("validity.undefined-variable"), Severity::Error, say("A variable is not defined")},
    };
    RuleList list{check.dangling, check.attribute, check.type, check.variable};
    list.first().check = [check](Look &look, const Rule &) {
        const ReferenceCheck visit(look, check);
        const PropertyMap &properties = look.properties();
        for (auto it = properties.constBegin(); it != properties.constEnd(); ++it)
            forEachComputed(*it, it.key(), visit);
        const PropertyMap &meta = look.resource().meta;
        for (auto it = meta.constBegin(); it != meta.constEnd(); ++it)
            forEachComputed(*it, QStringLiteral("meta.") + it.key(), visit);
    };
    return list;
}

} // namespace groundplan
