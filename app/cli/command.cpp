// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "model/blueprint/jsontext.h"

#include <QCoreApplication>

#include <cstdio>

namespace groundplan::cli {

namespace {

void put(FILE *stream, const QByteArray &bytes)
{
    fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    fflush(stream);
}

} // namespace

void CommandContext::printError(const QString &message, const ResourceId &resource) const
{
    QString line = path.isEmpty() ? QStringLiteral("groundplan-cli") : path;
    if (const QString where = address(resource); !where.isEmpty())
        line += QStringLiteral(": ") + where;
    put(stderr, (line + QStringLiteral(": ") + message + QLatin1Char('\n')).toUtf8());
}

QString CommandContext::address(const ResourceId &resource) const
{
    const Resource *row = blueprint.find(resource);
    return row ? row->type + QLatin1Char('.') + row->name : resource.text();
}

Result<EnvironmentId> CommandContext::environment() const
{
    const QString wanted = options.value(QStringLiteral("environment"));
    if (wanted.isEmpty())
        return EnvironmentId();
    QStringList names;
    for (const EnvironmentId &id : blueprint.ids<Environment>()) {
        const Environment &row = *blueprint.find(id);
        if (id.text() == wanted || row.name == wanted)
            return id;
        names.append(row.name);
    }
    return Error{QCoreApplication::translate("Cli", "There is no environment “%1”. The blueprint has: %2.")
                     .arg(wanted, names.isEmpty() ? QCoreApplication::translate("Cli", "none") : names.join(QStringLiteral(", ")))};
}

void printLine(const QString &text) { put(stdout, text.toUtf8() + '\n'); }

void printJson(const Value &value)
{
    QByteArray out;
    jsontext::appendPretty(out, value, 0);
    put(stdout, out + '\n');
}

} // namespace groundplan::cli
