// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// How a type's title reads inside an English sentence.
namespace groundplan::wording {

/// "Security group" → "security group"; names such as "S3 bucket" and "Lambda function" stay.
QString inSentence(const QString &title);
/// "a security group", "an S3 bucket".
QString withArticle(const QString &title);
QString capitalized(QString text);

} // namespace groundplan::wording
