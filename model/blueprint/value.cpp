// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/value.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace groundplan {

namespace {

template <class T> const T &emptyOf()
{
    static const T empty;
    return empty;
}

/// `${ref:ID.ATTRIBUTE}` in an expression: group 1 is the id, group 2 the attribute.
const QRegularExpression &referenceInExpression()
{
    static const QRegularExpression pattern(QStringLiteral(R"(\$\{ref:([^.{}]+)(?:\.([^{}]*))?\})"));
    return pattern;
}

} // namespace

Value::Value(const Value &other) = default;
Value::Value(Value &&other) noexcept = default;
Value &Value::operator=(const Value &other) = default;
Value &Value::operator=(Value &&other) noexcept = default;
Value::~Value() = default;

Value::Value(double v)
{
    constexpr double exact = 9007199254740992.0; // 2^53: beyond it not every whole number is a double
    if (v >= -exact && v <= exact && v == std::floor(v))
        m_data = qint64(v);
    else
        m_data = v;
}

bool Value::toBool(bool fallback) const
{
    if (const bool *v = std::get_if<bool>(&m_data))
        return *v;
    if (isString()) {
        if (toString() == QLatin1String("true"))
            return true;
        if (toString() == QLatin1String("false"))
            return false;
    }
    return fallback;
}

qint64 Value::toInteger(qint64 fallback) const
{
    if (const qint64 *v = std::get_if<qint64>(&m_data))
        return *v;
    if (const double *v = std::get_if<double>(&m_data))
        return *v > -9.2e18 && *v < 9.2e18 ? qint64(*v) : fallback;
    if (const QString *v = std::get_if<QString>(&m_data)) {
        bool ok = false;
        const qint64 number = v->toLongLong(&ok);
        return ok ? number : fallback;
    }
    return fallback;
}

double Value::toReal(double fallback) const
{
    if (const qint64 *v = std::get_if<qint64>(&m_data))
        return double(*v);
    if (const double *v = std::get_if<double>(&m_data))
        return *v;
    if (const QString *v = std::get_if<QString>(&m_data)) {
        bool ok = false;
        const double number = v->toDouble(&ok);
        return ok ? number : fallback;
    }
    return fallback;
}

QString Value::toString() const
{
    switch (kind()) {
    case Kind::String: return std::get<QString>(m_data);
    case Kind::Bool: return std::get<bool>(m_data) ? QStringLiteral("true") : QStringLiteral("false");
    case Kind::Integer: return QString::number(std::get<qint64>(m_data));
    case Kind::Real: return QString::number(std::get<double>(m_data), 'g', QLocale::FloatingPointShortest);
    default: return {};
    }
}

const ValueList &Value::toList() const &
{
    const auto *v = std::get_if<ValueList>(&m_data);
    return v ? *v : emptyOf<ValueList>();
}

const ValueMap &Value::toMap() const &
{
    const auto *v = std::get_if<ValueMap>(&m_data);
    return v ? *v : emptyOf<ValueMap>();
}

const Reference &Value::toReference() const
{
    const auto *v = std::get_if<Reference>(&m_data);
    return v ? *v : emptyOf<Reference>();
}

const VariableReference &Value::toVariable() const
{
    const auto *v = std::get_if<VariableReference>(&m_data);
    return v ? *v : emptyOf<VariableReference>();
}

const Expression &Value::toExpression() const
{
    const auto *v = std::get_if<Expression>(&m_data);
    return v ? *v : emptyOf<Expression>();
}

Value Value::operator[](const QString &key) const { return toMap().value(key); }

void Value::forEachReference(const std::function<void(const Reference &)> &visit) const
{
    switch (kind()) {
    case Kind::Reference: visit(toReference()); break;
    case Kind::List:
        for (const Value &item : toList())
            item.forEachReference(visit);
        break;
    case Kind::Map:
        for (const Value &item : toMap())
            item.forEachReference(visit);
        break;
    case Kind::Expression: {
        if (!toExpression().text.contains(QLatin1String("${ref:")))
            break;
        auto matches = referenceInExpression().globalMatch(toExpression().text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            visit({ResourceId(match.captured(1)), match.captured(2)});
        }
        break;
    }
    default: break;
    }
}

void Value::forEachVariable(const std::function<void(const QString &)> &visit) const
{
    static const QRegularExpression inExpression(QStringLiteral(R"(\bvar\.([A-Za-z_][A-Za-z0-9_-]*))"));
    switch (kind()) {
    case Kind::Variable: visit(toVariable().name); break;
    case Kind::List:
        for (const Value &item : toList())
            item.forEachVariable(visit);
        break;
    case Kind::Map:
        for (const Value &item : toMap())
            item.forEachVariable(visit);
        break;
    case Kind::Expression: {
        auto matches = inExpression.globalMatch(toExpression().text);
        while (matches.hasNext())
            visit(matches.next().captured(1));
        break;
    }
    default: break;
    }
}

Value Value::withoutReferencesTo(const ResourceId &id) const
{
    switch (kind()) {
    case Kind::Reference: return toReference().to == id ? Value() : *this;
    case Kind::List: {
        ValueList kept;
        for (const Value &item : toList()) {
            if (const Value left = item.withoutReferencesTo(id); !left.isNull() || item.isNull())
                kept.append(left);
        }
        return kept;
    }
    case Kind::Map: {
        ValueMap kept;
        for (auto it = toMap().begin(); it != toMap().end(); ++it) {
            if (const Value left = it->withoutReferencesTo(id); !left.isNull() || it->isNull())
                kept.insert(it.key(), left);
        }
        return kept;
    }
    case Kind::Expression: {
        bool names = false;
        forEachReference([&](const Reference &reference) { names = names || reference.to == id; });
        return names ? Value() : *this;
    }
    default: return *this;
    }
}

Value Value::withReferencesMapped(const std::function<std::optional<ResourceId>(const ResourceId &)> &map) const
{
    switch (kind()) {
    case Kind::Reference: {
        const auto to = map(toReference().to);
        return to ? Value(Reference{*to, toReference().attribute}) : *this;
    }
    case Kind::List: {
        ValueList items;
        items.reserve(toList().size());
        for (const Value &item : toList())
            items.append(item.withReferencesMapped(map));
        return items;
    }
    case Kind::Map: {
        ValueMap items;
        for (auto it = toMap().begin(); it != toMap().end(); ++it)
            items.insert(it.key(), it->withReferencesMapped(map));
        return items;
    }
    case Kind::Expression: {
        const QString &text = toExpression().text;
        QString mapped;
        qsizetype done = 0;
        auto matches = referenceInExpression().globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            mapped += QStringView(text).mid(done, match.capturedStart(1) - done);
            const auto to = map(ResourceId(match.captured(1)));
            mapped += to ? to->text() : match.captured(1);
            done = match.capturedEnd(1);
        }
        return Expression{mapped + text.mid(done)};
    }
    default: return *this;
    }
}

bool operator==(const Value &a, const Value &b) { return a.m_data == b.m_data; }

namespace {

Value valueIn(const Value &value, QStringView path)
{
    if (path.isEmpty())
        return value;
    if (value.isList()) {
        const qsizetype dot = path.indexOf(QLatin1Char('.'));
        const QStringView head = dot < 0 ? path : path.left(dot);
        bool isIndex = false;
        const int index = head.toInt(&isIndex);
        if (isIndex)
            return index >= 0 && index < value.toList().size()
                ? valueIn(value.toList().at(index), dot < 0 ? QStringView() : path.mid(dot + 1))
                : Value();
        return value.toList().isEmpty() ? Value() : valueIn(value.toList().first(), path);
    }
    // A key may itself contain dots (a tag): the whole rest is tried first.
    const ValueMap &map = value.toMap();
    if (const auto it = map.constFind(path.toString()); it != map.constEnd())
        return *it;
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    if (dot < 0)
        return {};
    const auto it = map.constFind(path.left(dot).toString());
    return it == map.constEnd() ? Value() : valueIn(*it, path.mid(dot + 1));
}

bool isEmptyLevel(const Value &value)
{
    return value.isNull() || (value.isMap() && value.toMap().isEmpty()) || (value.isList() && value.toList().isEmpty());
}

Value withValueIn(const Value &container, QStringView path, const Value &value)
{
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    const QStringView head = dot < 0 ? path : path.left(dot);
    const QStringView rest = dot < 0 ? QStringView() : path.mid(dot + 1);
    bool isIndex = false;
    const int index = head.toInt(&isIndex);

    if (container.isList() || (container.isNull() && isIndex)) {
        ValueList items = container.toList();
        if (!isIndex) { // the first block of a list of blocks
            const Value first = withValueIn(items.isEmpty() ? Value(ValueMap()) : items.first(), path, value);
            if (items.isEmpty())
                items.append(first);
            else
                items.first() = first;
            return items;
        }
        if (index < 0 || index > 100'000)
            return container;
        const Value before = index < items.size() ? items.at(index) : Value();
        const Value after = rest.isEmpty() ? value : withValueIn(before, rest, value);
        if (after.isNull()) {
            if (index < items.size())
                items.removeAt(index);
        } else {
            while (items.size() <= index)
                items.append(Value(ValueMap()));
            items[index] = after;
        }
        return items;
    }

    ValueMap map = container.toMap();
    // A key that itself contains dots (a tag) is one key when it is there already.
    const QString key = map.contains(path.toString()) ? path.toString() : head.toString();
    const bool isLast = rest.isEmpty() || key.size() == path.size();
    const Value after = isLast ? value : withValueIn(map.value(key), rest, value);
    if (isLast ? after.isNull() : isEmptyLevel(after))
        map.remove(key);
    else
        map.insert(key, after);
    return map;
}

} // namespace

Value valueAt(const PropertyMap &properties, const QString &path)
{
    // Most paths are a name.
    if (!path.isEmpty()) {
        if (const auto it = properties.constFind(path); it != properties.constEnd())
            return *it;
        if (!path.contains(QLatin1Char('.')))
            return {};
    }
    return valueIn(Value(properties), path);
}

PropertyMap withValueAt(PropertyMap properties, const QString &path, const Value &value)
{
    if (!path.contains(QLatin1Char('.'))) {
        if (value.isNull())
            properties.remove(path);
        else
            properties.insert(path, value);
        return properties;
    }
    return withValueIn(Value(std::move(properties)), path, value).toMap();
}

} // namespace groundplan
