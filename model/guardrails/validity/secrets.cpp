// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

#include "model/blueprint/edits.h"
#include "model/blueprint/expressions.h"
#include "model/blueprint/metaarguments.h"

/// Secrets that stand in the blueprint: what the provider marks as sensitive, written out.
namespace groundplan {

namespace {

using rules::joined;
using rules::say;

/// Other rules say of these what AWS does about them.
bool isSaidElsewhere(const QString &type, const QString &path)
{
    static const QSet<QString> said{QStringLiteral("aws_db_instance.password"), QStringLiteral("aws_rds_cluster.master_password"),
                                    QStringLiteral("aws_docdb_cluster.master_password")};
    return said.contains(type + QLatin1Char('.') + path);
}

/// A text, a number or a map of such that anybody can read.
bool isWrittenOut(Look &look, const Value &value)
{
    if (value.isMap())
        return std::any_of(value.toMap().begin(), value.toMap().end(), [&look](const Value &one) { return isWrittenOut(look, one); });
    if (value.isList())
        return std::any_of(value.toList().begin(), value.toList().end(), [&look](const Value &one) { return isWrittenOut(look, one); });
    if (value.isExpression()) {
        const Value literal = look.syntax(value.toExpression().text).literal;
        return literal.isString() && !literal.toString().isEmpty();
    }
    return value.isNumber() || (value.isString() && !value.toString().isEmpty());
}

void checkBody(Look &look, const Rule &rule, const BlockSchema &schema, const PropertyMap &properties, const QString &path)
{
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        const QString at = joined(path, it.key());
        if (const auto nested = schema.blocks.constFind(it.key()); nested != schema.blocks.constEnd()) {
            if (it->isMap())
                checkBody(look, rule, *nested->block, it->toMap(), at);
            for (qsizetype i = 0; it->isList() && i < it->toList().size(); ++i)
                checkBody(look, rule, *nested->block, it->toList().at(i).toMap(), joined(at, QString::number(i)));
            continue;
        }
        const auto attribute = schema.attributes.constFind(it.key());
        if (attribute == schema.attributes.constEnd() || !attribute->sensitive || !attribute->isSettable()
            || isSaidElsewhere(look.resource().type, at) || !isWrittenOut(look, *it))
            continue;
        Finding &finding =
            look.report(rule, at, say("%1 of %2, which Terraform keeps secret, stands in the blueprint.").arg(at, look.name()),
                        say("Everybody who can read the file, or the code, can read it. Use a sensitive variable, a reference to a secret "
                            "in Secrets Manager or to an SSM parameter, or let random_password make one."));
        if (attribute->type.kind != AttributeType::Kind::String)
            finding.fixTitle.clear(); // which of a map's values are secret is not certain
    }
}

/// The provider hides the value of every parameter, but only a SecureString keeps a secret.
bool isPlainParameter(Look &look)
{
    return look.resource().type == QLatin1String("aws_ssm_parameter")
        && look.value(QStringLiteral("type")).toString() != QLatin1String("SecureString");
}

void checkSecrets(Look &look, const Rule &rule)
{
    if (look.type().schema && isPlainParameter(look))
        return;
    if (look.type().schema)
        checkBody(look, rule, *look.type().schema, look.resource().properties, {});
}

/// A name for the variable that nothing has yet: `main_auth_token`.
VariableId newVariable(const Blueprint &blueprint, const Resource &resource, const QString &attribute)
{
    QString name = resource.name + QLatin1Char('_') + attribute.section(QLatin1Char('.'), -1);
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9_-]+"));
    name.replace(others, QStringLiteral("_"));
    if (!expressions::isIdentifier(name) || metaarguments::isReservedVariable(name))
        name.prepend(QStringLiteral("secret_"));
    VariableId id(name);
    for (int number = 2; blueprint.find(id); ++number)
        id = VariableId(name + QLatin1Char('_') + QString::number(number));
    return id;
}

Result<ChangeSet> makeVariable(const Blueprint &blueprint, const Catalog &, const Finding &finding)
{
    const Resource *before = blueprint.find(finding.resource);
    Variable variable;
    variable.id = newVariable(blueprint, *before, finding.attribute);
    variable.description = say("%1 of %2").arg(finding.attribute.section(QLatin1Char('.'), -1), before->name);
    variable.sensitive = true;
    Resource after = *before;
    after.properties = withValueAt(after.properties, finding.attribute, VariableReference{variable.id.text()});
    ChangeSet changes;
    changes.add(variable);
    changes.replace(*before, after);
    return changes;
}

} // namespace

RuleList rules::secretRules()
{
    return {{QStringLiteral("security.literal-secret"),
             Severity::Warning,
             say("A secret stands in the blueprint"),
             {},
             checkSecrets,
             makeVariable,
             say("Ask for it in a sensitive variable")}};
}

} // namespace groundplan
