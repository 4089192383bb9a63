// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QByteArray>
#include <QList>

/// The autosave journal as text: one header line (which file content it continues), one line for each applied ChangeSet, each with
/// a checksum. Cut anywhere, it replays to the last complete edit. Opening and appending to disk is app/services' Autosave.
namespace groundplan::journal {

/// What the journal continues: the document's path (empty: never saved) and the SHA-256 of the file's bytes.
struct Base {
    QString path;
    QByteArray sha256;
    bool operator==(const Base &) const = default;
};
QByteArray headerLine(const Base &base);
QByteArray line(const ChangeSet &set);

struct Recovered {
    Base base;
    QList<ChangeSet> edits;     ///< all complete ones, in order
    qsizetype ignoredBytes = 0; ///< the incomplete or damaged rest
};
Result<Recovered> read(const QByteArray &bytes);
/// `blueprint` after the journal's edits; stops at the first one that does not fit and says how many were replayed.
struct Replayed {
    Blueprint blueprint;
    qsizetype count = 0;
};
Replayed replay(Blueprint blueprint, const QList<ChangeSet> &edits);

} // namespace groundplan::journal
