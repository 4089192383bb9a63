// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/twins.h"

#include "model/blueprint/jsontext.h"

#include <QDirIterator>
#include <QFile>

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Below this a derived pair of attributes is a guess (resources/schemas).
constexpr double trusted = 0.7;

/// Decoded on demand, immutable, shared by all runs.
const CloudFormationSchema &schema()
{
    static const CloudFormationSchema one;
    return one;
}

/// `!reason` says why not, null that nothing needs saying.
Twin::Place placeOf(const Value &value)
{
    Twin::Place place;
    if (value.isMap()) {
        place.path = value[u"to"_s].toString();
        place.conversion = value[u"as"_s].toString();
        place.also = value[u"also"_s].toMap();
        place.with = value[u"with"_s].toMap();
        place.reason = value[u"note"_s].toString();
    } else if (value.toString().startsWith(u'!')) {
        place.reason = value.toString().mid(1);
    } else {
        place.path = value.toString();
    }
    return place;
}

/// What resources/catalog/cloudformation says, by Terraform type.
QHash<QString, PropertyMap> readCorrections()
{
    QHash<QString, PropertyMap> corrections;
    QDirIterator files(u":/groundplan/catalog/cloudformation"_s, {u"*.json"_s}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto read = jsontext::read(file.readAll());
        Q_ASSERT_X(read.ok(), "cloudformation corrections", read ? "" : qPrintable(file.fileName() + read.error().text()));
        if (!read)
            continue;
        const ValueMap types = (*read)[u"types"_s].toMap();
        for (auto it = types.begin(); it != types.end(); ++it)
            corrections.insert(it.key(), it->toMap());
    }
    return corrections;
}

PropertyMap correctionsOf(const QString &terraformType)
{
    static const QHash<QString, PropertyMap> all = readCorrections();
    return all.value(terraformType);
}

/// A derived map may put an attribute of a block into a place of the same name that belongs to another block: what stands in a block
/// goes where the block goes.
void keepInBlocks(Twin &twin)
{
    if (!twin.schema)
        return;
    for (auto it = twin.attributes.begin(); it != twin.attributes.end(); ++it) {
        for (qsizetype dot = it.key().lastIndexOf(u'.'); dot > 0; dot = it.key().lastIndexOf(u'.', dot - 1)) {
            const auto block = twin.attributes.constFind(it.key().first(dot));
            if (block == twin.attributes.constEnd() || block->path.isEmpty())
                continue;
            const QString inside = block->path + u'.' + it->path.section(u'.', -1);
            if (!it->path.isEmpty() && !it->path.startsWith(block->path + u'.') && it->path != block->path && twin.schema->at(inside))
                it->path = inside;
            break;
        }
    }
}

} // namespace

const Twin &Twins::of(const lowering::LoweredResource &resource)
{
    if (resource.isData)
        return of(u"data."_s + resource.type);
    const lowering::Argument *direction = resource.type == "aws_security_group_rule"_L1 ? resource.body.argument(u"type"_s) : nullptr;
    return of(direction && direction->value.isString() ? resource.type + u'.' + direction->value.toString() : resource.type);
}

const Twin &Twins::of(const QString &terraformType)
{
    if (const auto known = m_known.find(terraformType); known != m_known.end())
        return known->second;
    const PropertyMap fixes = correctionsOf(terraformType);
    if (fixes.contains(u"like"_s))
        return m_known.emplace(terraformType, of(fixes.value(u"like"_s).toString())).first->second;
    Twin twin;
    const CloudFormationTwin derived = schema().twin(terraformType);
    if (!derived.types.isEmpty() && derived.kind != CloudFormationTwin::Kind::Split
        && derived.kind != CloudFormationTwin::Kind::Approximate)
        twin.type = derived.types.first();
    if (derived.kind == CloudFormationTwin::Kind::Fold)
        twin.parentAttribute = derived.parentAttribute, twin.foldedInto = derived.foldedInto;
    if (fixes.contains(u"type"_s))
        twin.type = fixes.value(u"type"_s).toString();
    if (fixes.contains(u"parent"_s))
        twin.parentAttribute = fixes.value(u"parent"_s).toString();
    twin.deletionPolicy = fixes.value(u"deletion"_s).toString();
    twin.constants = fixes.value(u"constants"_s).toMap();
    twin.schema = schema().type(twin.type);
    for (auto it = derived.attributes.begin(); it != derived.attributes.end(); ++it) {
        if (it->score >= trusted)
            twin.attributes.insert(it.key(), {it->path, {}, {}, {}, {}});
    }
    keepInBlocks(twin);
    for (auto it = derived.returns.begin(); it != derived.returns.end(); ++it)
        twin.returns.insert(it.key(), *it);
    const ValueMap attributes = fixes.value(u"attributes"_s).toMap();
    for (auto it = attributes.begin(); it != attributes.end(); ++it) {
        if (it->toString() == "="_L1) // a block without a place of its own: what stands in it has one
            twin.attributes.remove(it.key());
        else
            twin.attributes.insert(it.key(), placeOf(*it));
    }
    const ValueMap returns = fixes.value(u"returns"_s).toMap();
    for (auto it = returns.begin(); it != returns.end(); ++it)
        twin.returns.insert(it.key(), it->toString());
    const ValueMap apart = fixes.value(u"apart"_s).toMap();
    for (auto it = apart.begin(); it != apart.end(); ++it)
        twin.apart.insert(it.key(), it->toString());
    return m_known.emplace(terraformType, std::move(twin)).first->second;
}

} // namespace groundplan::cloudformation
