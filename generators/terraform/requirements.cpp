// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/requirements.h"

#include "model/blueprint/expressions.h"

namespace groundplan::terraform {

using namespace Qt::Literals::StringLiterals;

/// A condition of a variable may look at something else since 1.9.
static bool looksElsewhere(const lowering::Lowered &lowered)
{
    for (auto it = lowered.variableRules.begin(); it != lowered.variableRules.end(); ++it) {
        for (const lowering::VariableRule &rule : *it) {
            const auto read = expressions::syntax(rule.condition);
            for (const expressions::Named &name : read ? read->names : QList<expressions::Named>()) {
                if (name.path.first() != "path"_L1 && name.path.mid(0, 2) != QStringList{u"var"_s, it.key()})
                    return true;
            }
        }
    }
    return false;
}

QString requiredEngine(const lowering::Lowered &lowered)
{
    if (looksElsewhere(lowered) && !lowered.backend.settings.contains(u"use_lockfile"_s))
        return u">= 1.9"_s;
    return lowered.backend.settings.contains(u"use_lockfile"_s) ? u">= 1.10"_s : u">= 1.5"_s;
}

/// Found by the start of its types. The AWS range is what the catalog's schemas stand for.
Requirement requirement(const lowering::Lowered &lowered, const QString &provider)
{
    static const QHash<QString, Requirement> known{
        {u"aws"_s, {u"hashicorp/aws"_s, u">= 5.100, < 7.0"_s}},     {u"azurerm"_s, {u"hashicorp/azurerm"_s, u">= 4.0, < 5.0"_s}},
        {u"google"_s, {u"hashicorp/google"_s, u">= 6.0, < 8.0"_s}}, {u"random"_s, {u"hashicorp/random"_s, u">= 3.6, < 4.0"_s}},
        {u"tls"_s, {u"hashicorp/tls"_s, u">= 4.0, < 5.0"_s}},       {u"kubernetes"_s, {u"hashicorp/kubernetes"_s, u">= 2.30, < 4.0"_s}},
    };
    Requirement found = known.value(provider, {u"hashicorp/"_s + provider, {}});
    if (provider == "aws"_L1 && lowered.needsOldest)
        found.version = u">= 5.100, < 6.0"_s;
    else if (provider == "aws"_L1 && lowered.needsNewest)
        found.version = u">= 6.66, < 7.0"_s;
    return found;
}

} // namespace groundplan::terraform
