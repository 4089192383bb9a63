// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"
#include "model/blueprint/value.h"

/// The grammar of Terraform's expressions. What the text means, and whether its names exist, is for others to say.
namespace groundplan::expressions {

/// A name with what is looked up in it: `aws_vpc.main.id`, `local.names[0]`. Names that a `for` brings along are not noted.
struct Named {
    QStringList path;       ///< up to the first index that is no literal
    bool isIndexed = false; ///< an index or splat follows the path
    bool operator==(const Named &) const = default;
};

struct Call {
    QString function;
    int arguments = 0;
    bool isExpanded = false; ///< the last one stands for any number: `max(list...)`
    bool operator==(const Call &) const = default;
};

/// A comment, as a part of the text.
struct Span {
    qsizetype from = 0, length = 0;
    bool operator==(const Span &) const = default;
};

struct Syntax {
    QList<Named> names;
    QList<Call> calls;
    QList<Span> comments;
    Value literal;                ///< when the whole is a literal text, number, true or false; null otherwise
    bool endsWithHeredoc = false; ///< its closing word must stay alone on its line
};

/// Refuses what Terraform would refuse to read as the value of an attribute. Line breaks and comments around it do not count.
Result<Syntax> parse(const QString &text);

} // namespace groundplan::expressions
