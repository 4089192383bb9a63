// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"

#include <QCoreApplication>

/// Words that the messages of rules share.
namespace groundplan::rules {

inline QString say(const char *text) { return QCoreApplication::translate("Guardrails", text); }

/// `key` as a message quotes a value: in quotation marks, cut when it is long.
QString quoted(const QString &text);
/// A value in a message.
QString shown(const Value &value);
/// `path` with `key` added.
inline QString joined(const QString &path, const QString &key) { return path.isEmpty() ? key : path + QLatin1Char('.') + key; }
/// A Terraform identifier: a letter or underscore, then letters, digits, underscores, hyphens. Unicode letters are allowed there
/// but not in the addresses that other tools read, so they are not allowed here.
bool isIdentifier(const QString &name);
/// "a, b and c".
QString listed(const QStringList &words);

} // namespace groundplan::rules
