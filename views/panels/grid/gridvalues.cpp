// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/grid/gridvalues.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/words.h"

#include <cmath>

namespace groundplan::gridvalues {

namespace {

const QLatin1String opening("${");

/// How many dollars stand before a brace at the start: one opens an expression, more are a text with one too many.
qsizetype dollarsBeforeBrace(const QString &text)
{
    qsizetype count = 0;
    while (count < text.size() && text.at(count) == QLatin1Char('$'))
        ++count;
    return count < text.size() && text.at(count) == QLatin1Char('{') ? count : 0;
}

QString addressOf(const Blueprint &blueprint, const Reference &reference)
{
    const Resource *target = blueprint.find(reference.to);
    // Several of one name could not be told apart when it is read again.
    if (!target || reference.attribute.isEmpty() || target->name.contains(QLatin1Char('.'))
        || blueprint.namesakes(target->type, target->name).size() != 1)
        return {};
    return QStringLiteral("${%1.%2.%3}").arg(target->type, target->name, reference.attribute);
}

Value insideBraces(const Blueprint &blueprint, const QString &inner)
{
    const QStringList parts = inner.split(QLatin1Char('.'));
    if (parts.size() == 2 && parts.first() == QLatin1String("var"))
        return VariableReference{parts.last()};
    if (parts.size() >= 3) {
        const QList<ResourceId> named = blueprint.namesakes(parts.at(0), parts.at(1));
        if (named.size() == 1)
            return Reference{named.first(), parts.mid(2).join(QLatin1Char('.'))};
    }
    return Expression{inner};
}

Result<Value> listOf(const Blueprint &blueprint, const QString &typed, const AttributeType *element)
{
    ValueList items;
    for (const QString &part : typed.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const Result<Value> item = parse(blueprint, part.trimmed(), element, {});
        if (!item)
            return item;
        items.append(*item);
    }
    return Value(items);
}

} // namespace

QString text(const Blueprint &blueprint, const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Null: return {};
    case Value::Kind::String: {
        const QString plain = value.toString();
        return dollarsBeforeBrace(plain) > 0 ? QLatin1Char('$') + plain : plain;
    }
    case Value::Kind::Bool:
    case Value::Kind::Integer:
    case Value::Kind::Real: return value.toString();
    case Value::Kind::Variable: return QStringLiteral("${var.%1}").arg(value.toVariable().name);
    case Value::Kind::Expression: {
        const QString inner = value.toExpression().text;
        // Only where the same is read again.
        if (insideBraces(blueprint, inner) == value)
            return QStringLiteral("${%1}").arg(inner);
        break;
    }
    case Value::Kind::Reference:
        if (const QString address = addressOf(blueprint, value.toReference()); !address.isEmpty())
            return address;
        break;
    case Value::Kind::List:
    case Value::Kind::Map: break;
    }
    return QString::fromUtf8(blueprintfile::writeValue(value));
}

Result<Value> parse(const Blueprint &blueprint, const QString &typed, const AttributeType *type, const Value &before)
{
    using Kind = AttributeType::Kind;
    if (typed.isEmpty())
        return Value();
    const QString trimmed = typed.trimmed();
    if (dollarsBeforeBrace(typed) > 1)
        return Value(typed.mid(1));
    if (trimmed.startsWith(opening) && trimmed.endsWith(QLatin1Char('}')))
        return insideBraces(blueprint, trimmed.mid(2).chopped(1));
    const bool isJson = trimmed.startsWith(QLatin1Char('[')) || trimmed.startsWith(QLatin1Char('{'));
    const bool wantsParts = type ? type->isCollection() || type->kind == Kind::Object : before.isList() || before.isMap();
    if (isJson && (wantsParts || trimmed.startsWith(QLatin1String("{\"$")) || (type && type->kind == Kind::Dynamic))) {
        const Result<Value> read = blueprintfile::readValue(trimmed.toUtf8());
        if (!read)
            return Error{tr("“%1” is no JSON that can be read.").arg(trimmed.left(60)), read.error().text()};
        return *read;
    }
    if (wantsParts) {
        if (type && type->isList() && type->element && !type->element->isCollection() && type->element->kind != Kind::Object)
            return listOf(blueprint, trimmed, type->element.get());
        return Error{tr("A list or a map is written as JSON: [\"a\", \"b\"].")};
    }
    const bool wantsBool = type ? type->kind == Kind::Bool : before.isBool();
    if (wantsBool) {
        const QString word = trimmed.toLower();
        if (word == QLatin1String("true") || word == QLatin1String("yes") || word == QLatin1String("1"))
            return Value(true);
        if (word == QLatin1String("false") || word == QLatin1String("no") || word == QLatin1String("0"))
            return Value(false);
        return Error{tr("“%1” is neither true nor false.").arg(trimmed.left(60))};
    }
    const bool wantsNumber = type ? type->kind == Kind::Number : before.isNumber();
    if (wantsNumber) {
        bool isWhole = false, isNumber = false;
        const qint64 whole = trimmed.toLongLong(&isWhole);
        const double number = trimmed.toDouble(&isNumber);
        if (isWhole)
            return Value(whole);
        if (isNumber && std::isfinite(number))
            return Value(number);
        return Error{tr("“%1” is no number.").arg(trimmed.left(60))};
    }
    return Value(typed);
}

QString toTsv(const QList<QStringList> &rows)
{
    QString tsv;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (QString cell : row) {
            if (cell.contains(QLatin1Char('\t')) || cell.contains(QLatin1Char('\n')) || cell.contains(QLatin1Char('"')))
                cell = QLatin1Char('"') + cell.replace(QLatin1String("\""), QLatin1String("\"\"")) + QLatin1Char('"');
            cells.append(cell);
        }
        tsv += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return tsv;
}

QList<QStringList> fromTsv(const QString &tsv)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool isQuoted = false, hasContent = false;
    const auto endCell = [&] {
        row.append(cell);
        cell.clear();
    };
    const auto endRow = [&] {
        endCell();
        rows.append(row);
        row.clear();
        hasContent = false;
    };
    for (qsizetype i = 0; i < tsv.size(); ++i) {
        const QChar c = tsv.at(i);
        if (isQuoted) {
            if (c != QLatin1Char('"'))
                cell += c;
            else if (i + 1 < tsv.size() && tsv.at(i + 1) == QLatin1Char('"'))
                cell += tsv.at(++i);
            else
                isQuoted = false;
            continue;
        }
        hasContent = true;
        // A quote opens a cell only at its start, and only where it is closed again: inches are written with one too.
        const auto closes = [&] {
            for (qsizetype at = tsv.indexOf(QLatin1Char('"'), i + 1); at >= 0; at = tsv.indexOf(QLatin1Char('"'), at + 1)) {
                const QChar next = at + 1 < tsv.size() ? tsv.at(at + 1) : QChar(QLatin1Char('\n'));
                if (next == QLatin1Char('"'))
                    ++at;
                else
                    return next == QLatin1Char('\t') || next == QLatin1Char('\n') || next == QLatin1Char('\r');
            }
            return false;
        };
        if (c == QLatin1Char('"') && cell.isEmpty() && closes())
            isQuoted = true;
        else if (c == QLatin1Char('\t'))
            endCell();
        else if (c == QLatin1Char('\n'))
            endRow();
        else if (c != QLatin1Char('\r'))
            cell += c;
    }
    if (hasContent || !cell.isEmpty() || !row.isEmpty())
        endRow();
    return rows;
}

} // namespace groundplan::gridvalues
