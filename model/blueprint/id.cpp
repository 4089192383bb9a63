// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/id.h"

#include <QRandomGenerator>

namespace groundplan {

QString newIdText()
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    quint64 bits = QRandomGenerator::global()->generate64();
    QString text(10, QLatin1Char('a'));
    for (QChar &c : text) {
        c = QLatin1Char(alphabet[bits & 31]);
        bits >>= 5;
    }
    return text;
}

} // namespace groundplan
