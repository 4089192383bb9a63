// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/id.h"
#include "model/deployment/plan.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace groundplan {

/// More diagnostics of one run are counted, not kept.
inline constexpr qsizetype mostDiagnostics = 1000;

/// Something the engine complains about, with the place when it names one.
struct EngineDiagnostic {
    bool isError = true; ///< else a warning
    QString summary, detail;
    QString address; ///< the resource that it is about, when the engine says so
    QString file;
    int line = 0;
    ResourceId resource = {}; ///< what that is in the blueprint, filled by who has the source map
    bool operator==(const EngineDiagnostic &) const = default;
};

/// One line of an engine's output: a record of `-json` output, or plain text.
struct EngineEvent {
    enum class Kind {
        Text, ///< not a record: shown as it is
        Version,
        Log,
        PlannedChange,
        ResourceDrift,
        ChangeSummary,
        RefreshStart,
        RefreshComplete,
        ApplyStart,
        ApplyProgress,
        ApplyComplete,
        ApplyErrored,
        Diagnostic,
        Outputs,
        Other
    };
    enum class Level { Info, Warning, Error };

    Kind kind = Kind::Text;
    Level level = Level::Info;
    QString message; ///< for people
    QString address;
    PlannedAction action = PlannedAction::None;
    QString engineVersion;
    int add = 0, change = 0, remove = 0; ///< of a ChangeSummary
    QString operation;                   ///< of a ChangeSummary: plan, apply or destroy
    EngineDiagnostic diagnostic;
};

/// Reads one line of output. Never fails: what is not a record (plain text, broken UTF-8, a cut line) is a Text event.
EngineEvent parseEvent(const QByteArray &line);

/// The diagnostics that `validate -json` prints as one document. Text that is not such a document gives none.
QList<EngineDiagnostic> parseValidation(const QByteArray &json);

/// What the engine says in plain words went wrong: its “Error:” blocks, framed or not; without any, its last words.
QList<EngineDiagnostic> parsePlainErrors(const QStringList &lines);

/// `text` without terminal colour codes and other control characters.
QString withoutControlCodes(const QString &text);

} // namespace groundplan

Q_DECLARE_METATYPE(groundplan::EngineDiagnostic)
