// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/search/query.h"

#include "model/catalog/cidr.h"

namespace groundplan::search {

namespace {

using namespace Qt::StringLiterals;

/// Every text, number and key that stands in a value, one to a line.
void appendTexts(const Value &value, QString &text)
{
    switch (value.kind()) {
    case Value::Kind::List:
        for (const Value &item : value.toList())
            appendTexts(item, text);
        break;
    case Value::Kind::Map:
        for (auto it = value.toMap().cbegin(); it != value.toMap().cend(); ++it)
            appendTexts(it.value(), text);
        break;
    case Value::Kind::Variable: text += "var."_L1 + value.toVariable().name + u'\n'; break;
    case Value::Kind::Expression: text += value.toExpression().text + u'\n'; break;
    case Value::Kind::Reference:
    case Value::Kind::Null: break;
    default: text += value.toString() + u'\n';
    }
}

QString textsOf(const Value &value)
{
    QString text;
    appendTexts(value, text);
    return text.toLower();
}

std::optional<Cidr> blockIn(const QString &text)
{
    const auto block = Cidr::parse(text.contains(u'/') ? text : text + "/32"_L1);
    return block ? std::optional(*block) : std::nullopt;
}

/// Does a value hold `text`, or a block that shares addresses with the one that `text` is?
bool holdsBlock(const Value &value, const QString &text, const std::optional<Cidr> &wanted)
{
    if (value.isList())
        return std::any_of(value.toList().begin(), value.toList().end(), [&](const Value &item) { return holdsBlock(item, text, wanted); });
    if (value.isMap())
        return std::any_of(value.toMap().begin(), value.toMap().end(), [&](const Value &item) { return holdsBlock(item, text, wanted); });
    if (!value.isString())
        return false;
    const auto block = value.toString().contains(u'/') ? blockIn(value.toString()) : std::nullopt;
    return block && (wanted ? block->overlaps(*wanted) : value.toString().startsWith(text));
}

/// What a group says of the things in it: the `zone` of an availability zone, the `region` of a region.
bool standsIn(const Blueprint &blueprint, const Resource &resource, const QString &type, const QString &property, const QString &text)
{
    const auto says = [&](const Resource &row) {
        if (row.type != type)
            return false;
        const QString shown = row.properties.value(property).toString().toLower();
        return (shown.isEmpty() ? row.name.toLower() : shown).contains(text);
    };
    if (says(resource))
        return true;
    for (const ResourceId &through : resource.zones) {
        for (const ResourceId &id : blueprint.ancestors(resource.id, through)) {
            if (const Resource *zone = blueprint.find(id); zone && says(*zone))
                return true;
        }
    }
    return false;
}

bool standsInNamed(const Blueprint &blueprint, const Resource &resource, const QString &text)
{
    for (const ResourceId &through : resource.zones) {
        for (const ResourceId &id : blueprint.ancestors(resource.id, through)) {
            const Resource *zone = blueprint.find(id);
            if (zone
                && (zone->name.toLower().contains(text) || zone->id.text().toLower() == text || textsOf(zone->properties).contains(text)))
                return true;
        }
    }
    return false;
}

std::optional<bool> saidOf(const Resource &resource, const QString &path)
{
    const Value value = valueAt(resource.properties, path);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

} // namespace

QList<Term> parse(const QString &text)
{
    QList<Term> terms;
    QString word;
    Term term;
    bool isQuoted = false, hasQuotes = false;
    const auto end = [&] {
        term.text = word.toLower();
        if (!term.text.isEmpty() || (!term.key.isEmpty() && hasQuotes))
            terms.append(term);
        word.clear();
        term = {};
        hasQuotes = false;
    };
    for (const QChar c : text) {
        if (c == u'"') {
            isQuoted = !isQuoted;
            hasQuotes = true;
        } else if (isQuoted) {
            word += c;
        } else if (c.isSpace()) {
            end();
        } else if (c == u'-' && word.isEmpty() && term.key.isEmpty() && !term.isNot) {
            term.isNot = true;
        } else if (c == u':' && term.key.isEmpty() && !word.isEmpty() && !hasQuotes) {
            term.key = word.toLower();
            word.clear();
        } else {
            word += c;
        }
    }
    end();
    return terms;
}

void Index::follow(const ChangeSet &changes)
{
    for (const Change &change : changes.changes) {
        if (const auto *resource = std::get_if<RowChange<Resource>>(&change)) {
            m_entries.remove(resource->id());
            m_isComplete = false;
        }
    }
}

Index::Entry Index::entryOf(const Resource &resource) const
{
    Entry entry;
    entry.name = resource.name.toLower();
    const Value tags = resource.properties.value(u"tags"_s);
    for (auto it = tags.toMap().cbegin(); it != tags.toMap().cend(); ++it)
        entry.tags += it.key().toLower() + u'=' + it->toString().toLower() + u'\n';
    entry.text = entry.name + u'\n' + resource.id.text().toLower() + u'\n' + resource.type + u'\n'
        + m_catalog.summary(resource.type).title.toLower() + u'\n' + entry.tags;
    for (const Value &value : resource.properties)
        entry.text += textsOf(value);
    return entry;
}

QList<ResourceId> Index::find(const Blueprint &blueprint, const QList<Term> &terms)
{
    QList<ResourceId> found;
    if (terms.isEmpty())
        return found;
    m_publicSubnets.clear();
    if (!m_isComplete) {
        blueprint.forEach<Resource>([this](const Resource &resource) {
            if (!m_entries.contains(resource.id))
                m_entries.insert(resource.id, entryOf(resource));
        });
        m_isComplete = true;
    }
    blueprint.forEach<Resource>([&](const Resource &resource) {
        const Entry &entry = *m_entries.constFind(resource.id);
        const bool all =
            std::all_of(terms.begin(), terms.end(), [&](const Term &term) { return fits(blueprint, resource, entry, term) != term.isNot; });
        if (all)
            found.append(resource.id);
    });
    std::sort(found.begin(), found.end());
    return found;
}

bool Index::fits(const Blueprint &blueprint, const Resource &resource, const Entry &entry, const Term &term)
{
    const QString &text = term.text;
    if (term.key.isEmpty()) {
        if (entry.text.contains(text))
            return true;
        if (text == "public"_L1)
            return isPublic(blueprint, resource);
        return text == "private"_L1 && !isPublic(blueprint, resource) && resource.type.startsWith("aws_"_L1);
    }
    if (term.key == "type"_L1)
        return fitsType(resource, text);
    if (term.key == "name"_L1)
        return entry.name.contains(text) || resource.properties.value(u"name"_s).toString().toLower().contains(text);
    if (term.key == "id"_L1)
        return resource.id.text().toLower().startsWith(text);
    if (term.key == "tag"_L1)
        return entry.tags.contains(text);
    if (term.key == "cidr"_L1)
        return holdsBlock(Value(resource.properties), text, blockIn(text));
    if (term.key == "az"_L1)
        return standsIn(blueprint, resource, u"groundplan_availability_zone"_s, u"zone"_s, text)
            || resource.properties.value(u"availability_zone"_s).toString().toLower().contains(text);
    if (term.key == "region"_L1)
        return standsIn(blueprint, resource, u"groundplan_region"_s, u"region"_s, text);
    if (term.key == "in"_L1)
        return standsInNamed(blueprint, resource, text);
    if (term.key == "is"_L1)
        return text == "public"_L1 ? isPublic(blueprint, resource) : text == "private"_L1 && !isPublic(blueprint, resource);
    if (term.key == "has"_L1)
        return !valueAt(resource.properties, text).isNull();
    // Any property: its path as in the form.
    const Value value = valueAt(resource.properties, term.key);
    return !value.isNull() && (text.isEmpty() || textsOf(value).contains(text));
}

bool Index::fitsType(const Resource &resource, const QString &text)
{
    if (!m_types.contains(text)) {
        // A whole name means that type alone.
        const QStringList known = m_catalog.contains(text) ? QStringList{text} : m_catalog.search(text);
        m_types.insert(text, QSet<QString>(known.begin(), known.end()));
    }
    return (!m_catalog.contains(text) && resource.type.contains(text)) || m_types.value(text).contains(resource.type);
}

bool Index::standsInPublicSubnet(const Blueprint &blueprint, const Resource &resource)
{
    for (const ResourceId &through : resource.zones) {
        const Resource *zone = blueprint.find(through);
        if (!zone)
            continue;
        if (zone->type != "aws_subnet"_L1) {
            if (standsInPublicSubnet(blueprint, *zone))
                return true;
            continue;
        }
        if (!m_publicSubnets.contains(through))
            m_publicSubnets.insert(through, m_isPublicSubnet(*zone));
        if (m_publicSubnets.value(through))
            return true;
    }
    return false;
}

/// Reachable from outside as far as its own settings and its subnet say.
bool Index::isPublic(const Blueprint &blueprint, const Resource &resource)
{
    if (resource.type == "aws_subnet"_L1)
        return m_isPublicSubnet(resource);
    for (const QString &path : {u"publicly_accessible"_s, u"associate_public_ip_address"_s}) {
        if (const auto said = saidOf(resource, path))
            return *said;
    }
    if (const auto internal = saidOf(resource, u"internal"_s))
        return !*internal && standsInPublicSubnet(blueprint, resource);
    return standsInPublicSubnet(blueprint, resource);
}

int fuzzyScore(const QString &typed, const QString &text)
{
    if (typed.isEmpty())
        return 1;
    const auto starts = [&text](qsizetype at) {
        return at == 0 || !text.at(at - 1).isLetterOrNumber() || (text.at(at).isUpper() && text.at(at - 1).isLower());
    };
    // In one piece at the start of a word is best, then the starts of several words, then in the middle of one.
    const int brevity = 20 - int(std::min<qsizetype>(text.size() / 4, 20));
    for (qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(typed, at + 1, Qt::CaseInsensitive)) {
        if (starts(at))
            return 1000 + (at == 0 ? 100 : 0) + (text.size() == typed.size() ? 200 : 0) + brevity;
    }
    if (text.contains(typed, Qt::CaseInsensitive))
        return 20 * int(typed.size()) + brevity;
    int score = 0;
    qsizetype at = 0, last = -1;
    for (const QChar wanted : typed) {
        if (wanted.isSpace())
            continue;
        // The next start of a word that fits, else the next letter that does.
        qsizetype found = -1;
        for (qsizetype i = at; i < text.size(); ++i) {
            if (text.at(i).toCaseFolded() != wanted.toCaseFolded())
                continue;
            if (found < 0)
                found = i;
            if (starts(i) || i == last + 1) {
                found = i;
                break;
            }
        }
        if (found < 0)
            return 0;
        score += starts(found) ? 30 : found == last + 1 ? 15 : 1;
        last = found;
        at = found + 1;
    }
    return score + brevity;
}

} // namespace groundplan::search
