// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/generators/nasty.h"
#include "tests/generators/sample.h"

#include <nlohmann/json.hpp>

#include <QRandomGenerator>

namespace groundplan::test {

/// Random texts of what printers trip over. The same seed gives the same texts.
class Hostile {
public:
    explicit Hostile(quint32 seed) : m_random(seed) { }

    int count() const { return m_count; }
    /// In Unicode's composed form, which the engine turns texts into.
    QString text()
    {
        static const QStringList bricks{
            u"${"_s,      u"$${"_s,     u"%{"_s,        u"%%{"_s,    u"}"_s,           u"\""_s,     u"\\"_s,     u"'"_s,
            u"`"_s,       u"#"_s,       u"//"_s,        u"/*"_s,     u"*/"_s,          u"\n"_s,     u"\r\n"_s,   u"\t"_s,
            u"<<EOT\n"_s, u"EOT\n"_s,   u"EOT"_s,       u"<<-X\n"_s, u"---\n"_s,       u"...\n"_s,  u": "_s,     u" #"_s,
            u"- "_s,      u"? "_s,      u"!Ref "_s,     u"&a"_s,     u"*a"_s,          u"| "_s,     u"> "_s,     u"@"_s,
            u"{{"_s,      u"}}"_s,      u"[a]"_s,       u"{a: b}"_s, u"null"_s,        u"true"_s,   u"~"_s,      u"0x1F"_s,
            u"1e3"_s,     u"Fn::Sub"_s, u"${AWS::X}"_s, u"${!a}"_s,  u"\\u0041"_s,     u"\\${"_s,   u"${1+1}"_s, u"%{ if true }"_s,
            u" "_s,       u"  "_s,      u"a"_s,         u"word"_s,   u","_s,           u"="_s,      u"$"_s,      u"%"_s,
            u"é"_s,       u"ß"_s,       u"日本"_s,      u"😀"_s,      u"👩‍👧"_s, u"\u202E"_s, u"\u2028"_s, u"\uFEFF"_s};
        ++m_count;
        if (m_random.bounded(8) == 0)
            return nastyTexts().at(m_random.bounded(int(nastyTexts().size())));
        QString text;
        for (int left = m_random.bounded(9); left > 0; --left) {
            const int what = m_random.bounded(10);
            if (what == 0)
                text += QChar(m_random.bounded(1, 0x20)); // control characters
            else if (what == 1)
                text += QChar(m_random.bounded(0x20, 0x17f));
            else
                text += bricks.at(m_random.bounded(int(bricks.size())));
        }
        return text.normalized(QString::NormalizationForm_C);
    }
    QString key()
    {
        // Two keys that are the same text in another case or form would be one.
        return u"%1 "_s.arg(m_count, 5, 10, QLatin1Char('0')) + text();
    }
    ValueList list(int size)
    {
        ValueList items;
        while (items.size() < size)
            items.append(text());
        return items;
    }
    ValueMap map(int size)
    {
        ValueMap fields;
        while (fields.size() < size)
            fields.insert(key(), text());
        return fields;
    }

private:
    QRandomGenerator m_random;
    int m_count = 0;
};

/// Where what was read differs from what was written; empty: nowhere.
inline QString difference(const nlohmann::json &read, const Value &written, const QString &place = {})
{
    if (written.isList()) {
        if (!read.is_array() || qsizetype(read.size()) != written.toList().size())
            return place + u": another list"_s;
        for (qsizetype i = 0; i < written.toList().size(); ++i) {
            if (const QString inside = difference(read[size_t(i)], written.toList().at(i), place + u'.' + QString::number(i));
                !inside.isEmpty())
                return inside;
        }
        return {};
    }
    if (written.isMap()) {
        if (!read.is_object() || qsizetype(read.size()) != written.toMap().size())
            return place + u": another map"_s;
        for (auto it = written.toMap().begin(); it != written.toMap().end(); ++it) {
            const auto field = read.find(it.key().toStdString());
            if (field == read.end())
                return place + u": no key “"_s + it.key() + u'”';
            if (const QString inside = difference(*field, *it, place + u'.' + it.key()); !inside.isEmpty())
                return inside;
        }
        return {};
    }
    // Bytes: QString::fromUtf8() drops a byte order mark at the start.
    if (!read.is_string() || read.get<std::string>() != written.toString().toStdString())
        return place + u": “"_s + QString::fromStdString(read.dump()) + u"” is not “"_s + written.toString() + u'”';
    return {};
}

} // namespace groundplan::test
