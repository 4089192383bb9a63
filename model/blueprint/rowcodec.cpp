// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/rowcodec.h"

#include "model/blueprint/words.h"

#include <cmath>

namespace groundplan::rowcodec {

namespace {

/// Takes known fields out of a row's map one by one, remembers the first that is wrong; what is left is `extra`.
class Reader {
public:
    explicit Reader(ValueMap fields) : m_fields(std::move(fields)) { }

    QString text(const QString &key, bool isRequired = false)
    {
        const Value value = m_fields.take(key);
        if (!value.isString() && !(value.isNull() && !isRequired))
            fail(key, tr("must be a text"));
        else if (isRequired && value.toString().isEmpty())
            fail(key, tr("must not be empty"));
        else if (isRequired && value.toString().size() > 1000)
            fail(key, tr("is too long"));
        return value.toString();
    }
    bool boolean(const QString &key)
    {
        const Value value = m_fields.take(key);
        if (!value.isBool() && !value.isNull())
            fail(key, tr("must be true or false"));
        return value.toBool();
    }
    int integer(const QString &key)
    {
        const Value value = m_fields.take(key);
        if (!value.isNull() && (value.kind() != Value::Kind::Integer || std::abs(value.toReal()) > 1e9))
            fail(key, tr("must be a whole number"));
        return int(value.toInteger());
    }
    PropertyMap map(const QString &key)
    {
        const Value value = m_fields.take(key);
        if (!value.isMap() && !value.isNull())
            fail(key, tr("must be an object"));
        return value.toMap();
    }
    Value any(const QString &key) { return m_fields.take(key); }
    QList<ResourceId> ids(const QString &key)
    {
        const Value value = m_fields.take(key);
        QList<ResourceId> ids;
        bool fits = value.isNull() || value.isList();
        for (const Value &item : value.toList()) {
            fits = fits && item.isString() && !item.toString().isEmpty();
            ids.append(ResourceId(item.toString()));
        }
        if (!fits)
            fail(key, tr("must be a list of ids"));
        return ids;
    }
    QRectF rect(const QString &key)
    {
        const Value value = m_fields.take(key);
        bool fits = value.toList().size() == 4;
        QList<double> numbers;
        for (const Value &item : value.toList()) {
            fits = fits && item.isNumber() && std::abs(item.toReal()) <= 1e7;
            numbers.append(item.toReal());
        }
        if (!fits || numbers.at(2) < 0 || numbers.at(3) < 0) {
            fail(key, tr("must be [x, y, width, height], each at most 10 million"));
            return {};
        }
        return {numbers.at(0), numbers.at(1), numbers.at(2), numbers.at(3)};
    }
    template <class Row> Result<Row> done(Row row)
    {
        if (!m_error.message.isEmpty())
            return m_error;
        row.extra = std::move(m_fields);
        return Result<Row>(std::move(row));
    }

private:
    void fail(const QString &key, const QString &what)
    {
        if (m_error.message.isEmpty())
            m_error = Error{QStringLiteral("“%1” %2.").arg(key, what)};
    }

    ValueMap m_fields;
    Error m_error;
};

/// Collects a row's fields, leaving out what is empty.
class Writer {
public:
    Writer &always(const char *key, const QString &text)
    {
        m_fields.append({QLatin1String(key), text});
        return *this;
    }
    Writer &text(const char *key, const QString &text)
    {
        if (!text.isEmpty())
            m_fields.append({QLatin1String(key), text});
        return *this;
    }
    Writer &flag(const char *key, bool on)
    {
        if (on)
            m_fields.append({QLatin1String(key), true});
        return *this;
    }
    Writer &number(const char *key, int number)
    {
        if (number != 0)
            m_fields.append({QLatin1String(key), number});
        return *this;
    }
    Writer &value(const char *key, const Value &value)
    {
        if (!value.isNull())
            m_fields.append({QLatin1String(key), value});
        return *this;
    }
    Writer &map(const char *key, const PropertyMap &map)
    {
        if (!map.isEmpty())
            m_fields.append({QLatin1String(key), map});
        return *this;
    }
    Writer &ids(const char *key, const QList<ResourceId> &ids)
    {
        ValueList list;
        for (const ResourceId &id : ids)
            list.append(id.text());
        if (!list.isEmpty())
            m_fields.append({QLatin1String(key), list});
        return *this;
    }
    Writer &rect(const char *key, const QRectF &r)
    {
        m_fields.append({QLatin1String(key), ValueList{r.x(), r.y(), r.width(), r.height()}});
        return *this;
    }
    Fields extra(const PropertyMap &extra)
    {
        for (auto it = extra.begin(); it != extra.end(); ++it)
            m_fields.append({it.key(), it.value()});
        return std::move(m_fields);
    }

private:
    Fields m_fields;
};

} // namespace

Fields fields(const Header &row) { return Writer().always("name", row.name).text("description", row.description).extra(row.extra); }
Fields fields(const Resource &row)
{
    return Writer()
        .always("id", row.id.text())
        .always("type", row.type)
        .always("name", row.name)
        .ids("zones", row.zones)
        .map("properties", row.properties)
        .map("meta", row.meta)
        .extra(row.extra);
}
Fields fields(const Connection &row)
{
    return Writer()
        .always("id", row.id.text())
        .always("from", row.from.text())
        .always("to", row.to.text())
        .always("kind", row.kind)
        .map("properties", row.properties)
        .extra(row.extra);
}
Fields fields(const Page &row)
{
    return Writer().always("id", row.id.text()).always("name", row.name).value("order", row.order).extra(row.extra);
}
Fields fields(const Placement &row)
{
    return Writer()
        .always("id", row.id.text())
        .always("page", row.page.text())
        .always("resource", row.resource.text())
        .text("zone", row.zone.text())
        .rect("rect", row.rect)
        .flag("collapsed", row.collapsed)
        .flag("locked", row.locked)
        .flag("hidden", row.hidden)
        .number("order", row.order)
        .extra(row.extra);
}
Fields fields(const Annotation &row)
{
    return Writer()
        .always("id", row.id.text())
        .always("page", row.page.text())
        .always("kind", row.kind)
        .rect("rect", row.rect)
        .text("text", row.text)
        .text("color", row.color)
        .text("size", row.size)
        .flag("locked", row.locked)
        .number("order", row.order)
        .map("properties", row.properties)
        .extra(row.extra);
}
Fields fields(const Variable &row)
{
    return Writer()
        .always("id", row.id.text())
        .always("type", row.type)
        .value("default", row.defaultValue)
        .text("description", row.description)
        .flag("sensitive", row.sensitive)
        .extra(row.extra);
}
Fields fields(const Local &row) { return Writer().always("id", row.id.text()).value("value", row.value).extra(row.extra); }
Fields fields(const Output &row)
{
    return Writer()
        .always("id", row.id.text())
        .value("value", row.value)
        .text("description", row.description)
        .flag("sensitive", row.sensitive)
        .extra(row.extra);
}
Fields fields(const Environment &row)
{
    return Writer()
        .always("id", row.id.text())
        .always("name", row.name)
        .text("region", row.region)
        .text("profile", row.profile)
        .text("role_arn", row.roleArn)
        .text("endpoint_url", row.endpointUrl)
        .map("variables", row.variables)
        .extra(row.extra);
}
Fields fields(const Acceptance &row) { return Writer().always("id", row.id.text()).text("reason", row.reason).extra(row.extra); }

template <> Result<Header> read(ValueMap map)
{
    Reader in(std::move(map));
    Header row;
    row.name = in.text(QStringLiteral("name"));
    row.description = in.text(QStringLiteral("description"));
    return in.done(std::move(row));
}

template <> Result<Resource> read(ValueMap map)
{
    Reader in(std::move(map));
    Resource row;
    row.id = ResourceId(in.text(QStringLiteral("id"), true));
    row.type = in.text(QStringLiteral("type"), true);
    row.name = in.text(QStringLiteral("name"));
    row.zones = in.ids(QStringLiteral("zones"));
    row.properties = in.map(QStringLiteral("properties"));
    row.meta = in.map(QStringLiteral("meta"));
    return in.done(std::move(row));
}

template <> Result<Connection> read(ValueMap map)
{
    Reader in(std::move(map));
    Connection row;
    row.id = ConnectionId(in.text(QStringLiteral("id"), true));
    row.from = ResourceId(in.text(QStringLiteral("from"), true));
    row.to = ResourceId(in.text(QStringLiteral("to"), true));
    row.kind = in.text(QStringLiteral("kind"), true);
    row.properties = in.map(QStringLiteral("properties"));
    return in.done(std::move(row));
}

template <> Result<Page> read(ValueMap map)
{
    Reader in(std::move(map));
    Page row;
    row.id = PageId(in.text(QStringLiteral("id"), true));
    row.name = in.text(QStringLiteral("name"));
    row.order = in.integer(QStringLiteral("order"));
    return in.done(std::move(row));
}

template <> Result<Placement> read(ValueMap map)
{
    Reader in(std::move(map));
    Placement row;
    row.id = PlacementId(in.text(QStringLiteral("id"), true));
    row.page = PageId(in.text(QStringLiteral("page"), true));
    row.resource = ResourceId(in.text(QStringLiteral("resource"), true));
    row.zone = ResourceId(in.text(QStringLiteral("zone")));
    row.rect = in.rect(QStringLiteral("rect"));
    row.collapsed = in.boolean(QStringLiteral("collapsed"));
    row.locked = in.boolean(QStringLiteral("locked"));
    row.hidden = in.boolean(QStringLiteral("hidden"));
    row.order = in.integer(QStringLiteral("order"));
    return in.done(std::move(row));
}

template <> Result<Annotation> read(ValueMap map)
{
    Reader in(std::move(map));
    Annotation row;
    row.id = AnnotationId(in.text(QStringLiteral("id"), true));
    row.page = PageId(in.text(QStringLiteral("page"), true));
    row.kind = in.text(QStringLiteral("kind"), true);
    row.rect = in.rect(QStringLiteral("rect"));
    row.text = in.text(QStringLiteral("text"));
    row.color = in.text(QStringLiteral("color"));
    row.size = in.text(QStringLiteral("size"));
    row.locked = in.boolean(QStringLiteral("locked"));
    row.order = in.integer(QStringLiteral("order"));
    row.properties = in.map(QStringLiteral("properties"));
    return in.done(std::move(row));
}

template <> Result<Variable> read(ValueMap map)
{
    Reader in(std::move(map));
    Variable row;
    row.id = VariableId(in.text(QStringLiteral("id"), true));
    row.type = in.text(QStringLiteral("type"));
    row.defaultValue = in.any(QStringLiteral("default"));
    row.description = in.text(QStringLiteral("description"));
    row.sensitive = in.boolean(QStringLiteral("sensitive"));
    return in.done(std::move(row));
}

template <> Result<Local> read(ValueMap map)
{
    Reader in(std::move(map));
    Local row;
    row.id = LocalId(in.text(QStringLiteral("id"), true));
    row.value = in.any(QStringLiteral("value"));
    return in.done(std::move(row));
}

template <> Result<Output> read(ValueMap map)
{
    Reader in(std::move(map));
    Output row;
    row.id = OutputId(in.text(QStringLiteral("id"), true));
    row.value = in.any(QStringLiteral("value"));
    row.description = in.text(QStringLiteral("description"));
    row.sensitive = in.boolean(QStringLiteral("sensitive"));
    return in.done(std::move(row));
}

template <> Result<Environment> read(ValueMap map)
{
    Reader in(std::move(map));
    Environment row;
    row.id = EnvironmentId(in.text(QStringLiteral("id"), true));
    row.name = in.text(QStringLiteral("name"));
    row.region = in.text(QStringLiteral("region"));
    row.profile = in.text(QStringLiteral("profile"));
    row.roleArn = in.text(QStringLiteral("role_arn"));
    row.endpointUrl = in.text(QStringLiteral("endpoint_url"));
    row.variables = in.map(QStringLiteral("variables"));
    return in.done(std::move(row));
}

template <> Result<Acceptance> read(ValueMap map)
{
    Reader in(std::move(map));
    Acceptance row;
    row.id = AcceptanceId(in.text(QStringLiteral("id"), true));
    row.reason = in.text(QStringLiteral("reason"));
    return in.done(std::move(row));
}

template <> QString section<Header>() { return QStringLiteral("blueprint"); }
template <> QString section<Resource>() { return QStringLiteral("resources"); }
template <> QString section<Connection>() { return QStringLiteral("connections"); }
template <> QString section<Page>() { return QStringLiteral("pages"); }
template <> QString section<Placement>() { return QStringLiteral("placements"); }
template <> QString section<Annotation>() { return QStringLiteral("annotations"); }
template <> QString section<Variable>() { return QStringLiteral("variables"); }
template <> QString section<Local>() { return QStringLiteral("locals"); }
template <> QString section<Output>() { return QStringLiteral("outputs"); }
template <> QString section<Environment>() { return QStringLiteral("environments"); }
template <> QString section<Acceptance>() { return QStringLiteral("accepted"); }

} // namespace groundplan::rowcodec
