// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace groundplan {

/// Takes secrets out of what is shown and logged: the values that it was told, and AWS access keys by their looks.
class Redactor {
public:
    /// Values shorter than four characters are left alone: taking "no" out of every line would hide more than it protects.
    void addSecret(const QString &value);
    QString redacted(QString text) const;

private:
    QStringList m_secrets; ///< longest first, so that no part of one is left over
};

} // namespace groundplan
