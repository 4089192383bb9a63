// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/generator.h"
#include "tests/tools/realtools.h"

#include <QRegularExpression>
#include <QTemporaryDir>

namespace groundplan::test {

/// A file that stands beside an export, not in it: what each of its provider configurations, with and without an alias, gets besides.
inline FileSet providerOverride(const Generated &generated, const QByteArray &inside)
{
    using namespace Qt::Literals::StringLiterals;
    QByteArray text = "provider \"aws\" {\n" + inside + "}\n";
    static const QRegularExpression alias(u"alias += (\"[^\"]+\")"_s);
    auto matches = alias.globalMatch(QString::fromUtf8(generated.files.files.value(u"providers.tf"_s)));
    while (matches.hasNext())
        text += "provider \"aws\" {\n  alias = " + matches.next().captured(1).toUtf8() + '\n' + inside + "}\n";
    FileSet more;
    more.files.insert(u"test_override.tf"_s, text);
    return more;
}

/// Lets the real engine format, validate and plan an export, each in a folder of its own. Returns what it says when it refuses.
/// `planned` gets the plan as JSON.
inline QString refusedByTerraform(const Generated &generated, QByteArray *planned = nullptr)
{
    using namespace Qt::Literals::StringLiterals;
    QTemporaryDir folder;
    if (const auto written = generated.files.writeTo(folder.path()); !written)
        return written.error().text();
    // What lets the provider plan without an account.
    const QByteArray inside =
        "  access_key                  = \"test\"\n  secret_key                  = \"test\"\n  skip_credentials_validation = true\n"
        "  skip_requesting_account_id  = true\n  skip_metadata_api_check     = true\n";
    const bool usesAws = generated.files.files.value(u"versions.tf"_s).contains("hashicorp/aws");
    if (usesAws) {
        if (const auto written = providerOverride(generated, inside).writeTo(folder.path()); !written)
            return written.error().text();
    }
    QList<QStringList> calls{QStringList{u"init"_s, u"-no-color"_s}
                             + (usesAws ? QStringList{u"-plugin-dir="_s + providerFolder()} : QStringList())};
    for (auto it = generated.files.files.begin(); it != generated.files.files.end(); ++it)
        calls.append({u"fmt"_s, u"-check"_s, u"-diff"_s, it.key()});
    calls.append({u"validate"_s, u"-no-color"_s});
    calls.append({u"plan"_s, u"-no-color"_s, u"-input=false"_s, u"-out=plan"_s});
    for (const QStringList &arguments : calls) {
        const Ran ran = run(engine(), arguments, folder.path());
        if (ran.code != 0)
            return arguments.join(u' ') + u'\n' + ran.text();
    }
    if (planned) {
        const Ran shown = run(engine(), {u"show"_s, u"-json"_s, u"plan"_s}, folder.path());
        if (shown.code != 0)
            return shown.text();
        *planned = shown.output;
    }
    return {};
}

} // namespace groundplan::test
