// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"
#include "model/catalog/schema.h"

/// Values as the text of a cell, and cells as spreadsheets exchange them.
namespace groundplan::gridvalues {

/// What a cell shows, copies and edits: texts and numbers as they are, `${var.name}`, `${aws_vpc.main.id}`, `${expression}`, lists
/// and maps as JSON. A text that looks like one of these begins with `$${`.
QString text(const Blueprint &blueprint, const Value &value);
/// The value that a typed text means for an attribute of `type` (null: unknown). An empty one is null: not set.
Result<Value> parse(const Blueprint &blueprint, const QString &text, const AttributeType *type, const Value &before);

/// Rows of cells as tabs and lines; cells with tabs, lines or quotes are quoted.
QString toTsv(const QList<QStringList> &rows);
QList<QStringList> fromTsv(const QString &tsv);

} // namespace groundplan::gridvalues
