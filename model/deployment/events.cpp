// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/events.h"

#include "model/deployment/members.h"

#include <algorithm>
#include <limits>

namespace groundplan {

using engine::Json, engine::memberOf, engine::textOf;

namespace {

constexpr qsizetype longestShownLine = 4096;
constexpr qsizetype longestDetail = 16384;
constexpr int deepestRecord = 128;

int numberOf(const Json &object, const char *key)
{
    const Json &value = memberOf(object, key);
    return value.is_number_integer() ? int(std::clamp<qint64>(value.get<qint64>(), 0, std::numeric_limits<int>::max())) : 0;
}

/// Null for what is not JSON, or nested beyond reason.
Json parsed(const QByteArray &text)
{
    bool tooDeep = false;
    const auto keep = [&](int depth, Json::parse_event_t, Json &) {
        tooDeep = tooDeep || depth > deepestRecord;
        return !tooDeep;
    };
    Json document = Json::parse(text.begin(), text.end(), keep, false);
    return document.is_discarded() || tooDeep ? Json() : document;
}

EngineEvent::Kind kindOf(const QString &type)
{
    using Kind = EngineEvent::Kind;
    static const QHash<QString, Kind> kinds{{QStringLiteral("version"), Kind::Version},
                                            {QStringLiteral("log"), Kind::Log},
                                            {QStringLiteral("planned_change"), Kind::PlannedChange},
                                            {QStringLiteral("resource_drift"), Kind::ResourceDrift},
                                            {QStringLiteral("change_summary"), Kind::ChangeSummary},
                                            {QStringLiteral("refresh_start"), Kind::RefreshStart},
                                            {QStringLiteral("refresh_complete"), Kind::RefreshComplete},
                                            {QStringLiteral("apply_start"), Kind::ApplyStart},
                                            {QStringLiteral("apply_progress"), Kind::ApplyProgress},
                                            {QStringLiteral("apply_complete"), Kind::ApplyComplete},
                                            {QStringLiteral("apply_errored"), Kind::ApplyErrored},
                                            {QStringLiteral("diagnostic"), Kind::Diagnostic},
                                            {QStringLiteral("outputs"), Kind::Outputs}};
    return kinds.value(type, Kind::Other);
}

PlannedAction actionOf(const QString &name)
{
    static const QHash<QString, PlannedAction> actions{
        {QStringLiteral("create"), PlannedAction::Create},   {QStringLiteral("update"), PlannedAction::Update},
        {QStringLiteral("replace"), PlannedAction::Replace}, {QStringLiteral("delete"), PlannedAction::Delete},
        {QStringLiteral("remove"), PlannedAction::Delete},   {QStringLiteral("read"), PlannedAction::Read}};
    return actions.value(name, PlannedAction::None);
}

EngineDiagnostic readDiagnostic(const Json &record)
{
    EngineDiagnostic diagnostic;
    diagnostic.isError = textOf(record, "severity") != QLatin1String("warning");
    diagnostic.summary = withoutControlCodes(textOf(record, "summary")).left(longestShownLine);
    diagnostic.detail = withoutControlCodes(textOf(record, "detail")).left(longestDetail);
    diagnostic.address = textOf(record, "address").left(longestShownLine);
    const Json &range = memberOf(record, "range");
    diagnostic.file = textOf(range, "filename").left(longestShownLine);
    diagnostic.line = numberOf(memberOf(range, "start"), "line");
    return diagnostic;
}

EngineEvent textEvent(const QByteArray &line)
{
    EngineEvent event;
    event.message = withoutControlCodes(QString::fromUtf8(line.left(longestShownLine)));
    if (line.size() > longestShownLine)
        event.message += QStringLiteral(" …");
    return event;
}

} // namespace

QString withoutControlCodes(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QChar(0x1b)) { // ESC [ parameters letter
            if (i + 1 < text.size() && text.at(i + 1) == QLatin1Char('[')) {
                i += 2;
                while (i < text.size() && (text.at(i).unicode() < 0x40 || text.at(i).unicode() > 0x7e))
                    ++i;
            }
            continue;
        }
        if (c == QLatin1Char('\n') || c == QLatin1Char('\t') || (c.unicode() >= 0x20 && c.unicode() != 0x7f))
            result += c;
    }
    return result;
}

QList<EngineDiagnostic> parsePlainErrors(const QStringList &lines)
{
    static const QString frame = QStringLiteral("│╷╵|");
    QList<EngineDiagnostic> blocks; // warnings too: they end what is said of an error
    bool isInside = false;
    QStringList words;
    for (const QString &line : lines) {
        qsizetype from = 0;
        while (from < line.size() && (line.at(from).isSpace() || frame.contains(line.at(from))))
            ++from;
        const QString text = line.mid(from).trimmed();
        const bool isError = text.startsWith(QLatin1String("Error: "));
        if (isError || text.startsWith(QLatin1String("Warning: "))) {
            blocks << EngineDiagnostic{isError, text.section(QLatin1Char(' '), 1).left(longestShownLine), {}, {}, {}, 0};
            isInside = true;
        } else if (line.contains(QStringView(u"╵"))) {
            isInside = false;
        } else if (!text.isEmpty()) {
            words << text;
            if (isInside)
                blocks.last().detail += (blocks.last().detail.isEmpty() ? QString() : QStringLiteral("\n")) + text;
        }
    }
    QList<EngineDiagnostic> errors;
    for (EngineDiagnostic &block : blocks) {
        block.detail.truncate(longestDetail);
        if (block.isError)
            errors << block;
    }
    if (errors.isEmpty() && !words.isEmpty()) {
        const QString last = words.takeLast();
        errors << EngineDiagnostic{
            true, last.left(longestShownLine), words.mid(std::max<qsizetype>(0, words.size() - 10)).join(u'\n'), {}, {}, 0};
    }
    return errors;
}

EngineEvent parseEvent(const QByteArray &line)
{
    const QByteArray trimmed = line.trimmed();
    if (!trimmed.startsWith('{'))
        return textEvent(line);
    const Json record = parsed(trimmed);
    const QString type = textOf(record, "type");
    if (!record.is_object() || type.isEmpty())
        return textEvent(line);

    EngineEvent event;
    event.kind = kindOf(type);
    event.message = withoutControlCodes(textOf(record, "@message")).left(longestDetail);
    const QString level = textOf(record, "@level");
    if (level == QLatin1String("error"))
        event.level = EngineEvent::Level::Error;
    else if (level == QLatin1String("warn"))
        event.level = EngineEvent::Level::Warning;

    const Json &subject = memberOf(
        record, event.kind == EngineEvent::Kind::PlannedChange || event.kind == EngineEvent::Kind::ResourceDrift ? "change" : "hook");
    event.address = textOf(memberOf(subject, "resource"), "addr").left(longestShownLine);
    event.action = actionOf(textOf(subject, "action"));

    if (event.kind == EngineEvent::Kind::Version) {
        const QString tofu = textOf(record, "tofu");
        event.engineVersion = tofu.isEmpty() ? textOf(record, "terraform") : tofu;
    } else if (event.kind == EngineEvent::Kind::ChangeSummary) {
        const Json &counts = memberOf(record, "changes");
        event.add = numberOf(counts, "add");
        event.change = numberOf(counts, "change");
        event.remove = numberOf(counts, "remove");
        event.operation = textOf(counts, "operation");
    } else if (event.kind == EngineEvent::Kind::Diagnostic) {
        event.diagnostic = readDiagnostic(memberOf(record, "diagnostic"));
        if (event.diagnostic.summary.isEmpty())
            event.diagnostic.summary = event.message;
    }
    return event;
}

QList<EngineDiagnostic> parseValidation(const QByteArray &json)
{
    QList<EngineDiagnostic> result;
    // Warnings about the engine's own settings may stand before the document.
    const Json document = parsed(json.mid(std::max<qsizetype>(0, json.indexOf('{'))));
    const Json &rows = memberOf(document, "diagnostics");
    if (!rows.is_array())
        return result;
    for (const Json &row : rows) {
        if (result.size() == mostDiagnostics)
            break;
        if (row.is_object())
            result << readDiagnostic(row);
    }
    return result;
}

} // namespace groundplan
