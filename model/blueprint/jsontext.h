// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"
#include "model/blueprint/value.h"

#include <QByteArray>

/// Values as JSON text: the one place where references, variables and expressions meet their tagged forms.
namespace groundplan::jsontext {

/// Levels of lists and maps that are read; deeper text is refused.
inline constexpr int maximumDepth = 64;

/// UTF-8 as text with every character of it; QString::fromUtf8 takes a leading U+FEFF for a mark and drops it.
QString textOf(QByteArrayView utf8);
/// Errors say line and column. Refused: a map with the same key twice, text after the end, invalid UTF-8.
Result<Value> read(const QByteArray &bytes);

QByteArray compact(const Value &value);
void appendCompact(QByteArray &out, const Value &value);
void appendString(QByteArray &out, const QString &text);
/// Over several lines: maps one key a line, lists of scalars on one line while they fit. `indent` is that of the line it starts on.
void appendPretty(QByteArray &out, const Value &value, int indent);

} // namespace groundplan::jsontext
