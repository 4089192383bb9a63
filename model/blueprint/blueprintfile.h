// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QByteArray>

/// The `.groundplan` file: JSON made for git. Sorted rows, one line group each, placements in a section of their own.
namespace groundplan::blueprintfile {

inline constexpr int currentFormat = 1;

QByteArray write(const Blueprint &blueprint);
/// Errors name the place: line and column for broken JSON, row and field for broken content.
Result<Blueprint> read(const QByteArray &bytes);

/// Reads a file of at most 256 MiB.
Result<Blueprint> load(const QString &path);
/// Replaces the file as a whole or leaves the old one untouched.
Result<> save(const Blueprint &blueprint, const QString &path);

/// A ChangeSet as one line of JSON, and back; for the journal and the clipboard.
QByteArray writeChangeSet(const ChangeSet &set);
Result<ChangeSet> readChangeSet(const QByteArray &line);

/// A value as compact JSON, tagged forms included, and back.
QByteArray writeValue(const Value &value);
Result<Value> readValue(const QByteArray &json);

} // namespace groundplan::blueprintfile
