// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// What regions and accounts say, which becomes the provider's configuration.
namespace groundplan {

namespace {

using rules::say;

/// AWS's regions (2026-05). New ones come: a name of the right form that is not here is only asked about.
bool isKnownRegion(const QString &name)
{
    static const QSet<QString> known = [] {
        const QStringList list =
            QStringLiteral(
                "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 "
                "ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 "
                "cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 "
                "eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 "
                "us-gov-east-1 us-gov-west-1 us-west-1 us-west-2")
                .split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return known.contains(name);
}

void checkRegion(Look &look, const Rule &rule)
{
    const QString key = QStringLiteral("region");
    const Value region = look.value(key);
    if (region.isComputed())
        return;
    if (region.isNull() || (region.isString() && region.toString().isEmpty())) {
        look.report(rule, key, say("%1 names no region.").arg(look.name()), say("It would be deployed to us-east-1. Choose a region."))
            .severity = Severity::Warning;
        return;
    }
    static const QString form = QStringLiteral("^[a-z]{2,4}(-[a-z]+)+-[0-9]+$");
    if (!region.isString() || !look.expression(form).match(region.toString()).hasMatch())
        look.report(rule, key, say("The region of %1 is %2.").arg(look.name(), rules::shown(region)),
                    say("It must be a name such as eu-west-1."));
    else if (!isKnownRegion(region.toString()))
        look.report(rule, key, say("The region of %1 is %2, which Groundplan does not know.").arg(look.name(), rules::shown(region)),
                    say("Correct it, unless it is a new one."))
            .severity = Severity::Warning;
}

void checkAccount(Look &look, const Rule &rule)
{
    const Value id = look.value(QStringLiteral("account_id")), role = look.value(QStringLiteral("role_arn"));
    const auto fits = [&look](const Value &value, const QString &pattern) {
        return value.isNull() || value.isComputed() || (value.isLiteralScalar() && value.toString().isEmpty())
            || (value.isLiteralScalar() && look.expression(pattern).match(value.toString()).hasMatch());
    };
    if (!fits(id, QStringLiteral("^[0-9]{12}$")))
        look.report(rule, QStringLiteral("account_id"), say("The account of %1 is %2.").arg(look.name(), rules::shown(id)),
                    say("An account's id has 12 digits; keep it as a text, so that zeros in front stay."));
    if (!fits(role, QStringLiteral("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$")))
        look.report(rule, QStringLiteral("role_arn"), say("The role of %1 is %2.").arg(look.name(), rules::shown(role)),
                    say("It must be the ARN of a role: arn:aws:iam::123456789012:role/deploy."));
}

} // namespace

RuleList rules::placeRules()
{
    return {
        {QStringLiteral("validity.region"), Severity::Error, say("A region is none"), {QStringLiteral("groundplan_region")}, checkRegion},
        {QStringLiteral("validity.account"),
         Severity::Error,
         say("An account is none"),
         {QStringLiteral("groundplan_account")},
         checkAccount},
    };
}

} // namespace groundplan
