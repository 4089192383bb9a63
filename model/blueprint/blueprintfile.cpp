// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"

#include "model/blueprint/diskfile.h"
#include "model/blueprint/jsontext.h"
#include "model/blueprint/rowcodec.h"
#include "model/blueprint/words.h"

#include <QFile>
#include <QFileInfo>

namespace groundplan::blueprintfile {

namespace {

constexpr qint64 maximumBytes = 256 * 1024 * 1024;

ValueMap mapOf(const rowcodec::Fields &fields)
{
    ValueMap map;
    for (const auto &[key, value] : fields)
        map.insert(key, value);
    return map;
}

/// One row: each field on a line, or all on one line where rows are small and many.
void appendRow(QByteArray &out, const rowcodec::Fields &fields, bool isOneLine, int indent)
{
    const QByteArray between = isOneLine ? QByteArray(", ") : ",\n" + QByteArray(indent + 2, ' ');
    out += isOneLine ? QByteArray("{") : "{\n" + QByteArray(indent + 2, ' ');
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            out += between;
        jsontext::appendString(out, fields.at(i).first);
        out += ": ";
        if (isOneLine)
            jsontext::appendCompact(out, fields.at(i).second);
        else
            jsontext::appendPretty(out, fields.at(i).second, indent + 2);
    }
    out += isOneLine ? QByteArray("}") : '\n' + QByteArray(indent, ' ') + '}';
}

template <class Row> void appendSection(QByteArray &out, const Blueprint &blueprint, bool isOneLine)
{
    const auto ids = blueprint.ids<Row>();
    if (ids.isEmpty())
        return;
    out += ",\n  ";
    jsontext::appendString(out, rowcodec::section<Row>());
    out += ": [\n";
    for (qsizetype i = 0; i < ids.size(); ++i) {
        out += "    ";
        appendRow(out, rowcodec::fields(*blueprint.find<Row>(ids.at(i))), isOneLine, 4);
        out += i + 1 < ids.size() ? ",\n" : "\n";
    }
    out += "  ]";
}

/// Moves the rows of one section from `file` into `set`; returns what is wrong with the first bad one.
template <class Row> Error takeSection(ValueMap &file, ChangeSet &set)
{
    const QString section = rowcodec::section<Row>();
    if (!file.contains(section))
        return {};
    Value all = file.take(section);
    if (!all.isList())
        return {tr("“%1” must be a list.").arg(section)};
    ValueList rows = std::as_const(all).toList();
    all = {};
    QSet<QString> seen;
    seen.reserve(rows.size());
    set.changes.reserve(set.changes.size() + size_t(rows.size()));
    const auto place = [&section](qsizetype i) { return QStringLiteral("%1[%2]").arg(section).arg(i); };
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (!rows.at(i).isMap())
            return {tr("A row must be an object."), place(i)};
        ValueMap fields = rows.at(i).toMap();
        rows[i] = {}; // what is taken out of a map that nobody shares is not copied
        const Value id = fields.value(QStringLiteral("id"));
        Result<Row> read = rowcodec::read<Row>(std::move(fields));
        if (!read)
            return {read.error().message, place(i) + QStringLiteral(" ") + id.toString()};
        if (seen.contains(read->id.text()))
            return {tr("The id “%1” is there twice.").arg(read->id.text()), place(i)};
        seen.insert(read->id.text());
        set.add(std::move(read.value()));
    }
    return {};
}

Error takeHeader(ValueMap &file, ChangeSet &set)
{
    Header header;
    if (file.contains(rowcodec::section<Header>())) {
        const Value row = file.take(rowcodec::section<Header>());
        if (!row.isMap())
            return {tr("“%1” must be an object.").arg(rowcodec::section<Header>())};
        const Result<Header> read = rowcodec::read<Header>(row.toMap());
        if (!read)
            return {read.error().message, rowcodec::section<Header>()};
        header = *read;
    }
    set.changes.push_back(RowChange<Header>{Header(), header});
    return {};
}

Error checkFormat(ValueMap &file)
{
    const Value format = file.take(QStringLiteral("format"));
    if (format.kind() != Value::Kind::Integer || format.toInteger() < 1)
        return {tr("This is not a Groundplan file: it has no valid “format” number.")};
    if (format.toInteger() > currentFormat)
        return {tr("This file needs a newer Groundplan: it has format %1, and this version (%2) reads up to %3.")
                    .arg(format.toInteger())
                    .arg(QLatin1String(GROUNDPLAN_VERSION))
                    .arg(currentFormat)};
    return {};
}

template <class... Rows> Error takeSections(ValueMap &file, ChangeSet &set)
{
    Error error;
    ((error.message.isEmpty() ? void(error = takeSection<Rows>(file, set)) : void()), ...);
    return error;
}

Value changeValue(const Change &change)
{
    return std::visit(
        [](const auto &c) {
            using Row = typename std::decay_t<decltype(*c.before)>;
            ValueMap map{{QStringLiteral("kind"), rowcodec::section<Row>()}};
            const auto put = [&](const QString &key, const std::optional<Row> &row) {
                if (!row)
                    return;
                ValueMap fields = mapOf(rowcodec::fields(*row));
                if constexpr (std::is_same_v<Row, Header>)
                    fields.insert(QStringLiteral("$file"), row->fileExtra);
                map.insert(key, fields);
            };
            put(QStringLiteral("before"), c.before);
            put(QStringLiteral("after"), c.after);
            return Value(map);
        },
        change);
}

template <class Row> Result<Row> rowOf(ValueMap fields)
{
    if constexpr (std::is_same_v<Row, Header>) {
        const PropertyMap fileExtra = fields.take(QStringLiteral("$file")).toMap();
        Result<Header> header = rowcodec::read<Header>(std::move(fields));
        if (header)
            header.value().fileExtra = fileExtra;
        return header;
    } else {
        return rowcodec::read<Row>(std::move(fields));
    }
}

/// Appends the change if `map` is one of this kind of row. Returns what is wrong with it.
template <class Row> Error takeChange(const ValueMap &map, ChangeSet &set, bool &isTaken)
{
    if (isTaken || map.value(QStringLiteral("kind")).toString() != rowcodec::section<Row>())
        return {};
    isTaken = true;
    RowChange<Row> change;
    for (const auto &[key, row] :
         {std::pair(QStringLiteral("before"), &change.before), std::pair(QStringLiteral("after"), &change.after)}) {
        if (!map.contains(key))
            continue;
        const Result<Row> read = rowOf<Row>(map.value(key).toMap());
        if (!read)
            return read.error();
        *row = *read;
    }
    if (!change.before && !change.after)
        return {tr("The edit has a change without a row.")};
    set.changes.push_back(std::move(change));
    return {};
}

template <size_t... i> Error takeAnyChange(const ValueMap &map, ChangeSet &set, std::index_sequence<i...>)
{
    bool isTaken = false;
    Error error;
    const auto attempt = [&]<class Row>(const std::type_identity<RowChange<Row>> &) {
        if (error.message.isEmpty())
            error = takeChange<Row>(map, set, isTaken);
    };
    (attempt(std::type_identity<std::variant_alternative_t<i, Change::variant>>{}), ...);
    if (error.message.isEmpty() && !isTaken)
        error = {tr("The edit has a row of an unknown kind.")};
    return error;
}

} // namespace

QByteArray write(const Blueprint &blueprint)
{
    QByteArray out = "{\n  \"format\": " + QByteArray::number(currentFormat) + ",\n  \"blueprint\": ";
    appendRow(out, rowcodec::fields(blueprint.header()), false, 2);
    appendSection<Environment>(out, blueprint, false);
    appendSection<Variable>(out, blueprint, false);
    appendSection<Local>(out, blueprint, false);
    appendSection<Output>(out, blueprint, false);
    appendSection<Resource>(out, blueprint, false);
    appendSection<Connection>(out, blueprint, false);
    appendSection<Acceptance>(out, blueprint, false);
    appendSection<Page>(out, blueprint, true);
    appendSection<Placement>(out, blueprint, true);
    appendSection<Annotation>(out, blueprint, false);
    const PropertyMap &extra = blueprint.header().fileExtra;
    for (auto it = extra.begin(); it != extra.end(); ++it) {
        out += ",\n  ";
        jsontext::appendString(out, it.key());
        out += ": ";
        jsontext::appendPretty(out, it.value(), 2);
    }
    return out + "\n}\n";
}

Result<Blueprint> read(const QByteArray &bytes)
{
    Result<Value> root = jsontext::read(bytes);
    if (!root)
        return Error{tr("The file can't be read: %1").arg(root.error().message), root.error().detail};
    if (!root->isMap())
        return Error{tr("This is not a Groundplan file: it holds no JSON object.")};
    ValueMap file = root->toMap();
    root = Value(); // the rows belong to the map alone
    ChangeSet set;
    Error error = checkFormat(file);
    if (error.message.isEmpty())
        error = takeHeader(file, set);
    if (error.message.isEmpty())
        error =
            takeSections<Environment, Variable, Local, Output, Resource, Connection, Acceptance, Page, Placement, Annotation>(file, set);
    if (!error.message.isEmpty())
        return error;
    std::get<RowChange<Header>>(set.changes.front()).after->fileExtra = std::move(file);
    Blueprint blueprint;
    if (const auto applied = blueprint.apply(set); !applied)
        return applied.error();
    return blueprint;
}

Result<Blueprint> load(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error{tr("The file does not exist."), path};
    if (!info.isFile())
        return Error{tr("This is not a file."), path};
    if (info.size() > maximumBytes)
        return Error{tr("The file is too large: %1 MiB, and at most %2 MiB are read.").arg(info.size() >> 20).arg(maximumBytes >> 20),
                     path};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("The file can't be opened: %1").arg(file.errorString()), path};
    const QByteArray bytes = file.read(maximumBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{tr("The file can't be read: %1").arg(file.errorString()), path};
    Result<Blueprint> blueprint = read(bytes);
    if (!blueprint)
        return Error{blueprint.error().message,
                     blueprint.error().detail.isEmpty() ? path : path + QStringLiteral(": ") + blueprint.error().detail};
    return blueprint;
}

Result<> save(const Blueprint &blueprint, const QString &path)
{
    if (const auto saved = diskfile::replace(path, write(blueprint)); !saved)
        return Error{tr("The file can't be saved: %1. What was there before is unchanged.").arg(saved.error().message), path};
    return {};
}

QByteArray writeChangeSet(const ChangeSet &set)
{
    ValueList changes;
    for (const Change &change : set.changes)
        changes.append(changeValue(change));
    ValueMap map{{QStringLiteral("text"), set.text}, {QStringLiteral("changes"), changes}};
    if (!set.mergeKey.isEmpty())
        map.insert(QStringLiteral("merge"), set.mergeKey);
    return jsontext::compact(map);
}

Result<ChangeSet> readChangeSet(const QByteArray &line)
{
    const Result<Value> value = jsontext::read(line);
    if (!value)
        return value.error();
    const Value changes = (*value)[QStringLiteral("changes")];
    if (!changes.isList())
        return Error{tr("The edit has no list of changes.")};
    ChangeSet set{(*value)[QStringLiteral("text")].toString(), {}, (*value)[QStringLiteral("merge")].toString()};
    for (const Value &change : changes.toList()) {
        if (const Error error = takeAnyChange(change.toMap(), set, std::make_index_sequence<std::variant_size_v<Change::variant>>());
            !error.message.isEmpty())
            return error;
    }
    return set;
}

QByteArray writeValue(const Value &value) { return jsontext::compact(value); }
Result<Value> readValue(const QByteArray &json) { return jsontext::read(json); }

} // namespace groundplan::blueprintfile
