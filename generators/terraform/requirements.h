// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

namespace groundplan::terraform {

/// Where a provider is found, and which of its versions the code fits.
struct Requirement {
    QString source, version; ///< version: empty when any will do
};
Requirement requirement(const lowering::Lowered &lowered, const QString &provider);

/// Lock files in S3 came late.
QString requiredEngine(const lowering::Lowered &lowered);

} // namespace groundplan::terraform
