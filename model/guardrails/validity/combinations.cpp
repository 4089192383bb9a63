// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/providerfacts.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Which of a type's attributes go together, as the provider's own validation has it.
namespace groundplan {

namespace {

using rules::say;

/// Whether something is set: what a variable or an expression gives may be null.
enum class Presence { No, Yes, Unknown };

/// `path` leads through blocks of which there is one (`launch_template.0.id`).
Presence presenceOf(const PropertyMap &properties, const QString &path)
{
    // Most attributes are not set, and what is not there has no parts.
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    const auto first = properties.constFind(dot < 0 ? path : path.left(dot));
    if (first == properties.constEnd())
        return Presence::No;
    Value at = *first;
    const QStringList parts = dot < 0 ? QStringList() : path.split(QLatin1Char('.'));
    for (qsizetype i = 1; i < parts.size(); ++i) {
        if (at.isComputed())
            return Presence::Unknown;
        bool isIndex = false;
        const qsizetype index = parts.at(i).toLongLong(&isIndex);
        if (isIndex)
            at = at.isList() ? at.toList().value(index) : at;
        else
            at = at.isList() ? at.toList().value(0).toMap().value(parts.at(i)) : at.toMap().value(parts.at(i));
    }
    if (at.isNull() || (at.isList() && at.toList().isEmpty()))
        return Presence::No;
    return at.isVariable() || at.isExpression() ? Presence::Unknown : Presence::Yes;
}

class CombinationCheck {
public:
    CombinationCheck(Look &look, const Rule &rule) : m_look(look), m_rule(rule), m_properties(look.properties()) { }

    void run()
    {
        const ProviderFacts &facts = providerFacts(m_look.resource().type);
        for (const QStringList &group : facts.exactlyOne) {
            if (!isReached(group))
                continue;
            atMostOne(group);
            atLeastOne(group, say("Set one of them."));
        }
        for (const QStringList &group : facts.atLeastOne)
            if (isReached(group))
                atLeastOne(group, say("Set at least one of them."));
        for (const QStringList &group : facts.notTogether)
            atMostOne(group);
        for (const QStringList &group : facts.required)
            if (presence(group.first()) == Presence::Yes)
                for (const QString &other : group.mid(1))
                    if (presence(other) == Presence::No)
                        report(group.first(), say("%1 of %2 needs %3 beside it.").arg(shown(group.first()), m_look.name(), shown(other)),
                               say("Set %1 as well, or remove %2.").arg(shown(other), shown(group.first())));
        namePrefixes();
    }

private:
    Presence presence(const QString &path) const { return presenceOf(m_properties, path); }
    /// Inside a block that is not there, nothing is missing.
    bool isReached(const QStringList &group) const
    {
        const QString block = group.first().section(QStringLiteral(".0."), 0, -2);
        return block == group.first() || block.isEmpty() || presence(block) == Presence::Yes;
    }
    static QString shown(const QString &path) { return QString(path).replace(QStringLiteral(".0"), QString()); }

    void report(const QString &path, const QString &message, const QString &advice)
    {
        if (m_told.contains(message))
            return;
        m_told.append(message);
        m_look.report(m_rule, shown(path), message, advice);
    }

    void atMostOne(const QStringList &group)
    {
        QStringList set;
        for (const QString &path : group)
            if (presence(path) == Presence::Yes)
                set.append(path);
        if (set.size() < 2)
            return;
        set.sort();
        QStringList words;
        for (const QString &path : std::as_const(set))
            words.append(shown(path));
        report(set.first(), say("%1 has both %2.").arg(m_look.name(), rules::listed(words)),
               say("Keep one of them: the provider refuses them together."));
    }

    void atLeastOne(const QStringList &group, const QString &advice)
    {
        QStringList words;
        for (const QString &path : group) {
            if (presence(path) != Presence::No)
                return;
            words.append(shown(path));
        }
        // What a zone gives is the plainest way to set it.
        if (words.size() == 1)
            report(group.first(), say("%1 has no %2.").arg(m_look.name(), words.first()),
                   say("The provider refuses the resource without it."));
        else
            report(group.first(), say("%1 has none of %2.").arg(m_look.name(), rules::listed(words)), advice);
    }

    /// `name` and `name_prefix` exclude each other wherever a type has them.
    void namePrefixes()
    {
        const auto schema = m_look.type().schema;
        for (auto it = m_properties.constBegin(); schema && it != m_properties.constEnd(); ++it) {
            if (!it.key().endsWith(QLatin1String("name_prefix")))
                continue;
            const QString name = it.key().chopped(7);
            const AttributeSchema *attribute = schema->attributeAt(name);
            if (attribute && attribute->isSettable() && schema->attributeAt(it.key()))
                atMostOne({name, it.key()});
        }
    }

    Look &m_look;
    const Rule &m_rule;
    const PropertyMap &m_properties;
    QStringList m_told;
};

} // namespace

RuleList rules::combinationRules()
{
    return {{QStringLiteral("validity.combination"),
             Severity::Error,
             say("Attributes exclude or need each other"),
             {},
             [](Look &look, const Rule &rule) { CombinationCheck(look, rule).run(); }}};
}

} // namespace groundplan
