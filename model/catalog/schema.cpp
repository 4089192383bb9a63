// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/schema.h"

namespace groundplan {

namespace {

bool isIndex(const QString &part)
{
    bool ok = false;
    part.toInt(&ok);
    return ok;
}

bool isName(const QString &path) { return !path.contains(QLatin1Char('.')); }

/// Follows `parts` from `at` down through collections and objects.
const AttributeType *typeInside(const AttributeType *type, const QStringList &parts, qsizetype at)
{
    for (; at < parts.size(); ++at) {
        if (isIndex(parts.at(at))) {
            if (!type->isCollection() || !type->element)
                return nullptr;
            type = type->element.get();
            continue;
        }
        if (type->kind == AttributeType::Kind::Map) { // a key
            type = type->element.get();
            continue;
        }
        if (type->isList() && type->element)
            type = type->element.get();
        const auto field = type->fields.constFind(parts.at(at));
        if (field == type->fields.constEnd())
            return nullptr;
        type = &*field;
    }
    return type;
}

} // namespace

QString AttributeType::text() const
{
    const auto of = [this](const char *name) {
        return QLatin1String(name) + QLatin1Char('(') + (element ? element->text() : QStringLiteral("any")) + QLatin1Char(')');
    };
    switch (kind) {
    case Kind::String: return QStringLiteral("string");
    case Kind::Number: return QStringLiteral("number");
    case Kind::Bool: return QStringLiteral("bool");
    case Kind::Dynamic: return QStringLiteral("any");
    case Kind::List: return of("list");
    case Kind::Set: return of("set");
    case Kind::Map: return of("map");
    case Kind::Object: break;
    }
    QStringList parts;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        parts.append(it.key() + QLatin1String(" = ") + it->text());
    return QStringLiteral("object({") + parts.join(QLatin1String(", ")) + QStringLiteral("})");
}

const AttributeSchema *BlockSchema::attributeAt(const QString &path) const
{
    if (isName(path)) {
        const auto attribute = attributes.constFind(path);
        return attribute == attributes.constEnd() ? nullptr : &*attribute;
    }
    const QStringList parts = path.split(QLatin1Char('.'));
    const BlockSchema *block = this;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0 && isIndex(parts.at(i)))
            continue;
        const auto attribute = block->attributes.constFind(parts.at(i));
        if (attribute != block->attributes.constEnd())
            return i + 1 == parts.size() ? &*attribute : nullptr;
        const auto nested = block->blocks.constFind(parts.at(i));
        if (nested == block->blocks.constEnd())
            return nullptr;
        block = nested->block.get();
    }
    return nullptr;
}

const NestedBlock *BlockSchema::blockAt(const QString &path) const
{
    if (isName(path)) {
        const auto nested = blocks.constFind(path);
        return nested == blocks.constEnd() ? nullptr : &*nested;
    }
    const BlockSchema *block = this;
    const NestedBlock *found = nullptr;
    for (const QString &part : path.split(QLatin1Char('.'))) {
        if (found && isIndex(part))
            continue;
        const auto nested = block->blocks.constFind(part);
        if (nested == block->blocks.constEnd())
            return nullptr;
        found = &*nested;
        block = nested->block.get();
    }
    return found;
}

const AttributeType *BlockSchema::typeAt(const QString &path) const
{
    if (isName(path)) {
        const auto attribute = attributes.constFind(path);
        return attribute == attributes.constEnd() ? nullptr : &attribute->type;
    }
    const QStringList parts = path.split(QLatin1Char('.'));
    const BlockSchema *block = this;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0 && isIndex(parts.at(i)))
            continue;
        const auto attribute = block->attributes.constFind(parts.at(i));
        if (attribute != block->attributes.constEnd())
            return typeInside(&attribute->type, parts, i + 1);
        const auto nested = block->blocks.constFind(parts.at(i));
        if (nested == block->blocks.constEnd())
            return nullptr;
        block = nested->block.get();
    }
    return nullptr;
}

QString BlockSchema::valuePath(const QString &path) const
{
    if (isName(path))
        return path;
    const QStringList parts = path.split(QLatin1Char('.'));
    QStringList spelled;
    const BlockSchema *block = this;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        spelled.append(parts.at(i));
        const bool goesOn = i + 1 < parts.size() && !isIndex(parts.at(i + 1));
        if (!block)
            continue;
        if (isIndex(parts.at(i)) && i > 0)
            continue;
        if (const auto nested = block->blocks.constFind(parts.at(i)); nested != block->blocks.constEnd()) {
            block = nested->block.get();
            if (goesOn)
                spelled.append(QStringLiteral("0"));
            continue;
        }
        const auto attribute = block->attributes.constFind(parts.at(i));
        if (attribute != block->attributes.constEnd() && attribute->isWrittenAsBlocks() && goesOn)
            spelled.append(QStringLiteral("0"));
        block = nullptr;
    }
    return spelled.join(QLatin1Char('.'));
}

} // namespace groundplan
