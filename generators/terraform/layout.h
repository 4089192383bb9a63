// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace groundplan::terraform {

/// How wide `terraform fmt` takes a text to be: it counts what the eye counts, grapheme clusters.
qsizetype columns(QByteArrayView text);

/// A sound expression without comments, with the blanks and indentation that `terraform fmt` gives it as the value of a line that is
/// indented by `depth` levels. `isWhole`: it is all of an argument's value, where fmt also writes `"${var.name}"` as `var.name`.
QByteArray laidOut(QByteArrayView expression, int depth, bool isWhole);

} // namespace groundplan::terraform
