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
    put(stderr, (visible(line, false) + QStringLiteral(": ") + visible(message) + QLatin1Char('\n')).toUtf8());
    ValueMap error{{QStringLiteral("message"), message}};
    if (resource) {
        error.insert(QStringLiteral("resource"), address(resource));
        error.insert(QStringLiteral("resource_id"), resource.text());
    }
    said.errors.append(error);
}

void CommandContext::printJson(const Value &value) const
{
    said.json = true;
    cli::printJson(value);
}

int CommandContext::ended(int code) const
{
    if (code != Done && wantsJson() && !said.json)
        printJson(failure(path, code, said.errors));
    return code;
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

void printLine(const QString &text) { put(stdout, visible(text).toUtf8() + '\n'); }

QString visible(const QString &text, bool keepsLines)
{
    const auto isHarmless = [keepsLines](QChar c) {
        const char16_t u = c.unicode();
        if (u == '\n' || u == '\t')
            return keepsLines;
        return u >= 0x20 && (u < 0x7f || u > 0x9f) && u != 0x200e && u != 0x200f && (u < 0x202a || u > 0x202e)
            && (u < 0x2066 || u > 0x2069);
    };
    if (std::all_of(text.begin(), text.end(), isHarmless))
        return text;
    QString result;
    for (const QChar c : text)
        result += isHarmless(c) ? QString(c) : QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    return result;
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QStringLiteral("error");
    case Severity::Warning: return QStringLiteral("warning");
    case Severity::Notice: break;
    }
    return QStringLiteral("notice");
}

Value failure(const QString &file, int code, const ValueList &errors)
{
    ValueMap map{{QStringLiteral("outcome"), code == Interrupted ? QStringLiteral("cancelled") : QStringLiteral("failed")},
                 {QStringLiteral("exit_code"), code},
                 {QStringLiteral("errors"), errors}};
    if (!file.isEmpty())
        map.insert(QStringLiteral("file"), file);
    return map;
}

void printJson(const Value &value)
{
    QByteArray out;
    jsontext::appendPretty(out, value, 0);
    put(stdout, out + '\n');
}

} // namespace groundplan::cli
