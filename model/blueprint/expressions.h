// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/expressionsyntax.h"
#include "model/blueprint/result.h"
#include "model/blueprint/value.h"

#include <functional>

/// Expression text that users write: checked before it becomes code, so that it stays one expression.
namespace groundplan::expressions {

/// `text` with every `${ref:ID.ATTRIBUTE}` replaced by what `address` returns for it and for what follows it.
QString withAddresses(const QString &text, const std::function<QString(const Reference &, QStringView rest)> &address);

/// An attribute as references keep it, with dots alone: `vpc_config[0].subnet_ids` is `vpc_config.0.subnet_ids`, `tags["Name"]` is
/// `tags.Name`, a splat `.*`. An index that only the engine can work out stays as it is.
QString attributePath(QString attribute);

/// Refuses what Terraform could not read as one expression.
Result<> check(const QString &text);

/// As check(), with what was found. References to drawn resources are names that begin with `drawnReference`.
Result<Syntax> syntax(const QString &text);
inline const QString drawnReference = QStringLiteral("drawn_reference_");

/// Sound `text` as it may stand anywhere in code: without comments, and closed where its last line must stay alone.
QString asCode(const QString &text);

/// True for what Terraform takes as a name: a letter or _, then letters, digits, _ and -.
bool isIdentifier(const QString &text);

/// True for an attribute path as `ignore_changes` takes it: names, dots, literal indexes.
bool isAttributePath(const QString &text);

/// True for a type expression such as `map(object({ name = string }))`.
bool isTypeExpression(const QString &text);

} // namespace groundplan::expressions
