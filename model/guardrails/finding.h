// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan {

enum class Severity { Error, Warning, Notice };

/// One thing that is wrong with a blueprint, and what to do about it.
struct Finding {
    QString rule;                 ///< stable id: "network.subnet-outside-vpc"
    ResourceId resource;          ///< empty: about the whole blueprint
    ConnectionId connection = {}; ///< when it is about a connection; `resource` is then the end that it starts at
    QString attribute;            ///< dotted path in the resource, when it is about one
    Severity severity = Severity::Error;
    QString message;  ///< what is wrong, naming the resource: one plain line
    QString advice;   ///< what to do, or why it matters
    QString fixTitle; ///< not empty: Checker::fix() knows the certain remedy
    bool operator==(const Finding &) const = default;
    /// Stable over edits elsewhere, so that the finding can be accepted for good.
    QString key() const
    {
        return rule + QLatin1Char('/') + (connection ? connection.text() : resource.text()) + QLatin1Char('/') + attribute;
    }
};

/// True for what makes the exported code one that Terraform or the provider refuses, not only unwise.
bool makesCodeInvalid(const Finding &finding);

} // namespace groundplan
