// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/providerfacts.h"

#include "model/blueprint/jsontext.h"

#include <QFile>
#include <QHash>

#include <mutex>
#include <shared_mutex>

namespace groundplan {

namespace {

QStringList factWords(const Value &value)
{
    QStringList words;
    for (const Value &item : value.toList())
        words.append(item.toString());
    return words;
}

QList<QStringList> factGroups(const Value &value)
{
    QList<QStringList> groups;
    for (const Value &item : value.toList())
        groups.append(factWords(item));
    return groups;
}

template <class T> std::optional<T> factLimit(const Value &pair, int place)
{
    const Value limit = pair.toList().value(place);
    return limit.isNull() ? std::nullopt : std::optional(T(limit.toReal()));
}

ProviderFacts providerFactsFrom(const Value &json)
{
    ProviderFacts facts;
    facts.exactlyOne = factGroups(json[QStringLiteral("exactly_one")]);
    facts.atLeastOne = factGroups(json[QStringLiteral("at_least_one")]);
    facts.notTogether = factGroups(json[QStringLiteral("not_together")]);
    facts.required = factGroups(json[QStringLiteral("requires")]);
    facts.anyCase = factWords(json[QStringLiteral("any_case")]);
    facts.whole = factWords(json[QStringLiteral("whole")]);
    static const QStringList forms{QStringLiteral("arn"),   QStringLiteral("json"),  QStringLiteral("cidr"),
                                   QStringLiteral("cidr4"), QStringLiteral("cidr6"), QStringLiteral("ip"),
                                   QStringLiteral("ip4"),   QStringLiteral("ip6"),   QStringLiteral("time")};
    for (const QString &form : forms)
        for (const QString &path : factWords(json[form]))
            facts.forms.insert(path, form);
    const auto each = [&json](const QString &key, const auto &take) {
        const ValueMap map = json[key].toMap();
        for (auto it = map.begin(); it != map.end(); ++it)
            take(it.key(), *it);
    };
    each(QStringLiteral("values"), [&](const QString &path, const Value &one) { facts.values[path].values = factWords(one); });
    each(QStringLiteral("ranges"), [&](const QString &path, const Value &one) {
        facts.values[path].minimum = factLimit<double>(one, 0);
        facts.values[path].maximum = factLimit<double>(one, 1);
    });
    each(QStringLiteral("lengths"), [&](const QString &path, const Value &one) {
        facts.values[path].minLength = factLimit<int>(one, 0);
        facts.values[path].maxLength = factLimit<int>(one, 1);
    });
    each(QStringLiteral("items"), [&](const QString &path, const Value &one) {
        facts.counts[path].minItems = factLimit<int>(one, 0);
        facts.counts[path].maxItems = factLimit<int>(one, 1);
    });
    return facts;
}

/// The file is JSON with one type on each line, so that a type is found and read without the others.
class ProviderFactsFile {
public:
    ProviderFactsFile()
    {
        QFile file(QStringLiteral(":/groundplan/catalog/combinations/aws.json"));
        if (!file.open(QIODevice::ReadOnly))
            return;
        m_text = file.readAll();
        for (qsizetype from = 0, end = 0; from < m_text.size(); from = end + 1) {
            end = m_text.indexOf('\n', from);
            if (end < 0)
                end = m_text.size();
            constexpr qsizetype margin = 2; // a blank and the quotation mark
            const qsizetype name = from + margin, behind = m_text.indexOf('"', name);
            if (m_text.at(from) != ' ' || behind < 0 || behind > end)
                continue; // the first and the last line
            QByteArrayView rest = QByteArrayView(m_text).sliced(behind + margin, end - behind - margin).trimmed();
            if (rest.endsWith(','))
                rest.chop(1);
            m_lines.insert(QString::fromLatin1(QByteArrayView(m_text).sliced(name, behind - name)), rest);
        }
    }

    const ProviderFacts &of(const QString &type) const
    {
        static const ProviderFacts none;
        const auto line = m_lines.constFind(type);
        if (line == m_lines.constEnd())
            return none;
        {
            const std::shared_lock lock(m_mutex);
            if (const auto known = m_decoded.constFind(type); known != m_decoded.constEnd())
                return **known;
        }
        const auto read = jsontext::read(line->toByteArray());
        Q_ASSERT_X(read, "providerFacts", qPrintable(type));
        auto made = std::make_shared<const ProviderFacts>(read ? providerFactsFrom(*read) : ProviderFacts());
        const std::unique_lock lock(m_mutex);
        auto &kept = m_decoded[type];
        if (!kept)
            kept = std::move(made);
        return *kept;
    }

private:
    QByteArray m_text;
    QHash<QString, QByteArrayView> m_lines;
    mutable std::shared_mutex m_mutex;
    mutable QHash<QString, std::shared_ptr<const ProviderFacts>> m_decoded;
};

} // namespace

const ProviderFacts &providerFacts(const QString &type)
{
    static const ProviderFactsFile file;
    return file.of(type);
}

void addProviderValues(const ProviderFacts &facts, QMap<QString, ValueRule> *rules)
{
    for (auto it = facts.values.constBegin(); it != facts.values.constEnd(); ++it) {
        const auto known = rules->find(it.key());
        if (known == rules->end()) {
            rules->insert(it.key(), *it);
            continue;
        }
        // What either knows is offered: one may be newer than the other.
        if (known->values.isEmpty() && known->pattern.isEmpty())
            known->values = it->values;
        else if (!known->values.isEmpty())
            for (const QString &value : it->values)
                if (!known->values.contains(value))
                    known->values.append(value);
    }
}

} // namespace groundplan
